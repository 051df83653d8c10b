/**
 * Tokens that HighLevel grants through OAuth and that expire: exchanged, renewed by one thread of
 * one process at a time, kept sealed in the ledger. Read {@link
 * io.lockstep.activities.grant.Renewal} first. Decision: docs/adr/0032.
 */
@NullMarked
package io.lockstep.activities.grant;

import org.jspecify.annotations.NullMarked;

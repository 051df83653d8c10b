/**
 * Histories in clear for those who may read them: Temporal's codec protocol over HTTP, for its
 * command line and its UI. How to use it: docs/runbook.md.
 */
@NullMarked
package io.lockstep.starter.codec;

import org.jspecify.annotations.NullMarked;

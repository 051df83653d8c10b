package io.lockstep.activities;

import io.lockstep.core.Lane;

/**
 * Why a call is made; decides how it may wait.
 *
 * @param lane live work reserves a turn of the budget, bulk work only takes what stays free
 * @param retry a repeated attempt; it reserves nothing
 * @param brief part of a local activity of 1.5 s: a call that takes longer is given up
 * @param owner whose turn it is: a workflow id or operation id, the same for the next attempt
 */
public record CallContext(Lane lane, boolean retry, boolean brief, String owner) {}

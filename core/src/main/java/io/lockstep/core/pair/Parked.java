package io.lockstep.core.pair;

import io.lockstep.core.plan.Waiting;
import java.time.Instant;

/**
 * Something that waits for a person, with what it was seen under: it stays quiet while both digests
 * stand and is planned anew once one of them moves.
 *
 * @param contacts digest of the contacts side's value when it was parked; "" for a whole record
 * @param rewards the same for rewards
 */
public record Parked(Waiting waiting, String contacts, String rewards, Instant since) {}

package io.lockstep.core.pair;

import io.lockstep.core.Side;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The provider's own stamp of a record right after our last write to it. A read that shows an older
 * one was taken before that write and is discarded. The ledger keeps one per pair and side; a null
 * part leaves what was there.
 *
 * @param writtenAt when the answer came; our clock, UTC
 * @param updatedAt the answer's {@code dateUpdated} or {@code updatedAt}; null when it showed none
 * @param version BHN's version in the answer; null at HighLevel
 */
public record Stamp(
    Side side, Instant writtenAt, @Nullable Instant updatedAt, @Nullable String version) {}

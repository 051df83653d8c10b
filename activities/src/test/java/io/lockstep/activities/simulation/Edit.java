package io.lockstep.activities.simulation;

import io.lockstep.core.Side;
import java.time.Instant;

/**
 * What a person did to one field of one record.
 *
 * @param value the value in one vocabulary and form for both sides; "" for a clear. For a tag, its
 *     name is part of the field, and the value says {@code on} or {@code off}
 * @param returns whether this side had that value before: such an edit cannot be told from none
 * @param number counts up over all edits of a world
 */
record Edit(
    Side side,
    String recordId,
    String field,
    String value,
    boolean returns,
    Instant at,
    int number) {}

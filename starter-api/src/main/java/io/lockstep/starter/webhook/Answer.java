package io.lockstep.starter.webhook;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.door.Verdict;

/**
 * Where an event leads.
 *
 * @param flow and {@code key}: the run to hint
 * @param verdict whether to hint it at all
 */
record Answer(Flow flow, FlowKey key, Verdict verdict, Hint hint) {}

package io.lockstep.activities.bhn;

import java.util.List;
import java.util.Map;

/**
 * One page of an account's change feed.
 *
 * @param changes {@code {type, id, contactId, deleted, version, ...}} each
 * @param nextCursor where to go on, also when this page is the last
 */
public record ChangePage(List<Map<String, Object>> changes, String nextCursor) {}

package io.lockstep.ledger;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.plan.Withheld;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The twin of the writes that wait for permission. */
public final class InMemoryWithheldWrites implements WithheldWrites {

  private record Row(FlowKey key, Flow flow, Withheld write, Instant since) {}

  private final Map<String, Row> rows = new TreeMap<>();

  @Override
  public synchronized void replace(Flow flow, FlowKey key, List<Withheld> writes, Instant now) {
    List<String> names = writes.stream().map(write -> name(flow, key, write)).toList();
    rows.entrySet().removeIf(row -> is(row.getValue(), flow, key) && !names.contains(row.getKey()));
    writes.forEach(
        write -> rows.putIfAbsent(name(flow, key, write), new Row(key, flow, write, now)));
  }

  private static String name(Flow flow, FlowKey key, Withheld write) {
    return String.join("/", key.connection(), key.contactId(), flow.name(), write.opId());
  }

  private static boolean is(Row row, Flow flow, FlowKey key) {
    return row.flow() == flow && row.key().equals(key);
  }

  @Override
  public synchronized List<Withheld> of(Flow flow, FlowKey key) {
    return rows.values().stream().filter(row -> is(row, flow, key)).map(Row::write).toList();
  }

  @Override
  public synchronized int count(String connection) {
    return (int)
        rows.values().stream().filter(row -> row.key().connection().equals(connection)).count();
  }

  @Override
  public synchronized List<OfContact> contacts(String connection, String after, int most) {
    Map<String, List<Row>> byContact =
        rows.values().stream()
            .filter(row -> row.key().connection().equals(connection))
            .filter(row -> row.key().contactId().compareTo(after) > 0)
            .collect(
                Collectors.groupingBy(
                    row -> row.key().contactId(), TreeMap::new, Collectors.toList()));
    return byContact.values().stream().limit(most).map(InMemoryWithheldWrites::of).toList();
  }

  private static OfContact of(Collection<Row> rows) {
    return new OfContact(
        rows.iterator().next().key(),
        rows.stream().map(Row::flow).collect(Collectors.toSet()),
        rows.size(),
        rows.stream().map(Row::since).min(Instant::compareTo).orElseThrow());
  }
}

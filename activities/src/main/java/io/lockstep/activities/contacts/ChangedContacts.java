package io.lockstep.activities.contacts;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.highlevel.SearchPage;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import io.lockstep.ledger.Connection;
import io.lockstep.workflows.reconcile.ReconcileActivities.Page;
import io.lockstep.workflows.reconcile.ReconcileInput;
import io.lockstep.workflows.reconcile.ReconcileReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks HighLevel which contacts have changed since it was last asked, where no webhook says so, and
 * has each looked at, its tasks and notes too: nobody lists the notes of a location. A poll with
 * nothing new is one call.
 *
 * <p>The search shows a change a few seconds late, so each poll begins two minutes before the last
 * change it knows; what it has met there already it leaves alone. What Lockstep wrote itself is
 * looked at once: a person's change before it shows in no date any more.
 */
final class ChangedContacts {

  private static final int PAGE = 100;
  private static final String WHAT = ReconcileInput.CHANGED_CONTACTS;

  /** So late the search may show a change, and more. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  /** How far the very first poll looks back; what changed before it the passes at start find. */
  private static final Duration AT_FIRST = Duration.ofHours(1);

  // A look at the contact, one at its tasks and one at its notes, at 7 calls a second for bulk
  // work.
  private static final Duration ONE_CONTACT_TAKES = Duration.ofMillis(500);

  private final Ports ports;
  private final Workbenches workbenches;
  private final ContactReconcile passes;

  ChangedContacts(Ports ports, Workbenches workbenches, ContactReconcile passes) {
    this.ports = ports;
    this.workbenches = workbenches;
    this.passes = passes;
  }

  /**
   * One page; saves how far it came once all in it are hinted.
   *
   * @param cursor HighLevel's own, within this poll; null for its first page
   */
  Page page(Connection connection, @Nullable String cursor, Attempt attempt) {
    Workbench bench = workbenches.open(connection, caller(connection, attempt));
    PollPosition position =
        ports
            .cursors()
            .read(connection.id(), WHAT)
            .map(PollPosition::parse)
            .orElseGet(() -> PollPosition.at(ports.clock().instant().minus(AT_FIRST)));
    PassCursor within = PassCursor.parse(cursor);
    SearchPage page = bench.highLevel().search(search(position, within));
    int hinted = 0;
    for (Map<String, Object> item : page.contacts()) {
      PersonView view = bench.contacts().sweepItem(item);
      if (!position.knows(view)) {
        hinted += hint(bench, view) ? 1 : 0;
        position = position.after(view, OVERLAP);
      }
    }
    ports.cursors().save(connection.id(), WHAT, position.text());
    String next =
        page.searchAfter().isEmpty() ? null : PassCursor.contacts(page.searchAfter()).text();
    int read = page.contacts().size();
    return new Page(
        next,
        new ReconcileReport(read, read - hinted, hinted, 1),
        ONE_CONTACT_TAKES.multipliedBy(hinted));
  }

  private static CallContext caller(Connection connection, Attempt attempt) {
    return new CallContext(
        Lane.BULK, attempt.repeated(), false, "reconcile/" + connection.id() + "/" + WHAT);
  }

  private static Map<String, Object> search(PollPosition position, PassCursor within) {
    var body = new HashMap<String, Object>();
    body.put("pageLimit", PAGE);
    body.put("sort", List.of(Map.of("field", "dateUpdated", "direction", "asc")));
    body.put(
        "filters",
        List.of(
            Map.of(
                "field",
                "dateUpdated",
                "operator",
                "range",
                "value",
                Map.of("gte", position.from(OVERLAP).toString()))));
    if (!within.after().isEmpty()) {
      body.put("searchAfter", within.after());
    }
    return body;
  }

  private boolean hint(Workbench bench, PersonView view) {
    FlowKey key = new FlowKey(bench.connection().id(), view.id());
    PairRecord record = ports.pairs().load(key);
    if (record.link() == null) {
      boolean looks = passes.isToBeLooked(bench, key, view, record);
      if (looks) {
        hint(Flow.CONTACT_UPSERT, key);
      }
      return looks;
    }
    hint(Flow.CONTACT_UPSERT, key);
    for (ItemKind kind : ItemKind.values()) {
      if (bench.mapping().items(kind).isPresent()) {
        hint(kind.flow(), key);
      }
    }
    return true;
  }

  private void hint(Flow flow, FlowKey key) {
    ports.hints().hint(flow, key, Hint.from(Hint.Source.POLL));
  }
}

package io.lockstep.activities.reconcile;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.PairLedger.PairSummary;
import io.lockstep.workflows.reconcile.ReconcileActivities.Page;
import io.lockstep.workflows.reconcile.ReconcileInput;
import io.lockstep.workflows.reconcile.ReconcileReport;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds of tasks and notes what no webhook told. {@code tasks} reads HighLevel's open tasks, a call
 * per ninety: their edits and re-openings send no event, so this pass bounds how long one may go
 * unseen. {@code verify-tasks} and {@code notes} hint every linked pair, which costs a look each:
 * no list shows the notes of a location, nor what is gone.
 *
 * <p>Where a pass over open tasks ended says how many there are: the price of the next one.
 *
 * <p>Completed tasks are left to {@code verify-tasks}: they only grow in number, and one that is
 * re-opened is open again.
 */
final class ItemReconcile {

  private static final Logger log = LoggerFactory.getLogger(ItemReconcile.class);

  private static final int PAGE = 100;

  /**
   * How much of a page the next one reads again. The list is read by offset: with each task that is
   * completed between two pages, one moves from the later page to the earlier, past the pass.
   */
  private static final int READ_AGAIN = 10;

  private static final Map<String, Object> OPEN = Map.of("completed", false);

  // As for contacts: hinted faster than they can be served, runs would only wait for turns.
  private static final Duration ONE_RUN_TAKES = Duration.ofMillis(500);

  private static final Page NOTHING = new Page(null, ReconcileReport.none(), Duration.ZERO);

  private final Ports ports;

  ItemReconcile(Ports ports) {
    this.ports = ports;
  }

  /**
   * One page; {@code cursor} is null for the first. Of tasks at most two provider calls: the page,
   * and once in a while who may own them; of any other pass none.
   */
  Page page(String connectionId, String what, @Nullable String cursor, Attempt attempt) {
    Connection connection = ports.connection(connectionId);
    if (connection.paused()) {
      ports.connections().markForSweep(connectionId);
      return NOTHING;
    }
    ItemKind kind = what.equals(ReconcileInput.NOTES) ? ItemKind.NOTE : ItemKind.TASK;
    MappingProfile profile = MappingProfiles.parse(connectionId, connection.profileYaml());
    Optional<ItemMapping> mapping = profile.items(kind);
    if (mapping.isEmpty()) {
      return NOTHING;
    }
    return what.equals(ReconcileInput.TASKS)
        ? listed(connection, mapping.get(), cursor == null ? 0 : Integer.parseInt(cursor), attempt)
        : looked(connectionId, kind, cursor == null ? "" : cursor);
  }

  // How large a page may be is not documented, so a short one need not be the last.
  private Page listed(Connection connection, ItemMapping mapping, int skip, Attempt attempt) {
    var caller = new CallContext(Lane.BULK, attempt.repeated(), false, owner(connection));
    HighLevel highLevel = ports.providers().of(connection, caller).highLevel();
    Map<String, String> users = mapping.ownersByEmail() ? highLevel.userIdsByEmail() : Map.of();
    List<Map<String, Object>> found = highLevel.searchTasks(OPEN, skip, PAGE);
    var tasks = new ListedTasks(ports, connection, mapping, users);
    List<Map<String, Object>> named = found.stream().filter(ListedTasks::isNamed).toList();
    if (named.size() < found.size()) { // the others go on; what an id holds may be personal
      log.warn(
          "left out of the pass over the open tasks of {}: {} whose id, or whose contact's id, is"
              + " written as no id of HighLevel's is",
          connection.id(),
          found.size() - named.size());
    }
    Set<FlowKey> contacts = new LinkedHashSet<>();
    int differing = 0;
    for (Map<String, Object> task : named) {
      Optional<FlowKey> contact = tasks.toBeLooked(task);
      contact.ifPresent(contacts::add);
      differing += contact.isPresent() ? 1 : 0;
    }
    contacts.forEach(contact -> hint(ItemKind.TASK, contact, Hint.Source.POLL));
    String next = after(skip, found.size());
    if (next == null) {
      ports
          .cursors()
          .save(connection.id(), ReconcileInput.TASKS, Integer.toString(skip + found.size()));
    }
    return page(
        next,
        new ReconcileReport(found.size(), named.size() - differing, differing, 1),
        contacts.size());
  }

  /** Where the next page begins; null when this one showed nothing the pass had not seen. */
  private static @Nullable String after(int skip, int found) {
    boolean over = skip == 0 ? found == 0 : found <= READ_AGAIN;
    return over ? null : Integer.toString(skip + found - Math.min(READ_AGAIN, found - 1));
  }

  private static String owner(Connection connection) {
    return "reconcile/" + connection.id() + "/" + ReconcileInput.TASKS;
  }

  private Page looked(String connection, ItemKind kind, String after) {
    List<PairSummary> pairs = ports.pairs().pairs(connection, after, PAGE);
    int hinted = 0;
    for (PairSummary pair : pairs) {
      if (pair.profileId() != null) {
        hint(kind, new FlowKey(connection, pair.contactId()), Hint.Source.SWEEP);
        hinted++;
      }
    }
    String next = pairs.size() < PAGE ? null : pairs.get(pairs.size() - 1).contactId();
    return page(next, new ReconcileReport(pairs.size(), pairs.size() - hinted, hinted, 0), hinted);
  }

  private void hint(ItemKind kind, FlowKey contact, Hint.Source source) {
    ports.hints().hint(kind.flow(), contact, Hint.from(source));
  }

  private static Page page(@Nullable String next, ReconcileReport found, int runs) {
    return new Page(next, found, ONE_RUN_TAKES.multipliedBy(runs));
  }
}

package io.lockstep.activities.contacts;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.bhn.ContactPage;
import io.lockstep.activities.highlevel.SearchPage;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.door.Door;
import io.lockstep.core.door.Sighting;
import io.lockstep.core.link.Scopes;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Withheld;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.PairLedger.PairSummary;
import io.lockstep.ledger.WithheldWrites.OfContact;
import io.lockstep.workflows.reconcile.ReconcileActivities.Page;
import io.lockstep.workflows.reconcile.ReconcileInput;
import io.lockstep.workflows.reconcile.ReconcileReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what no webhook told. {@code contacts} pages both sides and hints every record that does
 * not show its base, or is not linked and does not stand as its last look left it: one call per
 * hundred records. {@code verify} hints every linked pair, so that both sides are read and compared
 * with each other; it costs a look per pair and is the only pass that finds a deletion nobody
 * reported, since a search that lacks a record proves nothing. {@code first-link} hints all that is
 * planned for a first link, by the ledger alone; {@code plan-first-link} does so before it is
 * approved.
 *
 * <p>Where the connection may only read at HighLevel, what waits for permission and shows what it
 * showed is passed over; once it may write there, {@code contacts} begins with all that waited.
 */
public final class ContactReconcile {

  /** The pass that compares with the base. */
  public static final String CONTACTS = ReconcileInput.CONTACTS;

  /** The pass over what the first link has planned, to plan it anew. */
  public static final String PLAN_FIRST_LINK = ReconcileInput.PLAN_FIRST_LINK;

  /** The pass over what the first link has planned, once it is approved. */
  public static final String FIRST_LINK = ReconcileInput.FIRST_LINK;

  /** The slow pass that compares both sides. */
  public static final String VERIFY = ReconcileInput.VERIFY;

  private static final int PAGE = 100;

  // Bulk work may use 7 calls a second, and a run makes 1 to 5. Hinted faster than they can be
  // served, runs would only wait for turns, and time out waiting.
  private static final Duration ONE_RUN_TAKES = Duration.ofMillis(500);

  private final Ports ports;
  private final Workbenches workbenches;

  public ContactReconcile(Ports ports) {
    this.ports = ports;
    this.workbenches = new Workbenches(ports);
  }

  /** One page; {@code cursor} is null for the first. At most one provider call. */
  public Page page(String connectionId, String what, @Nullable String cursor, Attempt attempt) {
    Connection connection = ports.connection(connectionId);
    if (connection.paused()) {
      ports.connections().markForSweep(connectionId);
      return new Page(null, ReconcileReport.none(), Duration.ZERO);
    }
    return switch (what) {
      case CONTACTS -> compared(connection, PassCursor.parse(cursor), attempt);
      case ReconcileInput.CHANGED_CONTACTS ->
          new ChangedContacts(ports, workbenches, this).page(connection, cursor, attempt);
      case VERIFY -> verified(connectionId, cursor == null ? "" : cursor);
      case FIRST_LINK, PLAN_FIRST_LINK -> planned(connectionId, cursor == null ? "" : cursor);
      default ->
          throw new IllegalArgumentException("nothing passes over " + what + "; say contacts");
    };
  }

  private Page compared(Connection connection, PassCursor cursor, Attempt attempt) {
    if (!connection.highLevel().isReadOnly() && cursor.isBeginning()) {
      List<OfContact> waited = ports.withheld().contacts(connection.id(), "", PAGE);
      if (!waited.isEmpty()) {
        return letGo(waited);
      }
    }
    Workbench bench = workbenches.open(connection, caller(connection, attempt));
    return cursor.isContacts() ? contacts(bench, cursor) : profiles(bench, cursor);
  }

  /** What waited for permission, now that it is there; the pass begins again after it. */
  private Page letGo(List<OfContact> waited) {
    for (OfContact one : waited) {
      for (Flow flow : one.flows()) {
        ports.hints().hint(flow, one.key(), Hint.from(Hint.Source.SWEEP));
        ports.withheld().replace(flow, one.key(), List.of(), ports.clock().instant());
      }
    }
    var report = new ReconcileReport(waited.size(), 0, waited.size(), 0);
    return page(PassCursor.contacts(List.of()).text(), report);
  }

  private CallContext caller(Connection connection, Attempt attempt) {
    return new CallContext(
        Lane.BULK, attempt.repeated(), false, "reconcile/" + connection.id() + "/" + CONTACTS);
  }

  private Page contacts(Workbench bench, PassCursor cursor) {
    SearchPage page = bench.highLevel().search(search(cursor));
    int hinted = 0;
    for (Map<String, Object> item : page.contacts()) {
      PersonView view = bench.contacts().sweepItem(item);
      FlowKey key = new FlowKey(bench.connection().id(), view.id());
      PairRecord record = ports.pairs().load(key);
      if (record.link() == null
          ? isToBeLooked(bench, key, view, record)
          : differs(bench, key, view, record) || comesBack(bench, key, view)) {
        hint(key);
        hinted++;
      }
    }
    String next =
        page.searchAfter().isEmpty()
            ? PassCursor.profiles(0).text()
            : PassCursor.contacts(page.searchAfter()).text();
    return found(next, page.contacts().size(), hinted);
  }

  // By age: an order that a change during the pass does not shuffle.
  private static Map<String, Object> search(PassCursor cursor) {
    var body = new HashMap<String, Object>();
    body.put("pageLimit", PAGE);
    body.put("sort", List.of(Map.of("field", "dateAdded", "direction", "asc")));
    if (!cursor.after().isEmpty()) {
      body.put("searchAfter", cursor.after());
    }
    return body;
  }

  private Page profiles(Workbench bench, PassCursor cursor) {
    ContactPage page = bench.bhn().list(cursor.start(), PAGE);
    int hinted = 0;
    for (Map<String, Object> item : page.contacts()) {
      PersonView view = bench.profiles().read(item);
      if (profileDiffers(bench, view)) {
        hinted++;
      }
    }
    String next =
        page.last() ? null : PassCursor.profiles(cursor.start() + page.contacts().size()).text();
    return found(next, page.contacts().size(), hinted);
  }

  private boolean profileDiffers(Workbench bench, PersonView view) {
    String connection = bench.connection().id();
    Optional<Link> link = ports.pairs().linkOfProfile(connection, view.id());
    if (link.isEmpty()) {
      FlowKey alone = FlowKey.ofProfile(connection, view.id());
      boolean looks = isToBeLooked(bench, alone, view, ports.pairs().load(alone));
      if (looks) {
        hint(alone);
      }
      return looks;
    }
    FlowKey key = new FlowKey(connection, link.get().contactId());
    if (differs(bench, key, view, ports.pairs().load(key)) || comesBack(bench, key, view)) {
      hint(key);
      return true;
    }
    return false;
  }

  /** Whether a look at an unlinked record could come to anything new. */
  boolean isToBeLooked(Workbench bench, FlowKey key, PersonView view, PairRecord record) {
    if (!bench.connection().firstLinkAuto()) {
      // What changes later its webhook tells.
      return !isPlanned(key)
          && !new Standing(ports, bench, key, record).holds(view, ports.clock().instant());
    }
    return !new Standing(ports, bench, key, record).holds(view, ports.clock().instant());
  }

  /** A pair that is frozen out of scope, whose base stayed as it was when it left. */
  private boolean comesBack(Workbench bench, FlowKey key, PersonView view) {
    return bench.mapping().scope().values().stream().anyMatch(scope -> !scope.all())
        && Scopes.of(bench.mapping(), bench.forms(), view) == Scopes.Standing.IN
        && ports
            .pairs()
            .summary(key)
            .filter(pair -> pair.state() == PairState.NOT_ELIGIBLE)
            .isPresent();
  }

  private boolean isPlanned(FlowKey key) {
    return ports.pairs().summary(key).filter(pair -> pair.state() == PairState.PLANNED).isPresent();
  }

  /** What a projection does not show is not judged, so a search item can prove no difference. */
  private boolean differs(Workbench bench, FlowKey key, PersonView view, PairRecord record) {
    Set<String> notShown =
        bench.mapping().rules().stream()
            .map(FieldRule::name)
            .filter(name -> !view.field(name).shown())
            .collect(Collectors.toSet());
    Door door = new Door(bench.mapping(), bench.forms(), bench.digester());
    return door.decide(key, new Sighting(false, view, notShown), false, record).looks()
        && (!bench.connection().highLevel().isReadOnly()
            || door.isNews(key, view, record, withheld(key, view.side())));
  }

  /** What that side showed of each field that waits for permission. */
  private Map<String, Set<String>> withheld(FlowKey key, Side side) {
    return ports.withheld().of(Flow.CONTACT_UPSERT, key).stream()
        .flatMap(write -> write.fields().stream())
        .collect(
            Collectors.groupingBy(
                Withheld.Shown::field,
                Collectors.mapping(
                    shown -> side == Side.CONTACTS ? shown.contacts() : shown.rewards(),
                    Collectors.toSet())));
  }

  private Page verified(String connection, String after) {
    return known(connection, after, pair -> pair.profileId() != null);
  }

  private Page planned(String connection, String after) {
    return known(connection, after, pair -> pair.state() == PairState.PLANNED);
  }

  private Page known(String connection, String after, Predicate<PairSummary> wanted) {
    List<PairSummary> pairs = ports.pairs().pairs(connection, after, PAGE);
    int hinted = 0;
    for (PairSummary pair : pairs) {
      if (wanted.test(pair)) {
        hint(new FlowKey(connection, pair.contactId()));
        hinted++;
      }
    }
    String next = pairs.size() < PAGE ? null : pairs.get(pairs.size() - 1).contactId();
    return page(next, new ReconcileReport(pairs.size(), pairs.size() - hinted, hinted, 0));
  }

  private void hint(FlowKey key) {
    ports.hints().hint(Flow.CONTACT_UPSERT, key, Hint.from(Hint.Source.SWEEP));
  }

  private static Page found(@Nullable String next, int read, int hinted) {
    return page(next, new ReconcileReport(read, read - hinted, hinted, 1));
  }

  private static Page page(@Nullable String next, ReconcileReport found) {
    return new Page(next, found, ONE_RUN_TAKES.multipliedBy(found.hinted()));
  }
}

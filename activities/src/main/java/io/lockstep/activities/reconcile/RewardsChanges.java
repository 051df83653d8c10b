package io.lockstep.activities.reconcile;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.bhn.ChangePage;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Stamp;
import io.lockstep.ledger.Connection;
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

/**
 * Reads BHN's change feed where no webhook says what changed, and has whatever changed looked at; a
 * write of Lockstep's own is known by its version. A poll with nothing new is one call.
 *
 * <p>The first poll only goes to the feed's end: what changed before it the passes find. So does
 * one whose place BHN no longer knows.
 */
final class RewardsChanges {

  private static final int PAGE = 1_000; // a shorter page is the last
  private static final String WHAT = ReconcileInput.REWARDS_CHANGES;

  // As for contacts: hinted faster than they can be served, runs would only wait for turns.
  private static final Duration ONE_RUN_TAKES = Duration.ofMillis(500);

  private final Ports ports;

  RewardsChanges(Ports ports) {
    this.ports = ports;
  }

  /**
   * One page.
   *
   * @param cursor BHN's own while the end is sought; otherwise the ledger knows the place
   */
  Page page(String connectionId, @Nullable String cursor, Attempt attempt) {
    Connection connection = ports.connection(connectionId);
    if (connection.paused()) {
      ports.connections().markForSweep(connectionId);
      return new Page(null, ReconcileReport.none(), Duration.ZERO);
    }
    Optional<String> place =
        ports.cursors().read(connectionId, WHAT).filter(known -> !known.isEmpty());
    return place.isPresent()
        ? read(connection, place.get(), attempt)
        : seekEnd(connection, cursor, attempt);
  }

  private Page seekEnd(Connection connection, @Nullable String after, Attempt attempt) {
    ChangePage page = changes(connection, after, attempt);
    int read = page.changes().size();
    var found = new ReconcileReport(read, read, 0, 1);
    if (read == PAGE) {
      return new Page(page.nextCursor(), found, Duration.ZERO);
    }
    ports.cursors().save(connection.id(), WHAT, page.nextCursor());
    return new Page(null, found, Duration.ZERO);
  }

  private Page read(Connection connection, String place, Attempt attempt) {
    ChangePage page;
    try {
      page = changes(connection, place, attempt);
    } catch (ProviderException failure) {
      ProviderError said = failure.error(); // another refusal says nothing about the place
      if (said.kind() == ProviderError.Kind.REFUSED && "cursor".equals(said.field())) {
        ports.cursors().save(connection.id(), WHAT, ""); // the next poll seeks the end anew
      }
      throw failure;
    }
    List<Map<String, Object>> changes = page.changes();
    MappingProfile mapping = MappingProfiles.parse(connection.id(), connection.profileYaml());
    Set<Changed> changed = new LinkedHashSet<>();
    for (Map<String, Object> change : changes) {
      changed(connection.id(), mapping, change).ifPresent(changed::add);
    }
    changed.forEach(one -> ports.hints().hint(one.flow(), one.key(), Hint.from(Hint.Source.POLL)));
    ports.cursors().save(connection.id(), WHAT, page.nextCursor());
    var found =
        new ReconcileReport(changes.size(), changes.size() - changed.size(), changed.size(), 1);
    return new Page(
        changes.size() == PAGE ? "more" : null, found, ONE_RUN_TAKES.multipliedBy(changed.size()));
  }

  private ChangePage changes(Connection connection, @Nullable String after, Attempt attempt) {
    var caller =
        new CallContext(
            Lane.BULK, attempt.repeated(), false, "reconcile/" + connection.id() + "/" + WHAT);
    return ports.providers().of(connection, caller).bhn().changes(after, PAGE);
  }

  private record Changed(Flow flow, FlowKey key) {}

  /** Who is to look at it; empty for an own write, and for what nobody keeps in step. */
  private Optional<Changed> changed(
      String connection, MappingProfile mapping, Map<String, Object> change) {
    String profileId = String.valueOf(change.get("contactId"));
    Optional<Link> link = ports.pairs().linkOfProfile(connection, profileId);
    String type = String.valueOf(change.get("type"));
    if (type.equals("contact")) {
      return link.isPresent()
          ? Optional.of(new FlowKey(connection, link.get().contactId()))
              .filter(key -> !isOurs(ports.pairs().load(key), change))
              .map(key -> new Changed(Flow.CONTACT_UPSERT, key))
          : Optional.of(FlowKey.ofProfile(connection, profileId))
              .filter(key -> !isDeleted(change))
              .map(key -> new Changed(Flow.CONTACT_UPSERT, key));
    }
    return link.flatMap(
        pair ->
            kind(type)
                .filter(kind -> mapping.items(kind).isPresent())
                .filter(kind -> !isOurs(connection, kind, change))
                .map(kind -> new Changed(kind.flow(), new FlowKey(connection, pair.contactId()))));
  }

  private static Optional<ItemKind> kind(String word) {
    for (ItemKind kind : ItemKind.values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty(); // a newer feed may tell of more
  }

  private boolean isOurs(String connection, ItemKind kind, Map<String, Object> change) {
    return ports
        .items()
        .owner(connection, kind, Side.REWARDS, String.valueOf(change.get("id")))
        .map(owned -> ports.items().load(owned.key(), owned.item()))
        .filter(record -> isOurs(record, change))
        .isPresent();
  }

  private static boolean isOurs(PairRecord record, Map<String, Object> change) {
    return !isDeleted(change)
        && record
            .stamp(Side.REWARDS)
            .map(Stamp::version)
            .filter(version -> version.equals(String.valueOf(change.get("version"))))
            .isPresent();
  }

  private static boolean isDeleted(Map<String, Object> change) {
    return Boolean.TRUE.equals(change.get("deleted"));
  }
}

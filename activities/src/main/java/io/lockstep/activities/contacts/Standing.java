package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.Fields;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.link.Scopes;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.AcceptedDifference.Reason;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an unlinked record stood when it was last looked at, and whether that still holds for what is
 * shown of it now. Asks the ledger alone, so that a pass need not seek the same missing partners
 * again and again.
 */
final class Standing {

  /** What a look could not know, such as a search index that lagged, is looked at anew after it. */
  private static final Duration NOBODY_FOUND_LASTS = Duration.ofDays(1);

  private final Ports ports;
  private final Workbench bench;
  private final FlowKey key;
  private final PairRecord record;

  Standing(Ports ports, Workbench bench, FlowKey key, PairRecord record) {
    this.ports = ports;
    this.bench = bench;
    this.key = key;
    this.record = record;
  }

  /** Why no partner is to be sought: its pair is over, or a person keeps it alone. */
  Optional<String> keptApart(PersonView shown) {
    Optional<String> over =
        ports.pairs().tombstone(key.connection(), shown.side(), shown.id()).map(it -> it.reason());
    return over.isPresent() || !isAccepted(Reason.SKIPPED, fingerprintOfAll(), shown)
        ? over
        : Optional.of("a person keeps it without a partner");
  }

  /** Whether another look would come to the same, as far as this shows. */
  boolean holds(PersonView shown, Instant now) {
    if (!record.intents().isEmpty()) {
      return false;
    }
    boolean waits =
        record.parked().stream()
            .filter(parked -> parked.waiting().field().equals(Waiting.WHOLE))
            .map(parked -> parked.contacts() + parked.rewards())
            .anyMatch(print -> fingerprintOfAll().isOf(print, shown));
    boolean nobodyFound =
        isAccepted(Reason.NO_PARTNER, this::isLookedForAs, shown)
            && record.accepted().stream()
                .anyMatch(row -> row.at().plus(NOBODY_FOUND_LASTS).isAfter(now));
    return waits || nobodyFound || keptApart(shown).isPresent();
  }

  /** Remembers that a person keeps it without a partner. */
  AcceptedDifference kept(PersonView shown, Instant at) {
    return accepted(
        shown, Fields.fingerprint(bench, key, copies(shown)), Reason.SKIPPED, "operator", at);
  }

  /** Remembers that it has no partner and that none is to be made; empty if that cannot be told. */
  Optional<AcceptedDifference> nobodyFound(PersonView shown, Instant at) {
    return searched(shown)
        .map(by -> bench.digester().fingerprint(key, by))
        .map(print -> accepted(shown, print, Reason.NO_PARTNER, "lockstep", at));
  }

  private static AcceptedDifference accepted(
      PersonView shown, String print, Reason reason, String who, Instant at) {
    boolean fromContacts = shown.side() == Side.CONTACTS;
    return new AcceptedDifference(
        Waiting.WHOLE,
        "",
        fromContacts ? print : "",
        fromContacts ? "" : print,
        "",
        reason,
        who,
        at);
  }

  private interface Fingerprint {
    boolean isOf(String print, PersonView shown);
  }

  private Fingerprint fingerprintOfAll() {
    return (print, shown) -> Fields.isFingerprint(print, bench, key, copies(shown));
  }

  private boolean isAccepted(Reason reason, Fingerprint fingerprint, PersonView shown) {
    return record.accepted().stream()
        .filter(row -> row.field().equals(Waiting.WHOLE) && row.reason() == reason)
        .anyMatch(row -> fingerprint.isOf(row.contacts() + row.rewards(), shown));
  }

  private boolean isLookedForAs(String print, PersonView shown) {
    return searched(shown).filter(by -> bench.digester().isFingerprint(print, key, by)).isPresent();
  }

  private List<FieldWrite> copies(PersonView shown) {
    return NewPartner.copies(bench, key, shown);
  }

  /** All of a record that linking goes by, and what the mapping says of it. */
  private Optional<Map<String, Reading>> searched(PersonView shown) {
    Scopes.Standing scope = Scopes.of(bench.mapping(), bench.forms(), shown);
    if (scope == Scopes.Standing.UNKNOWN) {
      return Optional.empty();
    }
    var by = new HashMap<String, Reading>();
    for (String name : bench.mapping().match()) {
      if (!name.equals(FieldRule.REFERENCE_ID)) {
        FieldRule rule = bench.mapping().rule(name).orElseThrow();
        Reading value = bench.canonical(rule, shown.field(name));
        if (!value.shown()) {
          return Optional.empty();
        }
        by.put(name, value);
      }
    }
    by.put("its partner", Reading.ofElements(Fields.counterpart(shown)));
    by.put(
        "the mapping",
        Reading.ofElements(List.of(scope.name(), bench.mapping().create().toString())));
    if (!bench.mapping().mayWrite(shown.side().other())) { // it is sought anew once it may
      by.put("read only", Reading.ofElements(List.of(shown.side().other().word())));
    }
    return Optional.of(by);
  }
}

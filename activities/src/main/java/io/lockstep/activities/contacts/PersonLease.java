package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.Ports;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.person.PersonView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The short right to link or create one person, held by e-mail and phone. A contact and a profile
 * of the same person, made at the same time, start two runs; without this both would find nobody
 * and each would make the other's double.
 */
final class PersonLease {

  /** A plan to create is good for as long as the lease its look took. */
  static final Duration LENGTH = Duration.ofSeconds(60);

  /** When to ask again for a lease somebody else holds. */
  static final Duration RETRY_IN = Duration.ofSeconds(2);

  private PersonLease() {}

  /** Takes or renews it; false when another run holds it. */
  static boolean take(Ports ports, Workbench bench, String owner, PersonView person) {
    List<String> names =
        bench.mapping().rules().stream()
            .filter(rule -> rule.form() == Form.EMAIL || rule.form() == Form.PHONE)
            .flatMap(
                rule ->
                    bench.canonical(rule, person.field(rule.name())).texts().stream()
                        .flatMap(text -> names(bench, rule, text).stream()))
            .toList();
    InstantSource clock = ports.clock();
    return ports.pairs().lease(bench.connection().id(), names, owner, clock.instant(), LENGTH);
  }

  static void release(Ports ports, Workbench bench, String owner) {
    ports.pairs().release(bench.connection().id(), owner);
  }

  private static List<String> names(Workbench bench, FieldRule rule, String canonical) {
    return bench.digester().names("person", bench.connection().id(), rule.form().name(), canonical);
  }
}

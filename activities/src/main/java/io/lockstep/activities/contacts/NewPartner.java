package io.lockstep.activities.contacts;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import java.util.ArrayList;
import java.util.List;

/** The operation that makes a missing partner. */
final class NewPartner {

  private static final List<String> DND = List.of(FieldRule.DND);

  private NewPartner() {}

  /** The operation that copies this. */
  static Op op(Workbench bench, PersonView source, int generation, List<FieldWrite> copied) {
    Side target = source.side().other();
    return new Op(
        opId(bench, target, source.id(), generation),
        Op.Kind.CREATE,
        target,
        null,
        null,
        source.id(),
        copied,
        "create at " + target.word());
  }

  /**
   * What the source shows and the mapping lets travel. What is empty or open needs no writing: the
   * look that follows finds it equal.
   */
  static List<FieldWrite> copies(Workbench bench, FlowKey key, PersonView source) {
    var writes = new ArrayList<FieldWrite>();
    for (FieldRule rule : bench.mapping().rules()) {
      List<String> values = copied(bench, rule, source);
      if (!values.isEmpty()) {
        String digest = bench.digest(key, rule, source).orElseThrow();
        writes.add(new FieldWrite(rule.name(), values, 0, digest, "", null).under(rule));
      }
    }
    return writes;
  }

  private static List<String> copied(Workbench bench, FieldRule rule, PersonView source) {
    Reading shown = source.field(rule.name());
    if (!rule.direction().writes(source.side().other()) || !shown.shown()) {
      return List.of();
    }
    return switch (rule.kind()) {
      case TAGS -> shown.texts().stream().filter(bench.mapping().tags()::travels).toList();
      case FILES -> List.of(); // each has an operation of its own, once there is a partner
      case CONSENT -> shown.texts().equals(DND) ? DND : List.of();
      case FIELD -> rule.translate(source.side(), shown).map(Reading::texts).orElse(List.of());
    };
  }

  /** The same for one source and generation, however often it is planned. */
  static String opId(Workbench bench, Side target, String sourceId, int generation) {
    return bench
        .digester()
        .name(
            "create", bench.connection().id(), target.word(), sourceId, String.valueOf(generation));
  }
}

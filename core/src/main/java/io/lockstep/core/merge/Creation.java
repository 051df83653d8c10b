package io.lockstep.core.merge;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans the partner a contact or profile does not have yet. Pure. */
public final class Creation {

  private final FlowKey key;
  private final MappingProfile profile;
  private final CanonicalForms forms;
  private final Values values;
  private final Digester digester;

  /** For one contact, or one profile that has no contact. */
  public Creation(FlowKey key, MappingProfile profile, CanonicalForms forms, Digester digester) {
    this.key = key;
    this.profile = profile;
    this.forms = forms;
    this.digester = digester;
    this.values = new Values(key, forms, digester);
  }

  /**
   * The create of this record's partner: every field that travels there and is not empty, the tags,
   * and the closed consent channels. A profile is given its contact's id as {@code referenceId}.
   *
   * @param generation counts up each time the same record's partner is created anew
   */
  public Op of(PersonView source, int generation) {
    Side target = source.side().other();
    List<FieldWrite> writes = new ArrayList<>();
    for (FieldRule rule : profile.rules()) {
      if (rule.direction().writes(target)) {
        write(rule, source, target).ifPresent(writes::add);
      }
    }
    if (target == Side.REWARDS) {
      writes.add(mark(source.id()));
    }
    return new Op(
        digester.name(
            "create", key.connection(), target.name(), source.id(), Integer.toString(generation)),
        Op.Kind.CREATE,
        target,
        null,
        null,
        source.id(),
        writes,
        "create the " + (target == Side.REWARDS ? "profile" : "contact"));
  }

  private Optional<FieldWrite> write(FieldRule rule, PersonView source, Side target) {
    Reading raw = source.field(rule.name());
    return switch (rule.kind()) {
      case TAGS -> {
        TagSet tags = TagSet.of(rule, profile.tags(), forms, source.side(), raw);
        Reading words = TagSet.reading(tags.words());
        yield tags.words().isEmpty()
            ? Optional.empty()
            : Optional.of(
                write(
                    rule.name(),
                    tags.firstSpelled(tags.words()),
                    values.digest(rule.name(), words)));
      }
      case CONSENT ->
          raw.texts().contains(ConsentMerge.DND)
              ? Optional.of(
                  write(
                      rule.name(),
                      List.of(ConsentMerge.DND),
                      values.of(rule, source.side(), raw).digest()))
              : Optional.empty();
      case FIELD -> {
        SideValue value = values.of(rule, source.side(), raw);
        yield value.shown() && !value.empty()
            ? values
                .spelledFor(target, rule, value)
                .map(wanted -> write(rule.name(), wanted.raw().texts(), value.digest()))
            : Optional.empty();
      }
    };
  }

  private FieldWrite mark(String contactId) {
    return write(
        LinkMark.FIELD,
        List.of(contactId),
        values.digest(LinkMark.FIELD, Reading.ofText(contactId)));
  }

  private FieldWrite write(String field, List<String> written, String sourceDigest) {
    return new FieldWrite(
        field, written, 0, sourceDigest, values.digest(field, Reading.empty()), null);
  }
}

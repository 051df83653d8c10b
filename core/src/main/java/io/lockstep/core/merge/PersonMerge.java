package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import java.time.Duration;
import java.util.Map;

/**
 * Compares both sides with the base, field by field, and answers a plan. Pure: the same look has
 * the same plan.
 *
 * <p>In this order: reads older than our last write are discarded; writes whose answer never came
 * are followed up; hints reveal edits nobody read; then each rule is merged by its kind ({@link
 * FieldMerge}, {@link TagMerge}, {@link ConsentMerge}).
 */
public final class PersonMerge {

  /** How long after a step of a side its reads may still show what was before. */
  public static final Duration SETTLE_WINDOW = Duration.ofSeconds(60);

  private PersonMerge() {}

  /** The plan for a linked pair; an unlinked one goes through linking first. */
  public static PersonPlan plan(PersonLook look) {
    Values values = new Values(look.key(), look.item(), look.forms(), look.digester());
    Draft draft = new Draft(look.record(), look.lookedAt());
    PersonView contact = current(look, Side.CONTACTS, draft);
    PersonView profileView = current(look, Side.REWARDS, draft);
    PairRecord record =
        new PendingWrites(look, values, draft)
            .settle(Map.of(Side.CONTACTS, contact, Side.REWARDS, profileView));
    Scene scene =
        new Scene(
            look,
            record,
            contact,
            profileView,
            values,
            new Answers(look.decisions(), record.parked()),
            draft);
    new RevealedEdits(scene).list();
    look.profile().rules().forEach(rule -> merge(scene, rule));
    if (look.item() == null) { // an item is linked by the ledger alone
      new LinkMark(scene).plan();
    }
    return draft.plan(new Ops(scene).build());
  }

  private static PersonView current(PersonLook look, Side side, Draft draft) {
    return OldReads.current(
        look.view(side), look.record().stamp(side).orElse(null), look.lookedAt(), draft);
  }

  private static void merge(Scene scene, FieldRule rule) {
    switch (rule.kind()) {
      case FIELD -> new FieldMerge(scene).merge(rule);
      case TAGS, FILES -> new TagMerge(scene, rule).merge();
      case CONSENT -> new ConsentMerge(scene).merge(rule);
    }
  }
}

package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.FieldMove.By;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.Intent.Wrote;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows up writes whose answer never came. Where the target shows what was being written, the
 * write happened, and the base moves as if it had been answered; otherwise it did not, or somebody
 * wrote over it, and the field is planned afresh. So it is where its rule means something else by
 * now: what was sent may stand in another property, and says nothing of the one that is read today.
 *
 * <p>The look waits until an intent's lease is over and probes for creates itself, so what is left
 * here may be judged. Sets need no judging: each member is compared by itself.
 */
final class PendingWrites {

  private final PersonLook look;
  private final Values values;
  private final Draft draft;

  PendingWrites(PersonLook look, Values values, Draft draft) {
    this.look = look;
    this.values = values;
    this.draft = draft;
  }

  /** The record with all that happened counted in. */
  PairRecord settle(Map<Side, PersonView> views) {
    List<BaseRow> base = new ArrayList<>(look.record().base());
    List<FieldMove> moves = new ArrayList<>(look.record().moves());
    look.record().intents().stream()
        .filter(intent -> intent.kind() != Op.Kind.CREATE && intent.kind() != Op.Kind.DELETE)
        .forEach(intent -> settle(intent, views, base, moves));
    return new PairRecord(
        look.record().link(),
        base,
        look.record().intents(),
        look.record().accepted(),
        look.record().conflicts(),
        look.record().parked(),
        look.record().edits(),
        moves,
        look.record().stamps());
  }

  private void settle(
      Intent intent, Map<Side, PersonView> views, List<BaseRow> base, List<FieldMove> moves) {
    PersonView view = views.get(intent.target());
    if (view == null || view.fields().isEmpty()) {
      return; // a discarded read says nothing of it
    }
    boolean happened = false;
    for (Map.Entry<String, Wrote> written : intent.digests().entrySet()) {
      Optional<FieldRule> rule = look.profile().rule(written.getKey());
      if (rule.isPresent()
          && !rule.get().kind().isSet()
          && written.getValue().isUnder(rule.get())) {
        happened |= settle(intent, rule.get(), written.getValue(), view, base, moves);
      }
    }
    draft.branch(happened ? Branch.PENDING_WRITE_HAPPENED : Branch.PENDING_WRITE_DID_NOT_HAPPEN);
    draft.closeIntent(intent.opId());
  }

  private boolean settle(
      Intent intent,
      FieldRule rule,
      Wrote wrote,
      PersonView view,
      List<BaseRow> base,
      List<FieldMove> moves) {
    SideValue shown = values.of(rule, intent.target(), view.field(rule.name()));
    boolean happened = shown.shown() && values.matches(wrote.after(), rule, shown);
    FieldMove move =
        new FieldMove(
            rule.name(),
            "",
            intent.target(),
            happened ? wrote.before() : "", // a late arrival is recognised by what it wrote
            wrote.after(),
            By.WRITTEN,
            intent.sentAt());
    draft.move(move);
    moves.add(move);
    if (happened && !wrote.source().isEmpty()) {
      boolean toContacts = intent.target() == Side.CONTACTS;
      String contacts = toContacts ? wrote.after() : wrote.source();
      String rewards = toContacts ? wrote.source() : wrote.after();
      draft.base(rule.name(), "", contacts, rewards, CanonicalForms.CURRENT, rule.fingerprint());
      base.removeIf(row -> row.field().equals(rule.name()) && row.element().isEmpty());
      base.add(
          new BaseRow(
              rule.name(),
              "",
              contacts,
              rewards,
              CanonicalForms.CURRENT,
              rule.fingerprint(),
              draft.revision(rule.name())));
    }
    return happened;
  }
}

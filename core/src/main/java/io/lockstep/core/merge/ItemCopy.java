package io.lockstep.core.merge;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.HighLevelTask;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the plan of a create and its apply must agree on: its id, what its source showed, and the
 * base it leaves. Pure.
 */
public final class ItemCopy {

  private ItemCopy() {}

  /**
   * The id of a create, and BHN's {@code requestId}: the same for one source, one gone half and one
   * generation, however often it is planned.
   *
   * @param replaces the id of the half that is made anew; null when there was none
   * @param generation counts up when what a create made is gone again
   */
  public static String opId(
      Digester digester,
      FlowKey key,
      ItemRef item,
      Side target,
      String sourceId,
      @Nullable String replaces,
      int generation) {
    return digester.name(
        "create",
        key.connection(),
        key.contactId(),
        item.text(),
        target.word(),
        sourceId,
        replaces == null ? "" : replaces,
        String.valueOf(generation));
  }

  /** Names what the source of these writes shows; what Lockstep invents is no part of it. */
  public static String shown(Digester digester, FlowKey key, List<FieldWrite> writes) {
    List<String> parts = new ArrayList<>(List.of("shown", key.connection(), key.contactId()));
    writes.forEach(write -> parts.addAll(List.of(write.field(), write.sourceDigest())));
    return digester.name(parts.toArray(String[]::new));
  }

  /**
   * Whether that view shows what a create was writing, as far as today's rules can tell. An owner
   * is known by the user id that was sent: his e-mail may be another by now.
   *
   * @param sent field to what was sent of it
   */
  public static boolean isMadeBy(
      Map<String, Intent.Wrote> sent,
      PersonView view,
      List<FieldRule> rules,
      CanonicalForms forms,
      Digester digester,
      FlowKey key) {
    Intent.Wrote owner = sent.get(HighLevelTask.OWNER_ID);
    boolean isHis =
        owner == null
            || shows(
                view.field(HighLevelTask.OWNER_ID),
                HighLevelTask.OWNER_ID,
                owner.after(),
                digester,
                key);
    return isHis
        && rules.stream()
            .filter(rule -> sent.containsKey(rule.name()))
            .filter(rule -> owner == null || !rule.name().equals(FieldRule.TASK_OWNER))
            .filter(rule -> tells(rule, view))
            .allMatch(
                rule ->
                    shows(
                        forms.canonical(
                            view.field(rule.name()), rule.form(), CanonicalForms.CURRENT),
                        rule.name(),
                        Objects.requireNonNull(sent.get(rule.name())).after(),
                        digester,
                        key));
  }

  private static boolean shows(
      Reading canonical, String field, String digest, Digester digester, FlowKey key) {
    return canonical.shown()
        && !digest.isEmpty()
        && digester.matches(digest, key, field, canonical);
  }

  /**
   * Whether what an item shows of that field tells it from another. Not where the mapping has no
   * word for it: the owner of a task reads as nobody we know once he has left the location.
   */
  public static boolean tells(FieldRule rule, PersonView item) {
    Reading shown = item.field(rule.name());
    return item.side() != Side.CONTACTS
        || rule.values().isEmpty()
        || shown.texts().isEmpty()
        || rule.translate(Side.CONTACTS, shown).isPresent();
  }

  /**
   * Adds the base of an item that a create has just made: what was copied is what both halves
   * agreed on. A due date that Lockstep invented, and a value that its provider rewrote, is an
   * accepted difference, so that it never flows back.
   *
   * @param made the side it was made on
   * @param sent field to digest of the source and of what was asked for
   * @param shown the same fields, with what was made of them
   */
  public static void firstBase(
      PairChange.Builder change,
      List<FieldRule> rules,
      Digester digester,
      FlowKey key,
      Side made,
      Instant at,
      Map<String, Intent.Wrote> sent,
      Map<String, Intent.Wrote> shown) {
    for (FieldRule rule : rules) {
      Intent.Wrote asked = sent.get(rule.name());
      Intent.Wrote wrote = shown.get(rule.name());
      if (asked == null || wrote == null || !asked.isUnder(rule)) {
        continue; // not copied, or under a rule that meant something else
      }
      boolean toContacts = made == Side.CONTACTS;
      String contacts = toContacts ? wrote.after() : wrote.source();
      String rewards = toContacts ? wrote.source() : wrote.after();
      change.base(
          new BaseRow(
              rule.name(), "", contacts, rewards, CanonicalForms.CURRENT, rule.fingerprint(), 0));
      boolean none = digester.matches(wrote.source(), key, rule.name(), Reading.empty());
      boolean invented = none && !wrote.source().equals(wrote.after());
      if (invented || !asked.after().equals(wrote.after())) {
        change.accept(
            new AcceptedDifference(
                rule.name(),
                "",
                contacts,
                rewards,
                rule.fingerprint(),
                invented ? AcceptedDifference.Reason.DEFAULT : AcceptedDifference.Reason.REWRITTEN,
                "lockstep",
                at));
      }
    }
  }
}

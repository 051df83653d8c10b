package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.plan.Op;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the tags to add and to remove, and makes at most two writes per side of them; of files it
 * makes one each.
 */
final class TagWrites {

  private final Draft draft;
  private final FieldRule rule;
  private final TagSet contacts;
  private final TagSet rewards;
  private final Map<Side, Set<String>> adds = new EnumMap<>(Side.class);
  private final Map<Side, Set<String>> removes = new EnumMap<>(Side.class);
  private final Set<Side> leavingBase = EnumSet.noneOf(Side.class);
  private @Nullable TagSet typed;

  TagWrites(Draft draft, FieldRule rule, TagSet contacts, TagSet rewards) {
    this.draft = draft;
    this.rule = rule;
    this.contacts = contacts;
    this.rewards = rewards;
  }

  void plan(Side target, String word, boolean remove) {
    (remove ? removes : adds).computeIfAbsent(target, side -> new TreeSet<>()).add(word);
  }

  boolean planned() {
    return !adds.isEmpty() || !removes.isEmpty();
  }

  /** Spells what is added as a person typed it. */
  void spelling(TagSet wanted) {
    typed = wanted;
  }

  /** What is written there is not on the other side yet, so the base stays. */
  void leaveBase(Side target) {
    leavingBase.add(target);
  }

  void flush() {
    if (rule.kind() == FieldRule.Kind.FILES) {
      adds.getOrDefault(Side.REWARDS, Set.of())
          .forEach(
              key -> draft.file(new Draft.FileWrite(rule, key, contacts.words(), rewards.words())));
      return;
    }
    for (Side target : Side.values()) {
      draft.tagsOf(target, set(target).words());
      Set<String> add = adds.getOrDefault(target, Set.of());
      TagSet source = typed != null ? typed : set(target.other());
      write(Op.Kind.ADD_TAGS, target, add, source.firstSpelled(add));
      Set<String> remove = removes.getOrDefault(target, Set.of());
      write(Op.Kind.REMOVE_TAGS, target, remove, set(target).spelled(remove));
    }
  }

  private void write(Op.Kind kind, Side target, Set<String> words, List<String> spelled) {
    if (!words.isEmpty()) {
      draft.tags(new Draft.TagWrite(kind, target, words, spelled, leavingBase.contains(target)));
    }
  }

  private TagSet set(Side side) {
    return side == Side.CONTACTS ? contacts : rewards;
  }
}

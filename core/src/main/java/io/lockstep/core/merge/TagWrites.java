package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.plan.Op;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the tags to add and to remove, and makes at most two writes per side of them. Each
 * write's digests count in the writes before it, for they are carried out in this order.
 */
final class TagWrites {

  private final Draft draft;
  private final Values values;
  private final String field;
  private final TagSet contacts;
  private final TagSet rewards;
  private final Map<Side, Set<String>> adds = new EnumMap<>(Side.class);
  private final Map<Side, Set<String>> removes = new EnumMap<>(Side.class);
  private final Set<Side> leavingBase = EnumSet.noneOf(Side.class);
  private @Nullable TagSet typed;

  TagWrites(Draft draft, Values values, String field, TagSet contacts, TagSet rewards) {
    this.draft = draft;
    this.values = values;
    this.field = field;
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
    Map<Side, Set<String>> now = new EnumMap<>(Side.class);
    now.put(Side.CONTACTS, new TreeSet<>(contacts.words()));
    now.put(Side.REWARDS, new TreeSet<>(rewards.words()));
    for (Side target : Side.values()) {
      Set<String> add = adds.getOrDefault(target, Set.of());
      TagSet source = typed != null ? typed : set(target.other());
      write(Op.Kind.ADD_TAGS, target, add, source.firstSpelled(add), now);
      Set<String> remove = removes.getOrDefault(target, Set.of());
      write(Op.Kind.REMOVE_TAGS, target, remove, set(target).spelled(remove), now);
    }
  }

  private void write(
      Op.Kind kind,
      Side target,
      Set<String> words,
      List<String> spelled,
      Map<Side, Set<String>> now) {
    if (words.isEmpty()) {
      return;
    }
    Set<String> before = held(now, target);
    Set<String> after = new TreeSet<>(before);
    if (kind == Op.Kind.ADD_TAGS) {
      after.addAll(words);
    } else {
      after.removeAll(words);
    }
    draft.tags(
        new Draft.TagWrite(
            kind,
            target,
            words,
            new Draft.Write(
                field,
                spelled,
                leavingBase.contains(target) ? "" : digest(held(now, target.other())),
                digest(before),
                digest(after),
                null)));
    now.put(target, after);
  }

  private static Set<String> held(Map<Side, Set<String>> now, Side side) {
    return now.getOrDefault(side, Set.of());
  }

  private TagSet set(Side side) {
    return side == Side.CONTACTS ? contacts : rewards;
  }

  private String digest(Set<String> words) {
    return values.digest(field, TagSet.reading(words));
  }
}

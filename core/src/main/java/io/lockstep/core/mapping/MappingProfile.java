package io.lockstep.core.mapping;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One mapping profile, as {@code docs/mapping.md} describes it; it can serve many connections.
 *
 * @param scope who is in, per side
 * @param create where a missing partner may be made, per side
 * @param match keys that may prove a pair, strongest first: rule names or {@code referenceId}
 * @param rules fields, then {@code tags}, then the files of fields, then the consent channels
 * @param items the kinds of item that travel, and how; a kind that is missing stays where it is
 * @param readOnly the sides a connection may only read; a write to one of them is planned, and
 *     waits for permission. No profile says so: its connection does
 */
public record MappingProfile(
    String name,
    Map<Side, Scope> scope,
    Map<Side, Create> create,
    List<String> match,
    List<FieldRule> rules,
    TagFilter tags,
    Deletes deletes,
    Brakes brakes,
    Map<ItemKind, ItemMapping> items,
    Set<Side> readOnly) {

  /** One whose connection may write to both sides. */
  public MappingProfile(
      String name,
      Map<Side, Scope> scope,
      Map<Side, Create> create,
      List<String> match,
      List<FieldRule> rules,
      TagFilter tags,
      Deletes deletes,
      Brakes brakes,
      Map<ItemKind, ItemMapping> items) {
    this(name, scope, create, match, rules, tags, deletes, brakes, items, Set.of());
  }

  /** Who is in. */
  public record Scope(boolean all, List<String> anyTag) {
    public Scope {
      anyTag = List.copyOf(anyTag);
    }
  }

  /** Whether a missing partner may be made. */
  public enum Create {
    AUTO,
    REVIEW,
    NEVER
  }

  /**
   * Which tags travel: those matching {@code only} and not {@code never}; {@code *} is a wildcard.
   */
  public record TagFilter(List<String> only, List<String> never) {
    public TagFilter {
      only = List.copyOf(only);
      never = List.copyOf(never);
    }

    /** Whether this tag travels; case and blanks at the ends make no difference. */
    public boolean travels(String tag) {
      return only.stream().anyMatch(pattern -> TagPattern.matches(pattern, tag))
          && never.stream().noneMatch(pattern -> TagPattern.matches(pattern, tag));
    }
  }

  /** What a deleted contact or profile does to its partner. */
  public enum Deletes {
    PROPAGATE,
    IGNORE,
    REVIEW
  }

  /**
   * Limits over a sliding hour, per connection and side; past one of them the batch waits for a
   * decision.
   *
   * @param mostDeletes deletes, clears and tag removals, counted alike
   * @param percentDeletes the same as a share of the connection's pairs, 1 to 100
   * @param mostWrites creates and overwrites
   * @param mostFlips times one field may swing within {@code flipsWithin} before a person is asked
   */
  public record Brakes(
      int mostDeletes, int percentDeletes, int mostWrites, int mostFlips, Duration flipsWithin) {}

  private static final TagFilter NO_TAGS = new TagFilter(List.of(), List.of());
  private static final TagFilter ALL_OF_THEM = new TagFilter(List.of("*"), List.of());

  public MappingProfile {
    scope = Map.copyOf(scope);
    create = Map.copyOf(create);
    match = List.copyOf(match);
    rules = List.copyOf(rules);
    items = Map.copyOf(items);
    readOnly = Set.copyOf(readOnly);
  }

  /** The rule of that name. */
  public Optional<FieldRule> rule(String ruleName) {
    return rules.stream().filter(rule -> rule.name().equals(ruleName)).findFirst();
  }

  /** Which members of that set travel. */
  public TagFilter travelling(FieldRule set) {
    return set.kind() == FieldRule.Kind.TAGS ? tags : ALL_OF_THEM;
  }

  /** How items of that kind travel; empty when they stay where they are. */
  public Optional<ItemMapping> items(ItemKind kind) {
    return Optional.ofNullable(items.get(kind));
  }

  /** The same profile, its rules being those of one kind of item, for a merge of items. */
  public MappingProfile speakingOf(List<FieldRule> itemRules) {
    return new MappingProfile(
        name, scope, create, match, itemRules, NO_TAGS, deletes, brakes, Map.of(), readOnly);
  }

  /** The same profile for a connection that may only read that side. */
  public MappingProfile readingOnly(Side side) {
    return new MappingProfile(
        name, scope, create, match, rules, tags, deletes, brakes, items, Set.of(side));
  }

  /** Whether a write to that side may be made; otherwise it waits for permission. */
  public boolean mayWrite(Side side) {
    return !readOnly.contains(side);
  }
}

package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import io.lockstep.core.testing.Histories;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Claims about the merge over random histories of edits, looks and hours of quiet. */
class MergePropertiesTest {

  private static final int HISTORIES = Integer.getInteger("lockstep.merge.histories", 60);
  private static final int STEPS = 25;

  private enum Act {
    EDIT,
    SYNC,
    /** A look whose plan is lost: the run died before it applied anything. */
    LOOK_ONLY,
    /** The first operation is written, its answer is lost. */
    LOSE_ANSWER,
    WAIT
  }

  private record Step(Act act, Side side, String field, String value, int seconds) {

    static Step draw(Random random) {
      int act = random.nextInt(10);
      FieldRule rule = pick(random, PairWorld.PROFILE.rules());
      return new Step(
          act < 5
              ? Act.EDIT
              : act < 7 ? Act.SYNC : act < 8 ? Act.LOOK_ONLY : act < 9 ? Act.LOSE_ANSWER : Act.WAIT,
          pick(random, List.of(Side.values())),
          rule.name(),
          value(random, rule),
          pick(random, List.of(1, 20, 61, 130, 7200)));
    }

    private static String value(Random random, FieldRule rule) {
      return switch (rule.kind()) {
        case CONSENT -> pick(random, List.of("dnd", "open"));
        case FILES -> throw new IllegalStateException("no rule of this mapping holds files");
        case TAGS -> {
          List<String> tags =
              new ArrayList<>(List.of("a", "B", "c", "d", "internal-x", "é").subList(0, 6));
          tags.removeIf(tag -> random.nextBoolean());
          if (random.nextInt(4) == 0) {
            tags.replaceAll(tag -> tag.toUpperCase(Locale.ROOT));
          }
          yield tags.isEmpty() ? "-" : String.join(",", tags);
        }
        case FIELD ->
            switch (rule.name()) {
              case "tier" -> pick(random, List.of("G", "S", "Gold", "Silver", "Z", "-"));
              case "points" -> pick(random, List.of("1", "2", "2.0", "-"));
              case "country" -> pick(random, List.of("GB", "us", "France", "-"));
              case "phone" -> pick(random, List.of("+44 20 7946 0018", "020 7946 0018", "no", "-"));
              default -> pick(random, List.of("ann", "Ann", "bob", "zoë ", "-"));
            };
      };
    }

    private static <T> T pick(Random random, List<T> from) {
      return from.get(random.nextInt(from.size()));
    }
  }

  /** Plays a history; whoever watches sees every plan before it is carried out. */
  private static PairWorld play(List<Step> history, Watcher watcher) {
    PairWorld world = new PairWorld();
    for (Step step : history) {
      world.later(Duration.ofSeconds(1));
      switch (step.act()) {
        case EDIT -> world.edit(step.side(), step.field(), reading(step));
        case SYNC -> world.apply(watched(world, watcher));
        case LOOK_ONLY -> watched(world, watcher);
        case LOSE_ANSWER ->
            watched(world, watcher).ops().stream()
                .filter(op -> op.kind() == Op.Kind.UPDATE)
                .findFirst()
                .ifPresent(op -> loseAnswer(world, op));
        case WAIT -> world.later(Duration.ofSeconds(step.seconds()));
      }
    }
    return world;
  }

  private static Reading reading(Step step) {
    return PairWorld.reading(step.field(), step.value());
  }

  private static PersonPlan watched(PairWorld world, Watcher watcher) {
    PersonPlan plan = world.plan();
    watcher.sees(world, plan);
    return plan;
  }

  private static void loseAnswer(PairWorld world, Op op) {
    PairChange.Builder before = PairChange.builder();
    world.written().lost(op, world.now).forEach(before::conflict);
    world.book.commit(before.build());
    world.book.add(Intents.of(world, op));
    world.write(op);
  }

  private interface Watcher {
    void sees(PairWorld world, PersonPlan plan);
  }

  private static final Watcher NOBODY = (world, plan) -> {};

  private static void check(Consumer<List<Step>> claim) {
    Histories.check(1, HISTORIES, STEPS, Step::draw, claim);
  }

  @Test
  void afterTheLastEditBothSidesAgreeOrTheDifferenceIsListed() {
    check(
        history -> {
          PairWorld world = play(history, NOBODY);
          PersonPlan last = world.settle();
          for (FieldRule rule : PairWorld.PROFILE.rules()) {
            if (!agree(world, rule)) {
              assertThat(listed(world, last, rule.name())).as(rule.name() + " differs").isTrue();
            }
          }
        });
  }

  @Test
  void onceSettledAnotherLookWritesNothingToAnybody() {
    check(
        history -> {
          PairWorld world = play(history, NOBODY);
          world.settle();
          for (int i = 0; i < 3; i++) {
            PersonPlan plan = world.later(Duration.ofMinutes(7)).plan();
            assertThat(plan.ops()).isEmpty();
            assertThat(plan.change().isEmpty()).as("the ledger is left alone").isTrue();
          }
        });
  }

  @Test
  void everyLookIsAFunctionOfWhatItSees() {
    check(
        history ->
            play(
                history,
                (world, plan) -> {
                  PersonLook look = world.look();
                  assertThat(PersonMerge.plan(look)).isEqualTo(PersonMerge.plan(look));
                }));
  }

  @Test
  void noWriteMakesAPersonReachable() {
    check(
        history -> {
          PairWorld world =
              play(history, (then, plan) -> plan.ops().forEach(MergePropertiesTest::closes));
          Map<String, Set<Side>> closed = closed(world);
          world.settle();
          closed.forEach((rule, sides) -> assertThat(closed(world).get(rule)).containsAll(sides));
        });
  }

  private static void closes(Op op) {
    op.writes().stream()
        .filter(write -> write.field().startsWith(FieldRule.CONSENT_PREFIX))
        .forEach(write -> assertThat(write.values()).containsExactly("dnd"));
  }

  private static Map<String, Set<Side>> closed(PairWorld world) {
    Map<String, Set<Side>> closed = new TreeMap<>();
    for (FieldRule rule : PairWorld.PROFILE.rules()) {
      if (rule.kind() == FieldRule.Kind.CONSENT) {
        Set<Side> sides = new TreeSet<>();
        for (Side side : Side.values()) {
          if (world.shows(side, rule.name()).equals(Reading.ofText("dnd"))) {
            sides.add(side);
          }
        }
        closed.put(rule.name(), sides);
      }
    }
    return closed;
  }

  @Test
  void whatAReadDoesNotShowIsNeitherClearedNorWrittenNorForgotten() {
    check(
        history -> {
          PairWorld world = play(history, NOBODY);
          Random random = new Random(history.hashCode());
          Side side = random.nextBoolean() ? Side.CONTACTS : Side.REWARDS;
          Set<String> hidden = new HashSet<>();
          PersonView whole = world.view(side);
          Map<String, Reading> fields = new HashMap<>(whole.fields());
          PairWorld.PROFILE.rules().stream()
              .map(FieldRule::name)
              .filter(field -> random.nextBoolean())
              .forEach(hidden::add);
          hidden.forEach(fields::remove);
          PersonView partial =
              new PersonView(
                  side,
                  whole.id(),
                  fields,
                  whole.updatedAt(),
                  whole.version(),
                  whole.counterpart());
          PersonPlan plan =
              PersonMerge.plan(
                  world.look(
                      side == Side.CONTACTS ? partial : world.view(Side.CONTACTS),
                      side == Side.REWARDS ? partial : world.view(Side.REWARDS),
                      List.of(),
                      List.of(),
                      Map.of()));
          assertThat(plan.ops())
              .flatMap(Op::writes)
              .extracting(FieldWrite::field)
              .noneMatch(hidden::contains);
          assertThat(plan.change().baseRemoved()).noneMatch(row -> hidden.contains(row.field()));
        });
  }

  @Test
  void theOrderOfTheRulesMakesNoDifference() {
    check(
        history -> {
          PairWorld world = play(history, NOBODY);
          PersonPlan plan = PersonMerge.plan(world.look());
          List<FieldRule> rules = new ArrayList<>(PairWorld.PROFILE.rules());
          Collections.shuffle(rules, new Random(history.hashCode()));
          world.profile = world.withRules(rules);
          PersonPlan shuffled = PersonMerge.plan(world.look());
          assertThat(shuffled.ops()).isEqualTo(plan.ops());
          assertThat(shuffled.branches()).isEqualTo(plan.branches());
          assertThat(Set.copyOf(shuffled.change().base()))
              .isEqualTo(Set.copyOf(plan.change().base()));
        });
  }

  @Test
  void anEditOfOneSideAloneTravelsLikeItsMirrorImage() {
    Set<String> travelled = new HashSet<>();
    List<String> fields = List.of("email", "firstName", "lastName", "phone", "country");
    check(
        history -> {
          for (String field : fields) {
            List<List<String>> written = travels(history, field, Side.CONTACTS);
            assertThat(written).as(field).isEqualTo(travels(history, field, Side.REWARDS));
            if (!written.isEmpty()) {
              travelled.add(field);
            }
          }
        });
    assertThat(travelled).containsExactlyInAnyOrderElementsOf(fields);
  }

  private static List<List<String>> travels(List<Step> history, String field, Side from) {
    PairWorld world = new PairWorld();
    List<List<String>> written = new ArrayList<>();
    for (Step step : history) {
      if (step.field().equals(field)) {
        world.edit(from, field, reading(step));
        PersonPlan plan = world.plan();
        plan.ops().stream()
            .flatMap(op -> op.writes().stream())
            .filter(write -> write.field().equals(field))
            .forEach(write -> written.add(write.values()));
        world.apply(plan).later(Duration.ofMinutes(30));
      }
    }
    return written;
  }

  /** Law L4, as far as one look sees the edits: none is overwritten without a trace. */
  @Test
  void anEditAWriteOverwritesIsInTheConflictList() {
    check(
        history -> {
          Map<String, String> unread = new HashMap<>(); // edits no look has read yet, per side
          PairWorld world = new PairWorld();
          for (Step step : history) {
            if (rule(step.field()).kind() != FieldRule.Kind.FIELD) {
              continue;
            }
            world.later(Duration.ofSeconds(1));
            if (step.act() == Act.EDIT) {
              world.edit(step.side(), step.field(), reading(step));
              unread.put(step.side() + step.field(), step.value());
            } else if (step.act() == Act.SYNC) {
              PersonPlan plan = world.plan();
              for (Op op : plan.ops()) {
                for (FieldWrite write : op.writes()) {
                  if (unread.containsKey(op.target() + write.field())
                      && !mayVanish(world, op, write)) {
                    assertThat(write.lost()).as(op.target() + " " + write.field()).isNotNull();
                  }
                }
              }
              world.apply(plan);
              if (plan.again().isZero()) {
                unread.clear();
              }
            }
          }
        });
  }

  /** An edit to what the base says already, or of a field that had no value, loses nothing. */
  private static boolean mayVanish(PairWorld world, Op op, FieldWrite write) {
    Values values = new Values(PairWorld.KEY, null, new CanonicalForms("GB"), world.digester);
    SideValue shown =
        values.of(rule(write.field()), op.target(), world.shows(op.target(), write.field()));
    return world
        .record()
        .base(write.field())
        .map(
            row ->
                values.matches(
                    op.target() == Side.CONTACTS ? row.contacts() : row.rewards(),
                    rule(write.field()),
                    shown))
        .orElse(shown.empty());
  }

  private static FieldRule rule(String field) {
    return PairWorld.PROFILE.rule(field).orElseThrow();
  }

  private static boolean agree(PairWorld world, FieldRule rule) {
    Reading contacts = world.shows(Side.CONTACTS, rule.name());
    Reading rewards = world.shows(Side.REWARDS, rule.name());
    if (rule.kind() == FieldRule.Kind.TAGS) {
      return tags(contacts).equals(tags(rewards));
    }
    Values values = new Values(PairWorld.KEY, null, new CanonicalForms("GB"), world.digester);
    return values.of(rule, Side.CONTACTS, contacts).equalTo(values.of(rule, Side.REWARDS, rewards));
  }

  private static Set<String> tags(Reading reading) {
    return reading.texts().stream()
        .filter(tag -> !tag.toLowerCase(Locale.ROOT).startsWith("internal-"))
        .map(tag -> tag.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static boolean listed(PairWorld world, PersonPlan last, String field) {
    return last.waiting().stream().map(Waiting::field).anyMatch(field::equals)
        || world.record().accepted().stream()
            .map(AcceptedDifference::field)
            .anyMatch(field::equals);
  }

  @Test
  void everyOpenConflictWaitsForAPerson() {
    Set<String> met = new HashSet<>();
    check(
        history -> {
          PairWorld world = play(history, NOBODY);
          PersonPlan last = world.settle();
          Set<String> open =
              world.record().conflicts().stream()
                  .filter(conflict -> conflict.state() == Conflict.State.OPEN)
                  .map(Conflict::field)
                  .collect(Collectors.toSet());
          assertThat(last.waiting()).extracting(Waiting::field).containsAll(open);
          met.addAll(open);
        });
    assertThat(met).as("fields some history left in conflict").isNotEmpty();
  }
}

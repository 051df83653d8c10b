package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision table of a field's files; keys are divided by commas, {@code -} is none. */
class FileMergeTest {

  private static final String SCAN = "files.scan";
  private static final FieldRule RULE =
      MappingProfiles.parse(
              "files.yaml",
              """
              profile: files
              contact:
                fields: [{name: email, contacts: email, rewards: email}]
                files: [{contacts: customField(scan), rewards: attachments}]
              """)
          .rule(SCAN)
          .orElseThrow();

  private final PairWorld world = new PairWorld();

  FileMergeTest() {
    world.profile = world.withRules(List.of(RULE));
    world.contact(SCAN, "-").profile(SCAN, "-");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a new file is copied                             | a   | a,b | a   | b   |
          at first link each file that is not there is     |     | a,b | b   | a   |
          one that is there already is not copied          |     | a   | a   |     |
          a file removed from the field deletes nothing    | a   | -   | a   |     | a
          a copy deleted at BHN is not made again          | a,b | a,b | a   |     | b
          a file of BHN's own never travels to the field   | a   | a   | a,b |     | b
          what the field cannot show is no removal         | a   | ?   | a   |     |
          nor is what BHN cannot show                      | a   | a,b | ?   |     |
          """)
  void filesAreMergedByTheTable(
      String sentence,
      @Nullable String base,
      String contacts,
      String rewards,
      @Nullable String copied,
      @Nullable String accepted) {
    if (base != null) {
      world.agreed(SCAN, base);
    }
    world.contact(SCAN, contacts).profile(SCAN, rewards);

    PersonPlan plan = PersonMerge.plan(world.look());

    assertThat(plan.ops()).allSatisfy(op -> assertThat(op.kind()).isEqualTo(Op.Kind.ADD_FILE));
    assertThat(plan.ops()).allSatisfy(op -> assertThat(op.target()).isEqualTo(Side.REWARDS));
    assertThat(plan.ops())
        .extracting(op -> op.writes().get(0).values())
        .isEqualTo(copied == null ? List.of() : List.of(List.of(copied)));
    assertThat(plan.change().accepted())
        .extracting(AcceptedDifference::element, AcceptedDifference::reason)
        .isEqualTo(
            accepted == null
                ? List.of()
                : List.of(tuple(element(accepted), AcceptedDifference.Reason.ONE_WAY)));
  }

  private String element(String key) {
    return world.digester.member(PairWorld.KEY, SCAN, key);
  }

  @Test
  void eachFileIsAnOperationAndTheNextLookFindsThemAll() {
    world.contact(SCAN, "a,b,c");
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).hasSize(3);
    world.apply(plan).later(Duration.ofHours(2));
    assertThat(world.plan().ops()).isEmpty();
    assertThat(world.shows(Side.REWARDS, SCAN).texts()).containsExactly("a", "b", "c");
  }

  @Test
  void aFileThatWaitsHoldsUpNoOtherAndKeepsItsName() {
    world.contact(SCAN, "a,b");
    Op first = world.plan().ops().get(0);
    park(first);
    PersonPlan plan = world.plan();
    assertThat(plan.ops())
        .extracting(op -> op.writes().get(0).values())
        .containsExactly(List.of("b"));
    assertThat(plan.waiting()).hasSize(1);
    world.apply(plan).later(Duration.ofHours(2));
    assertThat(world.plan().waiting()).as("it still waits").hasSize(1);
    assertThat(world.decide(Decision.retry()).ops()).extracting(Op::id).containsExactly(first.id());
  }

  @Test
  void aFileThatIsSkippedIsAnAcceptedDifference() {
    world.contact(SCAN, "a");
    Op op = world.plan().ops().get(0);
    park(op);
    assertThat(world.decide(Decision.skip(op.id())).ops()).isEmpty();
    PersonPlan after = world.plan();
    assertThat(after.ops()).isEmpty();
    assertThat(after.waiting()).isEmpty();
  }

  @Test
  void aFileThatIsTakenOutOfTheFieldWaitsNoMore() {
    world.contact(SCAN, "a");
    park(world.plan().ops().get(0));
    world.contact(SCAN, "-");
    assertThat(world.plan().waiting()).isEmpty();
  }

  @Test
  void resolvingForTheFieldTakesNoCopyAway() {
    world.agreed(SCAN, "a");
    world.contact(SCAN, "-");
    assertThat(world.decide(Decision.resolve(SCAN, Side.CONTACTS)).ops()).isEmpty();
  }

  @Test
  void manyFilesAreCopiedTenAtATime() {
    world.contact(
        SCAN, IntStream.range(0, 25).mapToObj("%016x"::formatted).collect(Collectors.joining(",")));
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).hasSize(Ops.MOST_FILES);
    assertThat(plan.more()).isTrue();
    world.apply(plan);
    world.settle();
    assertThat(world.shows(Side.REWARDS, SCAN).texts()).hasSize(25);
  }

  private void park(Op op) {
    var waiting = new Waiting(op.id(), Waiting.WHOLE, Waiting.Kind.PARKED, "too large");
    world.book.commit(PairChange.builder().park(new Parked(waiting, "", "", world.now)).build());
  }
}

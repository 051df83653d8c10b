package io.lockstep.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.InMemoryOpenMarks;
import io.lockstep.workflows.contacts.ContactUpsertActivities;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.LookRequest;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.failure.ActivityFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a run counts as at work: others of its connection come in only when it does not. */
class PlacesOfRunsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final FlowKey ADA = new FlowKey("acme", "c-ada");
  private static final Op OP =
      new Op("op1", Op.Kind.UPDATE, Side.REWARDS, "p1", null, "c1", List.of(), "write to rewards");
  private static final Waiting REFUSED =
      new Waiting("op1", "email", Waiting.Kind.PARKED, "BHN refuses it");

  private final InMemoryOpenMarks rows = new InMemoryOpenMarks();
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance(lenient());
  private Supplier<Plan> look = () -> planned(List.of(OP), List.of(), Duration.ZERO);
  private Supplier<Outcome> apply = Outcome::done;
  private boolean news;

  /** As our own converter is: a record may show more than its constructor takes. */
  private static TestEnvironmentOptions lenient() {
    var json =
        new JacksonJsonPayloadConverter(
            JacksonJsonPayloadConverter.newDefaultObjectMapper()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES));
    return TestEnvironmentOptions.newBuilder()
        .setWorkflowClientOptions(
            WorkflowClientOptions.newBuilder()
                .setDataConverter(
                    DefaultDataConverter.newDefaultInstance().withPayloadConverterOverrides(json))
                .build())
        .build();
  }

  @BeforeEach
  void atWork() {
    temporal.registerActivitiesImplementations(new Scripted());
    rows.open(Flow.CONTACT_UPSERT, ADA, NOON);
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  @Test
  void betweenItsLookAndItsLastWriteItIsAtWork() {
    activities().look(request());
    assertThat(isAtWork()).isTrue();
    activities().apply(apply(false));
    assertThat(isAtWork()).as("another write follows").isTrue();
    activities().apply(apply(true));
    assertThat(isAtWork()).isFalse();
  }

  @Test
  void oneThatIsParkedMakesRoom() {
    look = () -> planned(List.of(), List.of(REFUSED), Duration.ZERO);
    activities().look(request());
    assertThat(isAtWork()).isFalse();
  }

  @Test
  void oneWhoseLastWriteIsRefusedMakesRoom() {
    apply = () -> Outcome.park(List.of(REFUSED), "refused");
    activities().apply(apply(true));
    assertThat(isAtWork()).isFalse();
  }

  @Test
  void oneWhosePlanFitsNoMoreMakesRoomUntilItLooksAgain() {
    apply = () -> Outcome.stale("moved");
    activities().apply(apply(false));
    assertThat(isAtWork()).isFalse();
  }

  @Test
  void oneThatLetsAReadSettleMakesRoom() {
    look = () -> planned(List.of(), List.of(), Duration.ofSeconds(60));
    activities().look(request());
    assertThat(isAtWork()).isFalse();
  }

  @Test
  void oneThatWaitsAMomentForItsTurnKeepsItsPlace() {
    look =
        () -> {
          throw new NotNowException("no turn", Duration.ofSeconds(9));
        };
    assertThat(catchThrowable(() -> activities().look(request())))
        .isInstanceOf(ActivityFailure.class);
    assertThat(isAtWork()).isTrue();
    assertThat(activities().look(briefRequest()).verdict()).isEqualTo(Plan.Verdict.NOT_NOW);
    assertThat(isAtWork()).isTrue();
  }

  @Test
  void oneThatSleepsLongMakesRoom() {
    look =
        () -> {
          throw new NotNowException("no turn", Duration.ofSeconds(11));
        };
    activities().look(request());
    assertThat(isAtWork()).isFalse();
  }

  @Test
  void oneThatWasLetInForNothingNewMakesRoom() {
    assertThat(activities().news(ADA, List.of(Hint.from(Hint.Source.FLOW)))).isFalse();
    assertThat(isAtWork()).isFalse();
  }

  @Test
  void oneThatWasLetInForNewsKeepsItsPlaceForTheLook() {
    news = true;
    assertThat(activities().news(ADA, List.of(Hint.from(Hint.Source.FLOW)))).isTrue();
    assertThat(isAtWork()).isTrue();
  }

  @Test
  void aWriteThatCopiesAFileTellsTheEngineThatItIsAtWork() {
    CountDownLatch beaten = new CountDownLatch(1);
    temporal.setActivityHeartbeatListener(Void.class, nothing -> beaten.countDown());
    apply =
        () -> {
          try {
            return beaten.await(20, TimeUnit.SECONDS)
                ? Outcome.done()
                : Outcome.stale("no heartbeat came");
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
        };
    var file =
        new Op("op2", Op.Kind.ADD_FILE, Side.REWARDS, "p1", null, "c1", List.of(), "copy a file");
    var request = new ApplyRequest(ADA, file, NOON, Lane.LIVE, false, false);
    assertThat(activities().apply(request)).isEqualTo(Outcome.done());
  }

  private ContactUpsertActivities activities() {
    return temporal.newActivityStub(ContactUpsertActivities.class);
  }

  private static LookRequest request() {
    return new LookRequest(ADA, List.of(), List.of(), Lane.LIVE, false);
  }

  private static LookRequest briefRequest() {
    return new LookRequest(ADA, List.of(), List.of(), Lane.LIVE, true);
  }

  private static ApplyRequest apply(boolean end) {
    return new ApplyRequest(ADA, OP, NOON, Lane.LIVE, end, false);
  }

  private static Plan planned(List<Op> ops, List<Waiting> waiting, Duration again) {
    return new Plan(Plan.Verdict.PLANNED, NOON, ops, waiting, again, false, "");
  }

  /** Whether its place stands: with all others taken, nobody else finds one. */
  private boolean isAtWork() {
    long free = 0;
    for (int n = 0; n < 4; n++) {
      FlowKey other = new FlowKey("acme", "c-" + n);
      free += rows.take(Flow.CONTACT_UPSERT, other, Lane.LIVE, NOON) ? 1 : 0;
    }
    for (int n = 0; n < 4; n++) {
      rows.giveBack(Flow.CONTACT_UPSERT, new FlowKey("acme", "c-" + n), NOON);
    }
    return free == 3;
  }

  private final class Scripted extends FlowActivities implements ContactUpsertActivities {

    Scripted() {
      super(Flow.CONTACT_UPSERT, new TwoSides("profile: default").ports(), new WorkPlaces(rows));
    }

    @Override
    protected Plan look(LookRequest request, Attempt attempt) {
      return look.get();
    }

    @Override
    protected Outcome apply(ApplyRequest request, Attempt attempt) {
      return apply.get();
    }

    @Override
    protected boolean isNews(FlowKey key, List<Hint> hints) {
      return news;
    }
  }
}

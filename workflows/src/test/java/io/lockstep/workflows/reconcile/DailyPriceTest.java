package io.lockstep.workflows.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.workflows.reconcile.DailyPrice.Size;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DailyPriceTest {

  private static final String CONTACTS =
      "profile: test\ncontact: {fields: [{name: email, contacts: email, rewards: email}]}\n";
  private static final MappingProfile PLAIN = MappingProfiles.parse("test", CONTACTS);
  private static final MappingProfile ITEMS =
      MappingProfiles.parse("test", CONTACTS + "tasks: {direction: both}\nnotes: {}\n");
  private static final Rhythm BY_WEBHOOKS =
      new Rhythm(Duration.ofMinutes(15), Duration.ofHours(24), Optional.empty(), Optional.empty());
  private static final Rhythm EACH_MINUTE = BY_WEBHOOKS.pollingHighLevel(Duration.ofMinutes(1));

  @Test // 96 passes of 100 pages, and each pair once: as docs/limits.md reckons
  void withoutPollsThePassesAreAllThereIs() {
    assertThat(DailyPrice.of(BY_WEBHOOKS, PLAIN, new Size(10_000, 0)))
        .isEqualTo(new DailyPrice(0, 9_600, 10_000));
  }

  @Test
  void aPollIsOneCallAndTasksArePolledWithIt() {
    assertThat(DailyPrice.of(EACH_MINUTE, ITEMS, new Size(10_000, 250)))
        .isEqualTo(new DailyPrice(1_440, 9_600 + 1_440 * (3 + 1), 30_000));
  }

  @Test // pages over open tasks overlap by ten
  void aCallReadsNinetyOpenTasks() {
    assertThat(DailyPrice.of(BY_WEBHOOKS, ITEMS, new Size(0, 1_000)).lists())
        .isEqualTo(96 + 96 * (12 + 1));
  }

  @Test
  void anEmptyLocationCostsItsPollsAllTheSame() {
    assertThat(DailyPrice.of(EACH_MINUTE, PLAIN, new Size(0, 0)).total()).isEqualTo(1_440 + 96);
  }

  @Test
  void whatTheDayDoesNotHoldIsTooHigh() {
    DailyPrice price =
        DailyPrice.of(
            BY_WEBHOOKS.pollingHighLevel(Duration.ofSeconds(10)), ITEMS, new Size(30_000, 3_000));
    assertThat(price.isTooHigh()).isTrue();
    assertThat(price.sentence()).contains("of the 200,000 HighLevel allows");
    assertThat(DailyPrice.of(EACH_MINUTE, ITEMS, new Size(30_000, 3_000)).isTooHigh()).isFalse();
  }
}

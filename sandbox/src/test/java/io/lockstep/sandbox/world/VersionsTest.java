package io.lockstep.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class VersionsTest {

  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  private final Versions<String> versions = new Versions<>(START, "first");

  @Test
  void beforeItsFirstVersionThereIsNothing() {
    assertThat(versions.at(START.minusMillis(1))).isEmpty();
    assertThat(versions.at(START)).contains("first");
  }

  @Test
  void aRecordNeverChangedIsItsOwnFormer() {
    assertThat(versions.former()).contains("first");
  }

  @Test
  void aDeletedOneIsGoneNowAndStillThereBefore() {
    versions.delete(START.plusSeconds(5));
    assertThat(versions.now()).isEmpty();
    assertThat(versions.former()).contains("first");
    assertThat(versions.at(START.plusSeconds(4))).contains("first");
    assertThat(versions.at(START.plusSeconds(5))).isEmpty();
  }

  @Test
  void furtherBackThanIsKeptItIsTheOldestThatIs() {
    for (int i = 1; i <= 100; i++) {
      versions.put(START.plusSeconds(i), "v" + i);
    }
    assertThat(versions.now()).contains("v100");
    assertThat(versions.at(START.plusSeconds(95))).contains("v95");
    assertThat(versions.at(START.plusSeconds(2))).contains("v85");
  }
}

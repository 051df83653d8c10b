package io.lockstep.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PidFileTest {

  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final PidFile OURS =
      PidFile.read(List.of("4711", "/data", String.valueOf(NOON.getEpochSecond()), "5432"));

  @Test
  void thePostgresThatWroteItIsOurs() {
    assertThat(OURS.pid()).isEqualTo(4711);
    assertThat(OURS.isOf(new Running("/opt/postgres", NOON.minusMillis(300)))).isTrue();
  }

  @Test
  void anotherPostgresUnderItsPidIsNot() {
    assertThat(OURS.isOf(new Running("/usr/lib/postgres", NOON.plusSeconds(600)))).isFalse();
    assertThat(OURS.isOf(new Running("/usr/lib/postgres", NOON.minusSeconds(600)))).isFalse();
    assertThat(OURS.isOf(new Running("/usr/lib/postgres", null))).isFalse();
  }

  @Test
  void anotherProgramUnderItsPidIsNot() {
    assertThat(OURS.isOf(new Running("/usr/bin/java", NOON))).isFalse();
  }

  private record Running(String name, @Nullable Instant start) implements ProcessHandle.Info {

    @Override
    public Optional<String> command() {
      return Optional.of(name);
    }

    @Override
    public Optional<String> commandLine() {
      return Optional.empty();
    }

    @Override
    public Optional<String[]> arguments() {
      return Optional.empty();
    }

    @Override
    public Optional<Instant> startInstant() {
      return Optional.ofNullable(start);
    }

    @Override
    public Optional<Duration> totalCpuDuration() {
      return Optional.empty();
    }

    @Override
    public Optional<String> user() {
      return Optional.empty();
    }
  }
}

package io.lockstep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void aPercentileIsOneOfTheValuesThatWereMeasured() {
    Sample hundred = Sample.of(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());
    assertThat(hundred.percentile(50)).isEqualTo(50);
    assertThat(hundred.percentile(99)).isEqualTo(99);
    assertThat(Sample.of(List.of(3.0, 1.0, 2.0)).percentile(99)).isEqualTo(3);
    assertThat(Sample.of(List.of(7.0)).percentile(1)).isEqualTo(7);
  }

  @Test
  void theSpreadIsInOrderWhateverTheOrderOfMeasuring() {
    assertThat(Sample.of(List.of(3.0, 1.0, 2.0)).spread("%.1f")).isEqualTo("1.0 - 2.0 - 3.0");
  }

  @Test
  void nothingMeasuredIsNoSample() {
    assertThatThrownBy(() -> Sample.of(List.of())).hasMessage("nothing was measured");
  }
}

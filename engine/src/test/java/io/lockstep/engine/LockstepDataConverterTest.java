package io.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LockstepDataConverterTest {

  enum Colour {
    RED,
    UNKNOWN
  }

  enum Step {
    GO,
    STOP
  }

  enum Bare {
    ONE
  }

  record News(
      String id,
      Colour colour,
      Step step,
      @Nullable Bare bare,
      @Nullable Instant at,
      @Nullable Duration pause,
      List<String> words,
      Map<String, String> digests) {
    boolean isLoud() {
      return true;
    }

    String getShout() {
      return id;
    }
  }

  private final DataConverter converter =
      LockstepDataConverter.create(PayloadKeys.generate(), List.of(Step.STOP));

  @Test
  void aRecordComesBackAsItWent() {
    News news =
        new News(
            "n1",
            Colour.RED,
            Step.GO,
            Bare.ONE,
            Instant.parse("2026-11-24T22:00:00.123456789Z"),
            Duration.ofMillis(1500),
            List.of("a"),
            Map.of("email", "k1:00"));
    assertThat(roundTrip(news)).isEqualTo(news);
  }

  @Test
  void anUnknownComponentIsIgnored() {
    assertThat(read("{'id':'n1','mood':{'deep':[1]},'colour':'RED'}").id()).isEqualTo("n1");
  }

  @Test
  void anUnknownConstantIsReadAsTheDefaultOfItsType() {
    News news = read("{'id':'n1','colour':'MAUVE','step':'JUMP','bare':'TWO'}");
    assertThat(news.colour()).isEqualTo(Colour.UNKNOWN);
    assertThat(news.step()).isEqualTo(Step.STOP);
    assertThat(news.bare()).isNull();
  }

  @Test
  void aCollectionLeftOutIsEmpty() {
    assertThat(read("{'id':'n1','words':null}").words()).isEmpty();
    assertThat(read("{'id':'n1'}").digests()).isEmpty();
  }

  @Test
  void onlyComponentsAreWritten() {
    DataConverter clear =
        DefaultDataConverter.newDefaultInstance()
            .withPayloadConverterOverrides(
                new JacksonJsonPayloadConverter(LenientJson.mapper(List.of())));
    Payload payload =
        clear
            .toPayload(new News("n1", Colour.RED, Step.GO, null, null, null, List.of(), Map.of()))
            .orElseThrow();
    assertThat(payload.getData().toStringUtf8()).doesNotContain("loud", "shout");
  }

  @Test
  void aFailureShowsNeitherItsWordsNorItsStack() {
    Failure failure =
        converter.exceptionToFailure(
            ApplicationFailure.newFailure("contacts update-contact REFUSED: phone", "REFUSED"));
    assertThat(failure.toString()).doesNotContain("phone", "LockstepDataConverterTest");
    assertThat(converter.failureToException(failure)).hasMessageContaining("REFUSED: phone");
  }

  private News roundTrip(News news) {
    return converter.fromPayload(converter.toPayload(news).orElseThrow(), News.class, News.class);
  }

  private News read(String json) {
    return converter.fromPayload(
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(json.replace('\'', '"')))
            .build(),
        News.class,
        News.class);
  }
}

package io.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.payload.codec.PayloadCodecException;
import org.junit.jupiter.api.Test;

class CodecEndpointTest {

  // "ImhlbGxvIg==" is "hello" with its quotes, "anNvbi9wbGFpbg==" is json/plain.
  private static final String TYPED =
      """
      {"payloads": [{"metadata": {"encoding": "anNvbi9wbGFpbg=="}, "data": "ImhlbGxvIg=="}]}
      """;

  private final CodecEndpoint endpoint = new CodecEndpoint(PayloadKeys.generate());

  @Test
  void whatWasEncodedIsDecoded() {
    String sealed = endpoint.encode(TYPED);
    assertThat(sealed).doesNotContain("ImhlbGxvIg==");
    assertThat(endpoint.decode(sealed)).contains("ImhlbGxvIg==", "anNvbi9wbGFpbg==");
  }

  @Test
  void aBodyThatIsNoListOfPayloadsIsRefusedWithoutQuotingIt() {
    assertThatThrownBy(() -> endpoint.decode("{\"payloads\": \"nora.lind@example.org\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("nora")
        .hasNoCause();
  }

  @Test
  void aPayloadUnderAForeignKeyIsRefused() {
    String foreign = new CodecEndpoint(PayloadKeys.generate()).encode(TYPED);
    assertThatThrownBy(() -> endpoint.decode(foreign)).isInstanceOf(PayloadCodecException.class);
  }
}

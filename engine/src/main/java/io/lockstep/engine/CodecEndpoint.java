package io.lockstep.engine;

import com.google.crypto.tink.KeysetHandle;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What Temporal's UI and {@code temporal --codec-endpoint} post to {@code /decode} and {@code
 * /encode}: {@code {"payloads": [..]}} in proto3 JSON, both ways. A web layer puts it behind its
 * own login: whoever reaches it can read every history.
 */
public final class CodecEndpoint {

  private final SealingCodec codec;

  public CodecEndpoint(KeysetHandle keys) {
    codec = new SealingCodec(keys);
  }

  /**
   * Opens what was sealed.
   *
   * @throws IllegalArgumentException when the body is no list of payloads
   * @throws io.temporal.payload.codec.PayloadCodecException when one does not open
   */
  public String decode(String body) {
    return answer(body, codec::decode);
  }

  /**
   * Seals what was typed.
   *
   * @throws IllegalArgumentException when the body is no list of payloads
   */
  public String encode(String body) {
    return answer(body, codec::encode);
  }

  private static String answer(String body, UnaryOperator<List<Payload>> change) {
    var asked = Payloads.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(body, asked);
    } catch (InvalidProtocolBufferException e) { // its text may quote the body: it is not passed on
      throw new IllegalArgumentException("the body must be {\"payloads\": [..]} in proto3 JSON");
    }
    Payloads answer =
        Payloads.newBuilder().addAllPayloads(change.apply(asked.getPayloadsList())).build();
    try {
      return JsonFormat.printer().print(answer);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("payloads could not be written as JSON", e);
    }
  }
}

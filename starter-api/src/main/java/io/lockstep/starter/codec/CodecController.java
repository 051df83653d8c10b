package io.lockstep.starter.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockstep.engine.CodecEndpoint;
import io.lockstep.starter.BoundedBody;
import io.swagger.v3.oas.annotations.Hidden;
import io.temporal.payload.codec.PayloadCodecException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Opens and seals the payloads of histories. The header {@code X-Namespace} that clients send, and
 * that {@code temporal} 1.5.1 was seen to send empty, is not read: the key that sealed a payload
 * decides whether it opens.
 */
@Hidden // Temporal's contract (samples-go: codec-server/protocol.md), not the operator API's
@RestController
final class CodecController {

  /** Room for one event of a history, 2 MiB at most, in base64. */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private final CodecEndpoint codec;

  CodecController(CodecEndpoint codec) {
    this.codec = codec;
  }

  @PostMapping("/codec/decode")
  ResponseEntity<Object> decode(HttpServletRequest request) throws IOException {
    return answer(request, codec::decode);
  }

  @PostMapping("/codec/encode")
  ResponseEntity<Object> encode(HttpServletRequest request) throws IOException {
    return answer(request, codec::encode);
  }

  private static ResponseEntity<Object> answer(
      HttpServletRequest request, UnaryOperator<String> change) throws IOException {
    Optional<byte[]> body = BoundedBody.read(request, MOST_BYTES);
    if (body.isEmpty()) {
      return problem(
          HttpStatus.CONTENT_TOO_LARGE,
          "Too many payloads at once",
          "The body is larger than %d MiB; nothing was done.".formatted(MOST_BYTES >> 20),
          "Send the payloads of one event at a time.");
    }
    try {
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(change.apply(new String(body.get(), UTF_8)));
    } catch (PayloadCodecException closed) {
      return problem(
          HttpStatus.BAD_REQUEST,
          "A payload stays closed",
          closed.getMessage(),
          "All payloads of one request are answered, or none.");
    } catch (IllegalArgumentException notPayloads) {
      return problem(
          HttpStatus.BAD_REQUEST,
          "No list of payloads",
          notPayloads.getMessage(),
          "Give Temporal's clients the address that ends in /codec; they add /decode or /encode.");
    }
  }

  private static ResponseEntity<Object> problem(
      HttpStatus status, String what, @Nullable String where, String action) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, where);
    body.setTitle(what);
    body.setProperty("action", action);
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body);
  }
}

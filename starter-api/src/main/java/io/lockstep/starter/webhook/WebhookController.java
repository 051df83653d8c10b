package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The two webhook addresses. Their answers are chosen for the sender's retry rules: HighLevel
 * repeats a 429 under all three of its published policies and a 5xx only under some; everybody else
 * is told 503 with {@code Retry-After}. An event we have no use for is answered 200, or HighLevel
 * would send it twelve times more.
 */
@Hidden // part of the providers' contracts, not of the operator API
@RestController
final class WebhookController {

  private static final String RETRY_AFTER_SECONDS = "10";

  private final Intake intake;
  private final Clock clock;

  WebhookController(Intake intake, Clock clock) {
    this.intake = intake;
    this.clock = clock;
  }

  @PostMapping("/webhooks/highlevel")
  ResponseEntity<Object> highLevel(HttpServletRequest request) throws IOException {
    try {
      byte[] body = RawBody.read(request);
      var signature = HighLevelSignature.of(request.getHeader(HighLevelSignature.HEADER));
      var signedBy = new SignedBy(key -> signature.covers(body, key));
      return answer(
          intake.take(Side.CONTACTS, body, signedBy, HighLevelEvents::read),
          HttpStatus.TOO_MANY_REQUESTS);
    } catch (RefusedException refused) {
      return refusal(Side.CONTACTS, refused);
    }
  }

  @PostMapping("/webhooks/bhn")
  ResponseEntity<Object> bhn(HttpServletRequest request) throws IOException {
    try {
      byte[] body = RawBody.read(request);
      var signature =
          BhnSignature.of(
              request.getHeader(BhnSignature.TIMESTAMP_HEADER),
              request.getHeader(BhnSignature.HEADER));
      if (!signature.isRecent(clock.instant())) {
        throw RefusedException.unsigned(
            BhnSignature.TIMESTAMP_HEADER
                + " is missing or more than 5 minutes off; check both clocks.");
      }
      var signedBy = new SignedBy(secret -> signature.covers(body, secret));
      return answer(
          intake.take(Side.REWARDS, body, signedBy, BhnEvents::read),
          HttpStatus.SERVICE_UNAVAILABLE);
    } catch (RefusedException refused) {
      return refusal(Side.REWARDS, refused);
    }
  }

  private static ResponseEntity<Object> answer(Outcome outcome, HttpStatus later) {
    if (outcome == Outcome.LATER) {
      return ResponseEntity.status(later)
          .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
          .contentType(MediaType.APPLICATION_PROBLEM_JSON)
          .body(
              ProblemDetail.forStatusAndDetail(
                  later, "The event could not be recorded now; send it again later."));
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON) // whatever Accept says: the event is recorded
        .body(Map.of("outcome", outcome.tag()));
  }

  private ResponseEntity<Object> refusal(Side side, RefusedException refused) {
    intake.count(side, refused.counted());
    return ResponseEntity.status(refused.status())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDetail.forStatusAndDetail(refused.status(), refused.getMessage()));
  }
}

package io.lockstep.starter.api;

import io.lockstep.core.mapping.MappingException;
import io.lockstep.ledger.Sealer;
import io.lockstep.starter.engine.EngineDownException;
import java.time.Duration;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * RFC 9457 answers: {@code title} says what, {@code detail} says where, {@code action} says what to
 * do. None repeats a value that was sent.
 */
@RestControllerAdvice(basePackageClasses = Problems.class)
final class Problems {

  private static final String RETRY_AFTER_SECONDS = "10";

  static ErrorResponseException notFound(String what, String where, String action) {
    return problem(HttpStatus.NOT_FOUND, what, where, action);
  }

  static ErrorResponseException badRequest(String what, String where, String action) {
    return problem(HttpStatus.BAD_REQUEST, what, where, action);
  }

  static ErrorResponseException forbidden(String what, String where, String action) {
    return problem(HttpStatus.FORBIDDEN, what, where, action);
  }

  static ErrorResponseException conflict(String what, String where, String action) {
    return problem(HttpStatus.CONFLICT, what, where, action);
  }

  /**
   * What only a worker and the providers can tell, and did not.
   *
   * @param retryIn the earliest useful repeat; zero when nobody knows
   */
  static ErrorResponseException unanswered(String why, Duration retryIn) {
    ErrorResponseException problem =
        problem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Not answered",
            why,
            "Ask again later; /actuator/health of worker and starter-api name a sick part.");
    long seconds = Math.max(Long.parseLong(RETRY_AFTER_SECONDS), retryIn.toSeconds());
    problem.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    return problem;
  }

  private static ErrorResponseException problem(
      HttpStatus status, String what, String where, String action) {
    return new ErrorResponseException(status, body(status, what, where, action), null);
  }

  private static ProblemDetail body(HttpStatus status, String what, String where, String action) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, where);
    body.setTitle(what);
    body.setProperty("action", action);
    return body;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> engineDown(EngineDownException down) {
    return unavailable(
        "Temporal did not confirm",
        "No run is known to have received it. If it was an act, the journal has it.",
        "Look at the component temporal of /actuator/health; where that is well, too many questions"
            + " wait for a worker. Then send the request again; doing so twice changes nothing"
            + " more.");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> ledgerDown(DataAccessException down) {
    return unavailable(
        "The ledger did not answer",
        "Perhaps nothing was done.",
        "Look at the component ledger of /actuator/health, then send the request again; doing so"
            + " twice changes nothing more.");
  }

  @ExceptionHandler({Sealer.CannotOpenException.class, MappingException.class})
  ResponseEntity<ProblemDetail> unreadable(RuntimeException closed) {
    return unavailable(
        "The ledger holds what this app cannot read",
        String.valueOf(closed.getMessage()),
        "Look at the component connections of /actuator/health, which says what to mend.");
  }

  private static ResponseEntity<ProblemDetail> unavailable(
      String what, String where, String action) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(body(HttpStatus.SERVICE_UNAVAILABLE, what, where, action));
  }
}

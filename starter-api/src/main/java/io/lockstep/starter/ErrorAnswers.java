package io.lockstep.starter;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The last word on a request that no controller answered. It repeats nothing of it, not even the
 * address.
 */
@Hidden
@RestController
final class ErrorAnswers implements ErrorController {

  @RequestMapping("/error")
  ResponseEntity<ProblemDetail> answer(HttpServletRequest request) {
    HttpStatus status = status(request);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON) // whatever Accept says
        .body(ProblemDetail.forStatusAndDetail(status, sentence(status)));
  }

  private static HttpStatus status(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status = code instanceof Integer known ? HttpStatus.resolve(known) : null;
    return status == null ? HttpStatus.NOT_FOUND : status; // somebody typed the address
  }

  /** What a status means here, without quotation marks. */
  static String sentence(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "Nothing is served at this address; /v3/api-docs lists what is.";
      case FORBIDDEN -> "You may not do this.";
      case UNAUTHORIZED -> "Log in first.";
      case NOT_IMPLEMENTED -> "This method is not known here; /v3/api-docs lists what is.";
      case CONTENT_TOO_LARGE ->
          "The body is larger than %d MiB; nothing was done.".formatted(BodyLimit.MOST_BYTES >> 20);
      default ->
          status.is4xxClientError()
              ? "The request cannot be read; /v3/api-docs says what is expected."
              : "This is a bug of ours. Please report it with the time it happened.";
    };
  }
}

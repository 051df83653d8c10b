package io.lockstep.starter.webhook;

import org.springframework.http.HttpStatus;

/** A request that is no webhook of ours. Its sentence never repeats what was sent. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String counted;

  private RefusedException(HttpStatus status, String counted, String sentence) {
    super(sentence);
    this.status = status;
    this.counted = counted;
  }

  static RefusedException tooLarge() {
    return new RefusedException(
        HttpStatus.CONTENT_TOO_LARGE,
        "too-large",
        "The body is larger than %d KiB; nothing was read.".formatted(RawBody.MOST_BYTES / 1024));
  }

  static RefusedException unsigned(String sentence) {
    return new RefusedException(HttpStatus.UNAUTHORIZED, "bad-signature", sentence);
  }

  static RefusedException broken(String sentence) {
    return new RefusedException(HttpStatus.BAD_REQUEST, "broken", sentence);
  }

  HttpStatus status() {
    return status;
  }

  /** The value of the counter's {@code outcome} tag. */
  String counted() {
    return counted;
  }
}

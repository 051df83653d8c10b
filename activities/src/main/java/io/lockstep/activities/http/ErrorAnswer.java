package io.lockstep.activities.http;

import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A failure's status, headers and body, for the decoders to judge. The body stays in here: what
 * leaves is an id or a word that was looked for.
 */
public final class ErrorAnswer {

  /** Error bodies are small; a page of HTML from some proxy need not be read to its end. */
  private static final int MOST_BYTES = 64 << 10;

  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final int status;
  private final Map<String, Collection<String>> headers;
  private final Map<String, Object> body;
  private final boolean page;

  private ErrorAnswer(
      int status, Map<String, Collection<String>> headers, Map<String, Object> body, boolean page) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.page = page;
  }

  /** Reads a failure; a body that is cut or no JSON object counts as empty. */
  public static ErrorAnswer read(Response response) {
    byte[] sent = bytes(response);
    Map<String, Object> body = Wire.object(sent);
    return new ErrorAnswer(
        response.status(), response.headers(), body, sent.length > 0 && body.isEmpty());
  }

  /** A failure that came with a decoded 2xx answer. */
  public static ErrorAnswer of(Response response, Map<String, Object> body) {
    return new ErrorAnswer(response.status(), response.headers(), body, false);
  }

  private static byte[] bytes(Response response) {
    if (response.body() == null) {
      return new byte[0];
    }
    try (InputStream in = response.body().asInputStream()) {
      return in.readNBytes(MOST_BYTES);
    } catch (IOException cut) { // the status had arrived, and says enough
      return new byte[0];
    }
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** The body; empty when there was none to read. */
  public Map<String, Object> body() {
    return body;
  }

  /** Whether it came with a body that is no JSON object: a page of whatever stands in between. */
  public boolean isPage() {
    return page;
  }

  /** A header's first value. */
  public Optional<String> header(String name) {
    // Feign's header map is case-insensitive.
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** A header that should be a whole number; empty when it is absent or is none. */
  public OptionalLong number(String name) {
    return number(headers, name);
  }

  static OptionalLong number(Map<String, Collection<String>> headers, String name) {
    for (String value : headers.getOrDefault(name, List.of())) {
      if (value.matches("-?\\d{1,9}")) {
        return OptionalLong.of(Long.parseLong(value));
      }
    }
    return OptionalLong.empty();
  }

  /**
   * {@code Retry-After}, in seconds or as a date; zero when absent, past or unreadable. A day at
   * most: whoever named the year 2100 would close a side until a person opens the ledger.
   */
  public Duration retryAfter(Instant now) {
    OptionalLong seconds = number("Retry-After");
    Duration told =
        seconds.isPresent()
            ? Duration.ofSeconds(seconds.getAsLong())
            : header("Retry-After")
                .flatMap(ErrorAnswer::instant)
                .map(then -> Duration.between(now, then))
                .orElse(Duration.ZERO);
    if (told.isNegative()) {
      return Duration.ZERO;
    }
    return told.compareTo(LONGEST) < 0 ? told : LONGEST;
  }

  /** What the sender's clock showed; empty when it did not say. */
  static Optional<Instant> date(Map<String, Collection<String>> headers) {
    return headers.getOrDefault("Date", List.of()).stream()
        .findFirst()
        .flatMap(ErrorAnswer::instant);
  }

  private static Optional<Instant> instant(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  /** That value if it looks like an opaque id, for anything else might be a person's data. */
  public static @Nullable String id(@Nullable Object value) {
    return value instanceof String text && ID.matcher(text).matches() ? text : null;
  }
}

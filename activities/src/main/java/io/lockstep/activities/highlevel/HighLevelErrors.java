package io.lockstep.activities.highlevel;

import feign.Response;
import feign.codec.ErrorDecoder;
import io.lockstep.activities.http.ErrorAnswer;
import io.lockstep.activities.http.OperationName;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where HighLevel's HTTP becomes meaning. HighLevel sends no codes, so its words are read: {@code
 * message} may be a string or an array, an error may stand under {@code error} as string or object.
 * The words are only recognised, never repeated; a property's name is repeated, a value never.
 * Bodies as seen in issues and public code up to 2026-10; the specification declares 400, 401, 422.
 */
final class HighLevelErrors implements ErrorDecoder {

  private static final Duration BURST_WINDOW = Duration.ofSeconds(10);
  private static final Duration UNTIL_TOMORROW_IS_NEARER = Duration.ofHours(1);

  private static final Pattern GONE =
      Pattern.compile(
          "\\b(contact|task|note|appointment|business|opportunity|tag) with id \\S{0,128} not found",
          Pattern.CASE_INSENSITIVE);

  /** The largest length or size a refusal names, as class-validator words it. */
  private static final Pattern LIMIT =
      Pattern.compile("(?:shorter|smaller) than or equal to (\\d{1,9} (?:characters|MB))");

  /** What is missing or empty, as class-validator words it. */
  private static final Pattern EMPTY =
      Pattern.compile("should not be empty|longer than or equal to 1 characters");

  /** The endings of files a refusal names as the only ones that are taken. */
  private static final Pattern TYPES =
      Pattern.compile("must be of one of these types: ([a-z0-9]{2,5}(?:, [a-z0-9]{2,5}){0,39})");

  /** "property X should not exist", or a message that starts with the property's path. */
  private static final Pattern PROPERTY =
      Pattern.compile(
          "^(?:property )?([A-Za-z][A-Za-z0-9_]{0,63}(?:\\.[A-Za-z0-9_]{1,64}){0,4}) .*");

  private final Supplier<Map<String, String>> customFieldIds;
  private final InstantSource clock;

  /**
   * @param customFieldIds the ids by key as last read; an error may name a field by its id
   */
  HighLevelErrors(Supplier<Map<String, String>> customFieldIds, InstantSource clock) {
    this.customFieldIds = customFieldIds;
    this.clock = clock;
  }

  @Override
  public Exception decode(String methodKey, Response response) {
    String operation = OperationName.of(methodKey);
    ErrorAnswer answer = ErrorAnswer.read(response);
    Map<String, Object> sent = Wire.object(response.request().body());
    return new ProviderException(judge(new Said(operation, sent, answer, messages(answer.body()))));
  }

  private ProviderError judge(Said said) {
    int status = said.answer().status();
    if (status >= 500 || status == 408) {
      return said.means(
          Kind.TRANSIENT,
          said.answer().retryAfter(clock.instant()),
          "HighLevel is in trouble; it is asked again later");
    }
    boolean edge = status == 403 ? said.words().isEmpty() : status == 401 && said.answer().isPage();
    if (edge) { // no JSON: the network's edge, not the API. It pauses no connection and costs no
      // token.
      return said.means(
          Kind.TRANSIENT, "the network in front of HighLevel blocked the call; it is asked again");
    }
    return switch (status) {
      case 400 -> badRequest(said);
      case 401 -> unauthorized(said);
      case 403 -> forbidden(said);
      case 404 -> notFound(said);
      case 409 -> said.means(Kind.CONFLICT, "the record moved meanwhile; it is looked at again");
      case 413 ->
          said.means(
              Kind.REFUSED,
              "what was sent is larger than HighLevel takes; make it smaller on either side");
      case 422 -> refusedBody(said);
      case 429 -> tooMany(said);
      default ->
          said.means(Kind.BUG, "HighLevel answered a status Lockstep does not know; report it");
    };
  }

  private ProviderError badRequest(Said said) {
    Optional<ProviderError> gone = gone(said);
    if (gone.isPresent()) {
      return gone.get();
    }
    if (said.contains("duplicated contact")) {
      Map<String, Object> meta = Wire.record(said.answer().body(), "meta");
      String field = ErrorAnswer.id(meta.get("matchingField"));
      return said.refused(
          field,
          ErrorAnswer.id(meta.get("contactId")),
          "another contact of this location has the same %s; merge the two or change one of them"
              .formatted(field == null ? "e-mail or phone" : field));
    }
    if (said.contains("invalid_grant")) {
      return said.means(
          Kind.AUTH, "the refresh token is dead; connect the location again in HighLevel");
    }
    return refusedBody(said);
  }

  /**
   * 401 means two things. Only a dead token is AUTH; without a scope or a header no token would
   * help, and refreshing it would go on for ever.
   */
  private static ProviderError unauthorized(Said said) {
    if (said.contains("version header")) {
      return said.means(Kind.BUG, "HighLevel does not accept the API version Lockstep sends");
    }
    if (said.contains("not authorized for this scope")) {
      return said.means(
          Kind.REFUSED, "the token lacks the scope for this call; add it to the app and reconnect");
    }
    if (said.contains("authclass")) {
      return said.means(
          Kind.REFUSED, "the token is of the wrong class; use one of the location, not the agency");
    }
    return said.means(
        Kind.AUTH, "HighLevel no longer accepts the token; renew it and resume the connection");
  }

  private static ProviderError forbidden(Said said) {
    return said.means(
        Kind.REFUSED, "the token may not use this location; give the app access to it");
  }

  private static ProviderError notFound(Said said) {
    // Never GONE by status alone: a route that moved must not look like deleted contacts.
    return gone(said)
        .orElseGet(
            () -> said.means(Kind.BUG, "HighLevel does not know this call; a release mends it"));
  }

  /** Which of the ids in the path is gone, for a task's call names two. */
  private static Optional<ProviderError> gone(Said said) {
    return said.find(GONE)
        .map(match -> match.group(1).toLowerCase(Locale.ROOT))
        .map(one -> said.gone(one + "Id", "the " + one + " does not exist in HighLevel"));
  }

  private ProviderError refusedBody(Said said) {
    Optional<String> property =
        said.words().stream()
            .flatMap(word -> property(word).stream())
            .filter(HighLevelProperties::isOne)
            .findFirst();
    if (property.isEmpty()) {
      return said.means(
          Kind.REFUSED, "HighLevel refused the request and named no field; compare both records");
    }
    String path = property.get();
    String field = RefusedProperty.named(path, said.sent(), customFieldIds.get());
    return said.refused(field, null, whatToDo(said.about(path), path).formatted(field));
  }

  private static Optional<String> property(String word) {
    return Optional.of(PROPERTY.matcher(word)).filter(Matcher::matches).map(it -> it.group(1));
  }

  private static String whatToDo(Said said, String path) {
    if (said.contains("property " + path + " should not exist")) {
      return "HighLevel does not take %s here; take it out of the mapping profile";
    }
    Optional<MatchResult> limit = said.find(LIMIT);
    if (limit.isPresent()) {
      return "%s is over HighLevel's limit of "
          + limit.get().group(1)
          + "; make it smaller on either side";
    }
    if (said.find(EMPTY).isPresent()) {
      return "HighLevel does not take an empty %s; fill it in on either side";
    }
    Optional<MatchResult> types = said.find(TYPES);
    if (types.isPresent()) {
      return "HighLevel takes %s only as one of " + types.get().group(1);
    }
    return path.equals("dueDate")
        ? "%s is no date and time with a zone, such as 2027-01-05T11:00:00Z, as HighLevel asks;"
            + " correct it on either side"
        : "HighLevel does not accept the value of %s; correct it on either side";
  }

  private ProviderError tooMany(Said said) {
    ErrorAnswer answer = said.answer();
    Duration named = answer.retryAfter(clock.instant());
    if (answer.number("X-RateLimit-Daily-Remaining").orElse(1) <= 0) {
      Duration reset =
          answer.number("X-RateLimit-Daily-Reset").isPresent()
              ? Duration.ofMillis(answer.number("X-RateLimit-Daily-Reset").getAsLong())
              : UNTIL_TOMORROW_IS_NEARER;
      return said.means(
          Kind.RATE_LIMITED,
          longer(named, reset),
          "the location's calls of the day are used up; work goes on when HighLevel resets them");
    }
    Duration window =
        Duration.ofMillis(
            answer.number("X-RateLimit-Interval-Milliseconds").orElse(BURST_WINDOW.toMillis()));
    return said.means(
        Kind.RATE_LIMITED, longer(named, window), "HighLevel asks for a pause; work goes on after");
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** All texts an error body may hold, wherever the API version puts them. */
  private static List<String> messages(Map<String, Object> body) {
    Map<String, Object> error = Wire.record(body, "error");
    return Stream.of(
            body.get("message"),
            body.get("error"),
            body.get("error_description"),
            error.get("message"),
            error.get("details"))
        .flatMap(HighLevelErrors::texts)
        .toList();
  }

  private static Stream<String> texts(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().filter(String.class::isInstance).map(String.class::cast);
    }
    return value instanceof String text ? Stream.of(text) : Stream.empty();
  }

  /** What one answer said, and the errors that can be made of it. */
  private record Said(
      String operation, Map<String, Object> sent, ErrorAnswer answer, List<String> words) {

    /** The same, without what it says of other properties. */
    Said about(String path) {
      List<String> ofIt =
          words.stream().filter(word -> property(word).filter(path::equals).isPresent()).toList();
      return new Said(operation, sent, answer, ofIt);
    }

    boolean contains(String phrase) {
      String wanted = phrase.toLowerCase(Locale.ROOT);
      return words.stream().anyMatch(word -> word.toLowerCase(Locale.ROOT).contains(wanted));
    }

    Optional<MatchResult> find(Pattern pattern) {
      return words.stream()
          .map(pattern::matcher)
          .filter(Matcher::find)
          .findFirst()
          .map(Matcher::toMatchResult);
    }

    ProviderError means(Kind kind, String reason) {
      return means(kind, Duration.ZERO, reason);
    }

    ProviderError means(Kind kind, Duration retryIn, String reason) {
      return error(kind, retryIn, null, null, reason);
    }

    ProviderError gone(String idName, String reason) {
      return error(Kind.GONE, Duration.ZERO, idName, null, reason);
    }

    ProviderError refused(@Nullable String field, @Nullable String candidateId, String reason) {
      return error(Kind.REFUSED, Duration.ZERO, field, candidateId, reason);
    }

    private ProviderError error(
        Kind kind,
        Duration retryIn,
        @Nullable String field,
        @Nullable String candidateId,
        String reason) {
      return new ProviderError(
          Side.CONTACTS,
          operation,
          answer.status(),
          ErrorAnswer.id(answer.body().get("traceId")),
          kind,
          retryIn,
          field,
          candidateId,
          reason);
    }
  }
}

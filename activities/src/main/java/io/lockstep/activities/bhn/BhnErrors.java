package io.lockstep.activities.bhn;

import feign.Response;
import feign.codec.ErrorDecoder;
import io.lockstep.activities.http.AnswerCheck;
import io.lockstep.activities.http.ErrorAnswer;
import io.lockstep.activities.http.OperationName;
import io.lockstep.activities.http.Wire;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where BHN's HTTP becomes meaning. Errors are {@code {success: false, errors: [{errorCode,
 * message}]}}, with 4xx and 5xx <b>and with 200</b>. Codes decide, never messages (BHN's own
 * advice). Only 2303 is BHN's; the other codes and the envelope are ours (facts/bhn-rewards.md 8.4
 * and {@code docs/contracts}).
 */
final class BhnErrors implements ErrorDecoder, AnswerCheck {

  /** BHN's own: this {@code requestId} was served before, nothing was done again. */
  private static final String ALREADY_DONE = "2303";

  // Ours, as docs/contracts lists them; a refused field is <record>.<field>.<what is wrong>.
  private static final String REUSED_ID = "request.id.reused";
  private static final Pattern UNKNOWN_ID =
      Pattern.compile("(contact|task|note|attachment|campaign)\\.unknown");
  private static final Pattern STALE_VERSION =
      Pattern.compile("(contact|task|note)\\.version\\.stale");
  private static final String TOKEN_OR_CLIENT = "auth."; // then what is wrong with it
  private static final String TOO_FAST = "request.rate.exceeded";
  private static final String IN_TROUBLE = "server.error";
  private static final String UNKNOWN_ROUTE = "route.unknown";
  private static final Pattern REFUSED_PAGE =
      Pattern.compile("page\\.(start|limit|cursor)\\.invalid");
  private static final Pattern REFUSED_FIELD =
      Pattern.compile("(?:contact|task|note|attachment|reward|points)\\.(\\w+)\\.(\\w+)");

  /** The names an error may name; anything else might be a value and is not repeated. */
  private static final Set<String> FIELDS =
      Set.of(
          "referenceId",
          "email",
          "firstName",
          "lastName",
          "phone",
          "country",
          "comment",
          "points",
          "tier",
          "tags",
          "consent",
          "requestId",
          "version",
          "title",
          "body",
          "dueDate",
          "status",
          "ownerEmail",
          "fileName",
          "contentType",
          "content",
          "campaignKey",
          "rewardClaims",
          "value");

  private static final String MINT = "mint-token";

  private static final Duration UNNAMED_PAUSE = Duration.ofSeconds(5);

  private final InstantSource clock;

  BhnErrors(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Exception decode(String methodKey, Response response) {
    return failure(OperationName.of(methodKey), ErrorAnswer.read(response));
  }

  @Override
  public void check(Response response, Map<String, Object> answer) {
    if (Boolean.TRUE.equals(answer.get("success"))) {
      return;
    }
    String operation = OperationName.of(response.request());
    boolean says = answer.containsKey("success") || !Wire.records(answer.get("errors")).isEmpty();
    if (says) {
      throw failure(operation, ErrorAnswer.of(response, answer));
    }
    if (!operation.equals(MINT)) { // OAuth's own answer has no envelope
      throw Answers.lacking("success", operation);
    }
  }

  private ProviderException failure(String operation, ErrorAnswer answer) {
    return new ProviderException(judge(new Said(operation, answer, clock.instant())));
  }

  private static ProviderError judge(Said said) {
    if (said.code().equals(ALREADY_DONE)) {
      return said.means(
          Kind.ALREADY_DONE, "this request was served before; its effect is looked up");
    }
    if (said.code().equals(REUSED_ID)) {
      return said.means(Kind.BUG, "one requestId was used for two requests; report it to Lockstep");
    }
    Matcher unknown = UNKNOWN_ID.matcher(said.code());
    if (unknown.matches()) {
      return said.gone(unknown.group(1));
    }
    Matcher stale = STALE_VERSION.matcher(said.code());
    if (stale.matches()) {
      return said.moved(stale.group(1));
    }
    Matcher page = REFUSED_PAGE.matcher(said.code());
    if (page.matches()) {
      return said.refusedPage(page.group(1));
    }
    if (said.code().startsWith(TOKEN_OR_CLIENT)) {
      return said.unauthorized();
    }
    return switch (said.code()) {
      case TOO_FAST -> said.tooFast();
      case IN_TROUBLE -> said.inTrouble();
      case UNKNOWN_ROUTE -> said.unknownCall();
      default -> byStatus(said);
    };
  }

  private static ProviderError byStatus(Said said) {
    int status = said.answer().status();
    if (status >= 500 || status == 408) {
      return said.inTrouble();
    }
    if ((status == 401 || status == 403) && said.answer().isPage()) {
      // A page, no JSON: the network's edge, not the API. It pauses no connection and costs no
      // token.
      return said.means(
          Kind.TRANSIENT,
          said.pause(),
          "the network in front of BHN Rewards blocked the call; it is asked again");
    }
    if (said.operation().equals(MINT) && status == 400) {
      return said.unauthorized();
    }
    return switch (status) {
      case 401 -> said.unauthorized();
      case 429 -> said.tooFast();
      // By status alone nothing is gone: a route that moved must not look like deleted profiles.
      case 404, 405 -> said.unknownCall();
      case 409 -> said.moved("record");
      case 413 ->
          said.code().isEmpty()
              ? said.means(
                  Kind.REFUSED,
                  "what was sent is larger than BHN Rewards takes; make it smaller on either side")
              : said.refused();
      case 200, 201, 400, 402, 403, 422 -> said.refused();
      default ->
          said.means(Kind.BUG, "BHN Rewards answered a status Lockstep does not know; report it");
    };
  }

  /** What one answer said, and the errors that can be made of it. */
  private record Said(String operation, ErrorAnswer answer, Instant now) {

    /** The code of the first error; empty when there is none. */
    String code() {
      Object code = first().get("errorCode");
      return code == null ? "" : code.toString(); // 2303 may come as a number
    }

    private Map<String, Object> first() {
      List<Map<String, Object>> errors = Wire.records(answer.body().get("errors"));
      return errors.isEmpty() ? Map.of() : errors.get(0);
    }

    Duration pause() {
      return answer.retryAfter(now);
    }

    ProviderError unauthorized() {
      return means(
          Kind.AUTH,
          operation.equals(MINT)
              ? "BHN Rewards refuses the client id or secret; renew them in its settings"
              : "BHN Rewards refuses a new token, too; check the client in its settings and"
                  + " resume");
    }

    ProviderError tooFast() {
      return means(
          Kind.RATE_LIMITED,
          pause().isZero() ? UNNAMED_PAUSE : pause(),
          "BHN Rewards asks for a pause; work goes on after");
    }

    ProviderError inTrouble() {
      return means(Kind.TRANSIENT, pause(), "BHN Rewards is in trouble; it is asked again later");
    }

    ProviderError unknownCall() {
      return means(Kind.BUG, "BHN Rewards does not know this call; a release mends it");
    }

    /** A place in a list, or a size of page, that is not taken. */
    ProviderError refusedPage(String parameter) {
      return error(
          Kind.REFUSED,
          Duration.ZERO,
          parameter,
          "BHN Rewards does not take the %s of this page; the list is read anew"
              .formatted(parameter));
    }

    ProviderError refused() {
      Matcher code = REFUSED_FIELD.matcher(code());
      if (!code.matches() || !FIELDS.contains(code.group(1))) {
        return means(
            Kind.REFUSED,
            "BHN Rewards refused the request and named no field; compare both records");
      }
      String field = code.group(1);
      return error(Kind.REFUSED, Duration.ZERO, field, whatToDo(field, code.group(2)));
    }

    private String whatToDo(String field, String wrong) {
      if (first().get("limit") instanceof Integer limit) {
        if (wrong.equals("tooLong")) {
          return "%s is over BHN Rewards' limit of %d characters; shorten it on either side"
              .formatted(field, limit);
        }
        if (wrong.equals("tooLarge")) {
          return "%s is over BHN Rewards' limit of %d bytes; make it smaller on either side"
              .formatted(field, limit);
        }
      }
      if (wrong.equals("closed") || wrong.equals("exhausted")) {
        return "the campaign is closed or has run out; open another or fill it up, then try again";
      }
      if (wrong.equals("required")) {
        return "BHN Rewards does not take an empty %s; fill it in on either side".formatted(field);
      }
      if (field.equals("dueDate")) {
        return "dueDate is no date and time with a zone, in the years 1970 to 2099, as BHN Rewards"
            + " asks; correct it on either side";
      }
      return "BHN Rewards does not accept the value of %s; correct it on either side"
          .formatted(field);
    }

    /** The id that names nothing; a task's call has two. */
    ProviderError gone(String one) {
      return error(
          Kind.GONE,
          Duration.ZERO,
          one + "Id",
          "the %s does not exist in BHN Rewards".formatted(ours(one)));
    }

    ProviderError moved(String one) {
      return means(
          Kind.CONFLICT, "the %s moved meanwhile; it is looked at again".formatted(ours(one)));
    }

    private static String ours(String one) {
      return one.equals("contact") ? "profile" : one;
    }

    ProviderError means(Kind kind, String reason) {
      return means(kind, Duration.ZERO, reason);
    }

    ProviderError means(Kind kind, Duration retryIn, String reason) {
      return error(kind, retryIn, null, reason);
    }

    private ProviderError error(
        Kind kind, Duration retryIn, @Nullable String field, String reason) {
      return new ProviderError(
          Side.REWARDS,
          operation,
          answer.status(),
          null, // the contract has no request id to quote
          kind,
          retryIn,
          field,
          null,
          reason);
    }
  }
}

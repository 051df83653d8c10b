package io.lockstep.core.error;

import io.lockstep.core.Side;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered instead of what we asked. People read it and logs keep it, so it never
 * holds a body, a token or a person's data.
 *
 * @param operation our name of the call, such as {@code update-contact}
 * @param status HTTP status; 0 when no answer came
 * @param traceId the provider's request id, to quote to its support
 * @param kind what the caller may do next
 * @param retryIn earliest useful repeat; zero when the provider named none
 * @param field the rule or property the provider objects to; null when it named none
 * @param candidateId the id of the record a duplicate refusal names; null otherwise
 * @param reason a sentence for a person that says what to do; names no value
 */
public record ProviderError(
    Side provider,
    String operation,
    int status,
    @Nullable String traceId,
    Kind kind,
    Duration retryIn,
    @Nullable String field,
    @Nullable String candidateId,
    String reason)
    implements Serializable {

  /** What the caller may do next. */
  public enum Kind {
    /** Repeat later: no answer, 5xx, time-out. For a create the outcome is unknown: probe first. */
    TRANSIENT,
    /** Slow down; {@code retryIn} says how long. */
    RATE_LIMITED,
    /** The token is dead; refresh once, then pause the connection. */
    AUTH,
    /** The effect is there already (BHN 2303). */
    ALREADY_DONE,
    /** The id no longer exists (HighLevel says so with 400). */
    GONE,
    /** The provider will not have it; a person decides. */
    REFUSED,
    /** The record moved under us (409, stale version); look again. */
    CONFLICT,
    /** Our request is wrong in itself; a release mends it. */
    BUG
  }

  /** One line for people: provider, operation, kind, reason, status, trace id. */
  public String sentence() {
    return "%s %s %s: %s (%s%s)"
        .formatted(
            provider.word(),
            operation,
            kind,
            reason,
            status == 0 ? "no answer" : "status " + status,
            traceId == null ? "" : ", trace " + traceId);
  }
}

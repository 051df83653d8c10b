package io.lockstep.core;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a contact should be looked at again. A hint is never believed: it only starts a look, dates
 * an edit for the {@code newest} policy, and betrays an edit that was overwritten before anybody
 * read it.
 *
 * @param source who says so
 * @param side the side the news came from; null when a person or a flow asks
 * @param entityId that side's id of the thing that changed; opaque
 * @param eventId the sender's id of this delivery; opaque, for logs only
 * @param eventTime when the sender says the change happened; UTC
 * @param digests field name to keyed digest of the value the event showed; empty when it showed
 *     none
 * @param complete whether it showed all that its side's events can show of the record, so that
 *     digests that are known already prove that nothing is new
 */
public record Hint(
    Source source,
    @Nullable Side side,
    @Nullable String entityId,
    @Nullable String eventId,
    @Nullable Instant eventTime,
    Map<String, String> digests,
    boolean complete) {

  /** Who asks for the look. */
  public enum Source {
    WEBHOOK,
    POLL,
    SWEEP,
    PERSON,
    FLOW
  }

  public Hint {
    digests = digests == null ? Map.of() : Map.copyOf(digests); // an older sender may leave it out
  }

  /** One that cannot prove that nothing is new, as every hint of a release that did not say. */
  public Hint(
      Source source,
      @Nullable Side side,
      @Nullable String entityId,
      @Nullable String eventId,
      @Nullable Instant eventTime,
      Map<String, String> digests) {
    this(source, side, entityId, eventId, eventTime, digests, false);
  }

  /** A hint that carries no evidence, only the wish. */
  public static Hint from(Source source) {
    return new Hint(source, null, null, null, null, Map.of());
  }

  /** The same without what the event showed, so that it can prove nothing: a look must read. */
  public Hint withoutEvidence() {
    return new Hint(source, side, entityId, eventId, eventTime, Map.of());
  }

  /** The lane in which work for this hint runs. */
  public Lane lane() {
    return source == Source.SWEEP || source == Source.POLL ? Lane.BULK : Lane.LIVE;
  }
}

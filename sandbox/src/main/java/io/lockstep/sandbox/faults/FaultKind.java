package io.lockstep.sandbox.faults;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be made to go wrong. */
public enum FaultKind {
  /** The connection is cut before anything was done. */
  LOST_REQUEST("lost-request", Stage.INSTEAD),
  /** Done, then the connection is cut. */
  LOST_ANSWER("lost-answer", Stage.AFTER),
  /** Done, yet answered with 422 (highlevel-api-docs issue 64). */
  CREATED_BUT_422("created-but-422", Stage.AFTER),
  /** Answered late, by {@code by} (3 s unless told). */
  SLOW("slow", Stage.AFTER),
  /** 500, nothing done. */
  ERROR_5XX("error-5xx", Stage.INSTEAD),
  /** 429, nothing done, although the budget would allow it. */
  RATE_LIMITED("rate-limited", Stage.INSTEAD),
  /** 401 as for a dead token, nothing done. */
  UNAUTHORIZED("unauthorized", Stage.INSTEAD),
  /** A write that carries the property {@code field} is refused, and the answer names it. */
  REFUSE_FIELD("refuse-field", Stage.INSTEAD),
  /** A read shows each record as it was before its last change, or as it was {@code by} ago. */
  STALE_READ("stale-read", Stage.LENS),
  /**
   * A search, or the media library, sees the records as they were {@code by} ago (5 s unless told).
   */
  INDEX_LAG("index-lag", Stage.LENS),
  /** A list shows the records as they were {@code by} ago (5 s unless told). */
  LAGGING_LIST("lagging-list", Stage.LENS),
  /** A list lacks some of its records, at least one; a read of each id finds it. */
  PARTIAL_LIST("partial-list", Stage.AFTER),
  /** A write is answered with 500, and takes effect {@code by} later (5 s unless told). */
  GHOST_WRITE("ghost-write", Stage.INSTEAD),
  /** A delete is done, yet answered with 500. */
  DELETED_BUT_SAID_NO("deleted-but-said-no", Stage.AFTER),
  /** A person edits the record right after a read answered it; of a list the last one. */
  HUMAN_EDIT("human-edit", Stage.AFTER),
  /** An error is answered with status 200; only the body tells (BHN's callers report both). */
  ERROR_AS_200("error-as-200", Stage.AFTER),
  /** The webhook is never sent. */
  WEBHOOK_DROPPED("webhook-dropped", Stage.WEBHOOK),
  /** The webhook is sent twice, with one id. */
  WEBHOOK_DOUBLED("webhook-doubled", Stage.WEBHOOK),
  /** The webhook is sent {@code by} later (30 s unless told). */
  WEBHOOK_DELAYED("webhook-delayed", Stage.WEBHOOK),
  /** The webhook is sent up to {@code by} later (5 s unless told), so it overtakes or is late. */
  WEBHOOK_SHUFFLED("webhook-shuffled", Stage.WEBHOOK),
  /** The webhook lacks some of its fields. */
  WEBHOOK_FIELDS_LEFT_OUT("webhook-fields-left-out", Stage.WEBHOOK),
  /**
   * The webhook of an item lacks {@code contactId} and {@code body}, as a TaskCreate did
   * (highlevel-api-docs issue 332).
   */
  WEBHOOK_WITHOUT_CONTACT("webhook-without-contact", Stage.WEBHOOK);

  /** When in a call's life a fault strikes. */
  public enum Stage {
    INSTEAD,
    LENS,
    AFTER,
    WEBHOOK
  }

  private final String word;
  private final Stage stage;

  FaultKind(String word, Stage stage) {
    this.word = word;
    this.stage = stage;
  }

  /** The word of the control API. */
  @JsonValue
  public String word() {
    return word;
  }

  public Stage stage() {
    return stage;
  }

  public static Optional<FaultKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(FaultKind::word).toList();
  }
}

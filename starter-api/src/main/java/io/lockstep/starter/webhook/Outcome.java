package io.lockstep.starter.webhook;

import java.util.Locale;

/** What came of a webhook; the value of the counter's {@code outcome} tag. */
enum Outcome {
  /** Temporal has recorded the hint. */
  RECORDED,
  /** The ledger shows that the event says nothing new. */
  NOTHING_NEW,
  /** The connection is paused and marked: resuming it sweeps. */
  PAUSED,
  /** An event type we do not know. */
  UNKNOWN_TYPE,
  /** A location or account that belongs to no connection. */
  UNKNOWN_OWNER,
  /** Meant for another app. */
  UNKNOWN_APP,
  /** Installed, uninstalled, updated. */
  APP_EVENT,
  /** A reward, or an item of a kind that stays where it is. */
  NOT_SYNCED,
  /** It could not be recorded: the sender is asked to repeat it. */
  LATER;

  String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

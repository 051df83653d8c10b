package io.lockstep.workflows.sync;

import io.lockstep.core.Flow;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.workflows.connection.Finding;
import java.util.List;

/**
 * What a constant that only a newer release knows is read as, where its type has no {@code
 * UNKNOWN}: always the one that looks again or asks a person, never one that ends something. For
 * the data converter of every process.
 */
public final class WireDefaults {

  /** One constant per type. */
  public static final List<Enum<?>> ALL =
      List.of(
          Flow.CONTACT_UPSERT, // a look at the contact; what is about its items a pass finds
          Hint.Source.FLOW,
          Lane.LIVE,
          Plan.Verdict.NOT_NOW,
          Outcome.Next.LATER,
          Waiting.Kind.REVIEW,
          Decision.Kind.RETRY,
          Finding.Level.WARNING,
          ItemKind.TASK); // of no task of that id anything is known, so the write is stale

  private WireDefaults() {}
}

package io.lockstep.workflows;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.workflows.sync.Phase;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import java.util.List;

/**
 * The search attributes an operator finds runs by. The engine never encrypts them, so they hold
 * pseudonyms and words of ours alone.
 */
public final class LockstepAttributes {

  /** Our name of the connection. */
  public static final SearchAttributeKey<String> CONNECTION =
      SearchAttributeKey.forKeyword("LockstepConnection");

  /** HighLevel's contact id, or {@code bhn:<profileId>}. */
  public static final SearchAttributeKey<String> CONTACT_ID =
      SearchAttributeKey.forKeyword("LockstepContactId");

  /** The flow's prefix, such as {@code contact-upsert}. */
  public static final SearchAttributeKey<String> FLOW =
      SearchAttributeKey.forKeyword("LockstepFlow");

  /** {@link Phase#label()}; a settled run is the engine's own Completed. */
  public static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("LockstepPhase");

  /** All of them, to register before the first start. */
  public static final List<SearchAttributeKey<String>> ALL =
      List.of(CONNECTION, CONTACT_ID, FLOW, PHASE);

  private LockstepAttributes() {}

  /** What a sync run starts with. */
  public static SearchAttributes atStart(Flow flow, FlowKey key) {
    return SearchAttributes.newBuilder()
        .set(CONNECTION, key.connection())
        .set(CONTACT_ID, key.contactId())
        .set(FLOW, flow.prefix())
        .set(PHASE, Phase.SYNCING.label())
        .build();
  }

  /** What a pass over a whole connection starts with. */
  public static SearchAttributes ofPass(String connection) {
    return SearchAttributes.newBuilder().set(CONNECTION, connection).set(FLOW, "reconcile").build();
  }

  /** What a run that answers questions to a connection starts with. */
  public static SearchAttributes ofConnection(String connection) {
    return SearchAttributes.newBuilder()
        .set(CONNECTION, connection)
        .set(FLOW, "connection")
        .build();
  }

  /** What the queue of a connection starts with. */
  public static SearchAttributes ofQueue(String connection) {
    return SearchAttributes.newBuilder().set(CONNECTION, connection).set(FLOW, "queue").build();
  }
}

package io.lockstep.starter.api;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.plan.Decision;
import io.lockstep.starter.engine.Flows;
import java.security.Principal;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Journals a person's decision and hands it to the runs it is meant for. */
@Component
final class Decisions {

  /** What the parameter {@code item} means, for the API's own description. */
  static final String ITEM =
      "a task or a note as lists name it, such as task/c:abc; left out: the contact itself";

  private final Acts acts;
  private final Flows flows;

  Decisions(Acts acts, Flows flows) {
    this.acts = acts;
    this.flows = flows;
  }

  Recorded carryOut(
      Set<Flow> meantFor,
      FlowKey key,
      Act act,
      List<String> fields,
      Decision decision,
      Principal who) {
    acts.journal(key.connection(), key.contactId(), act, fields, who.getName());
    meantFor.forEach(flow -> flows.decide(flow, key, decision));
    return Recorded.of(key, act);
  }
}

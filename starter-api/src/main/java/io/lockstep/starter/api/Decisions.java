package io.lockstep.starter.api;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.plan.Decision;
import io.lockstep.starter.engine.Flows;
import java.security.Principal;
import java.util.List;
import org.springframework.stereotype.Component;

/** Journals a person's decision and hands it to the run it is meant for. */
@Component
final class Decisions {

  private final Acts acts;
  private final Flows flows;

  Decisions(Acts acts, Flows flows) {
    this.acts = acts;
    this.flows = flows;
  }

  Recorded carryOut(
      Flow flow, FlowKey key, Act act, List<String> fields, Decision decision, Principal who) {
    acts.journal(key.connection(), key.contactId(), act, fields, who.getName());
    flows.decide(flow, key, decision);
    return Recorded.of(key, act);
  }
}

package io.lockstep.starter.engine;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import io.lockstep.workflows.sync.SyncStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The twin of Temporal: remembers what was asked of it, or is down. */
public final class FlowsInMemory implements Flows {

  /** One recorded hint. */
  public record Looked(Flow flow, FlowKey key, Hint hint) {}

  /** One recorded decision. */
  public record Decided(Flow flow, FlowKey key, Decision decision) {}

  private final List<Looked> looks = new ArrayList<>();
  private final List<Decided> decisions = new ArrayList<>();
  private final List<Flow> syncs = new ArrayList<>();
  private final List<String> sweeps = new ArrayList<>();
  private Optional<SyncStatus> syncAnswer = Optional.empty();
  private final Set<Side> crowded = EnumSet.noneOf(Side.class);
  private boolean down;
  private @Nullable RuntimeException bug;

  /** From now on nothing is recorded. */
  public FlowsInMemory down() {
    down = true;
    return this;
  }

  /** From now on it fails in a way nobody expects. */
  public FlowsInMemory failing(RuntimeException unexpected) {
    bug = unexpected;
    return this;
  }

  /** What the next sync comes to within anybody's patience. */
  public FlowsInMemory answering(SyncStatus status) {
    syncAnswer = Optional.of(status);
    return this;
  }

  /** From now on live news of that side waits in a queue. */
  public FlowsInMemory crowded(Side side) {
    crowded.add(side);
    return this;
  }

  /** Forgets everything and is up. */
  public void reset() {
    looks.clear();
    decisions.clear();
    syncs.clear();
    sweeps.clear();
    crowded.clear();
    syncAnswer = Optional.empty();
    down = false;
    bug = null;
  }

  @Override
  public boolean isCrowded(String connection, Side side) {
    return crowded.contains(side);
  }

  @Override
  public void look(Flow flow, FlowKey key, Hint hint) {
    requireUp();
    looks.add(new Looked(flow, key, hint));
  }

  @Override
  public void decide(Flow flow, FlowKey key, Decision decision) {
    requireUp();
    decisions.add(new Decided(flow, key, decision));
  }

  @Override
  public Optional<SyncStatus> syncNow(Flow flow, FlowKey key, Duration patience) {
    requireUp();
    syncs.add(flow);
    return syncAnswer;
  }

  @Override
  public void sweep(String connection, String what) {
    sweep(connection, what, Duration.ZERO);
  }

  @Override
  public void sweep(String connection, String what, Duration in) {
    requireUp();
    sweeps.add(connection + "/" + what + (in.isZero() ? "" : " in " + in.toSeconds() + " s"));
  }

  @Override
  public void sweepAnew(String connection, String what) {
    requireUp();
    sweeps.add(connection + "/" + what + " anew");
  }

  public List<Looked> looks() {
    return List.copyOf(looks);
  }

  public List<Decided> decisions() {
    return List.copyOf(decisions);
  }

  /** The flows that were asked to look now. */
  public List<Flow> syncs() {
    return List.copyOf(syncs);
  }

  /** The passes, as {@code connection/what}, with {@code in 10 s} or {@code anew} behind it. */
  public List<String> sweeps() {
    return List.copyOf(sweeps);
  }

  private void requireUp() {
    if (bug != null) {
      throw bug;
    }
    if (down) {
      throw new EngineDownException(new IllegalStateException("the twin was told to be down"));
    }
  }
}

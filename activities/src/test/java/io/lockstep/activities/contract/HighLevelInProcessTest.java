package io.lockstep.activities.contract;

/** The suite without a socket, as the simulation calls. */
class HighLevelInProcessTest extends HighLevelContract {

  HighLevelInProcessTest() {
    super(SandboxWorld.inProcess());
  }
}

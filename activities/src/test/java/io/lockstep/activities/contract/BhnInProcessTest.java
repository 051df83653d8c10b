package io.lockstep.activities.contract;

/** The suite without a socket, as the simulation calls. */
class BhnInProcessTest extends BhnContract {

  BhnInProcessTest() {
    super(SandboxWorld.inProcess());
  }
}

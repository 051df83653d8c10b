package io.lockstep.activities.contract;

/** The suite without a socket, as the simulation calls. */
class ItemsInProcessTest extends ItemsContract {

  ItemsInProcessTest() {
    super(SandboxWorld.inProcess());
  }
}

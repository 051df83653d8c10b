package io.lockstep.activities.contract;

/** The suite without a socket, as the simulation calls. */
class FilesInProcessTest extends FilesContract {

  FilesInProcessTest() {
    super(SandboxWorld.inProcess());
  }
}

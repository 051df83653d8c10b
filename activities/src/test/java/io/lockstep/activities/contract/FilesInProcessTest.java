package io.lockstep.activities.contract;

import io.lockstep.activities.testing.SandboxClient;
import io.lockstep.activities.testing.SettableClock;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxOptions;

/** The suite without a socket, as the simulation calls. */
class FilesInProcessTest extends FilesContract {

  private final SettableClock clock = SettableClock.atEight();
  private final Sandbox sandbox = Sandbox.inProcess(new SandboxOptions(clock, 7));
  private final SandboxWorld world = new SandboxWorld(sandbox, new SandboxClient(sandbox), clock);

  @Override
  SandboxWorld world() {
    return world;
  }
}

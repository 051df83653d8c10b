package io.lockstep.activities.contract;

import org.junit.jupiter.api.AfterEach;

/** A suite that holds whichever way its calls travel, in a world of each test's own. */
abstract class ProviderContract {

  private final SandboxWorld world;

  ProviderContract(SandboxWorld world) {
    this.world = world;
  }

  /** An empty world. */
  final SandboxWorld world() {
    return world;
  }

  @AfterEach
  void close() {
    world.close();
  }
}

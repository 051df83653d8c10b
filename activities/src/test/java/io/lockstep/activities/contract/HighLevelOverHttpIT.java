package io.lockstep.activities.contract;

/** The suite over HTTP, as the worker calls. */
class HighLevelOverHttpIT extends HighLevelContract {

  HighLevelOverHttpIT() {
    super(SandboxWorld.overHttp());
  }
}

package io.lockstep.activities.contract;

/** The suite over HTTP, as the worker calls. */
class BhnOverHttpIT extends BhnContract {

  BhnOverHttpIT() {
    super(SandboxWorld.overHttp());
  }
}

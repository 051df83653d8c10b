package io.lockstep.activities.contract;

/** The suite over HTTP, as the worker calls. */
class ItemsOverHttpIT extends ItemsContract {

  ItemsOverHttpIT() {
    super(SandboxWorld.overHttp());
  }
}

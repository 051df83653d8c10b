package io.lockstep.activities.contract;

/** The suite over HTTP, as the worker calls. */
class FilesOverHttpIT extends FilesContract {

  FilesOverHttpIT() {
    super(SandboxWorld.overHttp());
  }
}

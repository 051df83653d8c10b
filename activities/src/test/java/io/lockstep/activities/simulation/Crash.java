package io.lockstep.activities.simulation;

/** The process dies here. Nothing catches it but whoever started the attempt. */
final class Crash extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Crash(String where) {
    super("the process died " + where);
  }
}

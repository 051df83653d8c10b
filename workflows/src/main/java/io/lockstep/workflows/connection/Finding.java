package io.lockstep.workflows.connection;

/**
 * One thing the doctor looked at. It names no value and no secret.
 *
 * @param id what was looked at, such as {@code highlevel.token}; stays the same over releases
 * @param sentence what was found
 * @param action what to do; empty where all is well
 */
public record Finding(String id, Level level, String sentence, String action) {

  /** How bad it is. */
  public enum Level {
    OK,
    /** It works, and something will not, or could not be looked at. */
    WARNING,
    /** It does not work. */
    ERROR
  }

  /** All is well. */
  public static Finding ok(String id, String sentence) {
    return new Finding(id, Level.OK, sentence, "");
  }

  /** Something will not work, or could not be looked at. */
  public static Finding warning(String id, String sentence, String action) {
    return new Finding(id, Level.WARNING, sentence, action);
  }

  /** It does not work. */
  public static Finding error(String id, String sentence, String action) {
    return new Finding(id, Level.ERROR, sentence, action);
  }
}

package io.lockstep.core.plan;

/**
 * Something that waits for a person.
 *
 * @param opId what {@code retry}, {@code skip} and {@code edit} name
 * @param field rule name; {@code *} for the whole record
 * @param kind refused by a provider, undecided by the rules, or too much at once
 * @param reason a sentence that says what to do; names no value
 */
public record Waiting(String opId, String field, Kind kind, String reason) {

  /** Stands for a rule's name where the whole record, or the whole operation, waits. */
  public static final String WHOLE = "*";

  private static final String FILE = "-file-";

  /** Which phase the run shows. */
  public enum Kind {
    /** A provider will not have it. */
    PARKED,
    /** A person decides: a conflict, an ambiguous match, a deletion. */
    REVIEW,
    /** A brake holds it, with all others like it, until a person lets them pass. */
    HELD
  }

  /** What waits of a file that the operation of that id could not copy along. */
  public static Waiting ofFile(String opId, String fileKey, String field, String reason) {
    return new Waiting(opId + FILE + fileKey, field, Kind.PARKED, reason);
  }

  /** Whether it is a file that was not copied; the rest of its record was. */
  public boolean concernsFile() {
    return opId.contains(FILE);
  }
}

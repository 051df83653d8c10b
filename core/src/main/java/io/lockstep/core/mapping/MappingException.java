package io.lockstep.core.mapping;

/**
 * A mistake in a mapping profile. The message is made for the person who wrote the file: file, line
 * and column, what is wrong, and what is allowed there.
 */
public final class MappingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;

  /**
   * A mistake at one place.
   *
   * @param line from 1
   * @param column from 1
   * @param problem what is wrong and what is allowed, as a sentence without a full stop
   */
  public MappingException(String file, int line, int column, String problem) {
    super("%s:%d:%d: %s".formatted(file, line, column, problem));
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** The file's name as the caller gave it. */
  public String file() {
    return file;
  }

  /** The line of the mistake, from 1. */
  public int line() {
    return line;
  }

  /** The column of the mistake, from 1. */
  public int column() {
    return column;
  }
}

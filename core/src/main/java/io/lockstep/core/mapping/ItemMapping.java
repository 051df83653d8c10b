package io.lockstep.core.mapping;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one kind of item travels.
 *
 * @param rules its fields, named {@code task.title}, {@code note.body} and so on
 * @param direction which way items travel; creations and deletions as well as edits
 * @param deletes what a deleted item does to its partner
 * @param due for tasks: how far ahead a due date is invented where HighLevel needs one and the
 *     rewards side has none
 * @param ownersByEmail for tasks: whether owners travel, matched by e-mail
 * @param files for notes: what becomes of a rewards note's attachments
 * @param footer for notes: whether a copy ends with a line that names the original's side and date
 */
public record ItemMapping(
    List<FieldRule> rules,
    Direction direction,
    MappingProfile.Deletes deletes,
    Optional<Duration> due,
    boolean ownersByEmail,
    Files files,
    boolean footer) {

  /** One whose copies say no more than their originals. */
  public ItemMapping(
      List<FieldRule> rules,
      Direction direction,
      MappingProfile.Deletes deletes,
      Optional<Duration> due,
      boolean ownersByEmail,
      Files files) {
    this(rules, direction, deletes, due, ownersByEmail, files, false);
  }

  /** What becomes of a file that hangs on a note. */
  public enum Files {
    /** A link that needs a login stands in the other side's note. */
    LINK,
    /** A copy lies in HighLevel's media library, and a link to it stands in HighLevel's note. */
    COPY,
    /** Files stay where they are. */
    IGNORE
  }

  public ItemMapping {
    rules = List.copyOf(rules);
  }

  /** Whether a note's files are copied into HighLevel's media library. */
  public boolean copiesFiles() {
    return files == Files.COPY;
  }
}

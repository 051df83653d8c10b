package io.lockstep.core.mapping;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.UnknownStatus;
import java.text.Normalizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How one field of a contact and one of a profile belong together.
 *
 * @param name our name for it, unique in the profile; the name used in bases, plans and conflicts
 * @param kind plain field, the tag set, the files of one field, or one consent channel
 * @param contacts where HighLevel keeps it: a property name or {@code customField(key)}
 * @param rewards where BHN keeps it: a property name
 * @param tie the side that wins a {@link Policy#NEWEST} draw
 * @param values rewards' vocabulary to contacts' (as in {@code {G: Gold}}); empty: no translation.
 *     Of several words that become one, the first is the way back, for a person's edit
 */
public record FieldRule(
    String name,
    Kind kind,
    String contacts,
    String rewards,
    Direction direction,
    Policy conflict,
    Side tie,
    Drift drift,
    Form form,
    Map<String, String> values) {

  /** What the merge treats apart. */
  public enum Kind {
    FIELD,
    TAGS,
    /** The files of a custom field, each copied once to the rewards side and never taken away. */
    FILES,
    /** One do-not-disturb channel; {@code dnd} or {@code open} (law L11 governs it). */
    CONSENT;

    /** Whether each member counts by itself and has a base row of its own. */
    public boolean isSet() {
      return this == TAGS || this == FILES;
    }
  }

  /** The rule name of the tag set. */
  public static final String TAGS = "tags";

  /** The prefix of the rule names of files: {@code files.contract_scan}. */
  public static final String FILES_PREFIX = "files.";

  /**
   * How a write, a base row and a provider's refusal name the link mark of a profile, and a mapping
   * its strongest match key. No rule bears this name.
   */
  public static final String REFERENCE_ID = "referenceId";

  /** The rule name of a task's completion: {@code true} or {@code false}. */
  public static final String TASK_COMPLETED = "task.completed";

  /** The rule name of a task's owner, by e-mail. */
  public static final String TASK_OWNER = "task.owner";

  /** The rule name of a task's due date. */
  public static final String TASK_DUE = "task.due";

  /** The rule name of a note's text. */
  public static final String NOTE_BODY = "note.body";

  /** The one value of a consent channel that may be written: nobody is to be disturbed by it. */
  public static final String DND = "dnd";

  /**
   * The prefix of consent rule names: {@code consent.email}, {@code consent.sms}, {@code
   * consent.call}.
   */
  public static final String CONSENT_PREFIX = "consent.";

  public FieldRule {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values)); // in the file's order
  }

  /**
   * The reading of one side in the other side's vocabulary; empty when {@code values} has no word
   * for it. Without {@code values} both sides speak alike, but for a task without a due date and a
   * status nobody knows, which HighLevel does not have, and the NUL character, which its notes
   * cannot hold.
   */
  public Optional<Reading> translate(Side from, Reading reading) {
    if (name.equals(TASK_DUE) && from == Side.REWARDS && reading instanceof Reading.Empty) {
      return Optional.empty();
    }
    if (UnknownStatus.isOne(this, reading)) {
      return Optional.empty();
    }
    if (name.equals(NOTE_BODY) && from == Side.REWARDS && reading instanceof Reading.Text text) {
      return Optional.of(Reading.ofText(text.value().replace("\0", "")));
    }
    if (values.isEmpty() || !(reading instanceof Reading.Text text)) {
      return Optional.of(reading);
    }
    String word = Normalizer.normalize(text.value().strip(), Normalizer.Form.NFC);
    return values.entrySet().stream()
        .filter(pair -> isWord(from == Side.REWARDS ? pair.getKey() : pair.getValue(), word))
        .map(pair -> Reading.ofText(from == Side.REWARDS ? pair.getValue() : pair.getKey()))
        .findFirst();
  }

  private boolean isWord(String entry, String word) {
    return form == Form.EMAIL ? entry.equalsIgnoreCase(word) : entry.equals(word);
  }

  /**
   * A short stable hash of everything that gives this rule its meaning. A base row under another
   * fingerprint is no base: the field is planned like a first link.
   */
  public String fingerprint() {
    return Fingerprints.of(this);
  }
}

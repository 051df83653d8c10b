package io.lockstep.core;

import java.util.regex.Pattern;

/**
 * Names one pair: our connection, and the HighLevel contact id both sides are matched by. A profile
 * that has no contact yet is named {@code bhn:<profileId>}.
 */
public record FlowKey(String connection, String contactId) {

  // No slash: it would let two keys share one workflow id, and so one history.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_:-]{1,64}");
  private static final String PROFILE = "bhn:";

  public FlowKey {
    requireId("connection", connection);
    requireId("contactId", contactId);
  }

  /** The key of a profile that is not linked to a contact. */
  public static FlowKey ofProfile(String connection, String profileId) {
    return new FlowKey(connection, PROFILE + profileId);
  }

  /** Whether this key names a profile without a contact. */
  public boolean isProfile() {
    return contactId.startsWith(PROFILE);
  }

  /** The profile id inside a {@link #isProfile() profile key}. */
  public String profileId() {
    if (!isProfile()) {
      throw new IllegalStateException("this key names a contact, not a profile");
    }
    return contactId.substring(PROFILE.length());
  }

  /** Whether a contact may have that id. */
  public static boolean isId(String contactId) {
    return ID.matcher(contactId).matches();
  }

  private static void requireId(String field, String value) {
    if (!isId(value)) { // name the rule, never the value: it may be personal
      throw new IllegalArgumentException(field + " must match " + ID);
    }
  }
}

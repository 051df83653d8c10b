package io.lockstep.activities.contacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a pass over both sides stands: first HighLevel's contacts by their own cursor, then BHN's
 * profiles by index.
 *
 * @param isContacts which side
 * @param after HighLevel's {@code searchAfter}; empty at the beginning
 * @param start index of the next profile
 */
record PassCursor(boolean isContacts, List<Object> after, int start) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONTACTS = "contacts:";
  private static final String PROFILES = "profiles:";

  PassCursor {
    after = List.copyOf(after);
  }

  static PassCursor contacts(List<Object> after) {
    return new PassCursor(true, after, 0);
  }

  static PassCursor profiles(int start) {
    return new PassCursor(false, List.of(), start);
  }

  /** Whether nothing has been read yet. */
  boolean isBeginning() {
    return isContacts && after.isEmpty();
  }

  static PassCursor parse(@Nullable String text) {
    if (text == null) {
      return contacts(List.of());
    }
    if (text.startsWith(PROFILES)) {
      return profiles(Integer.parseInt(text.substring(PROFILES.length())));
    }
    try {
      Object[] after = JSON.readValue(text.substring(CONTACTS.length()), Object[].class);
      return contacts(new ArrayList<>(List.of(after)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a cursor of this pass", e);
    }
  }

  String text() {
    if (!isContacts) {
      return PROFILES + start;
    }
    try {
      return CONTACTS + JSON.writeValueAsString(after);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a cursor of plain values", e);
    }
  }
}

package io.lockstep.activities.items;

import java.util.Map;
import java.util.regex.Pattern;

/** What BHN says of a file. */
record NoteFile(Map<String, Object> said) {

  private static final Pattern TYPE = Pattern.compile("[a-z0-9.+-]{1,64}/[a-z0-9.+-]{1,64}");

  String id() {
    return String.valueOf(said.get("attachmentId"));
  }

  String name() {
    return said.get("fileName") instanceof String name ? name : "file";
  }

  String type() {
    return said.get("contentType") instanceof String type && TYPE.matcher(type).matches()
        ? type
        : "application/octet-stream"; // an uploader's own words reach no header and no ledger
  }

  long size() {
    return said.get("size") instanceof Number size ? size.longValue() : 0;
  }

  @Override
  public String toString() { // a name may be a person's
    return "NoteFile[" + id() + "]";
  }
}

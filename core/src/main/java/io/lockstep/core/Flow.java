package io.lockstep.core;

/** A kind of sync flow; one run per flow and contact is open at a time. */
public enum Flow {
  /** Contact and profile fields, tags, consent and linking. */
  CONTACT_UPSERT("contact-upsert"),
  /** The tasks of one contact. */
  TASK_LIFECYCLE("task-lifecycle"),
  /** The notes of one contact, and their files. */
  NOTE_BRIDGE("note-bridge");

  private final String prefix;

  Flow(String prefix) {
    this.prefix = prefix;
  }

  /** The first segment of this flow's workflow ids. */
  public String prefix() {
    return prefix;
  }

  /** The id of the one workflow that serves this key: {@code prefix/connection/contactId}. */
  public String workflowId(FlowKey key) {
    return prefix + "/" + key.connection() + "/" + key.contactId();
  }
}

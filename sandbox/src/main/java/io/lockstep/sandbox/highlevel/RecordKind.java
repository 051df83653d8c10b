package io.lockstep.sandbox.highlevel;

/** What a location keeps as plain records: no history, no index, no webhook. */
enum RecordKind {
  APPOINTMENT("Appointment"),
  APPOINTMENT_NOTE("Note"),
  BUSINESS("Business"),
  OPPORTUNITY("Opportunity"),
  TAG("Tag");

  private final String word;

  RecordKind(String word) {
    this.word = word;
  }

  /** What an error calls one of them. */
  String word() {
    return word;
  }
}

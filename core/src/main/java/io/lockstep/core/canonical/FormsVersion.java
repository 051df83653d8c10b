package io.lockstep.core.canonical;

/**
 * One version of all canonical forms. Once released it never changes: digests made with it lie in
 * ledgers. A better one is a new class and a new number.
 */
interface FormsVersion {

  /**
   * The canonical spelling of one text, "" when nothing is left of it. Applying it twice is once.
   */
  String canonical(Form form, String raw);
}

package io.lockstep.workflows.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a code.
 *
 * @param sentence for the person who brought it: what is now, or what to do
 * @param others the ids of further connections an agency let Lockstep into by it. Whoever shows
 *     them asks first whether that person may know of them
 */
public record ConnectReport(boolean connected, String sentence, List<String> others) {

  /** Also one of a history that names no others. */
  public ConnectReport(boolean connected, String sentence, @Nullable List<String> others) {
    this.connected = connected;
    this.sentence = sentence;
    this.others = others == null ? List.of() : List.copyOf(others);
  }

  /** It is about that connection alone. */
  public ConnectReport(boolean connected, String sentence) {
    this(connected, sentence, List.of());
  }
}

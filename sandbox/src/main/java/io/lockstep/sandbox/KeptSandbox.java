package io.lockstep.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens a sandbox that outlives its process. Faults, what a ghost has not done yet, held webhooks
 * and the log do not.
 */
public final class KeptSandbox {

  private KeptSandbox() {}

  /**
   * The sandbox of that file, as it was; a new one where there is no file. The file belongs to
   * these options: another seed makes other ids.
   */
  public static Sandbox open(Path file, SandboxOptions options) {
    List<CallJournal.Entry> before = CallJournal.read(file);
    Past past = new Past(options.clock(), before.isEmpty() ? null : before.get(0).at());
    Sandbox sandbox = Sandbox.inProcess(options.withClock(past));
    for (CallJournal.Entry entry : before) {
      past.now = entry.at();
      try {
        sandbox.doAgain(entry);
      } catch (IOException e) {
        throw new IllegalStateException("no fault is armed, yet a call of " + file + " was cut", e);
      }
    }
    past.now = null;
    CallJournal journal = CallJournal.append(file);
    if (before.isEmpty()) { // the time of the seeds: they are planted before the first call
      journal.write(CallJournal.Entry.call(sandbox.bornAt(), SandboxCall.NONE));
    }
    sandbox.writeTo(journal);
    return sandbox;
  }

  /** The time of the entry that is done again; real time once {@code now} is null. */
  private static final class Past implements InstantSource {

    private final InstantSource real;
    private @Nullable Instant now;

    private Past(InstantSource real, @Nullable Instant now) {
      this.real = real;
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now == null ? real.instant() : now;
    }
  }
}

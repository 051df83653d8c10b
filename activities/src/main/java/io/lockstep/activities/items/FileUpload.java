package io.lockstep.activities.items;

import io.lockstep.activities.http.Wire;
import io.lockstep.activities.sync.Step;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.FileLinks;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.PairLedger.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One file on its way into the library. */
final class FileUpload {

  private final Step step;
  private final ItemBench bench;
  private final Copied copied;
  private final ItemLedger items;
  private final FlowKey key;
  private final String noteId;
  private final String noteKey;
  private final String fileKey;
  private final NoteFile file;
  private final ItemRef ref;
  private final Optional<Intent> open;

  /**
   * @param copied is told where the copy lies, or why there is none
   * @param fileKey names the file in the note's line
   */
  FileUpload(
      Step step, ItemBench bench, Copied copied, String noteId, String fileKey, NoteFile file) {
    this.step = step;
    this.bench = bench;
    this.copied = copied;
    this.items = step.ports().items();
    this.key = step.key();
    this.noteId = noteId;
    this.noteKey = noteKey(noteId);
    this.fileKey = fileKey;
    this.file = file;
    this.ref = FileCopies.ref(noteKey + "-" + fileKey);
    this.open = items.load(key, ref).intents().stream().findFirst();
  }

  /** What the names of all copies of that note's files contain. */
  static String noteKey(String noteId) {
    return FileLinks.key("note", noteId);
  }

  /**
   * Empty once it is known where the copy lies, or that there is none.
   *
   * @param library where each file of that note lies, by the name it has there
   */
  Optional<Outcome> copy(Map<String, String> library) {
    if (file.size() > Wire.LARGEST_FILE) {
      tooLarge();
      return Optional.empty();
    }
    Optional<String> known = in(library);
    if (known.isPresent()) {
      found(known.get());
      return Optional.empty();
    }
    return make();
  }

  private void tooLarge() {
    copied.refused(
        fileKey,
        ("the file %s of the rewards note is larger than the 25 MB HighLevel's media library"
                + " takes; attach a smaller one there, or skip")
            .formatted(file.id()));
  }

  /** Where the library has it, whatever became of the rest of the name; or an older copy. */
  private Optional<String> in(Map<String, String> library) {
    return named(mark(), library).or(() -> named(olderMark(), library));
  }

  private static Optional<String> named(String mark, Map<String, String> library) {
    return library.entrySet().stream()
        .filter(entry -> entry.getKey().contains(mark))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private void found(String url) {
    copied.at(fileKey, url);
    if (open.isPresent()) {
      over();
    }
  }

  private String mark() {
    return "[" + noteKey + "-" + FileLinks.longKey(noteId, file.id()) + "]";
  }

  /** Copies bore the key of the line once, which is half as long. */
  private String olderMark() {
    return "[" + noteKey + "-" + fileKey + "]";
  }

  /** {@code invoice [1f3a9c02-9c02b1d41f3a9c02].pdf}: what it is found by stands in its name. */
  private String name() {
    String name = file.name();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    String type = dot > 0 ? name.substring(dot) : "";
    return stem + " " + mark() + type;
  }

  private Optional<Outcome> make() {
    Instant now = step.ports().clock().instant();
    if (open.isPresent()) {
      Duration left = Duration.between(now, open.get().showsBy());
      if (left.compareTo(Duration.ZERO) > 0) {
        String why = "an earlier upload may still show up";
        // Where it was this very run's, the round counts as failed: a person hears in the end.
        return Optional.of(
            step.attempt().repeated() ? Outcome.stale(why) : Outcome.later(left, why));
      }
    }
    Optional<byte[]> content;
    try {
      content = bench.files().content(bench.personId(Side.REWARDS), noteId, file.id());
    } catch (ProviderException failure) {
      requireEnough(failure);
      return Optional.empty();
    }
    if (content.isEmpty()) {
      over(); // gone meanwhile: the next look sees a note without it
      return Optional.empty();
    }
    if (content.get().length
        > Wire.LARGEST_FILE) { // BHN's word on its size may be wrong, or missing
      tooLarge();
      return Optional.empty();
    }
    bench.ready(Side.CONTACTS);
    Instant claimed = step.ports().clock().instant();
    bench.highLevel().endBy(claimed.plus(Step.FILE_LEASE));
    Claim claim = items.claim(key, ref, intent(claimed), claimed);
    boolean sentMeanwhile = claim == Claim.AGAIN && open.isEmpty();
    if (claim == Claim.BUSY || sentMeanwhile) { // perhaps by an attempt of this very run
      return Optional.of(Outcome.later(Step.FILE_LEASE, "another upload may still be under way"));
    }
    try {
      copied.at(fileKey, bench.highLevel().upload(name(), file.type(), content.get()).url());
    } catch (ProviderException failure) {
      if (failure.error().kind() != ProviderError.Kind.REFUSED) {
        requireEnough(failure); // the intent stays open: the next attempt looks for it
        return Optional.empty();
      }
      madeAllTheSame(failure.error());
      over();
    }
    // What was made stays an open intent for a while: were the answer to the note's own write
    // lost, the next attempt must not take a library that lags for one without the file.
    return Optional.empty();
  }

  /**
   * The file waits for a person, and its note goes on without it.
   *
   * @throws ProviderException the failure, while it is not time for that
   */
  private void requireEnough(ProviderException failure) {
    if (!step.isEnough(failure.error())) {
      throw failure;
    }
    copied.refused(
        fileKey,
        ("the file %s of the rewards note did not get through within two minutes, however often"
                + " it was tried; attach a smaller one there, see to the worker's network and"
                + " retry, or skip")
            .formatted(file.id()));
  }

  /** HighLevel may refuse and have made it; the library tells. */
  private void madeAllTheSame(ProviderError error) {
    in(bench.highLevel().filesNamed(noteKey))
        .ifPresentOrElse(
            url -> copied.at(fileKey, url),
            () ->
                copied.refused(
                    fileKey,
                    ("HighLevel's media library does not take the file %s of the rewards note,"
                            + " of the type %s; attach another there, or skip (%s)")
                        .formatted(file.id(), file.type(), error.sentence())));
  }

  private Intent intent(Instant now) {
    return new Intent(
        ref.id(),
        Op.Kind.CREATE,
        Side.CONTACTS,
        null,
        file.id(),
        0,
        Map.of(),
        List.of(),
        step.attempt().owner(),
        now,
        now.plus(Step.FILE_LEASE));
  }

  /** What became of the upload is known. */
  private void over() {
    items.commit(key, Map.of(ref, PairChange.builder().closeIntent(ref.id()).build()));
  }
}

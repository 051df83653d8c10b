package io.lockstep.activities.items;

import io.lockstep.activities.sync.Fields;
import io.lockstep.activities.sync.Step;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.FileLinks;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Waiting;
import io.lockstep.workflows.sync.ApplyRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;

/**
 * Copies the files of a rewards note into HighLevel's media library before the note that links to
 * them is written: {@code notes.files: copy}.
 *
 * <p>The library knows no key either, so each copy bears one in its name, and is looked for before
 * it is made. An upload is an intent of its own. An attempt that finds it open and the copy not in
 * the library waits until the first upload is over and the library has had time to show it; only
 * then it uploads again. If the library shows a file later than that, it holds it twice; the note
 * links to one.
 *
 * <p>A file that is too large, or that HighLevel refuses, waits for a person; the note and its
 * other files go on, and its line says that it was not copied. The bytes come from BHN's attachment
 * by its id; no address found in a text is ever fetched.
 */
final class FileCopies {

  private static final int MOST_AT_ONCE = 2;
  private static final String REF = "file-";

  // Each holds a file of 25 MB, and the form around it, in memory.
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  /** Whether the ledger keeps an upload under that name, and no note. */
  static boolean isFile(ItemRef item) {
    return item.kind() == ItemKind.NOTE && item.id().startsWith(REF);
  }

  /** The name under which the ledger keeps an upload. */
  static ItemRef ref(String upload) {
    return new ItemRef(ItemKind.NOTE, Side.REWARDS, REF + upload);
  }

  /** What settles the uploads among these records that can no longer be under way. */
  static Map<ItemRef, PairChange> over(Map<ItemRef, PairRecord> records, Instant now) {
    Map<ItemRef, PairChange> over = new HashMap<>();
    records.forEach(
        (ref, record) -> {
          if (isFile(ref)) {
            record.intents().stream()
                .filter(open -> open.showsBy().isBefore(now))
                .forEach(
                    open -> over.put(ref, PairChange.builder().closeIntent(open.opId()).build()));
          }
        });
    return over;
  }

  /**
   * Copies what this operation links to and makes the write.
   *
   * @param write makes it; a file that was refused is listed in the transaction that records it
   */
  Outcome copyThen(Step step, ItemBench bench, BiFunction<Step, ItemBench, Outcome> write) {
    if (!links(step.op(), bench)) {
      return write.apply(step, bench);
    }
    if (!room.tryAcquire()) {
      return Outcome.later(Duration.ofSeconds(5), "other files are being copied");
    }
    try {
      return new Run(step, bench).copyThen(write);
    } finally {
      room.release();
    }
  }

  /** What waits about files that a note, whose own answer was lost, was made without. */
  static List<Parked> lacking(Step step, PersonView made, Map<String, Intent.Wrote> sent) {
    Intent.Wrote body = sent.get(FieldRule.NOTE_BODY);
    if (body == null || made.side() != Side.CONTACTS) {
      return List.of();
    }
    return FileLinks.notCopied(String.join("", made.field(FieldRule.NOTE_BODY).texts())).stream()
        .map(
            fileKey ->
                new Parked(
                    Waiting.ofFile(
                        step.op().id(),
                        fileKey,
                        FieldRule.NOTE_BODY,
                        "HighLevel's media library did not take a file of the rewards note when the"
                            + " note was made; retry shows why, or skip"),
                    body.after(),
                    body.source(),
                    step.ports().clock().instant()))
        .toList();
  }

  private static boolean links(Op op, ItemBench bench) {
    return bench.items().copiesFiles()
        && op.target() == Side.CONTACTS
        && op.writes().stream().anyMatch(write -> !copies(write).isEmpty());
  }

  private static Set<String> copies(FieldWrite write) {
    return write.field().equals(FieldRule.NOTE_BODY)
        ? FileLinks.copies(String.join("", write.values()))
        : Set.of();
  }

  /** The files of one write. */
  private static final class Run {

    private final Step step;
    private final ItemBench bench;
    private final FlowKey key;
    private final String noteId;
    private final Copied copied = new Copied();

    Run(Step step, ItemBench bench) {
      this.step = step;
      this.bench = bench;
      this.key = step.key();
      this.noteId = Objects.requireNonNull(step.op().sourceId());
    }

    Outcome copyThen(BiFunction<Step, ItemBench, Outcome> write) {
      Map<String, String> library = bench.highLevel().filesNamed(FileUpload.noteKey(noteId));
      Map<String, Map<String, Object>> files = files();
      for (FieldWrite body : step.op().writes()) {
        for (String fileKey : copies(body)) {
          Map<String, Object> file = files.get(fileKey);
          Optional<Outcome> wait =
              file == null
                  ? Optional.empty()
                  : new FileUpload(step, bench, copied, noteId, fileKey, new NoteFile(file))
                      .copy(library);
          if (wait.isPresent()) {
            return wait.get();
          }
        }
      }
      return written(write);
    }

    private Map<String, Map<String, Object>> files() {
      Map<String, Map<String, Object>> files = new HashMap<>();
      List<Map<String, Object>> all = bench.files().list(bench.personId(Side.REWARDS), noteId);
      Map<String, String> keys =
          FileLinks.keys(noteId, all.stream().map(file -> new NoteFile(file).id()).toList());
      all.forEach(file -> files.put(keys.getOrDefault(new NoteFile(file).id(), ""), file));
      return files;
    }

    private Outcome written(BiFunction<Step, ItemBench, Outcome> write) {
      Op op = step.op().with(step.op().writes().stream().map(this::without).toList());
      ApplyRequest request = step.request();
      ItemBench leading = bench.leadingTo(copied.addresses());
      Step prepared =
          new Step(
              step.ports(),
              step.flow(),
              leading,
              step.book(),
              new ApplyRequest(
                  request.key(),
                  op,
                  request.lookedAt(),
                  request.lane(),
                  request.end(),
                  request.last(),
                  request.failures()),
              step.attempt(),
              step.record());
      return write.apply(prepared.beside(parked(op)), leading);
    }

    private FieldWrite without(FieldWrite body) {
      return body.with(
          body.values().stream()
              .map(text -> FileLinks.without(copied.refused().keySet(), text))
              .toList());
    }

    private List<Parked> parked(Op op) {
      List<Parked> parked = new ArrayList<>();
      for (FieldWrite body : op.writes()) {
        FieldRule rule = step.rule(body.field());
        String shows = bench.digester().digest(key, rule.name(), Fields.wanted(bench, rule, body));
        copied
            .refused()
            .forEach(
                (fileKey, reason) ->
                    parked.add(
                        new Parked(
                            Waiting.ofFile(op.id(), fileKey, body.field(), reason),
                            shows,
                            body.sourceDigest(),
                            step.ports().clock().instant())));
      }
      return parked;
    }
  }
}

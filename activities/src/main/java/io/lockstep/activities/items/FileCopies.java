package io.lockstep.activities.items;

import io.lockstep.activities.sync.Fields;
import io.lockstep.activities.sync.Step;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.FileLinks;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.merge.ItemCopy;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.PairLedger.Claim;
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
import java.util.regex.Pattern;

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

  private static final int LARGEST = 25 << 20;
  private static final int MOST_AT_ONCE = 2;
  private static final String REF = "file-";

  // Each holds a file of 25 MB, and the form around it, in memory.
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  /** Whether the ledger keeps an upload under that name, and no note. */
  static boolean isFile(ItemRef item) {
    return item.kind() == ItemKind.NOTE && item.id().startsWith(REF);
  }

  /** What settles the uploads among these records that can no longer be under way. */
  static Map<ItemRef, PairChange> over(Map<ItemRef, PairRecord> records, Instant now) {
    Map<ItemRef, PairChange> over = new HashMap<>();
    records.forEach(
        (ref, record) -> {
          if (isFile(ref)) {
            record.intents().stream()
                .filter(open -> open.leaseUntil().plus(ItemCopy.INDEX_LAG).isBefore(now))
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
    return bench.items().files() == ItemMapping.Files.COPY
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
    private final ItemLedger items;
    private final FlowKey key;
    private final String noteId;
    private final String noteKey;
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();

    Run(Step step, ItemBench bench) {
      this.step = step;
      this.bench = bench;
      this.items = step.ports().items();
      this.key = step.key();
      this.noteId = Objects.requireNonNull(step.op().sourceId());
      this.noteKey = FileLinks.key("note", noteId);
    }

    Outcome copyThen(BiFunction<Step, ItemBench, Outcome> write) {
      Map<String, String> library = bench.highLevel().filesNamed(noteKey);
      Map<String, Map<String, Object>> files = files();
      for (FieldWrite body : step.op().writes()) {
        for (String fileKey : copies(body)) {
          Map<String, Object> file = files.get(fileKey);
          Optional<Outcome> wait =
              file == null ? Optional.empty() : copy(fileKey, new NoteFile(file), library);
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

    /** Empty once it is known where the copy lies, or that there is none. */
    private Optional<Outcome> copy(String fileKey, NoteFile file, Map<String, String> library) {
      if (file.size() > LARGEST) {
        tooLarge(fileKey, file);
        return Optional.empty();
      }
      Upload upload = new Upload(fileKey, file);
      Optional<String> known = upload.in(library);
      if (known.isPresent()) {
        upload.found(known.get());
        return Optional.empty();
      }
      return upload.make();
    }

    private void tooLarge(String fileKey, NoteFile file) {
      refused.put(
          fileKey,
          ("the file %s of the rewards note is larger than the 25 MB HighLevel's media library"
                  + " takes; attach a smaller one there, or skip")
              .formatted(file.id()));
    }

    private Outcome written(BiFunction<Step, ItemBench, Outcome> write) {
      Op op = step.op().with(step.op().writes().stream().map(this::without).toList());
      ApplyRequest request = step.request();
      ItemBench leading = bench.leadingTo(addresses);
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
          body.values().stream().map(text -> FileLinks.without(refused.keySet(), text)).toList());
    }

    private List<Parked> parked(Op op) {
      List<Parked> parked = new ArrayList<>();
      for (FieldWrite body : op.writes()) {
        FieldRule rule = step.rule(body.field());
        String shows = bench.digester().digest(key, rule.name(), Fields.wanted(bench, rule, body));
        refused.forEach(
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

    /** One file on its way into the library. */
    private final class Upload {

      private final String fileKey;
      private final NoteFile file;
      private final ItemRef ref;
      private final Optional<Intent> open;

      Upload(String fileKey, NoteFile file) {
        this.fileKey = fileKey;
        this.file = file;
        this.ref = new ItemRef(ItemKind.NOTE, Side.REWARDS, REF + noteKey + "-" + fileKey);
        this.open = items.load(key, ref).intents().stream().findFirst();
      }

      /** Where the library has it, whatever became of the rest of the name; or an older copy. */
      Optional<String> in(Map<String, String> library) {
        return named(mark(), library).or(() -> named(olderMark(), library));
      }

      private static Optional<String> named(String mark, Map<String, String> library) {
        return library.entrySet().stream()
            .filter(entry -> entry.getKey().contains(mark))
            .map(Map.Entry::getValue)
            .findFirst();
      }

      void found(String url) {
        addresses.put(fileKey, url);
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

      /**
       * {@code invoice [1f3a9c02-9c02b1d41f3a9c02].pdf}: what it is found by stands in its name.
       */
      private String name() {
        String name = file.name();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String type = dot > 0 ? name.substring(dot) : "";
        return stem + " " + mark() + type;
      }

      Optional<Outcome> make() {
        Instant now = step.ports().clock().instant();
        if (open.isPresent()) {
          Duration left = Duration.between(now, open.get().leaseUntil().plus(ItemCopy.INDEX_LAG));
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
        if (content.get().length > LARGEST) { // BHN's word on its size may be wrong, or missing
          tooLarge(fileKey, file);
          return Optional.empty();
        }
        bench.ready(Side.CONTACTS);
        Instant claimed = step.ports().clock().instant();
        bench.highLevel().endBy(claimed.plus(Step.FILE_LEASE));
        Claim claim = items.claim(key, ref, intent(claimed), claimed);
        boolean sentMeanwhile = claim == Claim.AGAIN && open.isEmpty();
        if (claim == Claim.BUSY || sentMeanwhile) { // perhaps by an attempt of this very run
          return Optional.of(
              Outcome.later(Step.FILE_LEASE, "another upload may still be under way"));
        }
        try {
          addresses.put(
              fileKey, bench.highLevel().upload(name(), file.type(), content.get()).url());
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
        refused.put(
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
                url -> addresses.put(fileKey, url),
                () ->
                    refused.put(
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
  }

  /** What BHN says of a file. */
  private record NoteFile(Map<String, Object> said) {

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
}

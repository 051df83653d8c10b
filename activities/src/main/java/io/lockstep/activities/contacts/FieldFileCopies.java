package io.lockstep.activities.contacts;

import io.lockstep.activities.bhn.BhnFiles;
import io.lockstep.activities.bhn.BhnFiles.NewFile;
import io.lockstep.activities.sync.Step;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.person.FieldFiles;
import io.lockstep.core.person.FieldFiles.FieldFile;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.PairLedger.Claim;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Copies files of a FILE_UPLOAD custom field to the attachments of the profile, each once. An
 * upload is an intent; a repeated one first looks whether the profile has the copy, which bears a
 * mark in its name, and carries the same {@code requestId}.
 *
 * <p>The bytes come from HighLevel by the file's document id. The address that the field names is
 * never fetched, nor is any other (docs/adr/0028). What is too large or of a type BHN does not take
 * waits for a person, and the other files go on.
 */
final class FieldFileCopies {

  private static final int MOST_AT_ONCE = 2;
  private static final Need READ_AND_DOWNLOAD = Need.of(2);

  // Each holds a file of 25 MB in memory.
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);

  /** Makes the copy this operation asks for. */
  Outcome copy(Step step, Workbench bench) {
    if (!room.tryAcquire()) {
      return Outcome.later(Duration.ofSeconds(5), "other files are being copied");
    }
    try {
      return new Copy(step, bench).make();
    } finally {
      room.release();
    }
  }

  /** One file on its way. */
  private static final class Copy {

    private final Step step;
    private final Workbench bench;
    private final FieldRule rule;
    private final String fileKey;

    Copy(Step step, Workbench bench) {
      this.step = step;
      this.bench = bench;
      FieldWrite write = step.op().writes().get(0);
      this.rule = step.rule(write.field());
      this.fileKey = write.values().get(0);
    }

    Outcome make() {
      bench.highLevel().begin(READ_AND_DOWNLOAD);
      Optional<FieldFile> found = file();
      if (found.isEmpty()) {
        return step.drop("the field no longer shows the file");
      }
      FieldFile file = found.get();
      Optional<String> unfit = unfit(file);
      if (unfit.isPresent()) {
        return park(unfit.get());
      }
      boolean mayBeThere = step.mayBeSent() || step.attempt().repeated();
      return mayBeThere && isThere() ? done() : download(file);
    }

    private Optional<FieldFile> file() {
      return bench
          .highLevel()
          .contact(step.key().contactId())
          .flatMap(contact -> bench.contacts().files(contact, rule))
          .map(files -> files.get(fileKey));
    }

    /** Why BHN would not take it; asked before a byte travels. */
    private Optional<String> unfit(FieldFile file) {
      if (file.size() > BhnFiles.LARGEST) {
        return Optional.of(tooLarge(file));
      }
      if (!BhnFiles.TYPES.contains(file.type())) {
        return Optional.of(
            "the file %s of %s is of a type BHN Rewards does not take; upload it as one of %s, or skip"
                .formatted(file.documentId(), rule.contacts(), String.join(", ", BhnFiles.TYPES)));
      }
      return Optional.empty();
    }

    private String tooLarge(FieldFile file) {
      return "the file %s of %s is over BHN Rewards' limit of 25 MB; upload a smaller one, or skip"
          .formatted(file.documentId(), rule.contacts());
    }

    private boolean isThere() {
      var attachments = bench.bhn().profileFiles().list(step.targetId());
      return FieldFiles.rewards(rule, attachments).texts().contains(fileKey);
    }

    private Outcome download(FieldFile file) {
      byte[] content;
      try {
        content = bench.highLevel().document(file.documentId());
      } catch (ProviderException failure) {
        return switch (failure.error().kind()) {
          case REFUSED, GONE, BUG -> park(notHandedOut(file, failure.error()));
          case TRANSIENT -> {
            if (step.isEnough(failure.error())) {
              yield park(tooSlow(file));
            }
            throw failure;
          }
          case RATE_LIMITED, AUTH, ALREADY_DONE, CONFLICT -> throw failure;
        };
      }
      return content.length > BhnFiles.LARGEST // HighLevel's word on its size may be wrong
          ? park(tooLarge(file))
          : upload(file, content);
    }

    private String notHandedOut(FieldFile file, ProviderError error) {
      return ("HighLevel did not hand out the file %s of %s: it is over 25 MB, gone, or kept where"
              + " Lockstep does not fetch it; upload it anew, or skip (%s)")
          .formatted(file.documentId(), rule.contacts(), error.sentence());
    }

    private String tooSlow(FieldFile file) {
      return ("the file %s of %s did not get through within two minutes, however often it was"
              + " tried; upload a smaller one, see to the worker's network and retry, or skip")
          .formatted(file.documentId(), rule.contacts());
    }

    private Outcome upload(FieldFile file, byte[] content) {
      if (step.claimFile(step.written().intended(step.op())) == Claim.BUSY) {
        return Outcome.later(
            Step.FILE_LEASE, "another attempt at this file may still be under way");
      }
      var copy = new NewFile(FieldFiles.copyName(rule, file), file.type(), content);
      try {
        bench.bhn().profileFiles().add(step.targetId(), step.op().id(), copy);
      } catch (ProviderException failure) {
        return switch (failure.error().kind()) {
          case ALREADY_DONE -> done(); // if it is not there, a person took it away since
          case GONE -> step.drop(failure.error().reason());
          case REFUSED -> isThere() ? done() : park(notTaken(file, failure.error()));
          case TRANSIENT -> {
            if (step.isEnough(failure.error())) {
              yield step.parkOpen(tooSlow(file)); // it may arrive all the same
            }
            throw failure;
          }
          case RATE_LIMITED, AUTH, CONFLICT, BUG -> throw failure;
        };
      }
      return done();
    }

    private String notTaken(FieldFile file, ProviderError error) {
      return "BHN Rewards does not take the file %s of %s; upload another, or skip (%s)"
          .formatted(file.documentId(), rule.contacts(), error.sentence());
    }

    private Outcome park(String reason) {
      return step.parkWhole(Waiting.Kind.PARKED, reason);
    }

    private Outcome done() {
      var change = PairChange.builder().closeIntent(step.op().id());
      var shown = new PersonView(Side.REWARDS, step.targetId(), Map.of(), null, null, null);
      step.written().add(change, step.record(), step.op(), shown, step.ports().clock().instant());
      change.journal(
          step.journal(
              Act.UPDATED,
              step.key().contactId(),
              step.op().writes().stream().map(FieldWrite::field).toList()));
      return step.done(change);
    }
  }
}

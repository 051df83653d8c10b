package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.UnknownStatus;
import io.lockstep.core.mapping.Drift;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.AcceptedDifference.Reason;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite.LostEdit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Merges one plain field. What was decided, accepted or parked comes first, doubt second, the
 * comparison with the base last.
 */
final class FieldMerge {

  /** Two edits this close together, or closer, are a draw: the sides' clocks are no better. */
  static final Duration DRAW = Duration.ofMinutes(2);

  private final Scene scene;
  private final Draft draft;
  private final Quiet quiet;
  private final Reviews reviews;
  private final Trail trail;
  private final EditDates dates;

  FieldMerge(Scene scene) {
    this.scene = scene;
    this.draft = scene.draft();
    this.quiet = new Quiet(scene);
    this.reviews = new Reviews(scene);
    this.trail = new Trail(scene);
    this.dates = new EditDates(scene);
  }

  void merge(FieldRule rule) {
    Field field = scene.field(rule);
    if (!field.shown()) {
      draft.branch(Branch.NOT_SHOWN);
      return;
    }
    reviews.closeOvertaken(field);
    if (field.equal()) {
      agree(field);
    } else if (!answered(field) && !quiet.about(field) && believed(field)) {
      quiet.forgetPast(field);
      compare(field);
    }
  }

  private void agree(Field field) {
    if (!field.hasBase()) {
      quiet.forget(field);
      draft.branch(Branch.FIRST_LINK_EQUAL);
      field.agree(draft, scene.look().lookedAt());
      return;
    }
    boolean contacts = field.changed(Side.CONTACTS);
    boolean rewards = field.changed(Side.REWARDS);
    if (!contacts && !rewards) {
      quiet.forget(field);
      draft.branch(Branch.UNCHANGED);
    } else if (trail.trust(field) != Trail.Trust.NOT_YET) {
      quiet.forget(field);
      draft.branch(branch(contacts, rewards));
      field.agree(draft, scene.look().lookedAt());
    }
  }

  private static Branch branch(boolean contacts, boolean rewards) {
    if (contacts && rewards) {
      return Branch.BOTH_CHANGED_ALIKE;
    }
    return contacts ? Branch.CONTACTS_CHANGED : Branch.REWARDS_CHANGED;
  }

  /** Carries out what a person decided about this field; false when nobody did. */
  private boolean answered(Field field) {
    Decision answer = scene.answers().on(field.name()).orElse(null);
    if (answer == null) {
      return false;
    }
    switch (answer.kind()) {
      case SKIP -> {
        quiet.forget(field);
        accept(field, Reason.SKIPPED, "operator");
        draft.branch(Branch.SKIPPED);
      }
      case RESOLVE -> {
        if (answer.side() == null) {
          return false;
        }
        quiet.forget(field);
        resolve(field, answer.side());
      }
      case EDIT -> {
        List<String> values = scene.look().edited().get(String.valueOf(answer.editId()));
        if (values == null) {
          return false; // used already: an earlier look wrote it
        }
        quiet.forget(field);
        edit(field, values);
      }
      case RETRY -> {
        return false;
      }
    }
    return true;
  }

  private void resolve(Field field, Side winner) {
    draft.branch(Branch.RESOLVED);
    if (field.rule().direction().writes(winner.other())) {
      reviews.decided(field, winner, "resolved");
      write(field, winner, new LostEdit(field.of(winner.other()).raw().texts(), "resolved"));
    } else { // the rule never writes there: what the person can have is the difference
      accept(field, Reason.ONE_WAY, "operator");
    }
  }

  /**
   * Writes a person's value to one side, from where the next look takes it to the other as an
   * ordinary change. Written to both in one plan, a refusal on one side would leave a base that
   * neither side ever showed.
   */
  private void edit(Field field, List<String> values) {
    draft.branch(Branch.EDITED);
    Side first = scene.first(field);
    SideValue typed = scene.values().of(field.rule(), Side.CONTACTS, reading(values));
    SideValue wanted = scene.values().spelledFor(first, field.rule(), typed).orElse(null);
    if (wanted == null) {
      unmapped(field, "operator");
      return;
    }
    if (wanted.equalTo(field.of(first))) {
      write(field, first, edited(field, first.other()));
      return;
    }
    if (wanted.equalTo(field.of(first.other()))) {
      write(field, first.other(), edited(field, first));
      return;
    }
    draft.write(
        first,
        new Draft.Write(
            field.name(),
            wanted.raw().texts(),
            "",
            field.of(first).digest(),
            wanted.digest(),
            edited(field, first)));
    Field after =
        first == Side.CONTACTS
            ? new Field(field.rule(), wanted, field.rewards(), field.base(), scene.values())
            : new Field(field.rule(), field.contacts(), wanted, field.base(), scene.values());
    reviews.decided(after, first, "edited");
    draft.more();
  }

  /** What a person's value replaces there, if that was an edit. */
  private static @Nullable LostEdit edited(Field field, Side target) {
    return field.changed(target) ? lost(field, target, "edited") : null;
  }

  private static Reading reading(List<String> values) {
    return values.size() > 1 ? Reading.ofElements(values) : Reading.ofText(String.join("", values));
  }

  private boolean believed(Field field) {
    switch (trail.trust(field)) {
      case BELIEVED -> {
        return true;
      }
      case NOT_YET -> dates.remember(field);
      case OURS_SUPERSEDED -> {
        if (scene.answers().retriedField(field.name())) {
          return true;
        }
        draft.branch(Branch.OWN_SUPERSEDED_WRITE);
        reviews.open(
            field,
            "own superseded write",
            field.name()
                + " shows again what Lockstep wrote and then replaced; resolve which side is right,"
                + " or retry to take it as an edit");
      }
    }
    return false;
  }

  private void compare(Field field) {
    boolean contacts = field.changed(Side.CONTACTS);
    boolean rewards = field.changed(Side.REWARDS);
    Side source = field.source();
    if (isRetriedFile(field)) {
      travel(field, Side.REWARDS, null);
    } else if (isUndecidedStatus(field)) {
      draft.branch(Branch.UNMAPPED_KEPT);
      reviews.waits(field, UnknownStatus.sentence(field.rewards().raw()));
    } else if (!contacts && !rewards) {
      draft.branch(Branch.UNCHANGED); // a provider's own spelling, as it was when both agreed
    } else if (!field.hasBase()) {
      firstLink(field, source);
    } else if (source != null) {
      oneWay(field, source);
    } else if (contacts && rewards) {
      conflict(field, "");
    } else {
      Side changed = contacts ? Side.CONTACTS : Side.REWARDS;
      draft.branch(branch(contacts, rewards));
      travel(field, changed, null);
    }
  }

  /** A file that was not copied; a write of the note tries it again, though nobody edited it. */
  private boolean isRetriedFile(Field field) {
    return !field.changed(Side.CONTACTS)
        && scene.record().parked().stream()
            .map(Parked::waiting)
            .filter(waiting -> waiting.field().equals(field.name()) && waiting.concernsFile())
            .anyMatch(waiting -> scene.answers().retried(waiting.opId()));
  }

  /** A status nobody knows; an edit made at HighLevel since it was met is written over it. */
  private boolean isUndecidedStatus(Field field) {
    boolean editedAtContactsAlone =
        field.hasBase() && field.changed(Side.CONTACTS) && !field.changed(Side.REWARDS);
    return UnknownStatus.isOne(field.rule(), field.rewards().raw())
        && field.rule().direction().writes(Side.CONTACTS)
        && !editedAtContactsAlone
        && reviews.winner(field) == null;
  }

  private void firstLink(Field field, @Nullable Side source) {
    if (source != null && field.of(source).empty()) {
      accept(field, Reason.ONE_WAY, "lockstep"); // nothing to write, and nothing is cleared for it
      draft.branch(Branch.DRIFT_ACCEPTED);
    } else if (field.contacts().empty() || field.rewards().empty()) {
      draft.branch(Branch.FIRST_LINK_FILLED);
      travel(field, field.contacts().empty() ? Side.REWARDS : Side.CONTACTS, null);
    } else if (source != null) {
      draft.branch(Branch.FIRST_LINK_CONFLICT);
      draft.branch(Branch.ONE_WAY_WRITTEN);
      travel(field, source, lost(field, source.other(), "first link: one-way"));
    } else {
      draft.branch(Branch.FIRST_LINK_CONFLICT);
      conflict(field, "first link: ");
    }
  }

  private void oneWay(Field field, Side source) {
    Side target = source.other();
    if (field.changed(source)) {
      draft.branch(Branch.ONE_WAY_WRITTEN);
      travel(field, source, field.changed(target) ? lost(field, target, "one-way") : null);
    } else if (field.rule().drift() == Drift.RESTORE) {
      draft.branch(Branch.DRIFT_RESTORED);
      travel(field, source, lost(field, target, "drift: restore"));
    } else {
      draft.branch(Branch.DRIFT_ACCEPTED);
      accept(field, Reason.ONE_WAY, "lockstep");
    }
  }

  private void conflict(Field field, String when) {
    dates.remember(field);
    Side decided = reviews.winner(field);
    if (decided != null) {
      draft.branch(Branch.RESOLVED);
      travel(field, decided, lost(field, decided.other(), "resolved"));
      return;
    }
    switch (field.rule().conflict()) {
      case CONTACTS -> overwrite(field, Side.CONTACTS, Branch.CONFLICT_CONTACTS, when + "contacts");
      case REWARDS -> overwrite(field, Side.REWARDS, Branch.CONFLICT_REWARDS, when + "rewards");
      case NEWEST -> newest(field, when);
      case REVIEW -> {
        draft.branch(Branch.CONFLICT_REVIEW);
        reviews.open(
            field,
            when + "review",
            field.name()
                + " differs and both sides were edited; resolve which side wins, or edit it");
      }
    }
  }

  private void newest(Field field, String when) {
    Instant contacts = dates.of(field, Side.CONTACTS);
    Instant rewards = dates.of(field, Side.REWARDS);
    if (contacts == null
        || rewards == null
        || Duration.between(contacts, rewards).abs().compareTo(DRAW) <= 0) {
      Side tie = field.rule().tie();
      overwrite(field, tie, Branch.CONFLICT_TIE, when + "newest, tie: " + tie.word());
    } else {
      Side later = contacts.isAfter(rewards) ? Side.CONTACTS : Side.REWARDS;
      overwrite(field, later, Branch.CONFLICT_NEWEST, when + "newest");
    }
  }

  private void overwrite(Field field, Side winner, Branch branch, String why) {
    draft.branch(branch);
    travel(field, winner, lost(field, winner.other(), why));
  }

  /** Plans the winner's value for the other side, unless somebody keeps fighting over it. */
  private void travel(Field field, Side winner, @Nullable LostEdit lost) {
    if (trail.flips(field.name(), "") && !scene.answers().retriedField(field.name())) {
      draft.branch(Branch.FLIP_REVIEW);
      reviews.open(
          field,
          "flips",
          field.name()
              + " swings to and fro, as if another automation wrote it too; stop that, then"
              + " resolve or retry");
      return;
    }
    write(field, winner, lost);
  }

  private void write(Field field, Side winner, @Nullable LostEdit lost) {
    Side target = winner.other();
    SideValue wanted =
        scene.values().spelledFor(target, field.rule(), field.of(winner)).orElse(null);
    if (wanted == null) {
      unmapped(field, "lockstep");
      return;
    }
    draft.write(
        target,
        new Draft.Write(
            field.name(),
            wanted.raw().texts(),
            field.of(winner).digest(),
            field.of(target).digest(),
            wanted.digest(),
            lost));
  }

  private void unmapped(Field field, String who) {
    draft.branch(Branch.UNMAPPED_KEPT);
    accept(field, Reason.UNMAPPED, who);
  }

  private static LostEdit lost(Field field, Side loser, String why) {
    return new LostEdit(field.of(loser).raw().texts(), why);
  }

  private void accept(Field field, Reason reason, String who) {
    draft.accept(
        field.name(),
        field.rule().fingerprint(),
        "",
        field.contacts().digest(),
        field.rewards().digest(),
        reason,
        who);
  }
}

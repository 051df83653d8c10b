package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.Drift;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile.TagFilter;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.AcceptedDifference.Reason;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.plan.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Merges the tags, each by itself: one that both sides had and one side lacks was removed there,
 * one that only one side has was added there. Files of a custom field are merged alike, but that
 * each is only ever added to the rewards side: what was taken away stays, or stays away.
 */
final class TagMerge {

  private final Scene scene;
  private final Draft draft;
  private final Values values;
  private final FieldRule rule;
  private final Field field;
  private final TagSet contacts;
  private final TagSet rewards;
  private final TagBase base;
  private final Quiet quiet;
  private final Trail trail;
  private final TagWrites writes;
  private boolean held; // a tag is not planned yet, or no more

  TagMerge(Scene scene, FieldRule rule) {
    this.scene = scene;
    this.draft = scene.draft();
    this.values = scene.values();
    this.rule = rule;
    TagFilter filter = scene.look().profile().travelling(rule);
    this.contacts = values.tags(rule, filter, Side.CONTACTS, scene.contact().field(rule.name()));
    this.rewards = values.tags(rule, filter, Side.REWARDS, scene.profileView().field(rule.name()));
    this.field =
        new Field(
            rule,
            whole(contacts, scene.contact().field(rule.name())),
            whole(rewards, scene.profileView().field(rule.name())),
            scene
                .record()
                .base(rule.name())
                .filter(row -> row.ruleFingerprint().equals(rule.fingerprint()))
                .orElse(null),
            values);
    this.base = new TagBase(rule, scene.record(), values);
    this.quiet = new Quiet(scene);
    this.trail = new Trail(scene);
    this.writes = new TagWrites(draft, rule, contacts, rewards);
  }

  void merge() {
    if (!field.shown()) {
      draft.branch(Branch.NOT_SHOWN);
      return;
    }
    if (contacts.words().equals(rewards.words())) {
      quiet.forget(field);
      record();
    } else if (!answered() && !quiet.waiting(field)) {
      mergeEach();
      writes.flush();
      record();
    }
  }

  private SideValue whole(TagSet set, Reading shown) {
    return values.of(
        rule,
        set.side(),
        shown.shown() ? Reading.ofElements(set.spelled(set.words())) : Reading.notShown());
  }

  private TagSet set(Side side) {
    return side == Side.CONTACTS ? contacts : rewards;
  }

  private Set<String> words() {
    Set<String> words = new TreeSet<>(contacts.words());
    words.addAll(rewards.words());
    return words;
  }

  private List<String> different() {
    return words().stream().filter(word -> contacts.has(word) != rewards.has(word)).toList();
  }

  private void mergeEach() {
    Set<String> accepted = accepted();
    for (String word : different()) {
      if (!accepted.contains(word)) {
        merge(word);
      }
    }
  }

  private void merge(String word) {
    Side missing = contacts.has(word) ? Side.REWARDS : Side.CONTACTS;
    Side having = missing.other();
    boolean removed = base.has(word, contacts, rewards);
    String element = values.member(rule.name(), word);
    if (base.exists() && doubtful(word, element, removed ? missing : having, removed)) {
      return;
    }
    Side target = removed ? having : missing;
    if (rule.direction().writes(target)) {
      plan(word, target, removed);
    } else if (base.exists() && rule.drift() == Drift.RESTORE) {
      draft.branch(Branch.DRIFT_RESTORED);
      plan(word, target.other(), !removed);
    } else {
      draft.branch(Branch.DRIFT_ACCEPTED);
      accept(word, Reason.ONE_WAY, "lockstep");
    }
  }

  private void plan(String word, Side target, boolean remove) {
    if (remove && rule.kind() == FieldRule.Kind.FILES) {
      draft.branch(Branch.DRIFT_ACCEPTED); // a copy of a file is never taken away
      accept(word, Reason.ONE_WAY, "lockstep");
      return;
    }
    draft.branch(remove ? Branch.TAG_REMOVED : Branch.TAG_ADDED);
    writes.plan(target, word, remove);
  }

  /** Whether this tag's coming or going is not to be believed yet, or swings to and fro. */
  private boolean doubtful(String word, String element, Side side, boolean absent) {
    Trail.Trust trust =
        trail.trust(
            rule.name(),
            element,
            side,
            absent ? "" : element,
            digest -> absent ? digest.isEmpty() : values.matchesMember(digest, rule.name(), word));
    if (trust == Trail.Trust.NOT_YET) {
      held = true;
      return true;
    }
    if (trail.flips(rule.name(), element) && !scene.answers().retriedField(rule.name())) {
      held = true;
      draft.branch(Branch.FLIP_REVIEW);
      new Reviews(scene)
          .waits(
              field,
              "a tag comes and goes, as if another automation wrote it too; stop that, then"
                  + " resolve or retry");
      return true;
    }
    return false;
  }

  /** The tags whose difference was accepted and stands as it was; forgets the others. */
  private Set<String> accepted() {
    List<AcceptedDifference> known =
        scene.record().accepted().stream()
            .filter(difference -> difference.field().equals(rule.name()))
            .toList();
    Set<String> standing = new TreeSet<>();
    List<AcceptedDifference> kept = new ArrayList<>();
    for (AcceptedDifference difference : known) {
      different().stream()
          .filter(word -> stands(difference, word))
          .findFirst()
          .ifPresent(
              word -> {
                standing.add(word);
                kept.add(difference);
              });
    }
    if (kept.size() < known.size()) {
      draft.withdrawAccepted(rule.name());
      kept.forEach(draft::acceptStill);
      draft.branch(Branch.ACCEPTED_WITHDRAWN);
    }
    if (!kept.isEmpty()) {
      draft.branch(Branch.ACCEPTED_QUIET);
    }
    return standing;
  }

  private boolean stands(AcceptedDifference difference, String word) {
    return !scene.answers().reopened(rule.name())
        && difference.ruleFingerprint().equals(rule.fingerprint())
        && values.matchesMember(difference.element(), rule.name(), word)
        && difference.contacts().isEmpty() != contacts.has(word)
        && difference.rewards().isEmpty() != rewards.has(word);
  }

  private void accept(String word, Reason reason, String who) {
    String element = values.member(rule.name(), word);
    draft.accept(
        rule.name(),
        rule.fingerprint(),
        element,
        contacts.has(word) ? element : "",
        rewards.has(word) ? element : "",
        reason,
        who);
  }

  private boolean answered() {
    Decision answer = scene.answers().on(rule.name()).orElse(null);
    if (answer == null) {
      return false;
    }
    switch (answer.kind()) {
      case SKIP -> {
        draft.branch(Branch.SKIPPED);
        different().forEach(word -> accept(word, Reason.SKIPPED, "operator"));
      }
      case RESOLVE -> {
        if (answer.side() == null) {
          return false;
        }
        draft.branch(Branch.RESOLVED);
        resolve(answer.side());
      }
      case EDIT -> {
        List<String> typed = scene.look().edited().get(String.valueOf(answer.editId()));
        if (typed == null || rule.kind() == FieldRule.Kind.FILES) {
          return false; // used already: an earlier look wrote it; and nobody types a file
        }
        draft.branch(Branch.EDITED);
        edit(
            values.tags(
                rule, scene.look().profile().tags(), Side.CONTACTS, Reading.ofElements(typed)));
      }
      case RETRY -> {
        return false;
      }
    }
    quiet.forget(field);
    writes.flush();
    return true;
  }

  private void resolve(Side winner) {
    if (rule.direction().writes(winner.other())) {
      become(winner.other(), set(winner).words());
    } else {
      different().forEach(word -> accept(word, Reason.ONE_WAY, "operator"));
    }
  }

  /** As with a field, a person's tags go to one side first and travel on from there. */
  private void edit(TagSet wanted) {
    Side first = scene.first(field);
    Side second = first.other();
    writes.spelling(wanted);
    if (set(first).words().equals(wanted.words())) {
      become(second, wanted.words());
      return;
    }
    if (!set(second).words().equals(wanted.words())) {
      writes.leaveBase(first);
      set(second).words().stream()
          .filter(word -> !wanted.has(word))
          .forEach(word -> plan(word, second, true));
      draft.more();
    }
    become(first, wanted.words());
  }

  private void become(Side side, Set<String> wanted) {
    wanted.stream().filter(word -> !set(side).has(word)).forEach(word -> plan(word, side, false));
    set(side).words().stream()
        .filter(word -> !wanted.contains(word))
        .forEach(word -> plan(word, side, true));
  }

  /** Records the tags both sides have, and forgets those neither has any more. */
  private void record() {
    Set<String> common = new TreeSet<>(contacts.words());
    common.retainAll(rewards.words());
    List<String> fresh =
        common.stream().filter(word -> !base.has(word, contacts, rewards)).toList();
    List<BaseRow> gone =
        base.unlike(words(), contacts, rewards).stream().filter(this::goneForGood).toList();
    boolean pending = held || writes.planned();
    boolean headMoved =
        field.base() == null
            || (!pending && !field.shows(field.base().contacts(), field.base().rewards()));
    if (fresh.isEmpty() && gone.isEmpty() && !headMoved) {
      draft.branch(Branch.UNCHANGED);
      return;
    }
    draft.branch(base.exists() ? Branch.BOTH_CHANGED_ALIKE : Branch.FIRST_LINK_EQUAL);
    fresh.forEach(this::agree);
    gone.forEach(this::forget);
    String agreed = values.digest(rule.name(), TagSet.reading(common));
    draft.base(
        rule.name(),
        "",
        pending ? agreed : field.contacts().digest(),
        pending ? agreed : field.rewards().digest(),
        CanonicalForms.CURRENT,
        rule.fingerprint());
  }

  private boolean goneForGood(BaseRow row) {
    return !base.exists()
        || (trail.trust(rule.name(), row.element(), Side.CONTACTS, "", String::isEmpty)
                != Trail.Trust.NOT_YET
            && trail.trust(rule.name(), row.element(), Side.REWARDS, "", String::isEmpty)
                != Trail.Trust.NOT_YET);
  }

  private void agree(String word) {
    String element = values.member(rule.name(), word);
    draft.base(rule.name(), element, element, element, CanonicalForms.CURRENT, rule.fingerprint());
    if (base.exists()) {
      seen(element, "", element);
    }
  }

  private void forget(BaseRow row) {
    draft.removeBase(row);
    if (base.exists()) {
      seen(row.element(), row.element(), "");
    }
  }

  private void seen(String element, String before, String after) {
    for (Side side : Side.values()) {
      draft.move(
          new FieldMove(
              rule.name(),
              element,
              side,
              before,
              after,
              FieldMove.By.SEEN,
              scene.look().lookedAt()));
    }
  }
}

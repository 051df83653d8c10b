package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.AcceptedDifference.Reason;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes operations of what the merge decided: at most one update per side, since each costs a call,
 * then the tags, then the files one by one. An operation that waits for a person as a whole, or
 * that a person skipped, or to a side that may only be read, is left out; it is known by its id,
 * which is the same whenever the same thing is planned over the same base.
 */
final class Ops {

  /** A plan holds less text than this; what does not fit is left to the next look. */
  static final int MOST_CHARACTERS = 60_000;

  /** Each takes seconds, and a plan does not last. */
  static final int MOST_FILES = 10;

  private final Scene scene;
  private final Draft draft;
  private final List<Op> ops = new ArrayList<>();
  private int characters;

  Ops(Scene scene) {
    this.scene = scene;
    this.draft = scene.draft();
  }

  List<Op> build() {
    for (Side target : Side.values()) {
      update(target);
    }
    tags();
    files();
    scene.record().parked().stream()
        .filter(item -> lapsed(item.waiting().opId(), item.waiting().field()))
        .forEach(item -> draft.unpark(item.waiting().opId()));
    return ops.stream().filter(op -> !waits(op)).map(op -> op.released(isReleased(op))).toList();
  }

  private void update(Side target) {
    List<Draft.Write> writes =
        draft.writes(target).stream().filter(write -> !mayWrite(target) || fits(write)).toList();
    // HighLevel completes a task by a call of its own, from which its event comes.
    update(target, writes.stream().filter(write -> !completes(target, write)).toList());
    update(target, writes.stream().filter(write -> completes(target, write)).toList());
  }

  private static boolean completes(Side target, Draft.Write write) {
    return target == Side.CONTACTS && write.field().equals(FieldRule.TASK_COMPLETED);
  }

  private void update(Side target, List<Draft.Write> drafts) {
    if (drafts.isEmpty()) {
      return;
    }
    List<FieldWrite> writes =
        drafts.stream().map(write -> fieldWrite(write, draft.revision(write.field()))).toList();
    String wanted = drafts.stream().map(Draft.Write::wantedDigest).collect(Collectors.joining());
    Op op = op(Op.Kind.UPDATE, target, writes, wanted, "update");
    if (scene.answers().skipped(op.id())) {
      writes.forEach(write -> skip(target, write));
    } else {
      add(op);
    }
  }

  private boolean mayWrite(Side target) {
    return scene.look().profile().mayWrite(target);
  }

  private void add(Op op) {
    if (mayWrite(op.target())) {
      ops.add(op);
    } else {
      draft.withhold(op);
    }
  }

  /** Each operation counts in those before it that will be carried out, and no other. */
  private void tags() {
    long moved = 0;
    Map<Side, Set<String>> now = new EnumMap<>(Side.class);
    now.putAll(draft.shownTags());
    for (Draft.TagWrite tags : draft.tagWrites()) {
      Set<String> after = after(tags, now);
      Draft.Write write = write(tags, now, after);
      if (mayWrite(tags.target()) && !fits(write)) {
        return; // the next look plans the rest
      }
      Op op =
          op(
              tags.kind(),
              tags.target(),
              List.of(fieldWrite(write, draft.revision(write.field()) + moved)),
              write.wantedDigest(),
              tags.kind() == Op.Kind.ADD_TAGS ? "add tags at" : "remove tags at");
      if (scene.answers().skipped(op.id())) {
        skip(tags);
        continue;
      }
      add(op);
      if (mayWrite(op.target()) && !waits(op)) {
        now.put(tags.target(), after);
        moved += tags.leavesBase() ? 0 : 1;
      }
    }
  }

  private static Set<String> after(Draft.TagWrite tags, Map<Side, Set<String>> now) {
    Set<String> after = new TreeSet<>(now.getOrDefault(tags.target(), Set.of()));
    if (tags.kind() == Op.Kind.ADD_TAGS) {
      after.addAll(tags.words());
    } else {
      after.removeAll(tags.words());
    }
    return after;
  }

  private Draft.Write write(Draft.TagWrite tags, Map<Side, Set<String>> now, Set<String> after) {
    return new Draft.Write(
        FieldRule.TAGS,
        tags.spelled(),
        tags.leavesBase() ? "" : digest(now.getOrDefault(tags.target().other(), Set.of())),
        digest(now.getOrDefault(tags.target(), Set.of())),
        digest(after),
        null);
  }

  private String digest(Set<String> words) {
    return digest(FieldRule.TAGS, words);
  }

  private String digest(String field, Set<String> words) {
    return scene.values().digest(field, TagSet.reading(words));
  }

  /**
   * One operation per file, known by the file alone: one that waits stays the same whatever becomes
   * of the others. As with tags, each counts in those before it that will be carried out.
   */
  private void files() {
    Map<String, Set<String>> now = new HashMap<>();
    Map<String, Integer> moved = new HashMap<>();
    int planned = 0;
    for (Draft.FileWrite file : draft.files()) {
      String field = file.rule().name();
      Set<String> there = now.computeIfAbsent(field, none -> new TreeSet<>(file.rewards()));
      int before = moved.getOrDefault(field, 0);
      Op op = fileOp(file, there, draft.revision(field) + before);
      if (scene.answers().skipped(op.id())) {
        skip(file);
      } else if (waits(op)) {
        ops.add(op);
      } else if (planned == MOST_FILES) {
        draft.more();
      } else {
        ops.add(op);
        planned++;
        there.add(file.key());
        moved.put(field, before + 1);
      }
    }
  }

  private Op fileOp(Draft.FileWrite file, Set<String> there, long revision) {
    String field = file.rule().name();
    String profile = scene.view(Side.REWARDS).id();
    return new Op(
        scene.values().name("file", profile, field, file.key()),
        Op.Kind.ADD_FILE,
        Side.REWARDS,
        profile,
        scene.view(Side.REWARDS).version(),
        scene.view(Side.CONTACTS).id(),
        List.of(
            new FieldWrite(
                field,
                List.of(file.key()),
                revision,
                digest(field, file.contacts()),
                digest(field, there),
                null,
                file.rule().fingerprint())),
        "copy a file to rewards: " + field,
        false,
        scene.look().item());
  }

  private void skip(Draft.FileWrite file) {
    draft.branch(Branch.SKIPPED);
    String field = file.rule().name();
    String element = scene.values().member(field, file.key());
    draft.accept(
        field, file.rule().fingerprint(), element, element, "", Reason.SKIPPED, "operator");
  }

  private boolean fits(Draft.Write write) {
    int more = write.values().stream().mapToInt(String::length).sum();
    if (write.lost() != null) {
      more += write.lost().values().stream().mapToInt(String::length).sum();
    }
    if (characters > 0 && characters + more > MOST_CHARACTERS) {
      draft.more();
      return false;
    }
    characters += more;
    return true;
  }

  private FieldWrite fieldWrite(Draft.Write write, long revision) {
    FieldWrite planned =
        new FieldWrite(
            write.field(),
            write.values(),
            revision,
            write.sourceDigest(),
            write.targetDigest(),
            write.lost());
    return scene.look().profile().rule(write.field()).map(planned::under).orElse(planned);
  }

  private Op op(Op.Kind kind, Side target, List<FieldWrite> writes, String wanted, String verb) {
    Side source = target.other();
    String summary =
        verb
            + " "
            + target.word()
            + writes.stream()
                .map(FieldWrite::field)
                .filter(field -> !field.equals(FieldRule.TAGS))
                .collect(Collectors.collectingAndThen(Collectors.toList(), Ops::named));
    return new Op(
        id(kind, target, writes, wanted),
        kind,
        target,
        scene.view(target).id(),
        scene.view(target).version(),
        scene.view(source).id(),
        writes,
        summary,
        false,
        scene.look().item());
  }

  private static String named(Collection<String> fields) {
    return fields.isEmpty() ? "" : ": " + String.join(", ", fields);
  }

  /** The base's revision is part of it: the same change made again later is another intention. */
  private String id(Op.Kind kind, Side target, List<FieldWrite> writes, String wanted) {
    List<String> parts = new ArrayList<>(List.of("op", kind.name(), target.name(), wanted));
    for (FieldWrite write : writes) {
      parts.add(write.field());
      parts.add(Long.toString(write.baseRevision()));
      parts.add(write.sourceDigest());
      parts.add(write.targetDigest());
    }
    return scene.values().name(parts.toArray(String[]::new));
  }

  private void skip(Side target, FieldWrite write) {
    draft.branch(Branch.SKIPPED);
    boolean toContacts = target == Side.CONTACTS;
    draft.accept(
        write.field(),
        scene.look().profile().rule(write.field()).map(FieldRule::fingerprint).orElse(""),
        "",
        toContacts ? write.targetDigest() : write.sourceDigest(),
        toContacts ? write.sourceDigest() : write.targetDigest(),
        Reason.SKIPPED,
        "operator");
  }

  private void skip(Draft.TagWrite tags) {
    draft.branch(Branch.SKIPPED);
    boolean atContacts = (tags.kind() == Op.Kind.REMOVE_TAGS) == (tags.target() == Side.CONTACTS);
    for (String word : tags.words()) {
      String element = scene.values().member(FieldRule.TAGS, word);
      draft.accept(
          FieldRule.TAGS,
          scene.look().profile().rule(FieldRule.TAGS).map(FieldRule::fingerprint).orElse(""),
          element,
          atContacts ? element : "",
          atContacts ? "" : element,
          Reason.SKIPPED,
          "operator");
    }
  }

  /** Whether the whole operation waits as it was parked. */
  private boolean waits(Op op) {
    boolean waits =
        scene.record().parked().stream()
            .map(item -> item.waiting().opId())
            .anyMatch(id -> id.equals(op.id()) && !scene.answers().retried(id));
    if (waits) {
      draft.branch(Branch.PARKED_QUIET);
    }
    return waits;
  }

  /** Whether it waited as a whole, perhaps behind a brake, and a person wants it done. */
  private boolean isReleased(Op op) {
    return scene.answers().retried(op.id())
        && scene.record().parked().stream().anyMatch(item -> item.waiting().opId().equals(op.id()));
  }

  /** Whether an item that speaks of a whole operation, or of no field of today's, is over. */
  private boolean lapsed(String opId, @Nullable String field) {
    if (Waiting.WHOLE.equals(field)) {
      return scene.answers().retried(opId) || ops.stream().noneMatch(op -> op.id().equals(opId));
    }
    return field == null
        || (!field.equals(FieldRule.REFERENCE_ID) && scene.look().profile().rule(field).isEmpty());
  }
}

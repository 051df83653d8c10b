package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.activities.bhn.BhnFiles.NewFile;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Plan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A create at HighLevel whose answer was lost, and a mapping that changed before it was found. */
class LostCreateUnderAnotherRuleTest {

  private static final Duration HOURS = Duration.ofHours(2);
  private static final String OLIVIA = "olivia.office@example.com";
  private static final String USERS = "\"users\":";
  private static final Map<String, String> RULES =
      Map.of(
          "owners", "tasks: {direction: both, due: {default: +1d}, users: byEmail}",
          "no owners", "tasks: {direction: both, due: {default: +1d}}",
          "no due date", "tasks: {direction: both}",
          "tasks to contacts", "tasks: {direction: toContacts, due: {default: +2d}}",
          "files", "notes: {direction: both, files: copy, footer: true}",
          "links", "notes: {direction: both, files: link}",
          "no files", "notes: {direction: both}",
          "notes to contacts", "notes: {direction: toContacts, files: copy}");

  @ParameterizedTest(name = "{1}, then {2}: {3}")
  @CsvSource({
    "TASK, owners, no owners, lost-answer",
    "TASK, owners, no owners, lost-request",
    "TASK, no owners, owners, lost-answer",
    "TASK, no owners, owners, lost-request",
    "TASK, owners, no due date, lost-answer",
    "TASK, owners, tasks to contacts, lost-answer",
    "TASK, owners, tasks to contacts, lost-request",
    "NOTE, files, links, lost-answer",
    "NOTE, files, no files, lost-answer",
    "NOTE, files, no files, lost-request",
    "NOTE, links, files, lost-answer",
    "NOTE, links, files, lost-request",
    "NOTE, no files, files, lost-answer",
    "NOTE, no files, notes to contacts, lost-answer"
  })
  void thereIsOneAfterwards(ItemKind kind, String before, String after, String fault) {
    var play = new Play(kind, before);
    play.lose(fault);

    play.sides.remap(TwoSides.MAPPING + RULES.get(after) + "\n");

    play.endsAsOne();
  }

  @Test
  void anOwnerWhoLeavesTheLocationMeanwhileMakesNoSecondTask() {
    var play = new Play(ItemKind.TASK, "owners");
    play.lose("lost-answer");

    play.sides.answers =
        body -> body.contains(USERS) ? body.replace("\"" + OLIVIA + "\"", "null") : body;

    play.endsAsOne();
  }

  @Test
  void anOwnerWhoseEmailChangesMeanwhileMakesNoSecondTask() {
    var play = new Play(ItemKind.TASK, "owners");
    play.lose("lost-answer");

    play.sides.answers =
        body ->
            body.contains(USERS)
                ? body.replace("\"" + OLIVIA + "\"", "\"o.office@example.com\"")
                : body;

    play.endsAsOne();
  }

  private static final class Play {

    private final ItemKind kind;
    private final TwoSides sides;
    private final FlowKey ann;

    Play(ItemKind kind, String rules) {
      this.kind = kind;
      this.sides = new TwoSides(TwoSides.MAPPING + RULES.get(rules) + "\n");
      this.ann = sides.newContact(Map.of("email", "ann@example.com"));
      sides.settle(ann);
      sides
          .itemCalls(kind, Side.REWARDS)
          .create(sides.idOf(ann, Side.REWARDS), item("Another")); // no list is empty
      sides.settle(ann, kind);
      Map<String, Object> made =
          sides.itemCalls(kind, Side.REWARDS).create(sides.idOf(ann, Side.REWARDS), item("Call"));
      if (kind == ItemKind.NOTE) {
        var file = new NewFile("a.pdf", "application/pdf", new byte[10]);
        sides
            .bhn()
            .files()
            .add(sides.idOf(ann, Side.REWARDS), String.valueOf(made.get("noteId")), "a.pdf", file);
      }
    }

    private Map<String, Object> item(String says) {
      Map<String, Object> item = new HashMap<>();
      if (kind == ItemKind.NOTE) {
        item.put("body", says);
      } else {
        item.put("title", says);
        item.put("dueDate", "2027-01-05T11:00:00Z");
        item.put("ownerEmail", OLIVIA);
      }
      return item;
    }

    void lose(String fault) {
      Plan plan = sides.look(ann, kind);
      String route = "POST /contacts/{contactId}/" + kind.word() + "s";
      sides.fault(Side.CONTACTS, route, fault, Map.of());
      assertThatThrownBy(
              () -> sides.apply(ann, kind, plan.ops().get(0), plan, new Attempt(1, "run")))
          .isInstanceOf(ProviderException.class);
      sides.advance(HOURS); // users are asked for again, and no call is under way any more
    }

    void endsAsOne() {
      assertThat(sides.settle(ann, kind).waiting()).isEmpty();
      for (Side side : Side.values()) {
        assertThat(sides.itemCalls(kind, side).list(sides.idOf(ann, side)))
            .as(side.word())
            .hasSize(2);
      }
      sides.advance(HOURS);
      assertThat(sides.look(ann, kind).ops()).isEmpty();
    }
  }
}

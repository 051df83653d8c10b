package io.lockstep.core.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.ItemRules;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ItemFormsTest {

  private static final MappingProfile PROFILE =
      MappingProfiles.parse(
          "test.yaml",
          """
          profile: test
          contact:
            fields:
              - {name: email, contacts: email, rewards: email, direction: both}
          tasks: {direction: both, due: {default: +1d}, users: byEmail}
          notes: {direction: both}
          """);
  private static final ItemMapping TASKS = PROFILE.items(ItemKind.TASK).orElseThrow();
  private static final ItemForms TASK =
      ItemForms.of(ItemKind.TASK, TASKS, Map.of("Ann@Example.com", "u1"));
  private static final ItemForms NOTE =
      ItemForms.of(ItemKind.NOTE, PROFILE.items(ItemKind.NOTE).orElseThrow(), Map.of());

  @Test
  void aHighLevelTaskReadsAsItsFields() {
    PersonView view =
        TASK.contacts()
            .read(
                Map.of(
                    "id", "t1",
                    "title", "Call",
                    "dueDate", "2026-01-05T11:00:00.000Z",
                    "completed", false,
                    "assignedTo", "u1"));

    assertThat(view.id()).isEqualTo("t1");
    assertThat(view.field("task.title")).isEqualTo(Reading.ofText("Call"));
    assertThat(view.field("task.body")).isEqualTo(Reading.empty());
    assertThat(view.field("task.completed")).isEqualTo(Reading.ofText("false"));
    assertThat(view.field("task.owner")).isEqualTo(Reading.ofText("ann@example.com"));
  }

  @Test
  void anOwnerNobodyKnowsIsAWordTheOtherSideDoesNotHave() {
    PersonView view = TASK.contacts().read(Map.of("id", "t1", "assignedTo", "u9"));

    Reading owner = view.field("task.owner");
    assertThat(owner).isEqualTo(Reading.ofText("u9"));
    assertThat(
            ItemRules.withOwners(TASKS, List.of("ann@example.com")).rules().stream()
                .filter(rule -> rule.name().equals("task.owner"))
                .map(rule -> rule.translate(Side.CONTACTS, owner)))
        .containsExactly(Optional.empty());
  }

  @Test
  void anEventShowsNoOwnerThatItsReaderDoesNotKnow() {
    Map<String, Object> event = Map.of("type", "TaskCreate", "id", "t1", "assignedTo", "u9");

    assertThat(TASK.contacts().event(event).field("task.owner").shown()).isFalse();
  }

  @Test
  void anOwnerWhoIsNoUserIsRefusedAndNeverClearsTheOneThereIs() {
    assertThatThrownBy(
            () -> TASK.contacts().updateBody(List.of(write("task.owner", "bob@example.com")), null))
        .isInstanceOfSatisfying(
            ProviderException.class,
            refused -> {
              assertThat(refused.error().kind()).isEqualTo(ProviderError.Kind.REFUSED);
              assertThat(refused.error().field()).isEqualTo("task.owner");
              assertThat(refused).hasMessageNotContaining("bob");
            });
  }

  @Test
  void aTaskIsTakenFromItsOwnerOnlyWhereThatWasAsked() {
    FieldWrite clear = new FieldWrite("task.owner", List.of(), 0, "", "", null);

    assertThat(TASK.contacts().updateBody(List.of(clear), null)).containsEntry("assignedTo", null);
  }

  @Test
  void onlyTheEventOfACompletionReportsThatATaskIsDone() {
    assertThat(TASK.contacts().reportedElsewhere(Map.of("type", "TaskCreate")))
        .containsExactly("task.completed");
    assertThat(TASK.contacts().reportedElsewhere(Map.of("type", "TaskComplete"))).isEmpty();
    assertThat(TASK.rewards().reportedElsewhere(Map.of("eventType", "created"))).isEmpty();
    assertThat(NOTE.contacts().reportedElsewhere(Map.of("type", "NoteCreate"))).isEmpty();
  }

  @Test
  void aRewardsEventShowsTheWholeTask() {
    PersonView view =
        TASK.rewards()
            .event(
                Map.of(
                    "messageType", "taskInfo",
                    "eventType", "updated",
                    "taskId", "r1",
                    "title", "Call",
                    "body", "",
                    "status", "completed",
                    "ownerEmail", "ann@example.com",
                    "version", "4"));

    assertThat(view.id()).isEqualTo("r1");
    assertThat(view.fields().values()).allMatch(Reading::shown);
    assertThat(view.field("task.completed")).isEqualTo(Reading.ofText("true"));
  }

  @Test
  void aTaskEventShowsWhatItCarriesAndNotWhetherItIsDone() {
    PersonView view =
        TASK.contacts().event(Map.of("type", "TaskCreate", "id", "t1", "title", "Call"));

    assertThat(view.field("task.title")).isEqualTo(Reading.ofText("Call"));
    assertThat(view.field("task.body").shown()).isFalse();
    assertThat(view.field("task.completed").shown()).isFalse();
  }

  @Test
  void aCompletionShowsTheTaskDoneAndADeletionShowsNothing() {
    assertThat(
            TASK.contacts()
                .event(Map.of("type", "TaskComplete", "id", "t1"))
                .field("task.completed"))
        .isEqualTo(Reading.ofText("true"));
    assertThat(
            TASK.contacts()
                .event(Map.of("type", "TaskDelete", "id", "t1", "title", "Call"))
                .fields())
        .isEmpty();
  }

  @Test
  void aNewTaskAtHighLevelSaysThatItIsOpen() {
    Map<String, Object> body =
        TASK.contacts()
            .createBody(
                List.of(
                    write("task.title", "Call"),
                    write("task.due", "2026-01-05T11:00:00Z"),
                    write("task.owner", "ANN@example.com"),
                    new FieldWrite("task.body", List.of(), 0, "", "", null)),
                "request",
                "c1");

    assertThat(body)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "title", "Call",
                "dueDate", "2026-01-05T11:00:00Z",
                "completed", false,
                "assignedTo", "u1"));
  }

  @Test
  void wordsOnlyTheRewardsSideHasReadAsNotDone() {
    PersonView view =
        TASK.rewards()
            .read(
                Map.of(
                    "taskId", "r1",
                    "title", "Call",
                    "status", "in_progress",
                    "version", "3",
                    "updatedAt", "2026-01-05T11:00:00.000Z"));

    assertThat(view.field("task.completed")).isEqualTo(Reading.ofText("false"));
    assertThat(view.version()).isEqualTo("3");
  }

  @Test
  void aStatusThatIsNotInTheContractSaysNothingOfWhetherATaskIsDone() {
    Map<String, Object> archived = new HashMap<>(Map.of("taskId", "r1", "status", "archived"));
    PersonView view = TASK.rewards().read(archived);

    FieldRule completed =
        TASKS.rules().stream()
            .filter(rule -> rule.name().equals("task.completed"))
            .findFirst()
            .orElseThrow();
    assertThat(completed.translate(Side.REWARDS, view.field("task.completed"))).isEmpty();
    assertThat(UnknownStatus.ofCopy(view)).isEqualTo("false");
    archived.put("completed", true);
    assertThat(UnknownStatus.ofCopy(TASK.rewards().read(archived))).isEqualTo("true");
    assertThat(UnknownStatus.sentence(Reading.ofText("for Ada, see mail")))
        .as("somebody's own words are not repeated")
        .doesNotContain("Ada");
  }

  @Test
  void whereATaskShowsNoStatusItsFlagSaysWhetherItIsDone() {
    Map<String, Object> task = new HashMap<>(Map.of("taskId", "r1"));
    assertThat(TASK.rewards().read(task).field("task.completed")).isEqualTo(Reading.notShown());
    task.put("completed", true);
    assertThat(TASK.rewards().read(task).field("task.completed")).isEqualTo(Reading.ofText("true"));
  }

  @Test
  void aRewardsTaskIsWrittenOverTheVersionThatWasRead() {
    assertThat(TASK.rewards().updateBody(List.of(write("task.title", "Call")), "3"))
        .isEqualTo(Map.of("version", "3", "title", "Call"));
    assertThat(TASK.rewards().updateBody(List.of(write("task.completed", "true")), "3"))
        .isEqualTo(Map.of("version", "3", "status", "completed"));
    assertThatThrownBy(() -> TASK.rewards().updateBody(List.of(write("task.title", "Call")), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClearedFieldIsSentAsNull() {
    FieldWrite clear = new FieldWrite("task.due", List.of(), 0, "", "", null);

    assertThat(TASK.rewards().updateBody(List.of(clear), "3")).containsEntry("dueDate", null);
  }

  @Test
  void aRewardsNoteBearsItsContactAsATag() {
    assertThat(NOTE.rewards().createBody(List.of(write("note.body", "Hi")), "request", "c1"))
        .isEqualTo(Map.of("requestId", "request", "body", "Hi", "tags", List.of("c1")));
  }

  @Test
  void aNoteIsHtmlAtHighLevelAndTextAtTheRewardsSide() {
    assertThat(
            NOTE.contacts().read(Map.of("id", "n1", "body", "<p>a &amp; b</p>")).field("note.body"))
        .isEqualTo(Reading.ofText("a & b"));
    assertThat(NOTE.contacts().updateBody(List.of(write("note.body", "a & b")), null))
        .isEqualTo(Map.of("body", "<p>a &amp; b</p>"));
    assertThat(
            NOTE.rewards()
                .event(Map.of("noteId", "r1", "eventType", "updated", "body", "a & b"))
                .field("note.body"))
        .isEqualTo(Reading.ofText("a & b"));
    assertThat(NOTE.rewards().event(Map.of("noteId", "r1", "eventType", "deleted")).fields())
        .isEmpty();
  }

  private static FieldWrite write(String field, String value) {
    return new FieldWrite(field, List.of(value), 0, "", "", null);
  }
}

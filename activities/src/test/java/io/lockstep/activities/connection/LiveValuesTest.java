package io.lockstep.activities.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.lockstep.activities.CallContext;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.LiveValues.Field;
import io.lockstep.workflows.connection.LiveValues.Item;
import io.lockstep.workflows.connection.ValuesRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person sees who asks for the values of a pair, and what is said where there are none. */
class LiveValuesTest {

  private static final String MAPPING =
      TwoSides.MAPPING
          + """
          tasks: {direction: both, deletes: propagate, due: {default: +1d}}
          notes: {direction: both, deletes: propagate}
          """;

  private final TwoSides sides = new TwoSides(MAPPING);

  @Test
  void bothSidesAreShownAsTheyAreNowWithTagsTasksAndNotes() {
    FlowKey ann = linked("Ann");
    sides
        .highLevel()
        .tasks()
        .create(
            ann.contactId(),
            Map.of("title", "Call", "dueDate", "2027-01-05T11:00:00Z", "completed", false));
    sides.settle(ann, ItemKind.TASK);
    sides.highLevel().update(ann.contactId(), Map.of("firstName", "Anna"));
    sides.highLevel().addTags(ann.contactId(), List.of("vip"));
    sides.bhn().notes().create(profile(ann), Map.of("body", "Met her", "requestId", "r1"));
    int calls = sides.calls().size();

    LiveValues values = values(ann, null);

    assertThat(field(values.fields(), "firstName")).isEqualTo("[Anna] [Ann]");
    assertThat(field(values.fields(), "tags")).isEqualTo("[vip] []");
    assertThat(values.profileId()).isEqualTo(profile(ann));
    assertThat(values.items()).extracting(Item::kind).containsExactly("task", "note");
    Item task = values.items().get(0);
    assertThat(field(task.fields(), "task.title")).isEqualTo("[Call] [Call]");
    assertThat(task.item()).isEqualTo("task/c:" + task.contactsId());
    Item note = values.items().get(1);
    assertThat(field(note.fields(), "note.body")).isEqualTo("- [Met her]");
    assertThat(note.item()).as("not linked yet").isNull();
    assertThat(values.next()).isNull();
    assertThat(values.remarks()).isEmpty();
    assertThat(sides.calls().subList(calls, sides.calls().size()))
        .containsExactlyInAnyOrder(
            "contacts get-contact",
            "contacts list-tasks",
            "contacts list-notes",
            "rewards get-contact",
            "rewards list-tasks",
            "rewards list-notes");
  }

  @Test
  void noTextFormOfAnAnswerHoldsAValue() {
    FlowKey ann = linked("Ann");
    sides.bhn().notes().create(profile(ann), Map.of("body", "Met her", "requestId", "r1"));
    assertThat(values(ann, null).toString()).contains("firstName").doesNotContain("Ann", "Met her");
  }

  @Test
  void aContactWithoutAProfileIsShownAlone() {
    FlowKey lone = sides.newContact(Map.of("firstName", "Lone", "email", "lone@example.com"));
    LiveValues values = values(lone, null);
    assertThat(field(values.fields(), "firstName")).isEqualTo("[Lone] -");
    assertThat(values.profileId()).isNull();
    assertThat(values.remarks()).isEmpty();
  }

  @Test
  void aProfileWithoutAContactIsShownAlone() {
    FlowKey lone = sides.newProfile(Map.of("firstName", "Lone", "email", "lone@example.com"));
    LiveValues values = values(lone, null);
    assertThat(field(values.fields(), "firstName")).isEqualTo("- [Lone]");
    assertThat(values.contactId()).isNull();
  }

  @Test
  void aSideThatIsGoneIsSaidToBeGone() {
    FlowKey ann = linked("Ann");
    sides.highLevel().delete(ann.contactId());
    LiveValues values = values(ann, null);
    assertThat(values.remarks()).containsExactly("HighLevel says that the contact does not exist.");
    assertThat(field(values.fields(), "firstName")).isEqualTo("- [Ann]");
  }

  @Test
  void anAnswerStaysWithin256KiBAndTheNextPartsShowTheRest() throws JsonProcessingException {
    FlowKey ann = linked("Ann");
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      String body = i + "\"é\n".repeat(3000 + i);
      Map<String, Object> note =
          sides.bhn().notes().create(profile(ann), Map.of("body", body, "requestId", "r" + i));
      made.add(String.valueOf(note.get("noteId")));
    }
    Set<String> seen = new HashSet<>();
    LiveValues part = values(ann, null);
    assertThat(part.fields()).isNotEmpty();
    assertThat(part.remarks())
        .anyMatch(said -> said.contains("left out, as an answer holds at most 256 KiB"))
        .anyMatch(said -> said.endsWith("texts are longer than 16 KiB and cut; they end in …"));
    for (int parts = 1; parts < 5; parts++) {
      assertThat(jsonBytes(part)).isBetween(50 << 10, LiveAnswer.MOST);
      part.items().forEach(item -> assertThat(seen.add(item.rewardsId())).isTrue());
      if (part.next() == null) {
        break;
      }
      part = values(ann, part.next());
      assertThat(part.fields()).as("shown in the first part").isEmpty();
    }
    assertThat(seen).isEqualTo(made);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aProviderThatIsDownIsNamedInASentence(Side down) {
    FlowKey ann = linked("Ann");
    String version = down == Side.CONTACTS ? "" : "/v2";
    sides.fault(down, "GET " + version + "/contacts/{contactId}", "lost-answer", Map.of());

    LiveValues values = values(ann, null);

    assertThat(values.problem()).contains(down.word(), "get-contact", "TRANSIENT");
    assertThat(values.fields()).isEmpty();
  }

  @Test
  void aPauseOfTheBreakerIsSaidAndNobodyWaitsForIt() {
    FlowKey ann = linked("Ann");
    sides.pauseOf(Side.REWARDS, Duration.ofMinutes(2));
    LiveValues values = values(ann, null);
    assertThat(values.problem()).contains("breaker of rewards");
    assertThat(values.retryIn()).isGreaterThan(Duration.ofMinutes(1));
  }

  @Test
  void aTurnThatComesSoonIsWaitedForByTheEngine() {
    FlowKey ann = linked("Ann");
    sides.pauseOf(Side.CONTACTS, Duration.ofSeconds(4));
    assertThatThrownBy(() -> values(ann, null)).isInstanceOf(NotNowException.class);
  }

  private LiveValues values(FlowKey key, @Nullable Integer from) {
    return new ConnectionActivitiesImpl(sides.ports(), List::of, DoctorTest.BY_WEBHOOKS)
        .values(new ValuesRequest(key, from), new CallContext(Lane.LIVE, false, false, "question"));
  }

  private FlowKey linked(String name) {
    FlowKey key = sides.newContact(Map.of("firstName", name, "email", name + "@example.com"));
    sides.settle(key);
    return key;
  }

  private String profile(FlowKey key) {
    return sides.pairs.linkOfContact(key.connection(), key.contactId()).orElseThrow().profileId();
  }

  private static String field(List<Field> fields, String name) {
    Field field = fields.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return texts(field.contacts()) + " " + texts(field.rewards());
  }

  private static String texts(LiveValues.@Nullable Shown shown) {
    return shown == null ? "-" : new ArrayList<>(shown.texts()).toString();
  }

  private static int jsonBytes(LiveValues values) throws JsonProcessingException {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .build()
        .writeValueAsString(values)
        .getBytes(UTF_8)
        .length;
  }
}

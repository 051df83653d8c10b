package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The line at the end of a copy that names the original: {@code notes.footer: true}. */
class NoteFootersTest {

  private static final Duration HOURS = Duration.ofHours(2);
  private static final String FOOTER =
      "From (HighLevel|BHN Rewards), [-0-9]{10} [0-9]{2}:[0-9]{2} UTC \\[[0-9a-f]{8}]";

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final TwoSides sides =
      new TwoSides(TwoSides.MAPPING + "notes: {direction: both, footer: true}\n");
  private final FlowKey ann =
      sides.newContact(Map.of("email", "ann@example.com", "firstName", "Ann"));

  @BeforeEach
  void aContactIsLinked() {
    sides.settle(ann);
  }

  @Test
  void aCopyEndsWithItAndAnOriginalDoesNot() {
    String made = MINUTE.format(sides.clock.instant());
    makeAtHighLevel("<p>mine</p>");
    makeAtRewards("theirs");
    sides.advance(HOURS);
    settle();

    assertThat(bodies(Side.REWARDS))
        .satisfiesExactlyInAnyOrder(
            copy -> assertThat(copy).startsWith("mine\n\nFrom HighLevel, " + made + " ["),
            original -> assertThat(original).isEqualTo("theirs"));
    assertThat(bodies(Side.CONTACTS))
        .satisfiesExactlyInAnyOrder(
            original -> assertThat(original).isEqualTo("<p>mine</p>"),
            copy ->
                assertThat(copy)
                    .startsWith("<p>theirs</p><p>From BHN Rewards, " + made + " [")
                    .matches("<p>theirs</p><p>" + FOOTER + "</p>"));
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
  }

  @Test
  void twentyRoundTripsLeaveBothAsLongAsTheyWere() {
    makeAtRewards("edit 00");
    settle();
    int length = body(Side.CONTACTS).length();

    for (int trip = 1; trip <= 20; trip++) {
      String text = "edit %02d".formatted(trip);
      if (trip % 2 == 0) {
        editAtRewards(text);
      } else {
        String before = "edit %02d".formatted(trip - 1);
        editAtHighLevel(body(Side.CONTACTS).replace(before, text));
      }
      Plan plan = settle();

      assertThat(plan.waiting()).isEmpty();
      assertThat(body(Side.CONTACTS))
          .as("trip " + trip)
          .matches("<p>" + text + "</p><p>" + FOOTER + "</p>")
          .hasSize(length);
      assertThat(body(Side.REWARDS)).as("trip " + trip).isEqualTo(text);
    }
  }

  @Test
  void onceAPersonTookItAwayItStaysAway() {
    makeAtRewards("Hello");
    settle();

    editAtHighLevel("<p>Hello</p>");

    assertThat(sides.look(ann, ItemKind.NOTE).ops()).as("that says nothing new").isEmpty();
    editAtRewards("Hello again");
    settle();
    assertThat(body(Side.CONTACTS)).isEqualTo("<p>Hello again</p>");
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
  }

  @Test
  void oneThatAPersonChangedIsThatPersonsText() {
    makeAtRewards("Hello");
    settle();

    editAtHighLevel(body(Side.CONTACTS).replace("From BHN", "Not from BHN"));
    settle();

    assertThat(body(Side.REWARDS)).startsWith("Hello\n\nNot from BHN Rewards, ");
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
  }

  @Test
  void aCopyWhoseAnswerWasLostIsKnownAllTheSame() {
    makeAtRewards("Hello");
    Plan plan = sides.look(ann, ItemKind.NOTE);
    sides.fault(Side.CONTACTS, "POST /contacts/{contactId}/notes", "lost-answer", Map.of());
    assertThatThrownBy(() -> apply(plan, 1)).isInstanceOf(ProviderException.class);

    assertThat(apply(plan, 2).next()).isEqualTo(Outcome.Next.DONE);

    assertThat(body(Side.CONTACTS)).matches("<p>Hello</p><p>" + FOOTER + "</p>");
  }

  @Test
  void aNoteThatJustFitsGoesWithoutTheLine() {
    String longest = "x".repeat(65_536);
    makeAtHighLevel(longest);

    assertThat(settle().waiting()).isEmpty();

    assertThat(body(Side.REWARDS)).isEqualTo(longest);
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
  }

  @Test
  void aNoteThatGrowsToTheLimitLosesTheLineAndNothingElse() {
    makeAtHighLevel("<p>Hello</p>");
    settle();
    assertThat(body(Side.REWARDS)).startsWith("Hello\n\nFrom HighLevel, ");
    String longest = "x".repeat(65_536);

    editAtHighLevel(longest);

    assertThat(settle().waiting()).isEmpty();
    assertThat(body(Side.REWARDS)).isEqualTo(longest);
  }

  private void makeAtHighLevel(String body) {
    sides.highLevel().notes().create(sides.idOf(ann, Side.CONTACTS), Map.of("body", body));
  }

  private void makeAtRewards(String body) {
    sides.bhn().notes().create(sides.idOf(ann, Side.REWARDS), Map.of("body", body));
  }

  private void editAtHighLevel(String body) {
    sides.advance(HOURS);
    String id = String.valueOf(notes(Side.CONTACTS).get(0).get("id"));
    sides.highLevel().notes().update(sides.idOf(ann, Side.CONTACTS), id, Map.of("body", body));
  }

  private void editAtRewards(String body) {
    sides.advance(HOURS);
    Map<String, Object> note = notes(Side.REWARDS).get(0);
    sides
        .bhn()
        .notes()
        .update(
            sides.idOf(ann, Side.REWARDS),
            String.valueOf(note.get("noteId")),
            Map.of("version", note.getOrDefault("version", ""), "body", body));
  }

  private Plan settle() {
    return sides.settle(ann, ItemKind.NOTE);
  }

  private Outcome apply(Plan plan, int attempt) {
    return sides.apply(ann, ItemKind.NOTE, plan.ops().get(0), plan, new Attempt(attempt, "run"));
  }

  private String body(Side side) {
    List<String> all = bodies(side);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private List<String> bodies(Side side) {
    return notes(side).stream().map(note -> String.valueOf(note.get("body"))).toList();
  }

  private List<Map<String, Object>> notes(Side side) {
    var calls = side == Side.CONTACTS ? sides.highLevel().notes() : sides.bhn().notes();
    return calls.list(sides.idOf(ann, side));
  }
}

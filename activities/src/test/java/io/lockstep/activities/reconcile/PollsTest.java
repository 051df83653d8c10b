package io.lockstep.activities.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.activities.contacts.ContactReconcile;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.ItemKind;
import io.lockstep.workflows.reconcile.ReconcileActivities.Page;
import io.lockstep.workflows.reconcile.ReconcileInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both sides without a webhook: what a poll finds, what it leaves alone, and what it costs. */
class PollsTest {

  private static final String SEARCH = "highlevel POST /contacts/search";
  private static final String FEED = "bhn GET /v2/changes";

  private final TwoSides sides =
      new TwoSides(
          TwoSides.MAPPING
              + """
              tasks: {direction: both, deletes: propagate, due: {default: +1d}}
              notes: {direction: both, deletes: propagate}
              """);
  private FlowKey ann;

  @BeforeEach
  void aPairInStepAndAFirstPollOfEachSide() {
    ann = linked("ann@example.com");
    pollContacts();
    pollRewards();
    sides.advance(Duration.ofMinutes(10));
    forget();
  }

  // ------------------------------------------------------------------ HighLevel

  @Test
  void aChangeAtHighLevelReachesBhnByThePollAlone() {
    sides.highLevel().update(ann.contactId(), Map.of("firstName", "Anna"));
    sides.highLevel().notes().create(ann.contactId(), Map.of("body", "Called"));

    pollContacts();
    assertThat(sides.hintedFlows)
        .containsExactlyInAnyOrder(
            "contact-upsert " + ann.contactId(),
            "task-lifecycle " + ann.contactId(),
            "note-bridge " + ann.contactId());
    settle(ann);

    assertThat(sides.profile(ann)).containsEntry("firstName", "Anna");
    assertThat(sides.bhn().notes().list(profileId(ann))).hasSize(1);
  }

  @Test
  void aNewContactIsFound() {
    FlowKey bob = sides.newContact(Map.of("email", "bob@example.com", "firstName", "Bob"));
    pollContacts();
    assertThat(sides.hinted).containsExactly(bob);
  }

  @Test
  void aPollWithNothingNewIsOneCallOfEachSideAndHintsNobody() {
    for (int poll = 0; poll < 3; poll++) {
      int before = log().size();
      pollContacts();
      pollRewards();
      assertThat(log().subList(before, log().size())).containsExactly(SEARCH, FEED);
      sides.advance(Duration.ofMinutes(1));
    }
    assertThat(sides.hinted).isEmpty();
  }

  @Test
  void aChangeAtTheVeryInstantOfTheLastOneKnownIsNotLost() {
    FlowKey bob = linked("bob@example.com");
    sides.advance(Duration.ofMinutes(10));
    pollContacts();
    forget();
    sides.highLevel().update(ann.contactId(), Map.of("firstName", "Anna"));
    pollContacts();
    assertThat(sides.hinted).contains(ann).doesNotContain(bob);
    forget();

    sides.highLevel().update(bob.contactId(), Map.of("firstName", "Rob")); // the clock stands still
    pollContacts();

    assertThat(sides.hinted).contains(bob).doesNotContain(ann);
  }

  @Test
  void aChangeThatTheSearchShowsLateIsNotLost() {
    FlowKey bob = linked("bob@example.com");
    sides.advance(Duration.ofMinutes(10));
    pollContacts();
    forget();
    sides.highLevel().update(ann.contactId(), Map.of("firstName", "Anna"));
    sides.advance(Duration.ofSeconds(30));
    sides.highLevel().update(bob.contactId(), Map.of("firstName", "Rob"));
    sides.answers = answer -> without(ann, answer); // not in the index yet
    pollContacts();
    assertThat(sides.hinted).contains(bob).doesNotContain(ann);
    forget();

    sides.answers = answer -> answer;
    sides.advance(Duration.ofSeconds(30));
    pollContacts();

    assertThat(sides.hinted).contains(ann).doesNotContain(bob);
  }

  @Test
  void moreThanAPageIsReadToItsEnd() {
    for (int number = 0; number < 101; number++) {
      sides.newContact(Map.of("email", "member%d@example.com".formatted(number)));
      sides.advance(Duration.ofMillis(200)); // a person's calls have a limit too
    }
    int before = log().size();
    pollContacts();
    assertThat(sides.hinted).hasSize(101).doesNotHaveDuplicates();
    assertThat(log().subList(before, log().size())).containsExactly(SEARCH, SEARCH);
  }

  @Test
  void aPollWhoseAnswerWasLostFindsTheSameAgain() {
    sides.highLevel().update(ann.contactId(), Map.of("firstName", "Anna"));
    sides.fault(Side.CONTACTS, "POST /contacts/search", "lost-answer", Map.of());
    assertThatThrownBy(this::pollContacts).isInstanceOf(ProviderException.class);
    assertThat(sides.hinted).isEmpty();
    sides.advance(Duration.ofMinutes(1));

    pollContacts();
    assertThat(sides.hinted).contains(ann);
  }

  @Test
  void whatLockstepWroteItselfIsLookedAtOnce() {
    editProfile(Map.of("firstName", "Anna"));
    settle(ann);
    pollContacts();
    assertThat(sides.contact(ann)).containsEntry("firstName", "Anna");
    assertThat(sides.hinted).as("a person's edit before it shows in no date").contains(ann);
    forget();
    pollContacts();
    assertThat(sides.hinted).isEmpty();
  }

  // ------------------------------------------------------------------ BHN Rewards

  @Test
  void aChangeAtBhnReachesHighLevelByThePollAlone() {
    editProfile(Map.of("firstName", "Anna"));
    sides.bhn().tasks().create(profileId(ann), Map.of("title", "Call"));

    pollRewards();
    assertThat(sides.hintedFlows)
        .containsExactlyInAnyOrder(
            "contact-upsert " + ann.contactId(), "task-lifecycle " + ann.contactId());
    settle(ann);
    assertThat(sides.contact(ann)).containsEntry("firstName", "Anna");
    assertThat(sides.highLevel().tasks().list(ann.contactId())).hasSize(1);
  }

  @Test
  void theFeedTellsOfDeletionsAndOfNewProfilesAndOfNoOwnWrite() {
    sides.highLevel().notes().create(ann.contactId(), Map.of("body", "Called"));
    settle(ann); // Lockstep makes the note at BHN
    pollRewards();
    assertThat(sides.hintedFlows).isEmpty();

    Map<String, Object> note = sides.bhn().notes().list(profileId(ann)).get(0);
    sides
        .bhn()
        .notes()
        .delete(
            profileId(ann),
            String.valueOf(note.get("noteId")),
            String.valueOf(note.get("version")));
    FlowKey bob = sides.newProfile(Map.of("email", "bob@example.com"));
    pollRewards();
    assertThat(sides.hintedFlows)
        .containsExactlyInAnyOrder(
            "note-bridge " + ann.contactId(), "contact-upsert " + bob.contactId());
  }

  @Test
  void aPlaceThatBhnNoLongerKnowsIsLeftForTheEndOfTheFeed() {
    sides.cursors.save(TwoSides.CONNECTION, ReconcileInput.REWARDS_CHANGES, "999999");
    assertThatThrownBy(this::pollRewards).isInstanceOf(ProviderException.class);

    pollRewards();
    editProfile(Map.of("firstName", "Anna"));
    pollRewards();
    assertThat(sides.hinted).containsExactly(ann);
  }

  @Test
  void aFeedThatCannotBeReadIsReadAgainFromTheSamePlace() {
    editProfile(Map.of("firstName", "Anna"));
    sides.answers = answer -> answer.replace("\"result\"", "\"results\"");
    assertThatThrownBy(this::pollRewards).isInstanceOf(ProviderException.class);
    sides.answers = answer -> answer;

    pollRewards();
    assertThat(sides.hinted).containsExactly(ann);
  }

  // ------------------------------------------------------------------ helpers

  private void pollContacts() {
    String cursor = null;
    do {
      Page page = page(ReconcileInput.CHANGED_CONTACTS, cursor);
      cursor = page.next();
    } while (cursor != null);
  }

  private void pollRewards() {
    String cursor = null;
    do {
      Page page = page(ReconcileInput.REWARDS_CHANGES, cursor);
      cursor = page.next();
    } while (cursor != null);
  }

  private Page page(String what, @Nullable String cursor) {
    Attempt attempt = new Attempt(1, "poll");
    return what.equals(ReconcileInput.REWARDS_CHANGES)
        ? new RewardsChanges(sides.ports()).page(TwoSides.CONNECTION, cursor, attempt)
        : new ContactReconcile(sides.ports()).page(TwoSides.CONNECTION, what, cursor, attempt);
  }

  private void forget() {
    sides.hinted.clear();
    sides.hintedFlows.clear();
  }

  private FlowKey linked(String email) {
    FlowKey key = sides.newContact(Map.of("email", email, "firstName", "Ann"));
    settle(key);
    return key;
  }

  private void settle(FlowKey key) {
    sides.settle(key);
    sides.settle(key, ItemKind.TASK);
    sides.settle(key, ItemKind.NOTE);
  }

  private String profileId(FlowKey key) {
    return sides
        .pairs
        .linkOfContact(TwoSides.CONNECTION, key.contactId())
        .orElseThrow()
        .profileId();
  }

  private void editProfile(Map<String, Object> values) {
    var body = new HashMap<>(values);
    body.put("version", sides.profile(ann).get("version"));
    sides.bhn().update(profileId(ann), body);
  }

  /** That answer of the search, had it not heard of the contact. */
  private static String without(FlowKey key, String answer) {
    return answer.replace("\"id\":\"" + key.contactId() + "\"", "\"id\":\"nobody\"");
  }

  /**
   * Lockstep's own calls of both sides, as the sandbox has seen them; tokens and field ids apart.
   */
  private List<String> log() {
    List<String> calls = new ArrayList<>();
    for (JsonNode call : sides.control("GET", "/control/log", null)) {
      String path = call.get("path").asText();
      if (call.get("caller").asText().equals("lockstep")
          && !path.contains("oauth2")
          && !path.contains("customFields")) {
        calls.add(
            "%s %s %s".formatted(call.get("side").asText(), call.get("method").asText(), path));
      }
    }
    return calls;
  }
}

package io.lockstep.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.ledger.Connection.HighLevel.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A connection that may only read at HighLevel, and what becomes of it once it may write. */
class ReadOnlyTest {

  private final TwoSides sides =
      new TwoSides(
          TwoSides.MAPPING
              + """
              tasks: {direction: both, deletes: propagate, due: {default: +1d}}
              notes: {direction: both, deletes: propagate}
              """);

  @Test
  void bhnIsWrittenHighLevelIsNotAndAllThatWaitedConvergesOnceItMay() {
    FlowKey ann = linked("ann@example.com");
    sides.access(Access.READ_ONLY);
    editProfile(ann, Map.of("firstName", "Anna"));
    sides.bhn().addTags(profileId(ann), List.of("gold"));
    sides.bhn().notes().create(profileId(ann), Map.of("body", "from rewards"));
    sides.bhn().tasks().create(profileId(ann), Map.of("title", "Call"));
    sides.highLevel().update(ann.contactId(), Map.of("lastName", "Lee"));
    sides.highLevel().notes().create(ann.contactId(), Map.of("body", "from HighLevel"));

    assertThat(settleAll(ann)).allMatch(plan -> plan.waiting().isEmpty());

    assertThat(writesAtHighLevel()).isEmpty();
    assertThat(sides.profile(ann)).containsEntry("lastName", "Lee");
    assertThat(notesAtRewards(ann)).contains("from HighLevel");
    assertThat(sides.contact(ann)).containsEntry("firstName", "Ann");
    assertThat(sides.withheld.count(TwoSides.CONNECTION)).isEqualTo(4); // name, tag, note, task
    assertThat(state(ann)).isEqualTo(PairState.IN_STEP);
    assertThat(sides.isUnderWay(ann)).isTrue(); // a change back is looked at as well

    sides.access(Access.READ_WRITE);
    sides.sweep();
    assertThat(sides.hinted).contains(ann);
    settleAll(ann);

    assertThat(sides.contact(ann))
        .containsEntry("firstName", "Anna")
        .containsEntry("tags", List.of("gold"));
    assertThat(sides.highLevel().notes().list(ann.contactId())).hasSize(2);
    assertThat(sides.highLevel().tasks().list(ann.contactId())).hasSize(1);
    assertThat(sides.withheld.count(TwoSides.CONNECTION)).isZero();
    assertThat(sides.isUnderWay(ann)).isFalse();
  }

  @Test
  void whatWaitsIsNotHintedAgainUntilItChanges() {
    FlowKey ann = linked("ann@example.com");
    sides.access(Access.READ_ONLY);
    editProfile(ann, Map.of("firstName", "Anna"));
    sides.bhn().addTags(profileId(ann), List.of("gold"));
    sides.settle(ann);
    sides.hinted.clear();

    sides.sweep();
    assertThat(sides.hinted).isEmpty();

    editProfile(ann, Map.of("firstName", "Annie"));
    sides.sweep();
    assertThat(sides.hinted).containsExactly(ann);

    editProfile(ann, Map.of("firstName", "Ann")); // back to what both agreed on
    sides.bhn().removeTags(profileId(ann), List.of("gold"));
    sides.advance(Duration.ofMinutes(5));
    sides.settle(ann);
    assertThat(sides.withheld.count(TwoSides.CONNECTION)).isZero();
    assertThat(sides.isUnderWay(ann)).isFalse();
  }

  @Test
  void aProfileWithoutAContactIsSoughtOnceAndGetsItsContactOnceItMay() {
    sides.access(Access.READ_ONLY);
    FlowKey bob = sides.newProfile(Map.of("email", "bob@example.com", "firstName", "Bob"));

    Plan plan = sides.look(bob);
    assertThat(plan.verdict()).isEqualTo(Plan.Verdict.NOT_ELIGIBLE);
    assertThat(plan.summary()).contains("waits for permission: contacts.write");
    assertThat(sides.withheld.count(TwoSides.CONNECTION)).isEqualTo(1);
    sides.sweep();
    assertThat(sides.hinted).isEmpty();
    assertThat(writesAtHighLevel()).isEmpty();

    sides.access(Access.READ_WRITE);
    sides.sweep();
    assertThat(sides.hinted).contains(bob);
    settle(bob);
    assertThat(sides.pairs.linkOfProfile(TwoSides.CONNECTION, bob.profileId())).isPresent();
    assertThat(sides.withheld.count(TwoSides.CONNECTION)).isZero();
  }

  @Test
  void deletionsWaitAndAreMadeOnceTheyMay() {
    FlowKey ann = linked("ann@example.com");
    FlowKey bob = linked("bob@example.com");
    sides.bhn().notes().create(profileId(ann), Map.of("body", "short-lived"));
    settleAll(ann);
    sides.advance(Duration.ofMinutes(5));
    sides.access(Access.READ_ONLY);
    Map<String, Object> note = sides.bhn().notes().list(profileId(ann)).get(0);
    sides
        .bhn()
        .notes()
        .delete(
            profileId(ann),
            String.valueOf(note.get("noteId")),
            String.valueOf(note.get("version")));
    Map<String, Object> profile = sides.profile(bob);
    sides
        .bhn()
        .delete(String.valueOf(profile.get("contactId")), String.valueOf(profile.get("version")));
    int before = writesAtHighLevel().size();

    settleAll(ann);
    assertThat(sides.look(bob).summary()).contains("waits for permission");
    assertThat(writesAtHighLevel()).hasSize(before);
    assertThat(sides.highLevel().notes().list(ann.contactId())).hasSize(1);

    sides.access(Access.READ_WRITE);
    sides.sweep();
    assertThat(sides.hinted).contains(ann, bob);
    settleAll(ann);
    settle(bob);
    assertThat(sides.highLevel().notes().list(ann.contactId())).isEmpty();
    assertThat(sides.highLevel().contact(bob.contactId())).isEmpty();
  }

  @Test
  void moreThanAPlanHoldsWaitsWithoutALookThatHasNoEnd() {
    FlowKey ann = linked("ann@example.com");
    sides.access(Access.READ_ONLY);
    for (int note = 0; note < Plan.MOST_OPS + 5; note++) {
      sides.bhn().notes().create(profileId(ann), Map.of("body", "note " + note));
    }

    Plan plan = sides.settle(ann, ItemKind.NOTE);

    assertThat(plan.more()).isFalse();
    assertThat(sides.withheld.count(TwoSides.CONNECTION)).isEqualTo(Plan.MOST_OPS + 5);
  }

  @Test
  void anOperationPlannedBeforeItWasForbiddenIsNotSent() {
    FlowKey ann = linked("ann@example.com");
    editProfile(ann, Map.of("firstName", "Anna"));
    Plan plan = sides.look(ann);
    Op op = plan.ops().get(0);
    int before = writesAtHighLevel().size();

    sides.access(Access.READ_ONLY);

    assertThat(sides.apply(ann, op, plan).next()).isEqualTo(Outcome.Next.STALE);
    assertThat(writesAtHighLevel()).hasSize(before);
    assertThat(sides.look(ann).ops()).isEmpty();
  }

  // ---- helpers

  private FlowKey linked(String email) {
    FlowKey key = sides.newContact(Map.of("email", email, "firstName", "Ann"));
    settle(key);
    sides.advance(Duration.ofMinutes(5));
    sides.hinted.clear();
    return key;
  }

  private void settle(FlowKey key) {
    sides.settle(key);
  }

  private List<Plan> settleAll(FlowKey key) {
    List<Plan> plans = new ArrayList<>();
    plans.add(sides.settle(key));
    plans.add(sides.settle(key, ItemKind.TASK));
    plans.add(sides.settle(key, ItemKind.NOTE));
    return plans;
  }

  private String profileId(FlowKey key) {
    return sides
        .pairs
        .linkOfContact(TwoSides.CONNECTION, key.contactId())
        .orElseThrow()
        .profileId();
  }

  private PairState state(FlowKey key) {
    return sides.pairs.summary(key).orElseThrow().state();
  }

  private void editProfile(FlowKey key, Map<String, Object> values) {
    var body = new HashMap<>(values);
    body.put("version", sides.profile(key).get("version"));
    sides.bhn().update(profileId(key), body);
  }

  private List<String> notesAtRewards(FlowKey key) {
    return sides.bhn().notes().list(profileId(key)).stream()
        .map(note -> String.valueOf(note.get("body")))
        .toList();
  }

  /** Lockstep's own calls that change something at HighLevel, as the sandbox has seen them. */
  private List<String> writesAtHighLevel() {
    List<String> writes = new ArrayList<>();
    for (JsonNode call : sides.control("GET", "/control/log", null)) {
      String path = call.get("path").asText();
      boolean reads = call.get("method").asText().equals("GET") || path.endsWith("/search");
      if (call.get("side").asText().equals("highlevel")
          && call.get("caller").asText().equals("lockstep")
          && !reads) {
        writes.add(call.get("method").asText() + " " + path);
      }
    }
    return writes;
  }
}

package io.lockstep.quickstart.realengine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.core.item.ItemKind;
import io.lockstep.quickstart.realengine.Hands.Item;
import io.lockstep.quickstart.realengine.RunningLockstep.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Laws L1, L3, L4 and L6 for tasks and notes, with real processes killed under way. */
class KilledItemsE2E {

  private static final String PAIRS = "/api/v1/pairs?limit=500&connection=sandbox-2";
  private static final int PEOPLE = 10;
  private static final int CREATES_PER_KILL = 45;
  private static final int KILLS = 8;

  /** Each kind on each side of each person: nothing then hangs on a sender's late repeats. */
  private static final int CREATES_AT_LAST = 4 * PEOPLE;

  /** Nothing but webhooks starts a run, so no sweep can have mended what they left. */
  private static final Map<String, String> NO_SWEEPS =
      Map.of("lockstep.sweep.at-start", "false", "lockstep.sweep.scheduled", "false");

  private static final String TENTH_ANSWER_LOST =
      """
      [{"side": "highlevel", "route": "POST /contacts/{contactId}/tasks", "kind": "lost-answer", "chance": 0.1},
       {"side": "highlevel", "route": "POST /contacts/{contactId}/notes", "kind": "lost-answer", "chance": 0.1},
       {"side": "bhn", "route": "POST /v2/contacts/{contactId}/tasks", "kind": "lost-answer", "chance": 0.1},
       {"side": "bhn", "route": "POST /v2/contacts/{contactId}/notes", "kind": "lost-answer", "chance": 0.1}]
      """;

  private final long seed = Long.getLong("lockstep.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<Person> people = new ArrayList<>();
  private final List<Item> expected = new ArrayList<>();

  /** Somebody who is on both sides. */
  private record Person(String contactId, String profileId) {}

  @Test
  void fourHundredTasksAndNotesAreOnBothSidesOnceWhateverDiesOrIsLost(@TempDir Path folder) {
    System.out.println("KilledItemsE2E: repeat these moments with -Dlockstep.seed=" + seed);
    Path bin = Path.of(System.getProperty("lockstep.temporal.bin"));
    try (RunningLockstep lockstep = RunningLockstep.start(bin, folder, NO_SWEEPS)) {
      Hands hands = lockstep.hands(2);
      linkPeople(lockstep, hands);
      lockstep.sandbox().put("/control/faults", TENTH_ANSWER_LOST);

      List<Part> victims = Part.victims(KILLS, random);
      for (Part victim : victims) {
        addWhileItDies(victim, lockstep, hands);
        lockstep.awaitUp();
      }
      assertThat(victims).contains(Part.values());
      for (int i = 0; i < CREATES_AT_LAST; i++) {
        addNext(hands);
      }
      assertThat(expected).hasSize(400);

      Awaitility.await("both sides show what people added, each thing once")
          .atMost(Duration.ofMinutes(10))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                lockstep.restartWhatDied();
                assertThat(hands.contactItems()).containsExactlyInAnyOrderElementsOf(expected);
                assertThat(asContacts(hands.profileItems()))
                    .containsExactlyInAnyOrderElementsOf(expected);
              });
      assertEveryFaultStruck(lockstep.sandbox().get("/control/faults"));
      assertThat(lockstep.operator().get("/api/v1/parked?connection=sandbox-2").path("items"))
          .as("what waits for a person")
          .isEmpty();
    }
  }

  private void linkPeople(RunningLockstep lockstep, Hands hands) {
    for (int i = 0; i < PEOPLE; i++) {
      hands.createContact("person" + i + "@example.com", "First" + i, "Last" + i);
    }
    Awaitility.await("everybody is on both sides")
        .atMost(Duration.ofMinutes(2))
        .until(() -> linked(lockstep).size() == PEOPLE);
    people.addAll(linked(lockstep));
  }

  private static List<Person> linked(RunningLockstep lockstep) {
    List<Person> linked = new ArrayList<>();
    for (JsonNode pair : lockstep.operator().get(PAIRS).path("items")) {
      if (pair.hasNonNull("profileId")) {
        linked.add(new Person(pair.path("contactId").asText(), pair.path("profileId").asText()));
      }
    }
    return linked;
  }

  private void addWhileItDies(Part victim, RunningLockstep lockstep, Hands hands) {
    int dies = 1 + random.nextInt(CREATES_PER_KILL - 6);
    int returns = dies + 1 + random.nextInt(5);
    for (int i = 0; i < CREATES_PER_KILL; i++) {
      if (i == dies) {
        lockstep.kill(victim);
      }
      if (i == returns) {
        lockstep.startAgain(victim);
      }
      addNext(hands);
    }
  }

  /** Each kind on each side of each person in turn. */
  private void addNext(Hands hands) {
    int turn = expected.size();
    Person person = people.get(turn / 4 % PEOPLE);
    String text = "Item " + turn + ".";
    switch (turn % 4) {
      case 0 -> hands.addContactTask(person.contactId(), text);
      case 1 -> hands.addProfileNote(person.profileId(), text);
      case 2 -> hands.addContactNote(person.contactId(), text);
      default -> hands.addProfileTask(person.profileId(), text);
    }
    expected.add(
        new Item(person.contactId(), turn % 4 % 3 == 0 ? ItemKind.TASK : ItemKind.NOTE, text));
  }

  private List<Item> asContacts(List<Item> items) {
    Map<String, String> contactIds =
        people.stream().collect(Collectors.toMap(Person::profileId, Person::contactId));
    return items.stream()
        .map(
            item ->
                new Item(
                    contactIds.getOrDefault(item.ownerId(), "nobody"), item.kind(), item.text()))
        .toList();
  }

  private static void assertEveryFaultStruck(JsonNode faults) {
    assertThat(faults).hasSize(4);
    assertThat(faults).allSatisfy(fault -> assertThat(fault.path("hits").asInt()).isPositive());
  }
}

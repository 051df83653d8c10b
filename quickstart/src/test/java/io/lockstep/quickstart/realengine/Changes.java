package io.lockstep.quickstart.realengine;

import io.lockstep.quickstart.realengine.Hands.Entry;
import io.lockstep.quickstart.realengine.Hands.Shown;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What people do on both sides by chance, and what both sides must come to. Each field is edited on
 * one side only, so its last edit is its value: {@code firstName} at HighLevel, {@code lastName} at
 * BHN, a tag where it was put. Before a pair is linked there is no base and the mapping's tie
 * decides, so what could lose a tie is done to linked pairs only.
 */
final class Changes {

  /** What a person may do. */
  private enum Kind {
    CREATE_CONTACT(30),
    CREATE_PROFILE(30),
    EDIT_CONTACT(48),
    EDIT_PROFILE(48),
    TAG_CONTACT(14),
    TAG_PROFILE(14),
    UNTAG_CONTACT(8), // the brake on removals begins at ten an hour
    UNTAG_PROFILE(8);

    private final int times;

    Kind(int times) {
      this.times = times;
    }
  }

  private static final int CREATES_FIRST = 16;

  private final Hands hands;
  private final Random random;
  private final List<Kind> deck = new ArrayList<>();
  private final Map<String, Shown> expected = new LinkedHashMap<>(); // by e-mail
  private final Set<String> linked = new HashSet<>();
  private int made;

  /** The same seed makes the same plan; who is linked by then is for the run to decide. */
  Changes(Hands hands, Random random) {
    this.hands = hands;
    this.random = random;
    for (Kind kind : Kind.values()) {
      deck.addAll(Collections.nCopies(kind.times, kind));
    }
    Collections.shuffle(deck, random);
    for (int i = 0; i < CREATES_FIRST; i++) { // somebody to edit
      Kind create = i % 2 == 0 ? Kind.CREATE_CONTACT : Kind.CREATE_PROFILE;
      deck.remove(deck.lastIndexOf(create));
      deck.add(0, create);
    }
  }

  int count() {
    return deck.size();
  }

  /** Who may be edited at will from now on. */
  void linked(Set<String> contactIds) {
    hands.contacts().stream()
        .filter(entry -> contactIds.contains(entry.id()))
        .forEach(entry -> linked.add(entry.person().email()));
  }

  /** What each side must show in the end, by e-mail. */
  List<Shown> expected() {
    return sorted(expected.values().stream());
  }

  static List<Shown> sorted(Stream<Shown> people) {
    return people.sorted(Comparator.comparing(Shown::email)).toList();
  }

  /** Makes the next change; with nobody to change, creates somebody on the same side. */
  void makeNext() {
    Kind kind = deck.get(made++);
    switch (kind) {
      case CREATE_CONTACT -> createContact();
      case CREATE_PROFILE -> createProfile();
      case EDIT_CONTACT -> onContact(person -> true, this::editContact);
      case EDIT_PROFILE -> onProfile(this::isLinked, this::editProfile);
      case TAG_CONTACT -> onContact(person -> true, this::tagContact);
      case TAG_PROFILE -> onProfile(person -> true, this::tagProfile);
      case UNTAG_CONTACT -> onContact(linkedWith("c"), this::untagContact);
      case UNTAG_PROFILE -> onProfile(linkedWith("p"), this::untagProfile);
    }
  }

  private void createContact() {
    Shown person = newcomer();
    hands.createContact(person.email(), person.firstName(), person.lastName());
    expected.put(person.email(), person);
  }

  private void createProfile() {
    Shown person = newcomer();
    hands.createProfile(person.email(), person.firstName(), person.lastName());
    expected.put(person.email(), person);
  }

  private Shown newcomer() {
    return new Shown(
        "person" + made + "@example.com", "First" + made, "Last" + made, new TreeSet<>());
  }

  private void editContact(Entry entry) {
    String name = "First" + made;
    hands.editContact(entry.id(), Map.of("firstName", name));
    expected.computeIfPresent(
        entry.person().email(), (email, old) -> new Shown(email, name, old.lastName(), old.tags()));
  }

  private void editProfile(Entry entry) {
    String name = "Last" + made;
    hands.editProfile(entry.id(), Map.of("lastName", name));
    expected.computeIfPresent(
        entry.person().email(),
        (email, old) -> new Shown(email, old.firstName(), name, old.tags()));
  }

  private void tagContact(Entry entry) {
    hands.tagContact(entry.id(), "c" + made);
    tags(entry).add("c" + made);
  }

  private void tagProfile(Entry entry) {
    hands.tagProfile(entry.id(), "p" + made);
    tags(entry).add("p" + made);
  }

  private void untagContact(Entry entry) {
    String tag = own(entry, "c");
    hands.untagContact(entry.id(), tag);
    tags(entry).remove(tag);
  }

  private void untagProfile(Entry entry) {
    String tag = own(entry, "p");
    hands.untagProfile(entry.id(), tag);
    tags(entry).remove(tag);
  }

  private Set<String> tags(Entry entry) {
    Shown person = expected.get(entry.person().email());
    if (person == null) {
      throw new IllegalStateException("nobody made " + entry.id());
    }
    return person.tags();
  }

  private boolean isLinked(Entry entry) {
    return linked.contains(entry.person().email());
  }

  private Predicate<Entry> linkedWith(String prefix) {
    return entry ->
        isLinked(entry) && entry.person().tags().stream().anyMatch(tag -> tag.startsWith(prefix));
  }

  private static String own(Entry entry, String prefix) {
    return entry.person().tags().stream()
        .filter(tag -> tag.startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  private void onContact(Predicate<Entry> whom, Consumer<Entry> change) {
    on(hands.contacts(), whom, change, this::createContact);
  }

  private void onProfile(Predicate<Entry> whom, Consumer<Entry> change) {
    on(hands.profiles(), whom, change, this::createProfile);
  }

  private void on(
      List<Entry> side, Predicate<Entry> whom, Consumer<Entry> change, Runnable otherwise) {
    List<Entry> candidates = side.stream().filter(whom).toList();
    if (candidates.isEmpty()) {
      otherwise.run();
    } else {
      change.accept(candidates.get(random.nextInt(candidates.size())));
    }
  }
}

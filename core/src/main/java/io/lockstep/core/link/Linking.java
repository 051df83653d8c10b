package io.lockstep.core.link;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.field.Reading;
import io.lockstep.core.link.LinkLook.Candidate;
import io.lockstep.core.link.LinkVerdict.Create;
import io.lockstep.core.link.LinkVerdict.Linked;
import io.lockstep.core.link.LinkVerdict.NotEligible;
import io.lockstep.core.link.LinkVerdict.Review;
import io.lockstep.core.link.LinkVerdict.Wait;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.Link;
import io.lockstep.core.person.PersonView;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which contact is which profile. The ledger's link comes first, then what the records say
 * of each other ({@code referenceId}, profile mark), then the mapping's match keys, strongest
 * first. A match counts only if it is unique seen from both sides and nothing stronger contradicts
 * it; otherwise a person decides, it is never guessed. Pure.
 */
public final class Linking {

  private final LinkLook look;
  private final PersonView subject;

  private Linking(LinkLook look) {
    this.look = look;
    this.subject = look.subject();
  }

  /** The verdict on the look's subject. */
  public static LinkVerdict decide(LinkLook look) {
    return new Linking(look).decide();
  }

  private LinkVerdict decide() {
    if (look.link() != null) {
      return new Linked(look.link().contactId(), look.link().profileId(), "ledger");
    }
    return switch (Scopes.of(look.profile(), look.forms(), subject)) {
      case UNKNOWN -> new Wait("this read shows no tags, and the scope goes by them");
      case OUT ->
          new NotEligible("it is out of scope; " + Scopes.remedy(look.profile(), subject.side()));
      case IN -> decideInScope();
    };
  }

  private LinkVerdict decideInScope() {
    LinkVerdict byName = byName();
    if (byName != null) {
      return byName;
    }
    boolean hasKey = keys().isEmpty(); // matched by referenceId alone: nothing more is asked
    boolean strongest = true;
    for (FieldRule key : keys()) {
      Reading value = value(key, subject);
      if (!value.shown()) {
        return new Wait("this read does not show " + key.name() + ", by which it would be matched");
      }
      if (value instanceof Reading.Empty) {
        continue;
      }
      LinkVerdict byKey = byKey(key, value, strongest);
      if (byKey != null) {
        return byKey;
      }
      hasKey = true;
      strongest = false;
    }
    return hasKey ? alone() : new NotEligible(noKey());
  }

  /** What the records themselves say: a profile's referenceId, a contact's profile mark. */
  private @Nullable LinkVerdict byName() {
    List<Candidate> naming =
        look.candidates().stream()
            .filter(other -> subject.id().equals(other.view().counterpart()))
            .toList();
    List<Candidate> named =
        look.candidates().stream()
            .filter(other -> other.view().id().equals(subject.counterpart()))
            .toList();
    if (subject.counterpart() != null && named.isEmpty() && subject.side() == Side.REWARDS) {
      return new Review(
          "the profile's referenceId names no contact of this location; correct or clear it in BHN"
              + " Rewards");
    }
    List<Candidate> both = Stream.concat(naming.stream(), named.stream()).distinct().toList();
    if (both.isEmpty()) {
      return null;
    }
    if (both.size() > 1) {
      return new Review(
          "more than one record claims this one as its partner; clear the referenceId or profile"
              + " mark that is wrong");
    }
    String by =
        subject.side() == Side.CONTACTS == !naming.isEmpty()
            ? FieldRule.REFERENCE_ID
            : "profile mark";
    Candidate other = both.get(0);
    boolean claimed =
        look.rivals().stream().anyMatch(rival -> other.view().id().equals(rival.counterpart()));
    if (claimed) {
      return new Review(
          "two records of "
              + subject.side().word()
              + " name the same partner; clear the wrong one");
    }
    return link(other, by);
  }

  private @Nullable LinkVerdict byKey(FieldRule key, Reading value, boolean strongest) {
    List<Candidate> matches =
        look.candidates().stream().filter(other -> value.equals(value(key, other.view()))).toList();
    boolean shared =
        look.rivals().stream()
            .filter(rival -> !rival.id().equals(subject.id()))
            .anyMatch(rival -> value.equals(value(key, rival)));
    if (matches.isEmpty()) {
      return shared && strongest ? new Review(shared(key)) : null;
    }
    if (matches.size() > 1) {
      return new Review(
          "more than one record of "
              + subject.side().other().word()
              + " has this "
              + key.name()
              + "; merge or correct them, then retry");
    }
    Candidate match = matches.get(0);
    if (shared) {
      return new Review(shared(key));
    }
    FieldRule contradiction = contradiction(key, match.view());
    if (contradiction != null) {
      return new Review(
          "the only record with this "
              + key.name()
              + " has another "
              + contradiction.name()
              + "; correct one of them, then retry");
    }
    return link(match, key.name());
  }

  private String shared(FieldRule key) {
    return "another record of "
        + subject.side().word()
        + " has the same "
        + key.name()
        + "; merge or correct them, then retry";
  }

  /** A stronger key that both have and in which they differ. */
  private @Nullable FieldRule contradiction(FieldRule weaker, PersonView other) {
    return keys().stream()
        .takeWhile(key -> !key.name().equals(weaker.name()))
        .filter(key -> differ(value(key, subject), value(key, other)))
        .findFirst()
        .orElse(null);
  }

  private static boolean differ(Reading left, Reading right) {
    return left instanceof Reading.Text && right instanceof Reading.Text && !left.equals(right);
  }

  private LinkVerdict link(Candidate other, String by) {
    Link taken = other.link();
    if (taken != null) {
      return new Review(
          "the record of "
              + other.view().side().word()
              + " that fits by "
              + by
              + " is linked to somebody else; merge or correct them, then retry");
    }
    if (namesAnother(other.view(), subject) || namesAnother(subject, other.view())) {
      return new Review(
          "the records fit by "
              + by
              + ", but one of them names another partner; correct its referenceId or profile mark,"
              + " then retry");
    }
    return switch (Scopes.of(look.profile(), look.forms(), other.view())) {
      case UNKNOWN -> new Wait("the partner's read shows no tags, and the scope goes by them");
      case OUT ->
          new NotEligible(
              "its partner is out of scope; " + Scopes.remedy(look.profile(), other.view().side()));
      case IN ->
          subject.side() == Side.CONTACTS
              ? new Linked(subject.id(), other.view().id(), by)
              : new Linked(other.view().id(), subject.id(), by);
    };
  }

  private static boolean namesAnother(PersonView one, PersonView other) {
    return one.counterpart() != null && !one.counterpart().equals(other.id());
  }

  private LinkVerdict alone() {
    Side missing = subject.side().other();
    String create = "create: {" + missing.word() + ": auto}";
    return switch (createOn(missing)) {
      case AUTO -> new Create(missing);
      case REVIEW ->
          new Review(
              "it has no partner on " + missing.word() + "; the mapping asks before making one");
      case NEVER ->
          new NotEligible(
              "it has no partner on "
                  + missing.word()
                  + ", and only "
                  + create
                  + " would make one");
    };
  }

  private MappingProfile.Create createOn(Side side) {
    return look.profile().create().getOrDefault(side, MappingProfile.Create.REVIEW);
  }

  private String noKey() {
    List<String> names = keys().stream().map(FieldRule::name).toList();
    return "it has nothing to be matched by; give it one of: " + String.join(", ", names);
  }

  /**
   * The match keys that are fields; {@link FieldRule#REFERENCE_ID} is none, no rule may bear its
   * name.
   */
  private List<FieldRule> keys() {
    return look.profile().match().stream()
        .flatMap(name -> look.profile().rule(name).stream())
        .toList();
  }

  /**
   * In the canonical form and the contacts side's vocabulary, so that both sides compare. A word
   * that vocabulary does not have is no key: what it looks like there, it does not mean.
   */
  private Reading value(FieldRule key, PersonView view) {
    Reading raw = view.field(key.name());
    Reading words =
        view.side() == Side.CONTACTS
            ? raw
            : key.translate(Side.REWARDS, raw).orElse(Reading.empty());
    return look.forms().canonical(words, key.form(), CanonicalForms.CURRENT);
  }
}

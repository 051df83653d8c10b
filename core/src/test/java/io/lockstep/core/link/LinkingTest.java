package io.lockstep.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.field.Reading;
import io.lockstep.core.link.LinkLook.Candidate;
import io.lockstep.core.link.LinkVerdict.Create;
import io.lockstep.core.link.LinkVerdict.Linked;
import io.lockstep.core.link.LinkVerdict.NotEligible;
import io.lockstep.core.link.LinkVerdict.Review;
import io.lockstep.core.link.LinkVerdict.Wait;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.Link;
import io.lockstep.core.person.PersonView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is whom: proved, or put before a person. */
class LinkingTest {

  private static final CanonicalForms FORMS = new CanonicalForms("GB");
  private static final Link LINK = new Link("acme", "c1", "p1", Instant.EPOCH);

  /** Matches by a field in which the sides have words of their own. */
  private static final MappingProfile TIERED =
      matchedBy(
          List.of("tier"),
          """
          profile: test
          scope:  {contacts: all, rewards: all}
          create: {rewards: auto, contacts: auto}
          contact:
            fields:
              - {name: tier, contacts: customField(tier), rewards: tier, direction: toContacts, values: {G: Gold, V: Gold}}
          """);

  private MappingProfile profile = mapping("all", "auto", "referenceId, email");
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<PersonView> rivals = new ArrayList<>();

  private static MappingProfile mapping(String scope, String create, String match) {
    return matchedBy(
        List.of(match.split(", ")),
        """
        profile: test
        scope:  {contacts: %s, rewards: %s}
        create: {rewards: %s, contacts: %s}
        contact:
          fields:
            - {name: email, contacts: email, rewards: email}
            - {name: phone, contacts: phone, rewards: phone, as: phone}
          tags: {direction: both, only: ["*"]}
          deletes: review
        """
            .formatted(scope, scope, create, create));
  }

  /** The rules hold for any key; which ones a mapping may name, its reader says. */
  private static MappingProfile matchedBy(List<String> match, String yaml) {
    MappingProfile read = MappingProfiles.parse("test.yaml", yaml);
    return new MappingProfile(
        read.name(),
        read.scope(),
        read.create(),
        match,
        read.rules(),
        read.tags(),
        read.deletes(),
        read.brakes(),
        read.items());
  }

  private static PersonView contact(String id, String email, @Nullable String mark) {
    return view(Side.CONTACTS, id, Map.of("email", email), mark);
  }

  private static PersonView profile(String id, String email, @Nullable String referenceId) {
    return view(Side.REWARDS, id, Map.of("email", email), referenceId);
  }

  private static PersonView view(
      Side side, String id, Map<String, String> texts, @Nullable String counterpart) {
    Map<String, Reading> fields = new HashMap<>();
    fields.put("email", Reading.empty());
    fields.put("phone", Reading.empty());
    fields.put("tags", Reading.empty());
    texts.forEach(
        (field, text) ->
            fields.put(
                field,
                text.equals("?")
                    ? Reading.notShown()
                    : field.equals("tags")
                        ? Reading.ofElements(List.of(text))
                        : Reading.ofText(text)));
    return new PersonView(side, id, fields, null, null, counterpart);
  }

  private LinkingTest candidate(PersonView view) {
    candidates.add(new Candidate(view, null));
    return this;
  }

  private LinkingTest taken(PersonView view) {
    candidates.add(new Candidate(view, LINK));
    return this;
  }

  private LinkingTest rival(PersonView view) {
    rivals.add(view);
    return this;
  }

  private LinkVerdict decide(PersonView subject) {
    return Linking.decide(new LinkLook(profile, FORMS, subject, null, candidates, rivals));
  }

  private static Linked linked(String by) {
    return new Linked("c1", "p1", by);
  }

  @Test
  void theLedgersLinkComesFirst() {
    candidate(profile("p2", "a@x", "c1"));
    LinkLook look =
        new LinkLook(profile, FORMS, contact("c1", "a@x", null), LINK, candidates, rivals);
    assertThat(Linking.decide(look)).isEqualTo(linked("ledger"));
  }

  @Test
  void theProfileThatNamesTheContactIsItsPartner() {
    candidate(profile("p1", "other@x", "c1"));
    assertThat(decide(contact("c1", "a@x", null))).isEqualTo(linked("referenceId"));
  }

  @Test
  void theContactTheProfileNamesIsItsPartner() {
    candidate(contact("c1", "other@x", null));
    assertThat(decide(profile("p1", "a@x", "c1"))).isEqualTo(linked("referenceId"));
  }

  @Test
  void aContactMadeForTheProfileIsFoundByItsMark() {
    candidate(contact("c1", "a@x", "p1"));
    assertThat(decide(profile("p1", "a@x", null))).isEqualTo(linked("profile mark"));
  }

  @Test
  void theProfileAContactsMarkNamesIsItsPartner() {
    candidate(profile("p1", "other@x", null));
    assertThat(decide(contact("c1", "a@x", "p1"))).isEqualTo(linked("profile mark"));
  }

  @ParameterizedTest
  @CsvSource({"a@x, A@X", "a@x, ' a@x '"})
  void theOnlyRecordWithTheSameEMailIsThePartnerHoweverItIsWritten(String one, String other) {
    candidate(profile("p1", other, null)).candidate(profile("p2", "b@x", null));
    assertThat(decide(contact("c1", one, null))).isEqualTo(linked("email"));
  }

  @Test
  void itIsTheSameSeenFromTheProfile() {
    candidate(contact("c1", "A@x", null));
    assertThat(decide(profile("p1", "a@x", null))).isEqualTo(linked("email"));
  }

  @Test
  void whatTheRecordsSayOfEachOtherIsStrongerThanTheirEMail() {
    candidate(profile("p2", "a@x", null)).candidate(profile("p1", "b@x", "c1"));
    assertThat(decide(contact("c1", "a@x", null))).isEqualTo(linked("referenceId"));
  }

  private static void isReview(LinkVerdict verdict, String saying) {
    assertThat(verdict).isInstanceOf(Review.class);
    assertThat(((Review) verdict).reason()).contains(saying).doesNotContain("@x");
  }

  @Test
  void twoPartnersWithOneEMailAreAReview() {
    candidate(profile("p1", "a@x", null)).candidate(profile("p2", "a@x", null));
    isReview(decide(contact("c1", "a@x", null)), "more than one record of rewards has this email");
  }

  @Test
  void aMatchThatAnotherContactFitsAsWellIsAReview() {
    candidate(profile("p1", "a@x", null)).rival(contact("c2", "A@x", null));
    isReview(decide(contact("c1", "a@x", null)), "another record of contacts has the same email");
  }

  @Test
  void twoContactsWithOneEMailAndNoProfileAreAReviewNotTwoProfiles() {
    rival(contact("c2", "a@x", null));
    isReview(decide(contact("c1", "a@x", null)), "another record of contacts has the same email");
  }

  @Test
  void theSubjectItselfIsNoRival() {
    candidate(profile("p1", "a@x", null)).rival(contact("c1", "a@x", null));
    assertThat(decide(contact("c1", "a@x", null))).isEqualTo(linked("email"));
  }

  @Test
  void aRivalWithAnotherEMailDoesNotMatter() {
    candidate(profile("p1", "a@x", null)).rival(contact("c2", "b@x", null));
    assertThat(decide(contact("c1", "a@x", null))).isEqualTo(linked("email"));
  }

  @Test
  void aMatchThatIsLinkedToSomebodyElseIsAReview() {
    taken(profile("p1", "a@x", null));
    isReview(decide(contact("c2", "a@x", null)), "linked to somebody else");
  }

  @Test
  void aMatchThatNamesAnotherContactIsAReviewAndItsReferenceStays() {
    candidate(profile("p1", "a@x", "foreign"));
    isReview(decide(contact("c1", "a@x", null)), "names another partner");
  }

  @Test
  void aProfileThatNamesAnUnknownContactIsAReview() {
    candidate(contact("c1", "a@x", null));
    isReview(decide(profile("p1", "a@x", "foreign")), "names no contact of this location");
  }

  @Test
  void aContactWhoseMarkNamesAnotherProfileIsAReview() {
    candidate(profile("p1", "a@x", null));
    isReview(decide(contact("c1", "a@x", "p9")), "names another partner");
  }

  @Test
  void aMarkThatNamesNobodyAnyMoreDoesNotStopACreate() {
    assertThat(decide(contact("c1", "a@x", "p9"))).isEqualTo(new Create(Side.REWARDS));
  }

  @Test
  void twoProfilesThatNameOneContactAreAReview() {
    candidate(profile("p1", "a@x", "c1")).candidate(profile("p2", "b@x", "c1"));
    isReview(decide(contact("c1", "a@x", null)), "more than one record claims");
  }

  @Test
  void aProfileAndAMarkThatDisagreeAreAReview() {
    candidate(profile("p1", "a@x", "c1")).candidate(profile("p2", "b@x", null));
    isReview(decide(contact("c1", "a@x", "p2")), "more than one record claims");
  }

  @Test
  void twoProfilesThatNameOneContactAreAReviewFromTheProfileToo() {
    candidate(contact("c1", "a@x", null)).rival(profile("p2", "a@x", "c1"));
    isReview(decide(profile("p1", "a@x", "c1")), "name the same partner");
  }

  @Test
  void aRivalThatNamesSomebodyElseDoesNotMatter() {
    candidate(contact("c1", "a@x", null)).rival(profile("p2", "b@x", "c7"));
    assertThat(decide(profile("p1", "a@x", "c1"))).isEqualTo(linked("referenceId"));
  }

  @Test
  void aNamedPartnerThatIsTakenIsAReview() {
    taken(contact("c1", "a@x", null));
    isReview(decide(profile("p2", "a@x", "c1")), "linked to somebody else");
  }

  @Test
  void aNamedContactWhoseMarkNamesAnotherProfileIsAReview() {
    candidate(contact("c1", "a@x", "p9"));
    isReview(decide(profile("p1", "a@x", "c1")), "names another partner");
  }

  @Test
  void phoneIsNoKeyUnlessTheMappingSaysSo() {
    candidate(view(Side.REWARDS, "p1", Map.of("phone", "020 7946 0018"), null));
    PersonView subject = view(Side.CONTACTS, "c1", Map.of("phone", "+442079460018"), null);
    assertThat(decide(subject)).isInstanceOf(NotEligible.class);

    profile = mapping("all", "auto", "referenceId, email, phone");
    assertThat(decide(subject)).isEqualTo(linked("phone"));
  }

  @Test
  void aKeyWithAVocabularyIsComparedInTheWordsOfContacts() {
    profile = TIERED;
    candidate(view(Side.REWARDS, "p1", Map.of("tier", "V"), null));
    assertThat(decide(view(Side.CONTACTS, "c1", Map.of("tier", "Gold"), null)))
        .isEqualTo(linked("tier"));
  }

  @Test
  void aWordThatTheVocabularyDoesNotHaveMatchesNobody() {
    profile = TIERED;
    candidate(view(Side.REWARDS, "p1", Map.of("tier", "Gold"), null));
    assertThat(decide(view(Side.CONTACTS, "c1", Map.of("tier", "Gold"), null)))
        .isEqualTo(new Create(Side.REWARDS));

    candidates.clear();
    candidate(view(Side.CONTACTS, "c1", Map.of("tier", "Gold"), null));
    assertThat(decide(view(Side.REWARDS, "p1", Map.of("tier", "Gold"), null)))
        .isInstanceOf(NotEligible.class);
  }

  @Test
  void aWeakerKeyIsContradictedByAStrongerOne() {
    profile = mapping("all", "auto", "referenceId, email, phone");
    candidate(view(Side.REWARDS, "p1", Map.of("phone", "1", "email", "b@x"), null));
    isReview(
        decide(view(Side.CONTACTS, "c1", Map.of("phone", "1", "email", "a@x"), null)),
        "the only record with this phone has another email");
  }

  @Test
  void aStrongerKeyOnlyOneOfThemHasContradictsNothing() {
    profile = mapping("all", "auto", "referenceId, email, phone");
    candidate(view(Side.REWARDS, "p1", Map.of("phone", "1"), null));
    assertThat(decide(view(Side.CONTACTS, "c1", Map.of("phone", "1", "email", "a@x"), null)))
        .isEqualTo(linked("phone"));
  }

  @Test
  void aWeakerKeyDoesNotContradictAStrongerOne() {
    profile = mapping("all", "auto", "referenceId, email, phone");
    candidate(view(Side.REWARDS, "p1", Map.of("phone", "2", "email", "a@x"), null));
    assertThat(decide(view(Side.CONTACTS, "c1", Map.of("phone", "1", "email", "a@x"), null)))
        .isEqualTo(linked("email"));
  }

  @Test
  void aFamilyWithOnePhoneAndTheirOwnEMailsIsNoDuplicate() {
    profile = mapping("all", "auto", "referenceId, email, phone");
    rival(view(Side.CONTACTS, "c2", Map.of("phone", "1", "email", "b@x"), null));
    assertThat(decide(view(Side.CONTACTS, "c1", Map.of("phone", "1", "email", "a@x"), null)))
        .isEqualTo(new Create(Side.REWARDS));
  }

  @Test
  void aRecordWithoutAnyKeyIsNotEligibleAndIsToldWhatItNeeds() {
    LinkVerdict verdict = decide(contact("c1", "", null));
    assertThat(verdict)
        .isEqualTo(new NotEligible("it has nothing to be matched by; give it one of: email"));
  }

  @Test
  void whereOnlyTheReferenceMatchesNothingMoreIsAsked() {
    profile = mapping("all", "auto", "referenceId");
    assertThat(decide(contact("c1", "", null))).isEqualTo(new Create(Side.REWARDS));
  }

  @Test
  void aKeyThatIsNotShownIsWaitedFor() {
    assertThat(decide(contact("c1", "?", null))).isInstanceOf(Wait.class);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aMissingPartnerIsMadeAskedForOrNotMadeAsTheMappingSays(Side side) {
    PersonView subject = view(side, "s1", Map.of("email", "a@x"), null);
    assertThat(decide(subject)).isEqualTo(new Create(side.other()));

    profile = mapping("all", "review", "referenceId, email");
    isReview(decide(subject), "has no partner on " + side.other().word());

    profile = mapping("all", "never", "referenceId, email");
    assertThat(decide(subject))
        .isInstanceOfSatisfying(
            NotEligible.class,
            not ->
                assertThat(not.reason()).contains("create: {" + side.other().word() + ": auto}"));
  }

  @Test
  void outOfScopeNothingIsLinkedOrMade() {
    profile = mapping("{tag: member}", "auto", "referenceId, email");
    candidate(profile("p1", "a@x", "c1"));
    assertThat(decide(contact("c1", "a@x", null))).isInstanceOf(NotEligible.class);
  }

  @Test
  void theScopesTagIsKnownWhateverItsCase() {
    profile = mapping("{tag: member}", "auto", "referenceId, email");
    assertThat(decide(view(Side.CONTACTS, "c1", Map.of("email", "a@x", "tags", "MEMBER"), null)))
        .isEqualTo(new Create(Side.REWARDS));
    assertThat(decide(view(Side.CONTACTS, "c1", Map.of("email", "a@x", "tags", "members"), null)))
        .isInstanceOf(NotEligible.class);
  }

  @Test
  void tagsThatAreNotShownLeaveTheScopeOpen() {
    profile = mapping("{tag: member}", "auto", "referenceId, email");
    assertThat(decide(view(Side.CONTACTS, "c1", Map.of("email", "a@x", "tags", "?"), null)))
        .isInstanceOf(Wait.class);
  }

  @Test
  void aPartnerOutOfItsScopeIsNotLinkedAndNotMadeTwice() {
    profile = mapping("{tag: member}", "auto", "referenceId, email");
    PersonView subject = view(Side.CONTACTS, "c1", Map.of("email", "a@x", "tags", "member"), null);
    candidate(profile("p1", "a@x", null));
    assertThat(decide(subject))
        .isEqualTo(
            new NotEligible(
                "its partner is out of scope; give it the tag member on rewards, or widen the"
                    + " scope"));

    candidates.clear();
    candidate(view(Side.REWARDS, "p1", Map.of("email", "a@x", "tags", "?"), null));
    assertThat(decide(subject)).isInstanceOf(Wait.class);

    candidates.clear();
    candidate(view(Side.REWARDS, "p1", Map.of("email", "a@x", "tags", "member"), null));
    assertThat(decide(subject)).isEqualTo(linked("email"));
  }
}

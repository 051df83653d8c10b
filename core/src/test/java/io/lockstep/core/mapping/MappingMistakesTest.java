package io.lockstep.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each mistake is refused with its place, the reason and what is allowed. The sign {@code §} stands
 * where the message must point; it is taken out before the text is read.
 */
class MappingMistakesTest {

  private static final String GOOD_FIELD = "{name: email, contacts: email, rewards: email}";
  private static final String GOOD_CONTACT =
      "profile: a\ncontact:\n  fields: [" + GOOD_FIELD + "]\n";

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsNamedWhereItStands(String claim, String marked, String[] says) {
    int sign = marked.indexOf('§');
    String before = marked.substring(0, sign);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = sign - before.lastIndexOf('\n');

    MappingException mistake = mistake(marked.replace("§", ""));

    assertThat(mistake)
        .as(claim)
        .hasMessageStartingWith("acme.yaml:%d:%d: ".formatted(line, column));
    assertThat(mistake.getMessage()).contains(says);
    assertThat(mistake.file()).isEqualTo("acme.yaml");
    assertThat(mistake.line()).isEqualTo(line);
    assertThat(mistake.column()).isEqualTo(column);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        // the file
        mistake("no YAML", "profile: a\ncontact: §]", "this is not YAML"),
        mistake("two documents", "profile: a\n§---\nprofile: b", "this is not YAML"),
        mistake("an empty file", "§", "the file is empty", "profile and contact"),
        mistake("a comment only", "§# nothing", "the file is empty"),
        mistake("a list", "§- a", "must be a section of keys and values, not a list"),
        mistake("a forbidden sign", "§profile: \u0007", "this is not YAML"),
        // the top
        mistake(
            "a slip in a key",
            "profile: a\n§scopes: {contacts: all, rewards: all}",
            "scopes is no known key, did you mean scope?",
            "Allowed: profile, scope, create, match, contact, tasks, notes, brakes"),
        mistake("a key from nowhere", "§colour: blue", "colour is no known key. Allowed: profile"),
        mistake(
            "a key twice", "profile: a\n§profile: b", "stands here twice; the first is on line 1"),
        mistake(
            "no name", "§contact: {fields: [" + GOOD_FIELD + "]}", "the key profile is missing"),
        mistake("an empty name", "profile:§\ncontact: {}", "profile: needs a value"),
        mistake("a blank name", "profile: §' '", "profile: needs a value"),
        mistake("a strange name", "profile: §a/b", "letters, digits, _ and -"),
        mistake("no contact", "§profile: a", "the key contact is missing"),
        mistake(
            "no fields", "profile: a\ncontact: §{deletes: review}", "the key fields is missing"),
        mistake("an empty list of fields", "profile: a\ncontact: {fields: §[]}", "map one field"),
        mistake("fields as one text", "profile: a\ncontact: {fields: §email}", "must be a list"),
        // scope, create, match
        mistake(
            "a scope of one side", with("scope: §{contacts: all}"), "the key rewards is missing"),
        mistake(
            "an unknown scope",
            with("scope: {contacts: §everyone, rewards: all}"),
            "scope.contacts: everyone is no scope; say all, or {tag: name}"),
        mistake(
            "an unknown filter",
            with("scope: {contacts: {§tags: [a]}, rewards: all}"),
            "tags is no known key, did you mean tag?"),
        mistake(
            "a filter without a tag",
            with("scope: {contacts: {tag: §[]}, rewards: all}"),
            "an empty list lets nobody in"),
        mistake(
            "create without a scope",
            with("create: {contacts: never, rewards: §auto}"),
            "create.rewards: nothing is created without a scope"),
        mistake(
            "an unknown way to create",
            with("scope: {contacts: all, rewards: all}\ncreate: {rewards: §yes}"),
            "yes is no known way to create",
            "Allowed: auto, review, never"),
        mistake(
            "a match key that is no rule",
            with("match: [referenceId, §phone]"),
            "match[1]: phone is no known match key. Allowed: referenceId, email"),
        mistake(
            "a match key BHN cannot be searched by",
            "profile: a\ncontact: {fields: [{name: cell, contacts: phone, rewards: phone}]}\n"
                + "match: [referenceId, §cell]",
            "match[1]: cell cannot be searched on both sides",
            "Allowed: referenceId"),
        mistake("a match key twice", with("match: [email, §email]"), "stands here twice"),
        // files
        mistake(
            "files of a plain property",
            GOOD_CONTACT + "  files: [{contacts: §email, rewards: attachments}]",
            "contact.files[0].contacts: files lie in custom fields",
            "customField(contract_scan)"),
        mistake(
            "files to a field",
            GOOD_CONTACT + "  files: [{contacts: customField(scan), rewards: §attachment}]",
            "attachment is no known place for files, did you mean attachments?"),
        mistake(
            "files that are texts as well",
            "profile: a\ncontact:\n  fields: [{name: scan, contacts: customField(scan), rewards: comment}]\n"
                + "  files: [{contacts: §customField(scan), rewards: attachments}]",
            "customField(scan) is mapped as a text (scan)"),
        mistake(
            "files of one field twice",
            GOOD_CONTACT
                + "  files: [{contacts: customField(scan), rewards: attachments},"
                + " {contacts: §customField(scan), rewards: attachments}]",
            "stands here twice"),
        mistake(
            "files with a direction",
            GOOD_CONTACT
                + "  files: [{contacts: customField(scan), rewards: attachments, §direction: both}]",
            "direction is no known key"),
        mistake("no files", GOOD_CONTACT + "  files: §[]", "leave the key out"),
        // a field's keys and words
        field("no list of keys", "§email", "contact.fields[0]: must be a section"),
        field("no name", "§{contacts: email, rewards: email}", "the key name is missing"),
        field("no contacts", "§{name: a, rewards: email}", "the key contacts is missing"),
        field("no rewards", "§{name: a, contacts: email}", "the key rewards is missing"),
        field(
            "an unknown key",
            "{name: a, contacts: email, rewards: email, §direktion: both}",
            "direktion is no known key, did you mean direction?",
            "Allowed: name, contacts, rewards, direction, conflict, tie, drift, as, values"),
        field(
            "a strange name",
            "{name: §1a, contacts: email, rewards: email}",
            "begins with a letter"),
        field("a name of ours", "{name: §tags, contacts: email, rewards: email}", "a name of ours"),
        mistake(
            "a name twice",
            "profile: a\ncontact:\n  fields:\n    - "
                + GOOD_FIELD
                + "\n    - {name: §email, contacts: phone, rewards: phone}",
            "email is the name of the field on line 4 already"),
        field(
            "an unknown direction",
            "{name: a, contacts: email, rewards: email, direction: §sideways}",
            "contact.fields[0].direction: sideways is no known direction",
            "Allowed: both, toContacts, toRewards"),
        field(
            "an unknown policy",
            "{name: a, contacts: email, rewards: email, conflict: §oldest}",
            "oldest is no known policy, did you mean newest?"),
        field(
            "an unknown tie",
            "{name: a, contacts: email, rewards: email, tie: §contact}",
            "did you mean contacts?"),
        field(
            "an unknown drift",
            "{name: a, contacts: email, rewards: email, direction: toContacts, drift: §undo}",
            "Allowed: accept, restore"),
        field(
            "a list for a word",
            "{name: a, contacts: email, rewards: email, direction: §[both]}",
            "must be one value, not a list"),
        // keys that would be without effect
        field(
            "drift both ways",
            "{name: a, contacts: email, rewards: email, drift: §restore}",
            "drift is for one-way fields"),
        field(
            "a policy one way",
            "{name: a, contacts: email, rewards: email, direction: toRewards, conflict: §newest}",
            "conflict is for fields with direction: both"),
        field(
            "a tie one way",
            "{name: a, contacts: email, rewards: email, direction: toRewards, tie: §contacts}",
            "tie is for fields with direction: both"),
        field(
            "a tie without a draw",
            "{name: a, contacts: email, rewards: email, conflict: review, tie: §contacts}",
            "tie is for conflict: newest"),
        // fields a side does not have, or cannot write
        field(
            "an unknown contact field",
            "{name: a, contacts: §fristName, rewards: firstName}",
            "fristName is no known contact field, did you mean firstName?",
            "customField(key)"),
        field(
            "an unknown profile field",
            "{name: a, contacts: email, rewards: §mail}",
            "mail is no known profile field, did you mean email?",
            "Allowed: email, firstName, lastName, phone, country, comment, tier, points"),
        field(
            "more e-mails",
            "{name: a, contacts: §additionalEmails, rewards: email}",
            "takes them in no write (422)"),
        field(
            "more phones",
            "{name: a, contacts: §additionalPhones, rewards: phone}",
            "no write (422)"),
        field(
            "a company both ways",
            "{name: a, contacts: §companyName, rewards: comment}",
            "refuses it in updates (422); use direction: toRewards"),
        field("a gender", "{name: a, contacts: §gender, rewards: comment}", "shows it in no read"),
        field(
            "a contact's type both ways",
            "{name: a, contacts: §type, rewards: comment}",
            "takes type in no write; use direction: toRewards"),
        field(
            "points both ways",
            "{name: a, contacts: customField(points), rewards: §points}",
            "points is a balance",
            "direction: toContacts"),
        field("tags as a field", "{name: a, contacts: §tags, rewards: comment}", "contact.tags"),
        field(
            "consent as a field", "{name: a, contacts: §dnd, rewards: comment}", "needs no field"),
        field(
            "a channel as a field",
            "{name: a, contacts: §dndSettings, rewards: comment}",
            "consent is always kept in step"),
        field(
            "inbound consent",
            "{name: a, contacts: §inboundDndSettings, rewards: comment}",
            "shows inbound do-not-disturb in no read"),
        field(
            "a bare custom field",
            "{name: a, contacts: §customFields, rewards: tier}",
            "by its key"),
        field("a contact's id", "{name: a, contacts: §id, rewards: comment}", "the link itself"),
        field(
            "our own mark",
            "{name: a, contacts: §customField(lockstep_profile_id), rewards: tier}",
            "leave it to us"),
        field("the link", "{name: a, contacts: source, rewards: §referenceId}", "the link itself"),
        field("a profile's tags", "{name: a, contacts: source, rewards: §tags}", "contact.tags"),
        field("a profile's consent", "{name: a, contacts: source, rewards: §consent}", "no field"),
        mistake(
            "two writers of a contact's field",
            """
            profile: a
            contact:
              fields:
                - {name: one, contacts: source, rewards: comment}
                - {name: two, contacts: §source, rewards: tier, direction: toContacts}
            """,
            "source is written by the field one already"),
        mistake(
            "two writers of a profile's field",
            """
            profile: a
            contact:
              fields:
                - {name: one, contacts: source, rewards: comment}
                - {name: two, contacts: city, rewards: §comment, direction: toRewards}
            """,
            "comment is written by the field one already"),
        mistake(
            "a name beside its parts",
            """
            profile: a
            contact:
              fields:
                - {name: firstName, contacts: firstName, rewards: firstName}
                - {name: name, contacts: §name, rewards: comment}
            """,
            "name is written by the field firstName already by way of firstName"),
        mistake(
            "a part of a name beside the whole",
            """
            profile: a
            contact:
              fields:
                - {name: name, contacts: name, rewards: comment}
                - {name: lastName, contacts: §lastName, rewards: lastName}
            """,
            "lastName is written by the field name already by way of name"),
        // types
        field(
            "a phone and an e-mail",
            "{name: a, contacts: phone, rewards: §email}",
            "contacts holds the type phone here and rewards the type email"),
        field(
            "any text into a date",
            "{name: a, contacts: §dateOfBirth, rewards: comment}",
            "any text would be written into the type date; say as: date"),
        field(
            "any text into a profile's country",
            "{name: a, contacts: state, rewards: §country, direction: toRewards}",
            "any text would be written into the type country"),
        field(
            "a form that does not fit",
            "{name: a, contacts: email, rewards: email, as: §phone}",
            "phone does not fit; contacts holds the type email here"),
        field(
            "a set that is none",
            "{name: a, contacts: customField(a), rewards: comment, as: §words}",
            "words is no known form",
            "Allowed: text, email, phone, date, country, number"),
        // values
        field(
            "values that cannot be turned back, both ways",
            "{name: a, contacts: customField(a), rewards: tier, values: {G: Top, S: §Top}}",
            "contact.fields[0].values.S: G and S both become Top, so Top cannot be turned back"),
        field(
            "values that cannot be turned back, to rewards",
            "{name: a, contacts: customField(a), rewards: tier, direction: toRewards, values: {G: T, S: §T}}",
            "cannot be turned back"),
        field(
            "values under one key",
            "{name: a, contacts: customField(a), rewards: tier, values: {G: A, §G: B}}",
            "stands here twice"),
        field(
            "no values",
            "{name: a, contacts: customField(a), rewards: tier, values: §{}}",
            "say what becomes what"),
        field(
            "a value of nothing",
            "{name: a, contacts: customField(a), rewards: tier, values: {G: §''}}",
            "needs a value"),
        // tags, deletes, tasks, notes, brakes
        mistake("a slip in tags", contact("tags: {§nevr: [a]}"), "did you mean never?"),
        mistake("tags as a word", contact("tags: §both"), "must be a section"),
        mistake("one tag for a list", contact("tags: {only: §vip}"), "must be a list"),
        mistake("an unknown deletion", contact("deletes: §maybe"), "propagate, ignore, review"),
        mistake("a slip in tasks", with("tasks: {§duo: {default: +1d}}"), "did you mean due?"),
        mistake(
            "a task due in the past",
            with("tasks: {due: {default: §1d}}"),
            "tasks.due.default: 1d is no time from now; say + and a duration, such as +1d"),
        mistake(
            "tasks of unknown users",
            with("tasks: {users: §byName}"),
            "byName is no known way to find users. Allowed: byEmail"),
        mistake(
            "a bad duration",
            with("brakes: {flips: {within: §10 minutes}}"),
            "brakes.flips.within: 10 minutes is no duration",
            "90s, 10m or 1d"),
        mistake("a duration of nothing", with("brakes: {flips: {within: §0m}}"), "is no duration"),
        mistake(
            "a bad percentage",
            with("brakes: {deletes: {percent: §101}}"),
            "101 is no percentage; say a whole number from 1 to 100"),
        mistake("a percentage of nothing", with("brakes: {deletes: {percent: §0}}"), "1 to 100"),
        mistake("half a percentage", with("brakes: {deletes: {percent: §0.5}}"), "no percentage"),
        mistake("fewer than none", with("brakes: {writes: {most: §-1}}"), "from 0 to 1000000"),
        mistake(
            "more than anybody", with("brakes: {writes: {most: §1000001}}"), "from 0 to 1000000"),
        mistake("a number too long", with("brakes: {flips: {most: §99999999999}}"), "whole number"),
        mistake("an unknown brake", with("brakes: {§creates: {most: 1}}"), "is no known key"));
  }

  @Test
  void aHugeWordIsCutInTheMessage() {
    assertThat(mistake("x".repeat(100_000) + ": a")).message().hasSizeLessThan(300);
  }

  @Test
  void aFileNestedWithoutEndIsRefusedLikeAnyOther() {
    assertThat(mistake("profile: " + "[".repeat(10_000))).hasMessageContaining("not YAML");
  }

  @Test
  void aFileThatContainsItselfIsRefusedLikeAnyOther() {
    assertThat(mistake("profile: a\ncontact: &x {fields: *x}"))
        .hasMessageContaining("must be a list");
  }

  private static MappingException mistake(String yaml) {
    return catchThrowableOfType(
        MappingException.class, () -> MappingProfiles.parse("acme.yaml", yaml));
  }

  private static Arguments mistake(String claim, String marked, String... says) {
    return Arguments.of(claim, marked, says);
  }

  private static Arguments field(String claim, String markedField, String... says) {
    return mistake(claim, "profile: a\ncontact:\n  fields:\n    - " + markedField + "\n", says);
  }

  private static String with(String section) {
    return "profile: a\ncontact: {fields: [" + GOOD_FIELD + "]}\n" + section;
  }

  private static String contact(String section) {
    return "profile: a\ncontact:\n  fields: [" + GOOD_FIELD + "]\n  " + section;
  }
}

package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.SandboxClock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Contacts as BHN calls them: list and search, create, read, update, delete, tags. */
final class ProfileCalls {

  private static final int LARGEST_PAGE = 1_000;

  private final SandboxClock clock;
  private final Profiles profiles;

  ProfileCalls(SandboxClock clock, Profiles profiles) {
    this.clock = clock;
    this.profiles = profiles;
  }

  /** In the order of creation; with {@code updatedSince} in the order of change. */
  Reply list(Ask ask) {
    Page page = Page.of(ask, LARGEST_PAGE);
    return Reply.ok(page.of(found(ask).map(Profile::shape).toList()));
  }

  private Stream<Profile> found(Ask ask) {
    Account account = profiles.account(ask.caller().home());
    Stream<Profile> found = account.profiles(ask.lens(), clock.instant());
    Optional<String> email = ask.param("email");
    Optional<String> referenceId = ask.param("referenceId");
    Optional<String> madeBy =
        ask.param("requestId").map(id -> account.creations().madeBy(id, Profiles.CONTACTS));
    found =
        found
            .filter(one -> email.isEmpty() || email.get().equalsIgnoreCase(one.text("email")))
            .filter(
                one -> referenceId.isEmpty() || referenceId.get().equals(one.text("referenceId")))
            .filter(one -> madeBy.isEmpty() || madeBy.get().equals(one.id()));
    Optional<Instant> since = ask.param("updatedSince").map(ProfileCalls::instant);
    return since.isEmpty()
        ? found
        : found
            .filter(one -> !one.updatedAt().isBefore(since.get()))
            .sorted(Comparator.comparing(Profile::updatedAt));
  }

  Reply create(Ask ask) {
    return Reply.created(one(profiles.create(ask.caller().home(), ask.json())));
  }

  Reply get(Ask ask) {
    Profile profile =
        profiles
            .account(ask.caller().home())
            .profile(ask.path("contactId"), ask.lens())
            .orElseThrow(Says::unknownContact);
    return Reply.ok(one(profile));
  }

  Reply update(Ask ask) {
    Map<String, Object> body = ask.json();
    Optional<String> version = Optional.ofNullable(body.get("version")).map(Object::toString);
    return Reply.ok(
        one(profiles.update(ask.caller().home(), ask.path("contactId"), version, body)));
  }

  Reply delete(Ask ask) {
    profiles.delete(ask.caller().home(), ask.path("contactId"), ask.param("version"));
    return Reply.ok(Says.success(List.of()));
  }

  Reply addTags(Ask ask) {
    return Reply.ok(
        one(profiles.addTags(ask.caller().home(), ask.path("contactId"), wantedTags(ask))));
  }

  Reply removeTags(Ask ask) {
    return Reply.ok(
        one(profiles.removeTags(ask.caller().home(), ask.path("contactId"), wantedTags(ask))));
  }

  private static List<String> wantedTags(Ask ask) {
    Map<String, Object> body = ask.json();
    body.keySet().stream()
        .filter(name -> !name.equals("tags"))
        .findFirst()
        .ifPresent(
            name -> {
              throw Says.badField(name, "unknown", "This call takes only tags.");
            });
    return ProfileWriter.tags("contact", body.get("tags"));
  }

  private static Map<String, Object> one(Profile profile) {
    return Says.success(List.of(profile.shape()));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException noTime) {
      throw Says.refusal(400, "page.updatedSince.invalid", "updatedSince is ISO-8601 in UTC.");
    }
  }
}

package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Points given to a contact, who is named by reference id or, failing that, by e-mail. */
final class PointsCalls {

  private static final String WHERE = "points";
  private static final Set<String> PROPERTIES =
      Set.of("requestId", "referenceId", "email", "points", "country", "comment");

  private final Profiles profiles;

  PointsCalls(Profiles profiles) {
    this.profiles = profiles;
  }

  Reply award(Ask ask) {
    Map<String, Object> body = ask.json();
    String accountId = ask.caller().home();
    Creations creations = profiles.account(accountId).creations();
    Optional<String> requestId = Creations.requestId(body);
    creations.requireNew(requestId, WHERE, body);
    BigDecimal points = points(body);
    Profile profile = named(accountId, body);
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("points", balance(profile).add(points));
    List.of("country", "comment").stream()
        .filter(body::containsKey)
        .forEach(name -> change.put(name, body.get(name)));
    Profile after = profiles.update(accountId, profile.id(), Optional.empty(), change);
    creations.remember(requestId, WHERE, body, profile.id());
    return Reply.created(Says.success(List.of(after.shape())));
  }

  private static BigDecimal points(Map<String, Object> body) {
    body.keySet().stream()
        .filter(name -> !PROPERTIES.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw Says.badField("points", name, "unknown", "This call takes no " + name + ".");
            });
    if (!(body.get("points") instanceof Number points)) {
      throw Says.badField("points", "points", "invalid", "points is a number.");
    }
    return new BigDecimal(points.toString());
  }

  private static BigDecimal balance(Profile profile) {
    Object points = profile.shape().get("points");
    return points instanceof Number number ? new BigDecimal(number.toString()) : BigDecimal.ZERO;
  }

  private Profile named(String accountId, Map<String, Object> body) {
    return profiles
        .account(accountId)
        .profiles()
        .filter(one -> isNamed(one, body))
        .findFirst()
        .orElseThrow(Says::unknownContact);
  }

  private static boolean isNamed(Profile profile, Map<String, Object> body) {
    return body.get("referenceId") instanceof String referenceId
        ? referenceId.equals(profile.text("referenceId"))
        : body.get("email") instanceof String email
            && email.equalsIgnoreCase(profile.text("email"));
  }
}

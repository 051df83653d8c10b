package io.lockstep.sandbox.bhn;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What each request id of an account was used for, so that nothing is created twice. */
final class Creations {

  /**
   * One use of a request id.
   *
   * @param where what was added to: {@code contacts}, or the tasks or notes of one contact
   * @param body of the request
   * @param id of what it made
   */
  private record Creation(String where, Map<String, Object> body, String id) {}

  private final Map<String, Creation> byRequestId = new HashMap<>();

  /** The request id a body carries; refused when it is none. */
  static Optional<String> requestId(Map<String, Object> body) {
    Object requestId = body.get("requestId");
    if (requestId == null) {
      return Optional.empty();
    }
    if (!(requestId instanceof String text) || text.isEmpty() || text.length() > 50) {
      throw Says.refusal(400, "request.id.invalid", "requestId has 1 to 50 characters.");
    }
    return Optional.of(text);
  }

  /** Refuses a request that was served before, or whose id was. */
  void requireNew(Optional<String> requestId, String where, Map<String, Object> body) {
    requestId
        .map(byRequestId::get)
        .ifPresent(
            before -> {
              boolean same = before.where().equals(where) && before.body().equals(body);
              throw same ? Says.repeatedRequest() : Says.reusedRequest();
            });
  }

  void remember(Optional<String> requestId, String where, Map<String, Object> body, String madeId) {
    requestId.ifPresent(
        id -> byRequestId.put(id, new Creation(where, new LinkedHashMap<>(body), madeId)));
  }

  /** The id of what that request made there; empty text, which is nobody's id, for nothing. */
  String madeBy(String requestId, String where) {
    Creation creation = byRequestId.get(requestId);
    return creation != null && creation.where().equals(where) ? creation.id() : "";
  }
}

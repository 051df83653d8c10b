package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * BHN's answers: {@code {success, result}} as its callers show it, {@code {success, errors}} with
 * dotted codes as its sister API has it. Decide on codes, never on messages.
 */
final class Says {

  private Says() {}

  static Map<String, Object> success(List<Map<String, Object>> result) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("result", result);
    return body;
  }

  static Reply reply(int status, String errorCode, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("errorCode", errorCode);
    error.put("message", message);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("errors", List.of(error));
    return Reply.of(status, body);
  }

  static Refusal refusal(int status, String errorCode, String message) {
    return new Refusal(reply(status, errorCode, message));
  }

  /** 400, as the sister API answers an id it does not know; not 404. */
  static Refusal unknownContact() {
    return refusal(400, "contact.unknown", "There is no contact with this id.");
  }

  static Refusal badField(String field, String wrong, String message) {
    return refusal(400, "contact." + field + "." + wrong, message);
  }

  static Refusal stale() {
    return refusal(409, "contact.version.stale", "The contact has changed since that version.");
  }

  /** The one number known of BHN's real error codes. */
  static Refusal repeatedRequest() {
    return refusal(400, "2303", "This requestId was used before; nothing was created.");
  }

  static Refusal reusedRequest() {
    return refusal(409, "request.id.reused", "This requestId was used with another body.");
  }
}

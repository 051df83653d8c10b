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
    return Reply.of(status, failure(error));
  }

  private static Map<String, Object> failure(Map<String, Object> error) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("errors", List.of(error));
    return body;
  }

  static Refusal refusal(int status, String errorCode, String message) {
    return new Refusal(reply(status, errorCode, message));
  }

  static Refusal unknownContact() {
    return unknown("contact");
  }

  /** 400, as the sister API answers an id it does not know; not 404. */
  static Refusal unknown(String record) {
    return refusal(400, record + ".unknown", "There is no " + record + " with this id.");
  }

  /** A field of a contact. */
  static Refusal badField(String field, String wrong, String message) {
    return badField("contact", field, wrong, message);
  }

  static Refusal badField(String record, String field, String wrong, String message) {
    return refusal(400, record + "." + field + "." + wrong, message);
  }

  /** The limit in characters stands beside the code. */
  static Refusal tooLong(String record, String field, int limit) {
    return overLimit(
        record + "." + field + ".tooLong", limit, field + " has at most " + limit + " characters.");
  }

  /** The limit in bytes stands beside the code. */
  static Refusal tooLarge(String record, String field, int limit) {
    return overLimit(
        record + "." + field + ".tooLarge", limit, field + " has at most " + limit + " bytes.");
  }

  private static Refusal overLimit(String errorCode, int limit, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("errorCode", errorCode);
    error.put("message", message);
    error.put("limit", limit);
    return new Refusal(Reply.of(400, failure(error)));
  }

  static Refusal stale(String record) {
    return refusal(
        409, record + ".version.stale", "The " + record + " has changed since that version.");
  }

  /** The one number known of BHN's real error codes. */
  static Refusal repeatedRequest() {
    return refusal(400, "2303", "This requestId was used before; nothing was created.");
  }

  static Refusal reusedRequest() {
    return refusal(409, "request.id.reused", "This requestId was used with another body.");
  }
}

package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** HighLevel's error answers, in its own words where they are known (facts sections 1.1 and 5). */
final class Says {

  private Says() {}

  static Refusal unknownContact(String id) {
    return badRequest("Contact with id " + id + " not found"); // 400, not 404
  }

  /** In the words it has for a contact; of its own there are none known. */
  static Refusal unknownItem(ItemKind kind, String id) {
    return badRequest((kind == ItemKind.TASK ? "Task" : "Note") + " with id " + id + " not found");
  }

  static Refusal badRequest(String message) {
    return new Refusal(reply(400, message, "Bad Request"));
  }

  /** The message is an array here and nowhere else. */
  static Refusal unprocessable(List<String> messages) {
    return new Refusal(unprocessableReply(messages));
  }

  static Reply unprocessableReply(List<String> messages) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("statusCode", 422);
    body.put("message", messages);
    body.put("error", "Unprocessable Entity");
    return Reply.of(422, body);
  }

  static Refusal duplicate(Contact holder, String field) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("statusCode", 400);
    body.put("message", "This location does not allow duplicated contacts.");
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("contactId", holder.id());
    meta.put("contactName", holder.name());
    meta.put("matchingField", field);
    body.put("meta", meta);
    return new Refusal(Reply.of(400, body));
  }

  static Refusal otherLocation() {
    return new Refusal(reply(403, "The token does not have access to this location.", "Forbidden"));
  }

  static Reply unauthorized(String message) {
    return reply(401, message, "Unauthorized");
  }

  static Reply lacksScope() {
    return unauthorized("The token is not authorized for this scope.");
  }

  /** The Version header's two refusals carry no {@code error}. */
  static Reply versionRefused(String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("statusCode", 401);
    body.put("message", message);
    return Reply.of(401, body);
  }

  /** The real body of a 429 is not documented; this one follows the others. */
  static Reply tooManyRequests() {
    return reply(429, "Too many requests", "Too Many Requests");
  }

  static Reply noRoute(String method, String path) {
    return reply(404, "Cannot " + method + " " + path, "Not Found");
  }

  static Reply serverError() {
    return reply(500, "Internal server error", "Internal Server Error");
  }

  static Reply reply(int status, String message, String error) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("statusCode", status);
    body.put("message", message);
    body.put("error", error);
    return Reply.of(status, body);
  }
}

package io.lockstep.sandbox.control;

import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.http.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bad input to the control API: 400 with a name a program can test and a sentence for a person. */
final class ControlRefusal {

  private ControlRefusal() {}

  static Refusal named(String error, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("message", message);
    return new Refusal(Reply.of(400, body));
  }
}

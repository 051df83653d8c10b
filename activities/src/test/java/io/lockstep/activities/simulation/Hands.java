package io.lockstep.activities.simulation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxAccess;
import io.lockstep.sandbox.SandboxAnswer;
import io.lockstep.sandbox.SandboxCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People's hands on both providers, and the sandbox's own controls; neither crashes nor waits. */
final class Hands {

  static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
  private static final TypeReference<List<Map<String, Object>>> LIST = new TypeReference<>() {};

  private final Sandbox sandbox;
  private final SandboxAccess access;

  Hands(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.access = sandbox.access();
  }

  /** The contact as HighLevel answers it; empty when it refuses. */
  Optional<Map<String, Object>> highLevel(String method, String path, Map<String, Object> body) {
    var headers = new HashMap<String, String>();
    headers.put("Authorization", "Bearer " + access.highlevel().personToken());
    headers.put("Version", "2021-07-28");
    headers.put("Content-Type", "application/json");
    return succeeded(call(method, "/highlevel" + path, headers, body));
  }

  Optional<Map<String, Object>> bhn(String method, String path, Map<String, Object> body) {
    var headers = new HashMap<String, String>();
    headers.put("Authorization", "Bearer " + access.bhn().personToken());
    headers.put("Content-Type", "application/json");
    return succeeded(call(method, "/bhn" + path, headers, body));
  }

  /** A file of a rewards note. */
  Optional<Map<String, Object>> file(String path, byte[] content) {
    var headers = new HashMap<String, String>();
    headers.put("Authorization", "Bearer " + access.bhn().personToken());
    headers.put("Content-Type", "application/pdf");
    try {
      return succeeded(sandbox.call(new SandboxCall("POST", "/bhn" + path, headers, content)));
    } catch (IOException cut) {
      throw new UncheckedIOException("faults are for Lockstep's calls alone", cut);
    }
  }

  void control(String method, String path, Object body) {
    SandboxAnswer answer = call(method, "/control" + path, Map.of(), body);
    if (answer.status() >= 300) {
      throw new IllegalStateException(
          path + " answered " + new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  List<Map<String, Object>> readList(String path) {
    try {
      return JSON.readValue(call("GET", "/control" + path, Map.of(), Map.of()).body(), LIST);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What both sides hold. */
  Map<String, Object> state() {
    return sandbox.state();
  }

  /** Custom field ids by key; defines Lockstep's own field first. */
  Map<String, String> customFieldIds() {
    String fields = "/locations/" + locationId() + "/customFields";
    highLevel(
        "POST",
        fields,
        Map.of("name", "lockstep_profile_id", "dataType", "TEXT", "model", "contact"));
    var ids = new HashMap<String, String>();
    Map<String, Object> answer = highLevel("GET", fields, Map.of()).orElseThrow();
    for (Map<String, Object> field : records(answer, "customFields")) {
      ids.put(String.valueOf(field.get("fieldKey")), String.valueOf(field.get("id")));
    }
    return ids;
  }

  /** The ids of the location's users by e-mail. */
  Map<String, String> userIds() {
    var ids = new HashMap<String, String>();
    Map<String, Object> answer =
        highLevel("GET", "/users/?locationId=" + locationId(), Map.of()).orElseThrow();
    for (Map<String, Object> user : records(answer, "users")) {
      ids.put(String.valueOf(user.get("email")), String.valueOf(user.get("id")));
    }
    return ids;
  }

  String locationId() {
    return access.highlevel().locationId();
  }

  private static Optional<Map<String, Object>> succeeded(SandboxAnswer answer) {
    return answer.status() < 300 ? Optional.of(json(answer)) : Optional.empty();
  }

  private SandboxAnswer call(String method, String path, Map<String, String> headers, Object body) {
    try {
      boolean empty = body instanceof Map<?, ?> map && map.isEmpty();
      byte[] bytes = empty ? new byte[0] : JSON.writeValueAsBytes(body);
      return sandbox.call(new SandboxCall(method, path, headers, bytes));
    } catch (IOException cut) {
      throw new UncheckedIOException("faults are for Lockstep's calls alone", cut);
    }
  }

  private static Map<String, Object> json(SandboxAnswer answer) {
    return json(answer.body());
  }

  static Map<String, Object> json(byte[] body) {
    try {
      return JSON.readValue(body, MAP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // the sandbox's own shapes
  static Map<String, Object> section(Map<String, Object> map, String name) {
    return (Map<String, Object>) map.getOrDefault(name, Map.of());
  }

  @SuppressWarnings("unchecked") // the sandbox's own shapes
  static List<Map<String, Object>> records(Map<String, Object> map, String name) {
    return (List<Map<String, Object>>) map.getOrDefault(name, List.of());
  }
}

package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.webhooks.Delivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A sandbox on a clock the test turns by hand, called as the app calls it. */
final class Play {

  /** An answer with its body read. */
  record Said(int status, Map<String, String> headers, Map<String, Object> body) {

    Map<String, Object> object(String name) {
      return Json.map(body.get(name));
    }

    /** The one element of BHN's result. */
    Map<String, Object> profile() {
      return Json.map(objects("result").get(0));
    }

    List<Map<String, Object>> objects(String name) {
      return body.get(name) instanceof List<?> list
          ? list.stream().map(Json::map).toList()
          : List.of();
    }

    List<String> texts(String name) {
      return Json.texts(body.get(name));
    }
  }

  static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  private Instant now = START;
  private final Sandbox sandbox;
  private final SandboxAccess access;
  private @Nullable String bhnToken;

  Play() {
    this(options -> options);
  }

  Play(UnaryOperator<SandboxOptions> more) {
    InstantSource clock = () -> now;
    sandbox = Sandbox.inProcess(more.apply(new SandboxOptions(clock, 7)));
    access = sandbox.access();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  SandboxAccess access() {
    return access;
  }

  String locationId() {
    return access.highlevel().locationId();
  }

  /** A call to HighLevel with the app's token. */
  Said highLevel(String method, String path, Object... body) {
    return call(method, "/highlevel" + path, headers(access.highlevel().token()), body);
  }

  /** The same with the person's token. */
  Said asPerson(String method, String path, Object... body) {
    return call(method, "/highlevel" + path, headers(access.highlevel().personToken()), body);
  }

  static Map<String, String> headers(String token) {
    return Map.of("Authorization", "Bearer " + token, "Version", "2021-07-28");
  }

  /** A call to BHN with an access token of its own. */
  Said bhn(String method, String path, Object... body) {
    String token = bhnToken == null ? String.valueOf(token().body().get("access_token")) : bhnToken;
    bhnToken = token;
    return call(method, "/bhn" + path, Map.of("Authorization", "Bearer " + token), body);
  }

  Said token() {
    String basic = access.bhn().clientId() + ":" + access.bhn().clientSecret();
    return call(
        "POST",
        "/bhn/oauth2/token",
        Map.of(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8))),
        ("grant_type=client_credentials&client_id=" + access.bhn().clientId())
            .getBytes(StandardCharsets.UTF_8));
  }

  Said control(String method, String path, Object... body) {
    return call(method, "/control/" + path, Map.of(), body);
  }

  void faults(Fault... faults) {
    List<Map<String, Object>> shapes = Arrays.stream(faults).map(Fault::shape).toList();
    Said said = control("PUT", "faults", (Object) shapes);
    assertThat(said.status()).as("%s", said.body()).isEqualTo(200);
  }

  Said call(String method, String path, Map<String, String> headers, Object... body) {
    try {
      return tryCall(method, path, headers, body);
    } catch (IOException cut) {
      throw new UncheckedIOException(cut);
    }
  }

  Said tryCall(String method, String path, Map<String, String> headers, Object... body)
      throws IOException {
    byte[] bytes =
        body.length == 0 ? new byte[0] : body[0] instanceof byte[] raw ? raw : Json.bytes(body[0]);
    SandboxAnswer answer = sandbox.call(new SandboxCall(method, path, headers, bytes));
    Object read = Json.value(answer.body());
    Map<String, Object> object = new LinkedHashMap<>();
    if (read instanceof List<?>) {
      object.put("items", read);
    } else {
      object.putAll(Json.map(read));
    }
    return new Said(answer.status(), answer.headers(), object);
  }

  /** Creates a contact of this location; answers its id. */
  String contact(Map<String, ?> values) {
    Map<String, Object> body = new LinkedHashMap<>(values);
    body.put("locationId", locationId());
    Said said = highLevel("POST", "/contacts/", body);
    assertThat(said.status()).as("%s", said.body()).isEqualTo(201);
    return String.valueOf(said.object("contact").get("id"));
  }

  /** Adds a task that is due next week; answers its path. */
  String task(String contactId, String title) {
    Said said =
        highLevel(
            "POST",
            "/contacts/" + contactId + "/tasks",
            Map.of("title", title, "dueDate", "2026-11-09T12:00:00Z", "completed", false));
    assertThat(said.status()).as("%s", said.body()).isEqualTo(201);
    return "/contacts/" + contactId + "/tasks/" + said.object("task").get("id");
  }

  /** Adds a note; answers its path. */
  String note(String contactId, String body) {
    Said said = highLevel("POST", "/contacts/" + contactId + "/notes", Map.of("body", body));
    assertThat(said.status()).as("%s", said.body()).isEqualTo(201);
    return "/contacts/" + contactId + "/notes/" + said.object("note").get("id");
  }

  /** A multipart form with that file. */
  static byte[] form(String fileName, byte[] content) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        ("--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + fileName
                + "\"\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n--B--\r\n".getBytes(StandardCharsets.UTF_8));
    return form.toByteArray();
  }

  /** Sends a form to the media library. */
  Said upload(byte[] form) {
    Map<String, String> headers = new LinkedHashMap<>(headers(access.highlevel().token()));
    headers.put("Content-Type", "multipart/form-data; boundary=B");
    return call("POST", "/highlevel/medias/upload-file", headers, form);
  }

  /** What a list of HighLevel's holds, by the property that tells the items apart. */
  List<Object> listed(String contactId, String many, String property) {
    return highLevel("GET", "/contacts/" + contactId + "/" + many).objects(many).stream()
        .map(item -> item.get(property))
        .toList();
  }

  Map<String, Object> readContact(String id) {
    return highLevel("GET", "/contacts/" + id).object("contact");
  }

  /** Creates a profile; answers its id. */
  String profile(Map<String, ?> values) {
    Said said = bhn("POST", "/v2/contacts", values);
    assertThat(said.status()).as("%s", said.body()).isEqualTo(201);
    return String.valueOf(said.profile().get("contactId"));
  }

  /** Adds a task to a profile; answers its path. */
  String profileTask(String contactId, Map<String, ?> values) {
    String tasks = "/v2/contacts/" + contactId + "/tasks";
    Said said = bhn("POST", tasks, values);
    assertThat(said.status()).as("%s", said.body()).isEqualTo(201);
    return tasks + "/" + said.profile().get("taskId");
  }

  /** Adds a note to a profile; answers its path. */
  String profileNote(String contactId, Map<String, ?> values) {
    String notes = "/v2/contacts/" + contactId + "/notes";
    Said said = bhn("POST", notes, values);
    assertThat(said.status()).as("%s", said.body()).isEqualTo(201);
    return notes + "/" + said.profile().get("noteId");
  }

  /** The first error code of BHN's answer. */
  static String errorCode(Said said) {
    return String.valueOf(said.objects("errors").get(0).get("errorCode"));
  }

  Map<String, Object> readProfile(String id) {
    return bhn("GET", "/v2/contacts/" + id).profile();
  }

  /** Listens to both sides' webhooks. */
  void listen() {
    Map<String, Object> urls = new LinkedHashMap<>();
    urls.put("highlevel", "http://lockstep.test/webhooks/highlevel");
    urls.put("bhn", "http://lockstep.test/webhooks/bhn");
    assertThat(control("PUT", "webhooks", urls).status()).isEqualTo(200);
  }

  /** Takes what is due and says it was received. */
  List<Delivery> received() {
    List<Delivery> due = sandbox.takeDueWebhooks();
    due.forEach(delivery -> sandbox.report(delivery, 200));
    return due;
  }

  static Map<String, Object> body(Delivery delivery) {
    return Json.object(delivery.body());
  }
}

package io.lockstep.starter.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.testing.Histories;
import io.lockstep.starter.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/**
 * Webhooks that nobody should send. Each is taken in or refused with a sentence, a refused one
 * starts nothing, and none is a bug that its sender would repeat for days.
 */
class HostileWebhooksTest {

  /** In every hostile text; no answer may hold it. */
  private static final String MARK = "kanarie";

  private static final List<String> EVENTS =
      List.of(
          """
          {"type": "ContactUpdate", "locationId": "loc1", "id": "c1", "appId": "app1",
           "email": "ada@example.com", "firstName": "Ada", "phone": "+12025550147",
           "tags": ["vip", "new"], "country": "US", "dnd": true,
           "dndSettings": {"SMS": {"status": "active"}}, "dateAdded": "2026-11-24T11:00:00Z",
           "customFields": [{"id": "f1", "value": "Gold"}], "webhookId": "w1",
           "timestamp": "2026-11-24T11:59:00.000Z"}""",
          """
          {"type": "ContactDndUpdate", "locationId": "loc1", "id": "c1", "dnd": false,
           "dndSettings": {"Email": {"status": "permanent"}}}""",
          """
          {"type": "ContactDelete", "locationId": "loc1", "id": "c1"}""",
          """
          {"type": "TaskCreate", "locationId": "loc1", "id": "t1", "contactId": "c1",
           "title": "Call", "body": "Today", "dueDate": "2026-11-25T09:00:00.000Z",
           "assignedTo": "u1", "completed": false}""",
          """
          {"type": "NoteUpdate", "locationId": "loc1", "id": "n1", "contactId": "c1",
           "body": "<p>Likes <b>cards</b></p>"}""",
          """
          {"messageType": "contactInfo", "eventType": "updated", "accountId": "acct1",
           "contactId": "p1", "eventId": "e1", "eventTimestamp": "2026-11-24T11:59:00Z",
           "contact": {"firstName": "Ada", "email": "ada@example.com", "tags": ["vip"],
                       "tier": "G", "referenceId": "c1", "communication": {"sms": "optOut"}}}""",
          """
          {"messageType": "taskInfo", "eventType": "created", "accountId": "acct1",
           "contactId": "p1", "taskId": "k1",
           "task": {"title": "Call", "dueDate": "2026-11-25T09:00:00Z", "completed": true}}""",
          """
          {"messageType": "noteInfo", "eventType": "deleted", "accountId": "acct1",
           "contactId": "p1", "noteId": "n1", "note": {"body": "x", "attachments": [{"id": "a"}]}}""",
          """
          {"messageType": "rewardInfo", "accountId": "acct1"}""");

  /** Values of the wrong kind, as JSON. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e999999999",
          "-0.0",
          "9".repeat(900),
          "9".repeat(5_000),
          "{}",
          "[]",
          "[null]",
          "[[[]]]",
          "{\"" + MARK + "\": {\"a\": [1, null, {}]}}",
          "\"\"",
          "\" \"",
          "\"" + MARK + "\"",
          "\"" + MARK + "/../..\"",
          "\"\\u0000" + MARK + "\"",
          "\"\\ud800\"",
          "\"" + MARK.repeat(9_000) + "\"",
          "\"2026-13-45T99:99:99Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"+1 (202) 555-0147 ext. 5000000000000\"",
          "\"<script>" + MARK + "</script>\"",
          "\"" + "<b>".repeat(3_000) + "\"",
          "[\"" + MARK + "\", 7, null, {\"a\": []}]",
          "[".repeat(400) + "]".repeat(400),
          "[".repeat(2_000) + "]".repeat(2_000),
          "\"\uFEFF\u202E\uD83D\uDE00\"");

  private final Doorstep doorstep = new Doorstep();

  @BeforeEach
  void oneConnection() {
    var usual =
        Samples.connection(
            "acme", "loc1", "acct1", doorstep.highLevel.publicKey(), doorstep.bhn.secret());
    doorstep.connections.register(Samples.with(usual, "US", Samples.WITH_ITEMS_YAML));
  }

  /** One change of a delivery; prints how to make it again. */
  private record Twist(String said, UnaryOperator<Delivery> change) {

    @Override
    public String toString() {
      return said;
    }
  }

  /** A body, how it is written and when and by whom it is signed. */
  private record Delivery(
      String body, Charset charset, String before, Duration ago, @Nullable String signature) {

    boolean isRewards() {
      return body.contains("messageType");
    }

    byte[] bytes() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(before.getBytes(ISO_8859_1));
      all.writeBytes(body.getBytes(charset));
      return all.toByteArray();
    }

    Delivery body(String other) {
      return new Delivery(other, charset, before, ago, signature);
    }

    Delivery written(Charset other, String mark) {
      return new Delivery(body, other, mark, ago, signature);
    }

    Delivery signed(Duration before, @Nullable String by) {
      return new Delivery(body, charset, this.before, before, by);
    }
  }

  private static Twist draw(Random random) {
    int event = random.nextInt(EVENTS.size());
    double at = random.nextDouble();
    String value = VALUES.get(random.nextInt(VALUES.size()));
    int seconds = random.nextInt(1_200) - 600;
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> new Twist("event " + event, d -> d.body(EVENTS.get(event)));
      case 3, 4, 5 ->
          new Twist(
              "value at %s: %s".formatted(at, shown(value)),
              d -> d.body(value(d.body(), at, value)));
      case 6 ->
          new Twist(
              "twice, then " + shown(value),
              d ->
                  d.body(
                      d.body()
                          .replaceFirst(
                              "\\{\"(\\w+)\":", "{\"$1\": " + quoted(value) + ", \"$1\":")));
      case 7 -> new Twist("end at " + at, d -> d.body(d.body().substring(0, place(d.body(), at))));
      case 8 -> new Twist("the value alone: " + shown(value), d -> d.body(value));
      case 9 -> new Twist("in UTF-16", d -> d.written(at < 0.5 ? UTF_16LE : UTF_16BE, ""));
      case 10 ->
          at < 0.5
              ? new Twist("after a BOM", d -> d.written(UTF_8, "\u00ef\u00bb\u00bf"))
              : new Twist(
                  "with bytes that are no UTF-8",
                  d ->
                      d.body(d.body().replace("Ada", "\u00ff\u00fe\u00c0"))
                          .written(ISO_8859_1, ""));
      default ->
          at < 0.5
              ? new Twist(
                  seconds + " s ago", d -> d.signed(Duration.ofSeconds(seconds), d.signature()))
              : new Twist("signed by " + MARK, d -> d.signed(d.ago(), "sha256=00" + MARK));
    };
  }

  private static int place(String text, double at) {
    return (int) (text.length() * at);
  }

  /** The next value after a colon gives way to this one. */
  private static String value(String json, double at, String value) {
    int colon = json.indexOf(": ", place(json, at));
    if (colon < 0) {
      return json;
    }
    int end = colon + 2;
    while (end < json.length() && ",}\n".indexOf(json.charAt(end)) < 0) {
      end++;
    }
    return json.substring(0, colon + 2) + value + json.substring(end);
  }

  private static String quoted(String value) {
    return value.replace("\\", "\\\\").replace("$", "\\$");
  }

  private static String shown(String value) {
    return value.length() < 60 ? value : value.substring(0, 40) + "... (" + value.length() + ")";
  }

  @Test
  void whateverIsSentIsTakenInOrRefusedAndNeverABug() {
    List<Integer> statuses = new ArrayList<>();
    Histories.check(1, 1_000, 4, HostileWebhooksTest::draw, twists -> statuses.add(sent(twists)));
    // Were one of them rare, the twists would test the wrong thing.
    for (int status : new int[] {200, 400, 401}) {
      assertThat(statuses.stream().filter(each -> each == status).count())
          .as("answers %d", status)
          .isGreaterThan(50);
    }
  }

  private int sent(List<Twist> twists) {
    Delivery delivery = new Delivery(EVENTS.get(0), UTF_8, "", Duration.ZERO, null);
    for (Twist twist : twists) {
      delivery = twist.change().apply(delivery);
    }
    doorstep.flows.reset();
    MockHttpServletResponse answer = answer(delivery);
    String told = new String(answer.getContentAsByteArray(), UTF_8);
    assertThat(answer.getStatus()).as("%s of %s", told, delivery).isIn(200, 400, 401, 413);
    assertThat(told).doesNotContain(MARK, "Exception", "io.lockstep", ".java");
    if (answer.getStatus() != 200) {
      assertThat(doorstep.flows.looks()).isEmpty();
      assertThat(doorstep.flows.sweeps()).isEmpty();
      assertThat(told).contains("\"detail\":\"");
    }
    return answer.getStatus();
  }

  private MockHttpServletResponse answer(Delivery delivery) {
    byte[] body = delivery.bytes();
    Instant at = doorstep.clock.instant().minus(delivery.ago());
    try {
      return doorstep.perform(
          delivery.isRewards()
              ? Doorstep.bhn(body, at, signature(delivery, doorstep.bhn.sign(at, body)))
              : Doorstep.highLevel(body, signature(delivery, doorstep.highLevel.sign(body))));
    } catch (Exception escaped) {
      throw new AssertionError("an exception left the controller", escaped);
    }
  }

  private static String signature(Delivery delivery, String good) {
    return delivery.signature() == null ? good : delivery.signature();
  }

  @Test
  void aReplayHasFiveMinutesAndAFutureDateNoMore() throws Exception {
    byte[] body = EVENTS.get(5).getBytes(UTF_8);
    Instant signed = doorstep.clock.instant();
    MockHttpServletRequestBuilder request =
        Doorstep.bhn(body, signed, doorstep.bhn.sign(signed, body));
    assertThat(doorstep.perform(request).getStatus()).isEqualTo(200);
    doorstep.clock.pass(BhnSignature.WINDOW);
    assertThat(doorstep.perform(request).getStatus()).isEqualTo(200); // a hint more, no write more
    doorstep.clock.pass(Duration.ofSeconds(1));
    doorstep.flows.reset();
    assertThat(doorstep.perform(request).getStatus()).isEqualTo(401);

    Instant future = doorstep.clock.instant().plus(BhnSignature.WINDOW).plusSeconds(1);
    assertThat(
            doorstep
                .perform(Doorstep.bhn(body, future, doorstep.bhn.sign(future, body)))
                .getStatus())
        .isEqualTo(401);
    assertThat(doorstep.flows.looks()).isEmpty();
  }

  @Test
  void aSignatureHeaderThatIsNotTheSendersCoversNothing() {
    byte[] body = EVENTS.get(0).getBytes(UTF_8);
    Instant now = doorstep.clock.instant();
    String ed25519 = doorstep.highLevel.sign(body);
    String hmac = doorstep.bhn.sign(now, body);
    String seconds = Long.toString(now.getEpochSecond());
    Histories.check(
        1,
        400,
        2,
        HostileWebhooksTest::slip,
        slips -> {
          String other = apply(slips, ed25519);
          assertThat(
                  HighLevelSignature.of(other).covers(body, doorstep.highLevel.publicKey())
                      && !sameBytes(other, ed25519))
              .as("HighLevel's signature as %s", other)
              .isFalse();
          String otherHmac = apply(slips, hmac);
          assertThat(
                  BhnSignature.of(seconds, otherHmac).covers(body, doorstep.bhn.secret())
                      && !otherHmac.equalsIgnoreCase(hmac))
              .as("BHN's signature as %s", otherHmac)
              .isFalse();
          String otherTime = apply(slips, seconds);
          assertThat(
                  BhnSignature.of(otherTime, hmac).covers(body, doorstep.bhn.secret())
                      && !otherTime.equals(seconds))
              .as("BHN's time as %s", otherTime)
              .isFalse();
          BhnSignature.of(otherTime, hmac).isRecent(now); // must not throw
        });
  }

  /** One change of a header. */
  private record Slip(double at, String piece, boolean replaces) {

    String apply(String header) {
      int place = place(header, at);
      int end = replaces ? Math.min(header.length(), place + piece.length()) : place;
      return header.substring(0, place) + piece + header.substring(end);
    }
  }

  private static Slip slip(Random random) {
    List<String> pieces =
        List.of(
            "",
            "A",
            "=",
            "==",
            ",",
            " ",
            "\t",
            "\u0000",
            "N/A",
            "sha256=",
            "-",
            "+",
            "\u0663",
            "9".repeat(30),
            "x".repeat(9_000),
            "\ud800",
            "%00",
            Long.toString(Long.MAX_VALUE));
    return new Slip(
        random.nextDouble(), pieces.get(random.nextInt(pieces.size())), random.nextBoolean());
  }

  private static String apply(List<Slip> slips, String header) {
    String changed = header;
    for (Slip slip : slips) {
      changed = slip.apply(changed);
    }
    return changed;
  }

  private static boolean sameBytes(String base64, String other) {
    return Arrays.equals(
        Base64.getDecoder().decode(base64.strip()), Base64.getDecoder().decode(other));
  }
}

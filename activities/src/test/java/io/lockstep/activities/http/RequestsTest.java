package io.lockstep.activities.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import feign.Request;
import io.lockstep.activities.bhn.BhnFiles;
import io.lockstep.activities.testing.ScriptedClient;
import io.lockstep.activities.testing.TestConnection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes over the wire, to the letter. */
class RequestsTest {

  private static final String CONTACT = "{\"contact\":{\"id\":\"c1\"}}";
  private static final String TOKEN = "{\"access_token\":\"t\",\"expires_in\":3600}";
  private static final String PROFILE = "{\"success\":true,\"result\":[{\"contactId\":\"p1\"}]}";

  private final ScriptedClient client = new ScriptedClient();
  private final TestConnection test = TestConnection.over(client);

  @Test
  void anIdCannotLeaveItsPlaceInThePath() {
    client.answering(200, CONTACT).answering(200, TOKEN).answering(200, PROFILE);
    test.calls().highLevel().contact("a/b?c#d%2F e");
    assertThat(client.last().url())
        .isEqualTo("http://highlevel.test/contacts/a%2Fb%3Fc%23d%252F%20e");
    test.calls().bhn().contact("../x");
    assertThat(client.last().url()).isEqualTo("http://bhn.test/v2/contacts/..%2Fx");
  }

  @Test
  void aPlusInAPhoneOrAnAddressIsEncoded() {
    client.answering(200, "{\"contact\":null}").answering(200, "{\"contact\":null}");
    test.calls().highLevel().duplicateByPhone("+44 20 7946 0000");
    assertThat(client.last().url())
        .isEqualTo(
            "http://highlevel.test/contacts/search/duplicate"
                + "?locationId=loc1&number=%2B44%2020%207946%200000");
    test.calls().highLevel().duplicateByEmail("a+b&c=d@example.test");
    assertThat(client.last().url()).endsWith("&email=a%2Bb%26c%3Dd%40example.test");
  }

  @Test
  void everyHighLevelCallNamesVersionTokenAndCaller() {
    client.answering(200, CONTACT);
    test.calls().highLevel().contact("c1");
    assertThat(client.last().headers())
        .containsEntry("Version", List.of("2021-07-28"))
        .containsEntry("Authorization", List.of("Bearer planted-highlevel-token"))
        .containsEntry("User-Agent", List.of(Wire.USER_AGENT));
  }

  @Test
  void tagsAreRemovedByADeleteWithABody() {
    client.answering(200, "{\"tags\":[\"vip\"]}");
    assertThat(test.calls().highLevel().removeTags("c1", List.of("gold"))).containsExactly("vip");
    assertThat(client.last().httpMethod()).isEqualTo(Request.HttpMethod.DELETE);
    assertThat(new String(client.last().body(), UTF_8)).isEqualTo("{\"tags\":[\"gold\"]}");
  }

  @Test
  void aNullInABodyIsSentForItMayClearAField() {
    client.answering(200, CONTACT);
    test.calls().highLevel().update("c1", Collections.singletonMap("city", null));
    assertThat(new String(client.last().body(), UTF_8)).isEqualTo("{\"city\":null}");
  }

  @Test
  void aNumberKeepsItsDigits() {
    client.answering(200, "{\"contact\":{\"amount\":12.10}}");
    Optional<Map<String, Object>> contact = test.calls().highLevel().contact("c1");
    assertThat(contact).contains(Map.of("amount", new BigDecimal("12.10")));
  }

  @Test
  void aFileHasMinutesAndEveryOtherCallSeconds() {
    List<Integer> millis = new ArrayList<>();
    var timed =
        TestConnection.over(
            (request, options) -> {
              millis.add(options.readTimeoutMillis());
              return client.execute(request, options);
            });
    client
        .answering(200, "{\"fileId\":\"f1\",\"url\":\"https://media.test/f1\"}")
        .answering(200, "bytes")
        .answering(200, TOKEN)
        .answering(200, "bytes")
        .answering(200, PROFILE)
        .answering(200, CONTACT);
    timed.calls().highLevel().upload("a.txt", "text/plain", new byte[1]);
    timed.calls().highLevel().document("d1");
    timed.calls().bhn().files().content("p1", "n1", "a1");
    timed
        .calls()
        .bhn()
        .profileFiles()
        .add("p1", "r1", new BhnFiles.NewFile("a.txt", "text/plain", new byte[1]));
    timed.calls().highLevel().contact("c1");
    assertThat(millis).containsExactly(120_000, 120_000, 17_000, 120_000, 120_000, 10_000);
  }

  @Test
  void briefCallsGiveUpBeforeTheirLocalActivityDoes() {
    assertThat(Wire.BRIEF.readTimeoutMillis()).isLessThan(1_500);
  }
}

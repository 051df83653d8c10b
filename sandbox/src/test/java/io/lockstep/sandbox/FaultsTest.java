package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.sandbox.Play.Said;
import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private final Play play = new Play();

  @Test
  void aLostAnswerHasDoneItsWork() {
    play.faults(Fault.of("highlevel", "POST /contacts/", FaultKind.LOST_ANSWER).times(1));
    assertThatThrownBy(() -> create("ada@example.com")).isInstanceOf(ConnectionCutException.class);
    assertThat(emails()).containsExactly("ada@example.com");
  }

  @Test
  void aLostRequestHasNot() {
    play.faults(Fault.of("highlevel", "POST /contacts/", FaultKind.LOST_REQUEST).times(1));
    assertThatThrownBy(() -> create("ada@example.com")).isInstanceOf(ConnectionCutException.class);
    assertThat(emails()).isEmpty();
  }

  @Test
  void a422CanHideACreatedContact() throws Exception {
    play.faults(Fault.of("highlevel", "POST /contacts/", FaultKind.CREATED_BUT_422).times(1));
    assertThat(create("ada@example.com").status()).isEqualTo(422);
    assertThat(emails()).containsExactly("ada@example.com");
    assertThat(create("eve@example.com").status()).as("once only").isEqualTo(201);
  }

  @Test
  void errorsAndLimitsDoNothing() {
    String id = play.contact(Map.of("firstName", "Ada"));
    play.faults(Fault.of("highlevel", "PUT *", FaultKind.ERROR_5XX).times(1));
    assertThat(rename(id, "Eve").status()).isEqualTo(500);
    play.faults(Fault.of("highlevel", "PUT *", FaultKind.RATE_LIMITED).times(1));
    assertThat(rename(id, "Eve").status()).isEqualTo(429);
    play.faults(Fault.of("highlevel", "*", FaultKind.UNAUTHORIZED).times(1));
    assertThat(rename(id, "Eve").body()).containsEntry("message", "Invalid JWT");
    assertThat(play.readContact(id)).containsEntry("firstName", "Ada");
  }

  @Test
  void aRefusedFieldIsNamedAndOnlyWritesThatCarryItAreRefused() {
    String id = play.contact(Map.of("firstName", "Ada"));
    play.faults(
        Fault.of("highlevel", "PUT /contacts/{contactId}", FaultKind.REFUSE_FIELD)
            .field("firstName"));
    Said refused = rename(id, "Eve");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.texts("message")).containsExactly("firstName is not accepted here");
    assertThat(play.highLevel("PUT", "/contacts/" + id, Map.of("city", "London")).status())
        .isEqualTo(200);

    String profile = play.profile(Map.of("email", "ada@example.com"));
    play.faults(Fault.of("bhn", "*", FaultKind.REFUSE_FIELD).field("phone"));
    Said bhn = play.bhn("PUT", "/v2/contacts/" + profile, Map.of("phone", "555"));
    assertThat(bhn.status()).isEqualTo(400);
    assertThat(bhn.objects("errors").get(0)).containsEntry("errorCode", "contact.phone.refused");
  }

  @Test
  void aStaleReadShowsTheStateBefore() {
    String id = play.contact(Map.of("firstName", "Ada"));
    rename(id, "Augusta");
    play.faults(Fault.of("highlevel", "GET /contacts/{contactId}", FaultKind.STALE_READ).times(1));
    assertThat(play.readContact(id)).containsEntry("firstName", "Ada");
    assertThat(play.readContact(id)).containsEntry("firstName", "Augusta");
  }

  @Test
  void aHumanEditComesRightAfterTheReadThatMissedIt() {
    String id = play.contact(Map.of("firstName", "Ada"));
    play.faults(
        Fault.of("highlevel", "GET /contacts/{contactId}", FaultKind.HUMAN_EDIT)
            .times(1)
            .edit(Map.of("firstName", "Augusta")));
    assertThat(play.readContact(id)).containsEntry("firstName", "Ada");
    assertThat(play.readContact(id)).containsEntry("firstName", "Augusta");

    String profile = play.profile(Map.of("email", "ada@example.com"));
    play.faults(
        Fault.of("bhn", "GET /v2/contacts/{contactId}", FaultKind.HUMAN_EDIT)
            .times(1)
            .edit(Map.of("comment", "by hand")));
    Map<String, Object> seen = play.readProfile(profile);
    assertThat(seen).doesNotContainKey("comment");
    Said late =
        play.bhn(
            "PUT",
            "/v2/contacts/" + profile,
            Map.of("comment", "by us", "version", String.valueOf(seen.get("version"))));
    assertThat(late.status()).as("BHN's version guards against it").isEqualTo(409);
  }

  @Test
  void anEditNoPersonCouldMakeIsNotMade() {
    String id = play.contact(Map.of("firstName", "Ada"));
    for (Map<String, Object> edit :
        List.<Map<String, Object>>of(
            Map.of("dateOfBirth", "soon"), Map.of("shoeSize", "42", "firstName", "Eve"))) {
      play.faults(
          Fault.of("highlevel", "GET /contacts/{contactId}", FaultKind.HUMAN_EDIT)
              .times(1)
              .edit(edit));
      assertThat(play.readContact(id)).containsEntry("firstName", "Ada");
      assertThat(play.readContact(id)).containsEntry("firstName", "Ada");
    }
    play.faults(
        Fault.of("highlevel", "GET /contacts/{contactId}", FaultKind.HUMAN_EDIT)
            .times(1)
            .edit(Map.of("companyName", "Engines")));
    play.readContact(id);
    assertThat(play.readContact(id)).containsEntry("companyName", "Engines");
  }

  @Test
  void aFaultIsNotUsedUpByACallItMeansNothingFor() {
    String id = play.contact(Map.of("firstName", "Ada"));
    play.faults(
        Fault.of("highlevel", "*", FaultKind.STALE_READ).times(1),
        Fault.of("highlevel", "*", FaultKind.INDEX_LAG).times(1),
        Fault.of("highlevel", "*", FaultKind.CREATED_BUT_422).times(1));
    play.highLevel("GET", "/locations/" + play.locationId());
    play.highLevel("GET", "/contacts/search/duplicate?locationId=" + play.locationId());
    assertThat(play.sandbox().faultHits()).isEmpty();
    play.readContact(id);
    assertThat(play.sandbox().faultHits()).containsOnlyKeys(FaultKind.STALE_READ);
  }

  @Test
  void aFaultIsUsedUpWhenItActsAndNotWhenItsCallFailedAnyway() {
    String id = play.contact(Map.of("firstName", "Ada"));
    String profile = play.profile(Map.of("email", "ada@example.com"));
    String note = play.profileNote(profile, Map.of("body", "Called"));
    play.faults(
        Fault.of("highlevel", "PUT *", FaultKind.ERROR_5XX).times(1),
        Fault.of("highlevel", "PUT *", FaultKind.RATE_LIMITED).times(1),
        Fault.of("highlevel", "PUT *", FaultKind.CREATED_BUT_422).times(1),
        Fault.of("highlevel", "GET *", FaultKind.PARTIAL_LIST).times(1),
        Fault.of("bhn", "GET *", FaultKind.LAGGING_LIST).times(1));
    assertThat(rename(id, "Eve").status()).isEqualTo(500);
    assertThat(rename(id, "Eve").status()).isEqualTo(429);
    assertThat(rename("nobody", "Eve").status()).isEqualTo(400);
    assertThat(rename(id, "Eve").status()).isEqualTo(422);
    assertThat(play.highLevel("GET", "/contacts/" + id + "/notes").status()).isEqualTo(200);
    assertThat(play.bhn("GET", note + "/attachments").status()).isEqualTo(200);
    assertThat(play.sandbox().faultHits())
        .containsOnlyKeys(FaultKind.ERROR_5XX, FaultKind.RATE_LIMITED, FaultKind.CREATED_BUT_422);
    assertThat(emails()).as("a list that holds one").isEmpty();
  }

  @Test
  void aSlowAnswerSaysHowLateItIs() throws Exception {
    play.faults(Fault.of("highlevel", "*", FaultKind.SLOW).by(Duration.ofSeconds(20)));
    SandboxAnswer answer =
        play.sandbox()
            .call(
                new SandboxCall(
                    "GET",
                    "/highlevel/contacts/x",
                    Play.headers(play.access().highlevel().token()),
                    new byte[0]));
    assertThat(answer.delay()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void aFaultOfOneLocationLeavesTheOthersAlone() throws Exception {
    assertThat(play.bhn("GET", "/v2/contacts").status()).isEqualTo(200); // and has its token now
    play.faults(
        Fault.of("highlevel", "*", FaultKind.ERROR_5XX).home(play.access().bhn().accountId()),
        Fault.of("bhn", "*", FaultKind.ERROR_5XX).home(play.access().bhn().accountId()));
    assertThat(create("ada@example.com").status()).isEqualTo(201);
    assertThat(play.bhn("GET", "/v2/contacts").status()).isEqualTo(500);
  }

  @Test
  void aFaultOfALocationThatIsNotThereIsRefused() {
    Said refused =
        play.control(
            "PUT",
            "faults",
            List.of(Map.of("side", "highlevel", "kind", "slow", "home", "nowhere")));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().toString()).contains("unknown-home", play.locationId());
  }

  @Test
  void bhnErrorsCanComeWithStatus200() {
    play.faults(Fault.of("bhn", "*", FaultKind.ERROR_AS_200));
    Said said = play.bhn("GET", "/v2/contacts/nobody");
    assertThat(said.status()).isEqualTo(200);
    assertThat(said.body()).containsEntry("success", false);
  }

  @Test
  void bhnsLimitSaysWhenToComeBack() {
    play.faults(Fault.of("bhn", "GET *", FaultKind.RATE_LIMITED).by(Duration.ofSeconds(7)));
    Said said = play.bhn("GET", "/v2/contacts");
    assertThat(said.status()).isEqualTo(429);
    assertThat(said.headers()).containsEntry("Retry-After", "7");
  }

  @Test
  void chanceIsKeptAndCounted() {
    String id = play.contact(Map.of("firstName", "Ada"));
    play.faults(
        Fault.of("highlevel", "GET /contacts/{contactId}", FaultKind.ERROR_5XX).chance(0.3));
    int failed = 0;
    for (int i = 0; i < 1_000; i++) {
      play.pass(Duration.ofSeconds(1));
      if (play.highLevel("GET", "/contacts/" + id).status() == 500) {
        failed++;
      }
    }
    assertThat(failed).isBetween(230, 370);
    assertThat(play.sandbox().faultHits()).containsEntry(FaultKind.ERROR_5XX, (long) failed);
    assertThat(play.control("GET", "faults").objects("items").get(0)).containsEntry("hits", failed);
  }

  private Said create(String email) throws IOException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("locationId", play.locationId());
    body.put("email", email);
    return play.tryCall(
        "POST", "/highlevel/contacts/", Play.headers(play.access().highlevel().token()), body);
  }

  private Said rename(String id, String firstName) {
    return play.highLevel("PUT", "/contacts/" + id, Map.of("firstName", firstName));
  }

  private List<Object> emails() {
    return play
        .highLevel("GET", "/contacts/?locationId=" + play.locationId())
        .objects("contacts")
        .stream()
        .map(contact -> contact.get("email"))
        .toList();
  }
}

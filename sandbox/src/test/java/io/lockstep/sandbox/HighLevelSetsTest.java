package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HighLevelSetsTest {

  private final Play play = new Play();
  private final String id = play.contact(Map.of("firstName", "Ada", "tags", List.of("math")));

  @Test
  void tagsAreAddedAndRemovedByCallsWithABody() {
    Said added =
        play.highLevel("POST", "/contacts/" + id + "/tags", Map.of("tags", List.of("VIP")));
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.texts("tags")).containsExactly("math", "vip");
    Said removed =
        play.highLevel("DELETE", "/contacts/" + id + "/tags", Map.of("tags", List.of("Math")));
    assertThat(removed.status()).isEqualTo(200);
    assertThat(removed.texts("tags")).containsExactly("vip");
  }

  @Test
  void followersAreAddedAndRemovedByCallsWithABody() {
    Said added =
        play.highLevel(
            "POST", "/contacts/" + id + "/followers", Map.of("followers", List.of("u1", "u2")));
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.texts("followersAdded")).containsExactly("u1", "u2");
    Said removed =
        play.highLevel(
            "DELETE", "/contacts/" + id + "/followers", Map.of("followers", List.of("u1")));
    assertThat(removed.texts("followers")).containsExactly("u2");
    assertThat(removed.texts("followersRemoved")).containsExactly("u1");
  }

  @Test
  void aTagCallWithoutTagsIs422() {
    assertThat(play.highLevel("DELETE", "/contacts/" + id + "/tags", Map.of()).texts("message"))
        .containsExactly("tags must be an array of strings");
  }

  @Test
  void aCustomFieldIsWrittenByIdOrKeyAndReadByIdAlone() {
    Said made =
        play.highLevel(
            "POST",
            "/locations/" + play.locationId() + "/customFields",
            Map.of("name", "Lockstep profile id", "dataType", "TEXT", "model", "contact"));
    assertThat(made.status()).isEqualTo(201);
    Map<String, Object> field = made.object("customField");
    assertThat(field).containsEntry("fieldKey", "contact.lockstep_profile_id");
    String fieldId = String.valueOf(field.get("id"));

    for (Map<String, Object> item :
        List.<Map<String, Object>>of(
            Map.of("key", "lockstep_profile_id", "field_value", "p1"),
            Map.of("id", fieldId, "field_value", "p2"))) {
      play.highLevel("PUT", "/contacts/" + id, Map.of("customFields", List.of(item)));
      assertThat(play.readContact(id))
          .containsEntry(
              "customFields", List.of(Map.of("id", fieldId, "value", item.get("field_value"))));
    }
    assertThat(
            play.highLevel("GET", "/locations/" + play.locationId() + "/customFields?model=contact")
                .objects("customFields"))
        .extracting(one -> one.get("fieldKey"))
        .contains("contact.lockstep_profile_id", "contact.bhn_tier");
    assertThat(
            play.highLevel("GET", "/locations/" + play.locationId() + "/customFields/" + fieldId)
                .object("customField"))
        .isEqualTo(field);
  }

  @Test
  void aCustomFieldThatIsNotDefinedIs422() {
    Said said =
        play.highLevel(
            "PUT",
            "/contacts/" + id,
            Map.of("customFields", List.of(Map.of("key", "shoe_size", "field_value", "44"))));
    assertThat(said.status()).isEqualTo(422);
    assertThat(said.texts("message"))
        .containsExactly("customFields.shoe_size is no custom field here");
  }

  @Test
  void dndMergesPerChannel() {
    dnd("Email", "active");
    dnd("SMS", "inactive");
    assertThat(play.readContact(id))
        .containsEntry(
            "dndSettings",
            Map.of("Email", Map.of("status", "active"), "SMS", Map.of("status", "inactive")));
  }

  @Test
  void permanentDndCannotBeChanged() {
    dnd("SMS", "permanent");
    Said refused = dnd("SMS", "inactive");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .containsEntry("message", "Not authorized to update permanent dnd setting for SMS");
    assertThat(play.readContact(id))
        .containsEntry("dndSettings", Map.of("SMS", Map.of("status", "permanent")));
  }

  @Test
  void whatTheSpecificationDoesNotTakeIsRefused() {
    assertThat(dnd("RCS", "active").status()).isEqualTo(422);
    Map<String, Object> ids = Map.of("locationId", play.locationId(), "ids", List.of(id));
    assertThat(play.highLevel("POST", "/contacts/bulk/business", ids).status()).isEqualTo(422);
    String opportunities = "/opportunities/search?location_id=" + play.locationId() + "&page=";
    assertThat(play.highLevel("GET", opportunities + "0").status()).isEqualTo(422);
    assertThat(play.highLevel("GET", opportunities + "1").status()).isEqualTo(200);
  }

  @Test
  void aCustomFieldHasTheKeyOfItsModelAndTheLabelsOfItsOptions() {
    String fields = "/locations/" + play.locationId() + "/customFields";
    Map<String, Object> size =
        Map.of(
            "name", "Size",
            "dataType", "SINGLE_OPTIONS",
            "model", "opportunity",
            "textBoxListOptions", List.of(Map.of("label", "Large")));
    assertThat(play.highLevel("POST", fields, size).object("customField"))
        .containsEntry("fieldKey", "opportunity.size")
        .containsEntry("picklistOptions", List.of("Large"));
    Map<String, Object> undocumented =
        Map.of("name", "Colour", "dataType", "RADIO", "options", List.of("Red"));
    assertThat(play.highLevel("POST", fields, undocumented).status()).isEqualTo(422);
  }

  private Said dnd(String channel, String status) {
    return play.highLevel(
        "PUT", "/contacts/" + id, Map.of("dndSettings", Map.of(channel, Map.of("status", status))));
  }
}

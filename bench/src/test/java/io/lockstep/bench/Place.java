package io.lockstep.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.core.Side;
import io.lockstep.quickstart.realengine.Http;
import java.util.Map;

/**
 * One location with its account, and a person who edits at either side with a token of their own.
 *
 * @param connection Lockstep's name for it
 * @param number the sandbox's, from 1
 */
record Place(
    String connection,
    int number,
    String locationId,
    String accountId,
    Http contacts,
    Http rewards) {

  /** From one item of the sandbox's {@code GET /control/access}. */
  static Place of(String connection, int number, JsonNode access) {
    JsonNode location = access.path("highlevel");
    JsonNode account = access.path("bhn");
    return new Place(
        connection,
        number,
        location.path("locationId").asText(),
        account.path("accountId").asText(),
        new Http(
            location.path("baseUrl").asText(),
            Map.of(
                "Authorization",
                "Bearer " + location.path("personToken").asText(),
                "Version",
                "2021-07-28")),
        new Http(
            account.path("baseUrl").asText(),
            Map.of("Authorization", "Bearer " + account.path("personToken").asText())));
  }

  Http at(Side side) {
    return switch (side) {
      case CONTACTS -> contacts;
      case REWARDS -> rewards;
    };
  }

  /**
   * A person changes a record on that side.
   *
   * @return false when HighLevel's limit for this person is used up; try again later
   */
  boolean write(Side side, String path, String body) {
    int status = at(side).send("PUT", path, body).statusCode();
    if (status == 429) {
      return false;
    }
    if (status != 200) {
      throw new IllegalStateException("an edit by hand was answered " + status);
    }
    return true;
  }

  @Override
  public String toString() {
    return connection;
  }
}

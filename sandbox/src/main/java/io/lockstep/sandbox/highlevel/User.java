package io.lockstep.sandbox.highlevel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Somebody who works in a location, to whom tasks can be assigned. */
record User(String id, String firstName, String lastName, String email) {

  Map<String, Object> shape(String locationId) {
    Map<String, Object> roles = new LinkedHashMap<>();
    roles.put("type", "account");
    roles.put("role", "user");
    roles.put("locationIds", List.of(locationId));
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("id", id);
    shape.put("name", firstName + " " + lastName);
    shape.put("firstName", firstName);
    shape.put("lastName", lastName);
    shape.put("email", email);
    shape.put("roles", roles);
    return shape;
  }
}

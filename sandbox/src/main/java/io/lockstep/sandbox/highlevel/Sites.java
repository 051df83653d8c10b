package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.world.Chance;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The locations there are, and which token belongs to which. */
final class Sites {

  private final Chance chance;
  private final String appId;
  private final String clientId;
  private final String clientSecret;
  private final String companyId;
  private final Map<String, Location> locations = new LinkedHashMap<>();
  private final Map<String, Caller> callers = new LinkedHashMap<>();

  Sites(Chance chance, String companyId) {
    this.companyId = companyId;
    this.chance = chance;
    this.appId = chance.text(24);
    this.clientId = appId + "-" + chance.text(8);
    this.clientSecret = chance.uuid();
  }

  /** The app all webhooks name; the part of the client id before its dash. */
  String appId() {
    return appId;
  }

  String clientId() {
    return clientId;
  }

  String clientSecret() {
    return clientSecret;
  }

  /** The agency all locations belong to. */
  String companyId() {
    return companyId;
  }

  Site add(String name, String country) {
    Location location = new Location(chance.id(), name, country);
    Site site =
        new Site(
            location.id(),
            "pit-" + chance.uuid(),
            "person-" + chance.uuid(),
            clientId,
            clientSecret);
    locations.put(location.id(), location);
    callers.put(site.token(), Caller.lockstep(location.id()));
    callers.put(site.personToken(), Caller.person(location.id()));
    return site;
  }

  /** Another token for that location; the former one stays good until it is ended. */
  Site rotated(Site site, String token) {
    callers.put(token, Caller.lockstep(site.locationId()));
    return new Site(
        site.locationId(), token, site.personToken(), site.clientId(), site.clientSecret());
  }

  /** Of the app's fixed tokens of that location this one alone is good. */
  void endOthers(Site site) {
    Caller app = Caller.lockstep(site.locationId());
    callers
        .entrySet()
        .removeIf(one -> one.getValue().equals(app) && !one.getKey().equals(site.token()));
  }

  Optional<Caller> caller(String token) {
    return Optional.ofNullable(callers.get(token));
  }

  /** A location by an id that is known to be one: a caller's home, a contact's location. */
  Location location(String id) {
    Location location = locations.get(id);
    if (location == null) {
      throw new IllegalArgumentException("no such location: " + id);
    }
    return location;
  }

  Collection<Location> locations() {
    return Collections.unmodifiableCollection(locations.values());
  }
}

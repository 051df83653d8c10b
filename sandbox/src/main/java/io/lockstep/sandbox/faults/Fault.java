package io.lockstep.sandbox.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that goes wrong.
 *
 * @param side {@code highlevel} or {@code bhn}
 * @param route a route's name ({@code PUT /contacts/{contactId}}), {@code GET *} for a method, or
 *     {@code *}; for webhook faults the event type, or {@code *}
 * @param chance how likely it strikes, 0 to 1
 * @param times how often it strikes at most; null for ever
 * @param by how long, for the kinds that have a length; null for the kind's own
 * @param field the property of {@code refuse-field}; null for the first of the body
 * @param edit the properties of {@code human-edit}; null for a last name drawn by chance
 * @param home the location or account whose calls or webhooks alone it strikes; null for all
 */
public record Fault(
    String side,
    String route,
    FaultKind kind,
    double chance,
    @Nullable Integer times,
    @Nullable Duration by,
    @Nullable String field,
    @Nullable Map<String, Object> edit,
    @Nullable String home) {

  /** A fault that strikes every time, for ever. */
  public static Fault of(String side, String route, FaultKind kind) {
    return new Fault(side, route, kind, 1, null, null, null, null, null);
  }

  public Fault times(int most) {
    return new Fault(side, route, kind, chance, most, by, field, edit, home);
  }

  public Fault chance(double probability) {
    return new Fault(side, route, kind, probability, times, by, field, edit, home);
  }

  public Fault by(Duration length) {
    return new Fault(side, route, kind, chance, times, length, field, edit, home);
  }

  public Fault field(String property) {
    return new Fault(side, route, kind, chance, times, by, property, edit, home);
  }

  public Fault edit(Map<String, Object> properties) {
    return new Fault(side, route, kind, chance, times, by, field, Map.copyOf(properties), home);
  }

  public Fault home(String locationOrAccount) {
    return new Fault(side, route, kind, chance, times, by, field, edit, locationOrAccount);
  }

  /** How long, with the length this kind has when nothing was said. */
  public Duration byOr(Duration usual) {
    return by == null ? usual : by;
  }

  /** As the control API reads and shows it. */
  public Map<String, Object> shape() {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("side", side);
    shape.put("route", route);
    shape.put("kind", kind.word());
    shape.put("chance", chance);
    shape.put("times", times);
    shape.put("by", by == null ? null : by.toString());
    shape.put("field", field);
    shape.put("edit", edit);
    shape.put("home", home);
    shape.values().removeIf(Objects::isNull);
    return shape;
  }

  boolean isAbout(String otherSide, String otherRoute, String otherHome) {
    return side.equals(otherSide)
        && (home == null || home.equals(otherHome))
        && (route.equals("*")
            || route.equals(otherRoute)
            || (route.endsWith(" *")
                && otherRoute.startsWith(route.substring(0, route.length() - 1))));
  }
}

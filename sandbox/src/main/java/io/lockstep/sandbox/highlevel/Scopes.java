package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Route;
import java.util.List;

/**
 * Which scope a token needs for a call, as HighLevel's OpenAPI files have it. Of two bulk calls and
 * of a custom field by its id they say nothing, and the download of a document they do not have:
 * those follow their neighbours (facts section 1.6).
 */
final class Scopes {

  private Scopes() {}

  static String neededFor(Route route) {
    List<String> path = route.segments();
    return switch (path.get(0)) {
      case "oauth" -> "oauth.write";
      case "documents" -> "contacts.readonly"; // they are a contact's
      case "calendars" -> "calendars/events" + access(route);
      case "locations" -> path.size() > 2 ? ofLocation(route) : "locations" + access(route);
      default -> path.get(0) + access(route);
    };
  }

  private static String ofLocation(Route route) {
    return "locations/" + route.segments().get(2) + access(route);
  }

  private static String access(Route route) {
    boolean reads = route.method().equals("GET") || route.lastSegment().equals("search");
    return reads ? ".readonly" : ".write";
  }
}

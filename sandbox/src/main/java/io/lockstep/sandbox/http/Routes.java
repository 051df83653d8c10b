package io.lockstep.sandbox.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider's route table. The first line that matches serves, so fixed segments come first. */
public record Routes(List<Route> lines) {

  public Routes {
    lines = List.copyOf(lines);
  }

  public static Routes of(Route... lines) {
    return new Routes(List.of(lines));
  }

  /** A route that serves a request, and the path's variables. */
  public record Match(Route route, Map<String, String> path) {}

  public Optional<Match> match(Request request) {
    List<String> path = Route.segments(request.path());
    return lines.stream()
        .filter(route -> route.method().equals(request.method()))
        .flatMap(route -> route.match(path).map(found -> new Match(route, found)).stream())
        .findFirst();
  }

  public List<String> names() {
    return lines.stream().map(Route::name).toList();
  }
}

package io.lockstep.sandbox.http;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a route's handler is given.
 *
 * @param path the path's variables by name, decoded
 */
public record Ask(Request request, Map<String, String> path, Caller caller, Lens lens) {

  /** The path variable of that name; the route's template has it. */
  public String path(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }

  public Optional<String> param(String name) {
    return request.param(name);
  }

  public Map<String, Object> json() {
    return request.json();
  }
}

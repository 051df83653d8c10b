package io.lockstep.sandbox.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a provider's route table.
 *
 * @param template a path whose variables stand in braces: {@code /contacts/{contactId}/tags}
 */
public record Route(String method, String template, Handler handler) {

  /** Answers a call, or throws {@link Refusal}. */
  @FunctionalInterface
  public interface Handler {
    Reply answer(Ask ask);
  }

  public static Route get(String template, Handler handler) {
    return new Route("GET", template, handler);
  }

  public static Route post(String template, Handler handler) {
    return new Route("POST", template, handler);
  }

  public static Route put(String template, Handler handler) {
    return new Route("PUT", template, handler);
  }

  public static Route delete(String template, Handler handler) {
    return new Route("DELETE", template, handler);
  }

  /** The name by which faults and the log call it: {@code PUT /contacts/{contactId}}. */
  public String name() {
    return method + " " + template;
  }

  /** The last segment: {@code tags}; of a single record a variable, {@code {contactId}}. */
  public String lastSegment() {
    List<String> segments = segments(template);
    return segments.get(segments.size() - 1);
  }

  /** The path's variables if this route serves that request. */
  Optional<Map<String, String>> match(Request request) {
    if (!method.equals(request.method())) {
      return Optional.empty();
    }
    List<String> wanted = segments(template);
    List<String> given = segments(request.path());
    if (wanted.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String segment = wanted.get(i);
      if (segment.startsWith("{")) {
        variables.put(segment.substring(1, segment.length() - 1), Request.decode(given.get(i)));
      } else if (!segment.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  // A trailing slash says nothing: HighLevel writes POST /contacts/, its callers often do not.
  private static List<String> segments(String path) {
    return List.of(path.replaceAll("^/+|/+$", "").split("/", -1));
  }
}

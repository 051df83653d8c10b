package io.lockstep.sandbox.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of a provider's route table.
 *
 * @param template a path whose variables stand in braces: {@code /contacts/{contactId}/tags}
 * @param segments the template's, without its slashes
 */
public record Route(String method, String template, List<String> segments, Handler handler) {

  private static final Pattern AT_THE_ENDS = Pattern.compile("^/+|/+$");

  /** Answers a call, or throws {@link Refusal}. */
  @FunctionalInterface
  public interface Handler {
    Reply answer(Ask ask);
  }

  public static Route get(String template, Handler handler) {
    return new Route("GET", template, segments(template), handler);
  }

  public static Route post(String template, Handler handler) {
    return new Route("POST", template, segments(template), handler);
  }

  public static Route put(String template, Handler handler) {
    return new Route("PUT", template, segments(template), handler);
  }

  public static Route delete(String template, Handler handler) {
    return new Route("DELETE", template, segments(template), handler);
  }

  /** The name by which faults and the log call it: {@code PUT /contacts/{contactId}}. */
  public String name() {
    return method + " " + template;
  }

  /** The last segment: {@code tags}; of a single record a variable, {@code {contactId}}. */
  public String lastSegment() {
    return segments.get(segments.size() - 1);
  }

  /** The path's variables if this route serves a request with those segments. */
  Optional<Map<String, String>> match(List<String> given) {
    if (segments.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      if (segment.startsWith("{")) {
        variables.put(segment.substring(1, segment.length() - 1), Request.decode(given.get(i)));
      } else if (!segment.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  // A trailing slash says nothing: HighLevel writes POST /contacts/, its callers often do not.
  static List<String> segments(String path) {
    return List.of(AT_THE_ENDS.matcher(path).replaceAll("").split("/", -1));
  }
}

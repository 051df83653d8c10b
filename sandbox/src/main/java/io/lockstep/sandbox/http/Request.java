package io.lockstep.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as a provider sees it, without its socket.
 *
 * @param path decoded only where a route reads it, without the provider's prefix and the query
 * @param query decoded; the last of several equal names counts
 * @param headers names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes: they are read, never compared
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  public Request {
    query = Map.copyOf(query);
    headers = Map.copyOf(headers);
  }

  /** Reads the path and query of a request line. */
  public static Request of(
      String method, String pathAndQuery, Map<String, String> headers, byte[] body) {
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    String query = mark < 0 ? "" : pathAndQuery.substring(mark + 1);
    Map<String, String> lower = new LinkedHashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return new Request(method.toUpperCase(Locale.ROOT), path, form(query), lower, body);
  }

  /** The same request behind a prefix that was already routed on. */
  public Request without(String prefix) {
    return new Request(method, path.substring(prefix.length()), query, headers, body);
  }

  public Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }

  /** The bearer token, if there is one. */
  public Optional<String> bearer() {
    return header("authorization")
        .filter(value -> value.startsWith("Bearer "))
        .map(value -> value.substring("Bearer ".length()).strip());
  }

  public Optional<String> param(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  /** The body as a JSON object; see {@link Json#object}. */
  public Map<String, Object> json() {
    return Json.object(body);
  }

  /** The body as {@code application/x-www-form-urlencoded}. */
  public Map<String, String> form() {
    return form(new String(body, StandardCharsets.UTF_8));
  }

  private static Map<String, String> form(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Arrays.stream(text.split("&", -1))
        .filter(pair -> !pair.isEmpty())
        .forEach(
            pair -> {
              int equals = pair.indexOf('=');
              String name = equals < 0 ? pair : pair.substring(0, equals);
              values.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            });
    return values;
  }

  /** Percent-decoded; a text that is not properly encoded stands for itself. */
  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}

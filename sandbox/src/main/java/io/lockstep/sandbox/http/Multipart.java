package io.lockstep.sandbox.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A {@code multipart/form-data} body (RFC 7578). */
public record Multipart(List<Part> parts) {

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "multipart/form-data\\s*;.*?boundary=(?:\"([^\"]+)\"|([^;\\s]+)).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NAME = parameter("name");
  private static final Pattern FILE_NAME = parameter("filename");
  private static final Pattern CONTENT_TYPE =
      Pattern.compile("^Content-Type:\\s*([^;\\s]+)", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  public Multipart {
    parts = List.copyOf(parts);
  }

  /**
   * One field of the form.
   *
   * @param fileName null unless it is a file
   * @param contentType as it was sent, without its parameters
   */
  @SuppressWarnings("ArrayRecordComponent") // raw bytes: they are stored, never compared
  public record Part(String name, @Nullable String fileName, String contentType, byte[] content) {

    public String text() {
      return new String(content, UTF_8);
    }
  }

  private static Pattern parameter(String name) {
    return Pattern.compile("[;\\s]" + name + "=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
  }

  /** Whether a request says that it is a form of this kind. */
  public static boolean isOne(Request request) {
    return boundary(request).isPresent();
  }

  /**
   * The form a request carries.
   *
   * @throws MalformedBody when it carries none, or one that has no end
   */
  public static Multipart of(Request request) {
    String boundary =
        boundary(request)
            .orElseThrow(() -> new MalformedBody("the body must be multipart/form-data"));
    // One character a byte: positions in the text are positions in the bytes.
    String text = new String(request.body(), ISO_8859_1);
    String delimiter = "--" + boundary;
    List<Part> parts = new ArrayList<>();
    int at = text.indexOf(delimiter);
    while (at >= 0 && !text.startsWith("--", at + delimiter.length())) {
      int head = at + delimiter.length() + 2; // the line ends behind the delimiter
      int next = text.indexOf("\r\n" + delimiter, head);
      int blank = text.indexOf("\r\n\r\n", head);
      if (next < 0 || blank < 0 || blank > next) {
        throw new MalformedBody("the multipart body ends before its last boundary");
      }
      int from = Math.min(blank + 4, next);
      parts.add(part(text.substring(head, blank), Arrays.copyOfRange(request.body(), from, next)));
      at = next + 2;
    }
    if (at < 0) {
      throw new MalformedBody("the multipart body lacks its boundary");
    }
    return new Multipart(parts);
  }

  public Optional<Part> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  public Optional<String> text(String name) {
    return part(name).map(Part::text).filter(text -> !text.isEmpty());
  }

  private static Part part(String head, byte[] content) {
    return new Part(
        value(NAME, head).orElse(""),
        value(FILE_NAME, head).orElse(null),
        value(CONTENT_TYPE, head).orElse("application/octet-stream"),
        content);
  }

  private static Optional<String> value(Pattern parameter, String head) {
    Matcher found = parameter.matcher(head);
    return found.find()
        ? Optional.of(new String(found.group(1).getBytes(ISO_8859_1), UTF_8))
        : Optional.empty();
  }

  private static Optional<String> boundary(Request request) {
    Matcher found = BOUNDARY.matcher(request.header("content-type").orElse(""));
    if (!found.matches()) {
      return Optional.empty();
    }
    return Optional.of(found.group(1) == null ? found.group(2) : found.group(1));
  }
}

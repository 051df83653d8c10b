package io.lockstep.sandbox.highlevel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Multipart;
import io.lockstep.sandbox.http.Multipart.Part;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.Digests;
import io.lockstep.sandbox.world.SandboxClock;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The media library (facts section 2.6): where a file can go that a note then links to. The size is
 * HighLevel's, the types are those of its form uploads, as the library's own are not documented.
 */
final class MediaCalls {

  private static final int LARGEST = 25 << 20;
  private static final Set<String> TYPES =
      Set.of(
          "pdf", "docx", "doc", "jpg", "jpeg", "png", "gif", "csv", "xlsx", "xls", "mp4", "mpeg",
          "zip", "rar", "txt", "svg");

  private final SandboxClock clock;
  private final Chance ids;
  private final Contacts contacts;

  MediaCalls(SandboxClock clock, Chance ids, Contacts contacts) {
    this.clock = clock;
    this.ids = ids;
    this.contacts = contacts;
  }

  /** Takes {@code file}, or {@code hosted} and {@code fileUrl}; the sandbox fetches no URL. */
  Reply upload(Ask ask) {
    Multipart form = Multipart.of(ask.request());
    Location location = contacts.home(ask.caller());
    boolean hosted = form.text("hosted").filter("true"::equals).isPresent();
    Media media = hosted ? hosted(location, form) : uploaded(location, form);
    location.add(media);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("fileId", media.id());
    answer.put("url", media.url());
    return Reply.ok(answer);
  }

  private Media hosted(Location location, Multipart form) {
    String url = form.text("fileUrl").orElseThrow(() -> missing("fileUrl"));
    return media(location, form.text("name").orElse(url), new byte[0], Optional.of(url));
  }

  private Media uploaded(Location location, Multipart form) {
    Part file = form.part("file").orElseThrow(() -> missing("file"));
    String given = file.fileName();
    String name = form.text("name").orElse(given == null ? "file" : given);
    String type = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (!TYPES.contains(type)) {
      throw Says.unprocessable(
          List.of(
              "file must be of one of these types: " + String.join(", ", new TreeSet<>(TYPES))));
    }
    if (file.content().length == 0) {
      throw missing("file");
    }
    if (file.content().length > LARGEST) {
      throw Says.unprocessable(List.of("file must be smaller than or equal to 25 MB"));
    }
    return media(location, name, file.content(), Optional.empty());
  }

  private static RuntimeException missing(String part) {
    return Says.unprocessable(List.of(part + " should not be empty"));
  }

  private Media media(Location location, String name, byte[] content, Optional<String> hostedAt) {
    String id = ids.id();
    String file = URLEncoder.encode(name, UTF_8).replace("+", "%20");
    String url = "https://media.sandbox.example/" + location.id() + "/" + id + "/" + file;
    return new Media(
        id,
        location.id(),
        name,
        content.length,
        Digests.sha256(content),
        hostedAt.orElse(url),
        clock.instant());
  }

  /** Files by a part of their name, oldest first, as the index has them. */
  Reply list(Ask ask) {
    Location location = contacts.own(ask.caller(), ask.param("altId").orElse(""));
    String query = ask.param("query").orElse("").toLowerCase(Locale.ROOT);
    Instant indexed = clock.instant().minus(ask.lens().indexLag());
    List<Map<String, Object>> files =
        location.medias().stream()
            .filter(media -> !media.dateAdded().isAfter(indexed))
            .filter(media -> media.name().toLowerCase(Locale.ROOT).contains(query))
            .map(MediaCalls::listed)
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("files", files);
    return Reply.ok(answer);
  }

  private static Map<String, Object> listed(Media media) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("altId", media.locationId());
    file.put("altType", "location");
    file.put("name", media.name());
    file.put("url", media.url());
    return file;
  }

  /** Takes the file out of the library; a link to it in a note stays, and is dead. */
  Reply delete(Ask ask) {
    Location location = contacts.own(ask.caller(), ask.param("altId").orElse(""));
    String id = ask.path("id");
    if (!location.removeMedia(id)) {
      throw Says.badRequest("File with id " + id + " not found");
    }
    return Reply.ok(Map.of());
  }
}

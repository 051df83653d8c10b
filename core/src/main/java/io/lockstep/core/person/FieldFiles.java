package io.lockstep.core.person;

import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a FILE_UPLOAD custom field, and their copies among a profile's attachments.
 * HighLevel shows such a field as {@code {<uuid>: {meta: {originalname, mimetype, size, ...}, url,
 * documentId}}} ({@code FileField} of {@code apps/contacts.json}, read 2026-06-19).
 *
 * <p>A file is known by a digest of its document id, 16 hex digits, and a copy by a mark of field
 * and file in its name: {@code contract [9c02b1d4-1f3a9c02b1d47e55].pdf}. So each side names its
 * files alike, and nothing has to be remembered of where they lie. Neither the name nor the address
 * of a file is part of what is compared.
 */
public final class FieldFiles {

  private static final Pattern DOCUMENT = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern MARK = Pattern.compile("\\[([0-9a-f]{8})-([0-9a-f]{16})]");
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}/\\\\\\[\\]]");
  private static final int LONGEST_STEM = 150;
  private static final int LONGEST_TYPE = 10;
  private static final int FIELD_DIGITS = 8;
  private static final int FILE_DIGITS = 16;

  private FieldFiles() {}

  /**
   * One file of the field.
   *
   * @param key what it is known by on both sides
   * @param documentId HighLevel's own id of it
   * @param name as its uploader called it; may be a person's
   * @param type as HighLevel says, in lower case; "" if it says none
   * @param size in bytes as HighLevel says; 0 if it says none
   */
  public record FieldFile(String key, String documentId, String name, String type, long size) {

    @Override
    public String toString() { // a name may be a person's
      return "FieldFile[" + documentId + "]";
    }
  }

  /** The keys of the field's files; not shown where a value is anything else than files. */
  static Reading contacts(@Nullable Object value) {
    if (value == null || value.equals("")) {
      return Reading.empty();
    }
    return files(value)
        .map(files -> Reading.ofElements(List.copyOf(files.keySet())))
        .orElse(Reading.notShown());
  }

  /** The files of the field by their keys; empty where one of them cannot be told. */
  public static Optional<Map<String, FieldFile>> files(@Nullable Object value) {
    if (value == null || value.equals("")) {
      return Optional.of(Map.of());
    }
    if (!(value instanceof Map<?, ?> byUuid)) {
      return Optional.empty();
    }
    Map<String, FieldFile> files = new TreeMap<>();
    for (Object one : byUuid.values()) {
      Optional<FieldFile> file = file(one);
      if (file.isEmpty()) {
        return Optional.empty(); // the rest would look as if it were all
      }
      files.put(file.get().key(), file.get());
    }
    return Optional.of(files);
  }

  private static Optional<FieldFile> file(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> file)
        || !(file.get("documentId") instanceof String id)
        || !DOCUMENT.matcher(id).matches()) {
      return Optional.empty();
    }
    Map<?, ?> meta = file.get("meta") instanceof Map<?, ?> said ? said : Map.of();
    return Optional.of(
        new FieldFile(
            digest("file", id, FILE_DIGITS),
            id,
            meta.get("originalname") instanceof String name ? name : "file",
            meta.get("mimetype") instanceof String type ? type.toLowerCase(Locale.ROOT) : "",
            meta.get("size") instanceof Number size ? size.longValue() : 0));
  }

  /**
   * The keys of the field's copies among a profile's attachments; what else hangs there is not the
   * field's.
   *
   * @param attachments {@code fileName ...} of each
   */
  public static Reading rewards(FieldRule rule, @Nullable Object attachments) {
    if (attachments == null) {
      return Reading.empty();
    }
    if (!(attachments instanceof List<?> files)) {
      return Reading.notShown();
    }
    TreeSet<String> keys = new TreeSet<>();
    for (Object one : files) {
      if (!(one instanceof Map<?, ?> file) || !(file.get("fileName") instanceof String name)) {
        return Reading.notShown();
      }
      Matcher mark = MARK.matcher(name);
      while (mark.find()) {
        if (mark.group(1).equals(fieldDigits(rule))) {
          keys.add(mark.group(2));
        }
      }
    }
    return Reading.ofElements(List.copyOf(keys));
  }

  /** How the copy of that file is called: as the file, with its mark. */
  public static String copyName(FieldRule rule, FieldFile file) {
    String name = UNFIT.matcher(file.name()).replaceAll("_").strip();
    int dot = name.lastIndexOf('.');
    boolean typed = dot > 0 && name.length() - dot <= LONGEST_TYPE;
    String stem = typed ? name.substring(0, dot) : name;
    return "%s [%s-%s]%s"
        .formatted(
            stem.substring(0, stem.offsetByCodePoints(0, shown(stem))),
            fieldDigits(rule),
            file.key(),
            typed ? name.substring(dot) : "");
  }

  private static int shown(String stem) {
    return Math.min(stem.codePointCount(0, stem.length()), LONGEST_STEM);
  }

  private static String fieldDigits(FieldRule rule) {
    return digest("field", rule.contacts(), FIELD_DIGITS);
  }

  private static String digest(String what, String id, int digits) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((what + "\n" + id).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, digits / 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

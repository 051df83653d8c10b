package io.lockstep.core.field;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values out of a provider's JSON. A value of another type than agreed is not shown: it is neither
 * the field's value nor a sign that the field is empty. Nothing here throws.
 */
public final class Json {

  private static final int LONGEST_PLAIN = 400; // digits; more than any double has

  private Json() {}

  /** A text; null is empty. */
  public static Reading text(@Nullable Object value) {
    if (value == null) {
      return Reading.empty();
    }
    return value instanceof String text ? Reading.ofText(text) : Reading.notShown();
  }

  /** A number as plain decimal; null is empty. */
  public static Reading number(@Nullable Object value) {
    return value instanceof Number number ? Reading.ofText(plain(number)) : onlyNull(value);
  }

  /** One text, number or truth: what HighLevel documents for the value of a custom field. */
  public static Reading scalar(@Nullable Object value) {
    if (value instanceof Number number) {
      return Reading.ofText(plain(number));
    }
    return value instanceof Boolean truth ? Reading.ofText(truth.toString()) : text(value);
  }

  /** A set of texts; one member of another type, and the rest would look like removals. */
  public static Reading texts(@Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      return onlyNull(value);
    }
    List<String> texts = new ArrayList<>();
    for (Object member : list) {
      if (!(member instanceof String text)) {
        return Reading.notShown();
      }
      texts.add(text);
    }
    return Reading.ofElements(texts);
  }

  /** An id, or null where there is none. */
  public static @Nullable String id(@Nullable Object value) {
    return value instanceof String text && !text.isBlank() ? text.strip() : null;
  }

  /** The section of that name; empty when there is none. */
  @SuppressWarnings("unchecked") // JSON objects have only text keys
  public static Optional<Map<String, Object>> section(Map<String, Object> json, String name) {
    return json.get(name) instanceof Map<?, ?> map
        ? Optional.of((Map<String, Object>) map)
        : Optional.empty();
  }

  /** A time as ISO text or as milliseconds since 1970, or null where it is neither. */
  public static @Nullable Instant time(@Nullable Object value) {
    if (value instanceof Long || value instanceof Integer) {
      return Instant.ofEpochMilli(((Number) value).longValue());
    }
    if (!(value instanceof String text)) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null; // an unknown time; the merge has rules for that
    }
  }

  /** The number without exponent, where it has a plain form of sensible length. */
  public static String plain(Number number) {
    String text = number.toString();
    boolean decimal = number instanceof Double || number instanceof BigDecimal;
    if (!decimal
        || !text.matches("-?[0-9.]+(E[+-]?[0-9]{1,3})?")
        || text.length() > LONGEST_PLAIN) {
      return text;
    }
    return new BigDecimal(text).stripTrailingZeros().toPlainString();
  }

  private static Reading onlyNull(@Nullable Object value) {
    return value == null ? Reading.empty() : Reading.notShown();
  }
}

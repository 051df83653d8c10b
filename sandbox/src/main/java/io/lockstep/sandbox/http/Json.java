package io.lockstep.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as plain maps and lists, written compactly: HighLevel signs the compact bytes. */
public final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> OBJECT =
      new TypeReference<>() {};

  private Json() {}

  /**
   * The bytes as one JSON object; no bytes at all are an empty object.
   *
   * @throws MalformedBody when they are anything else
   */
  public static Map<String, Object> object(byte[] bytes) {
    if (bytes.length == 0) {
      return new LinkedHashMap<>();
    }
    return read(bytes, OBJECT);
  }

  /**
   * The bytes as any JSON value: a map, a list, a text, a number, a boolean.
   *
   * @throws MalformedBody when they are not JSON
   */
  public static Object value(byte[] bytes) {
    return read(bytes, new TypeReference<Object>() {});
  }

  private static <T> T read(byte[] bytes, TypeReference<T> type) {
    try {
      T value = MAPPER.readValue(bytes, type);
      if (value == null) {
        throw new MalformedBody("the body is the JSON word null");
      }
      return value;
    } catch (JsonProcessingException e) {
      // Jackson's own text quotes the body, and a body may hold a person: say only where.
      throw new MalformedBody(
          e.getLocation() == null
              ? "the body is not JSON"
              : "the body is not the JSON expected, see line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr());
    } catch (IOException e) {
      throw new IllegalStateException("reading bytes in memory failed", e);
    }
  }

  /** Compact UTF-8 bytes. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a value of ours cannot be written as JSON", e);
    }
  }

  /** A JSON object seen as a map; empty when the value is something else. */
  public static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> copy.put(String.valueOf(key), item));
    }
    return copy;
  }

  /** A JSON array seen as texts; empty when the value is something else. */
  public static List<String> texts(@Nullable Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(item -> texts.add(String.valueOf(item)));
    }
    return texts;
  }
}

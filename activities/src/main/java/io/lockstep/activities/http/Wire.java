package io.lockstep.activities.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import feign.Client;
import feign.Feign;
import feign.Request;
import feign.Retryer;
import feign.codec.Encoder;
import feign.codec.ErrorDecoder;
import feign.jackson.JacksonDecoder;
import feign.jackson.JacksonEncoder;
import io.lockstep.core.Side;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How both connectors speak JSON over HTTP with Feign. */
public final class Wire {

  /** HighLevel's edge has answered 403 to a library's default name, so ours is explicit. */
  public static final String USER_AGENT = "Lockstep/0.1";

  /** A page of 500 contacts is about 1 MiB; no answer we ask for comes near this. */
  static final int LARGEST_ANSWER = 16 << 20;

  /**
   * The largest file that is carried. BHN and HighLevel's media library take so much; only
   * HighLevel's file fields take more.
   */
  public static final int LARGEST_FILE = 25 << 20;

  /** The time-outs of calls in a local activity, which has 1.5 s. */
  public static final Request.Options BRIEF = within(Duration.ofMillis(1_400));

  /** The longest a file may be on its way: 25 MB in two minutes are less than 2 Mbit/s. */
  public static final Duration LONGEST_FILE = Duration.ofMinutes(2);

  /** The time-outs of a call that carries a file. */
  public static final Request.Options FILE = within(LONGEST_FILE);

  static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxDocumentLength(LARGEST_ANSWER).build())
                  .build())
          // A custom field's 12.10 stays 12.10.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private Wire() {}

  /**
   * A client for one API interface whose methods all answer {@code Map<String, Object>}, or the
   * {@code byte[]} of a file. A body that is {@code byte[]} is sent as it is.
   *
   * @param check throws what a 2xx answer really says; most say what they seem to
   */
  public static <T> T client(
      Class<T> api,
      Side side,
      String baseUrl,
      Client client,
      Encoder encoder,
      ErrorDecoder errors,
      AnswerCheck check) {
    return Feign.builder()
        .client(client)
        .retryer(Retryer.NEVER_RETRY) // Temporal alone repeats, and looks first
        .encoder(FileBodies.encoder(encoder))
        .decoder(FileBodies.decoder(new JacksonDecoder(JSON)))
        .errorDecoder(errors)
        .responseInterceptor(new AnswerReader(side, check))
        .target(api, baseUrl);
  }

  /** Maps as JSON; nulls in them are sent, for a null may be what clears a field. */
  public static Encoder json() {
    return new JacksonEncoder(JSON);
  }

  /** That value as JSON text. */
  public static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException("maps, lists and texts are JSON", impossible);
    }
  }

  /**
   * The time-outs of a call.
   *
   * @param exchange from the attempt to connect until the answer's last byte is read
   */
  public static Request.Options within(Duration exchange) {
    return new Request.Options(JdkClient.CONNECT, exchange, false);
  }

  /** The record under that name in an answer; empty when it is null or absent. */
  @SuppressWarnings("unchecked") // Jackson reads every JSON object as a Map<String, Object>
  public static Map<String, Object> record(Map<String, Object> answer, String name) {
    return answer.get(name) instanceof Map<?, ?> found ? (Map<String, Object>) found : Map.of();
  }

  /** The JSON objects in a list of an answer; empty when it is no list. */
  @SuppressWarnings("unchecked") // as above
  public static List<Map<String, Object>> records(@Nullable Object list) {
    return list instanceof List<?> items
        ? items.stream()
            .filter(Map.class::isInstance)
            .map(item -> (Map<String, Object>) item)
            .toList()
        : List.of();
  }

  /** A JSON object; empty when the bytes hold none. */
  public static Map<String, Object> object(byte @Nullable [] json) {
    if (json == null) {
      return Map.of();
    }
    try {
      Map<String, Object> read = JSON.readValue(json, OBJECT);
      return read == null ? Map.of() : read;
    } catch (IOException notJson) { // a proxy's page: the status beside it says enough
      return Map.of();
    }
  }
}

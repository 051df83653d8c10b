package io.lockstep.activities.http;

import feign.RequestTemplate;
import feign.Response;
import feign.codec.Decoder;
import feign.codec.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;

/** A file's bytes travel as they are; anything else as the other codec has it. */
final class FileBodies {

  private FileBodies() {}

  static Encoder encoder(Encoder others) {
    return (Object body, Type type, RequestTemplate request) -> {
      if (body instanceof byte[] file) {
        request.body(file, null); // no character set: not text
      } else {
        others.encode(body, type, request);
      }
    };
  }

  static Decoder decoder(Decoder others) {
    return (Response answer, Type type) ->
        type.equals(byte[].class) ? read(answer) : others.decode(answer, type);
  }

  private static byte[] read(Response answer) throws IOException {
    if (answer.body() == null) {
      return new byte[0];
    }
    try (InputStream in = answer.body().asInputStream()) {
      return in.readNBytes(Wire.LARGEST_FILE + 1);
    }
  }
}

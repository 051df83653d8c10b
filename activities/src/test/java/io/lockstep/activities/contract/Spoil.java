package io.lockstep.activities.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import feign.Request;
import feign.RequestLine;
import io.lockstep.activities.contract.Features.Call;
import io.lockstep.sandbox.http.Json;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways a call is made wrong on its way, each for one status that a provider documents. */
enum Spoil {

  /** It arrives as it was sent. */
  NOTHING {
    @Override
    boolean fits(Call call) {
      return true;
    }

    @Override
    Request of(Request request) {
      return request;
    }
  },

  /** With a token nobody knows: 401. */
  TOKEN {
    @Override
    boolean fits(Call call) {
      return true;
    }

    @Override
    Request of(Request request) {
      return with(request, request.url(), "Authorization", "Bearer nobody's", request.body());
    }
  },

  /** About something that is not there: 400 at both providers. */
  ID {
    @Override
    boolean fits(Call call) {
      return lastId(call).isPresent();
    }

    @Override
    Request of(Request request) {
      Call call = Call.of(request.requestTemplate().methodMetadata().method());
      List<String> template = List.of(call.path().split("/", -1));
      int fromTheEnd = template.size() - template.lastIndexOf(lastId(call).orElseThrow());
      int query = request.url().indexOf('?');
      String path = query < 0 ? request.url() : request.url().substring(0, query);
      String[] parts = path.split("/", -1);
      parts[parts.length - fromTheEnd] = "nothing";
      String url = String.join("/", parts) + (query < 0 ? "" : request.url().substring(query));
      return with(request, url, "X-Spoilt", "id", request.body());
    }
  },

  /** With half a body: 400. */
  BODY {
    @Override
    boolean fits(Call call) {
      return hasBody(call);
    }

    @Override
    Request of(Request request) {
      return with(request, request.url(), "X-Spoilt", "body", "{".getBytes(UTF_8));
    }
  },

  /** With a property nobody knows: 422 at HighLevel, 400 at BHN. */
  PROPERTY {
    @Override
    boolean fits(Call call) {
      return hasBody(call) && !isForm(call);
    }

    @Override
    Request of(Request request) {
      Map<String, Object> body = Json.object(request.body());
      body.put("shoeSize", "44");
      return with(request, request.url(), "X-Spoilt", "property", Json.bytes(body));
    }
  },

  /** Without the first of its query, or with more in a page than there may be: 422, at BHN 400. */
  QUERY {
    @Override
    boolean fits(Call call) {
      String line = call.method().getAnnotation(RequestLine.class).value();
      return line.contains("limit={") || line.contains("?location");
    }

    @Override
    Request of(Request request) {
      String url =
          request.url().contains("limit=")
              ? request.url().replaceFirst("limit=\\d+", "limit=100000")
              : request.url().replaceFirst("\\?[^&]*", "?spoilt=query");
      return with(request, url, "X-Spoilt", "query", request.body());
    }
  };

  /** Whether it can be done to that operation. */
  abstract boolean fits(Call call);

  abstract Request of(Request request);

  /** The path's last variable that names a record; a location of another is another matter. */
  private static Optional<String> lastId(Call call) {
    List<String> ids =
        List.of(call.path().split("/", -1)).stream()
            .filter(part -> part.endsWith("Id}") && !part.equals("{locationId}"))
            .toList();
    return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(ids.size() - 1));
  }

  private static boolean hasBody(Call call) {
    return List.of(call.method().getParameters()).stream()
        .anyMatch(
            one -> one.getAnnotations().length == 0 && one.getType() != Request.Options.class);
  }

  private static boolean isForm(Call call) {
    return List.of(call.method().getParameterTypes()).contains(byte[].class);
  }

  private static Request with(
      Request request, String url, String header, String value, byte[] body) {
    Map<String, Collection<String>> headers = new HashMap<>(request.headers());
    headers.put(header, List.of(value));
    return Request.create(
        request.httpMethod(), url, headers, body, UTF_8, request.requestTemplate());
  }
}

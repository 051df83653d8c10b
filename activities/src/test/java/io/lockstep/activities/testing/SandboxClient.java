package io.lockstep.activities.testing;

import feign.Client;
import feign.Request;
import feign.Response;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxAnswer;
import io.lockstep.sandbox.SandboxCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The real connectors' way to the real sandbox without a socket. An answer that is later than the
 * call's time-out is a time-out, as it would be over HTTP; nobody waits for one that is not.
 */
public final class SandboxClient implements Client {

  private final Sandbox sandbox;

  public SandboxClient(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    SandboxAnswer answer = sandbox.call(call(request));
    if (answer.delay().toMillis() > options.readTimeoutMillis()) {
      throw new HttpTimeoutException("later than the call's time-out");
    }
    return Response.builder()
        .status(answer.status())
        .headers(headers(answer))
        .body(answer.body())
        .request(request)
        .build();
  }

  private static SandboxCall call(Request request) {
    URI uri = URI.create(request.url());
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    Map<String, String> headers =
        request.headers().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, header -> String.join(", ", header.getValue())));
    byte[] body = request.body() == null ? new byte[0] : request.body();
    return new SandboxCall(request.httpMethod().name(), uri.getRawPath() + query, headers, body);
  }

  private static Map<String, Collection<String>> headers(SandboxAnswer answer) {
    return answer.headers().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
  }
}

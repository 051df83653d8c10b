package io.lockstep.activities.testing;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Answers what it was told, in that order, and remembers what it was asked. */
public final class ScriptedClient implements Client {

  private interface Step {
    Response answer(Request request) throws IOException;
  }

  private final Deque<Step> steps = new ArrayDeque<>();
  private final List<Request> asked = new ArrayList<>();

  /** The next request is answered so. */
  public ScriptedClient answering(int status, String body) {
    return answering(status, body, Map.of());
  }

  /** The next request is answered so. */
  public ScriptedClient answering(int status, String body, Map<String, String> headers) {
    steps.add(
        request ->
            Response.builder()
                .status(status)
                .headers(
                    headers.entrySet().stream()
                        .collect(
                            Collectors.<Map.Entry<String, String>, String, Collection<String>>toMap(
                                Map.Entry::getKey, header -> List.of(header.getValue()))))
                .body(body, StandardCharsets.UTF_8)
                .request(request)
                .build());
    return this;
  }

  /** The next request gets no answer; the client's own words hold what must not leak. */
  public ScriptedClient cutting(String words) {
    steps.add(
        request -> {
          throw new IOException(words);
        });
    return this;
  }

  @Override
  public synchronized Response execute(Request request, Request.Options options)
      throws IOException {
    asked.add(request);
    Step step = steps.poll();
    if (step == null) {
      throw new AssertionError("nobody expected " + request.httpMethod() + " " + request.url());
    }
    return step.answer(request);
  }

  /** Everything asked so far. */
  public synchronized List<Request> asked() {
    return List.copyOf(asked);
  }

  /** The last request. */
  public synchronized Request last() {
    return asked.get(asked.size() - 1);
  }
}

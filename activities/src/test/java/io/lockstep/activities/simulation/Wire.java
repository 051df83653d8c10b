package io.lockstep.activities.simulation;

import feign.Client;
import feign.Request;
import feign.Response;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxAnswer;
import io.lockstep.sandbox.SandboxCall;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The way of every request of ours into the sandbox: takes its time, may be the last step before a
 * crash, and is watched.
 */
final class Wire implements Client {

  /** Sees every request of Lockstep go by. */
  interface Witness {

    void before(SandboxCall call);

    /**
     * A call is over.
     *
     * @param status what was answered; 0 when the answer was lost
     */
    void after(SandboxCall call, int status);
  }

  private static final byte[] NOTHING = new byte[0];

  private final Sandbox sandbox;
  private final Timeline time;
  private final Crashes crashes;
  private final Witness watch;
  private final Runnable afterRead;
  private int calls;

  Wire(Sandbox sandbox, Timeline time, Crashes crashes, Witness watch, Runnable afterRead) {
    this.sandbox = sandbox;
    this.time = time;
    this.crashes = crashes;
    this.watch = watch;
    this.afterRead = afterRead;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    crashes.step("before a call");
    time.pass(Duration.ofMillis(15 + (calls++ * 37L) % 90)); // there, and other people's calls too
    SandboxCall call = call(request);
    watch.before(call);
    SandboxAnswer answer;
    int status = 0;
    try {
      answer = sandbox.call(call);
      status = answer.status();
    } finally {
      watch.after(call, status);
    }
    if (call.method().equals("GET") && call.pathAndQuery().startsWith("/highlevel/contacts/")) {
      afterRead.run();
    }
    time.pass(Duration.ofMillis(15 + (calls * 53L) % 70).plus(answer.delay()));
    crashes.step("after a call");
    if (answer.delay().toMillis() > options.readTimeoutMillis()) {
      throw new SocketTimeoutException("read timed out");
    }
    return response(request, answer);
  }

  private static SandboxCall call(Request request) {
    String url = request.url();
    String path = url.substring(url.indexOf('/', "http://".length()));
    var headers = new HashMap<String, String>();
    request.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    byte[] body = request.body();
    return new SandboxCall(
        request.httpMethod().name(), path, headers, body == null ? NOTHING : body);
  }

  private static Response response(Request request, SandboxAnswer answer) {
    var headers = new HashMap<String, Collection<String>>();
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      headers.put(header.getKey(), List.of(header.getValue()));
    }
    return Response.builder()
        .status(answer.status())
        .headers(headers)
        .body(answer.body())
        .request(request)
        .build();
  }
}

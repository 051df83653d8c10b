package io.lockstep.activities.http;

import feign.Client;
import feign.http2client.Http2Client;
import java.net.http.HttpClient;
import java.time.Duration;

/** Requests over the network: one JDK client for all connections and both sides. */
public final class JdkClient {

  /** The longest a connection may take to open. */
  static final Duration CONNECT = Duration.ofSeconds(3);

  private JdkClient() {}

  /** The shared client; it neither retries nor follows redirects. */
  public static Client shared() {
    return Shared.CLIENT;
  }

  private static final class Shared {

    private static final Client CLIENT = create();

    private static Client create() {
      // The JDK client repeats a GET by itself when a kept connection is cut: a call nobody
      // counted, and a lost answer that no test would see. One attempt is what Temporal's retries,
      // the budget and the probes rely on. The JDK reads the property once, when its first request
      // is sent, so it is set here, before there is a client to send one.
      System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
      return new WholeAnswers(
          new Http2Client(
              HttpClient.newBuilder()
                  // Over HTTP/2 one cut connection loses the answers of all calls in flight.
                  .version(HttpClient.Version.HTTP_1_1)
                  .followRedirects(HttpClient.Redirect.NEVER) // no URL a provider names is fetched
                  .connectTimeout(CONNECT)
                  .build()));
    }
  }
}

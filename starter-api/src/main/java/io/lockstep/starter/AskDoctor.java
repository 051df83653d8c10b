package io.lockstep.starter;

import io.lockstep.ledger.Connection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks a running starter-api how a connection is, prints what it says, and exits with 0 when all is
 * well, 1 for a warning, 2 for an error or where nobody could be asked. It needs nothing but the
 * JDK, so {@code java AskDoctor.java <connection>} runs it from its source, too.
 *
 * <p>The password comes from a file or the environment; on the command line everybody on the
 * machine would see it.
 */
public final class AskDoctor {

  private static final String USAGE =
      "usage: doctor <connection> [url] [--define-custom-fields | --send-person], with the operator's password in"
          + " LOCKSTEP_OPERATOR_PASSWORD, or in the file LOCKSTEP_OPERATOR_PASSWORD_FILE names";
  private static final String HERE = "http://127.0.0.1:8080";
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
  private static final Duration LONGER_THAN_ANY_ANSWER = Duration.ofSeconds(30);

  /** An act: the custom fields that are missing are defined, and what came of it is printed. */
  private static final String DEFINE = "--define-custom-fields";

  /** An act: a marked person is sent round and removed, which takes minutes at most. */
  private static final String SEND = "--send-person";

  /** In a row: a starter-api that cannot reach its ledger or Temporal for a moment is no end. */
  private static final int FEW_503S = 5;

  /** Waits for a marked person: so long between two questions, and so long in all. */
  record Patience(Duration between, Duration inAll) {

    /** A round that a worker has taken ends within eleven minutes. */
    static final Patience USUAL = new Patience(Duration.ofSeconds(2), Duration.ofMinutes(12));
  }

  private AskDoctor() {}

  public static void main(String[] args) {
    System.exit(ask(args, System.getenv(), System.out, Patience.USUAL));
  }

  /** The exit code. */
  static int ask(
      String[] args, Map<String, String> environment, Appendable out, Patience patience) {
    try {
      return said(args, environment, out, patience);
    } catch (IOException | IllegalArgumentException failed) { // the latter: no URL
      return tell(out, "error\nThe starter-api could not be asked: " + failed + "\n");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 2;
    }
  }

  private static int said(
      String[] given, Map<String, String> environment, Appendable out, Patience patience)
      throws IOException, InterruptedException {
    List<String> acts = Stream.of(given).filter(arg -> arg.startsWith("--")).toList();
    String[] args = Stream.of(given).filter(arg -> !arg.startsWith("--")).toArray(String[]::new);
    if (acts.size() > 1 || !List.of(DEFINE, SEND).containsAll(acts)) {
      return tell(out, USAGE + "\n");
    }
    if (args.length < 1 || args.length > 2 || !args[0].matches(Connection.ID)) {
      return tell(out, USAGE + "\n");
    }
    String password = password(environment);
    if (password.isEmpty()) {
      return tell(out, USAGE + "\n");
    }
    String url = args.length == 2 ? args[1] : HERE;
    if (!isSafe(URI.create(url))) {
      return tell(
          out,
          "error\nThe password would cross the network in clear, so it was not sent. Give an https"
              + " address, or run this on the machine of the starter-api.\n");
    }
    String login = "operator:" + password;
    Asker doctor =
        new Asker(
            url + "/api/v1/connections/" + args[0] + "/doctor",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    HttpResponse<String> answer;
    if (acts.contains(DEFINE)) {
      answer = doctor.ask("POST", "/custom-fields");
    } else if (acts.contains(SEND)) {
      answer = doctor.sendPerson(patience);
      if (answer.statusCode() == 202) {
        return tell(
            out,
            "error\nThe person is still on the way after "
                + patience.inAll().toMinutes()
                + " min. Is a worker running? The same command joins the round that goes on.\n");
      }
    } else {
      answer = doctor.ask("GET", "");
    }
    if (answer.statusCode() != 200) {
      return tell(out, "error\nstatus " + answer.statusCode() + ": " + answer.body() + "\n");
    }
    out.append(answer.body());
    return answer.body().startsWith("ok\n") ? 0 : answer.body().startsWith("warning\n") ? 1 : 2;
  }

  /** Asks one connection's doctor. */
  private record Asker(String address, String authorization) {

    /** What came of the person; 202 when patience was over before that. */
    HttpResponse<String> sendPerson(Patience patience) throws IOException, InterruptedException {
      HttpResponse<String> answer = ask("POST", "/person");
      long begun = System.nanoTime();
      int away = 0;
      while (answer.statusCode() == 202 || (away > 0 && away <= FEW_503S)) {
        if (System.nanoTime() - begun > patience.inAll().toNanos()) {
          return answer;
        }
        Thread.sleep(patience.between().toMillis());
        answer = ask("GET", "/person");
        away = answer.statusCode() == 503 ? away + 1 : 0;
      }
      return answer;
    }

    HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
      HttpRequest question =
          HttpRequest.newBuilder(URI.create(address + path))
              .method(method, BodyPublishers.noBody())
              .timeout(LONGER_THAN_ANY_ANSWER)
              .header("Accept", "text/plain, application/json;q=0.5, application/problem+json")
              .header("Authorization", authorization)
              .build();
      return HttpClient.newHttpClient()
          .send(question, BodyHandlers.ofString(StandardCharsets.UTF_8));
    }
  }

  /** Whether nobody between here and there can read the password. */
  private static boolean isSafe(URI url) {
    return "https".equalsIgnoreCase(url.getScheme())
        || (url.getHost() != null && LOOPBACK.matcher(url.getHost()).matches());
  }

  private static String password(Map<String, String> environment) throws IOException {
    String file = environment.getOrDefault("LOCKSTEP_OPERATOR_PASSWORD_FILE", "");
    return file.isEmpty()
        ? environment.getOrDefault("LOCKSTEP_OPERATOR_PASSWORD", "")
        : Files.readString(Path.of(file)).strip();
  }

  private static int tell(Appendable out, String sentence) {
    try {
      out.append(sentence);
    } catch (IOException nobodyReads) {
      return 2;
    }
    return 2;
  }
}

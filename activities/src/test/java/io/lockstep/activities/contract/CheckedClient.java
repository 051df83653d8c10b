package io.lockstep.activities.contract;

import com.atlassian.oai.validator.model.SimpleResponse;
import feign.Client;
import feign.Request;
import feign.Response;
import io.lockstep.activities.http.OperationName;
import io.lockstep.sandbox.Contract;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds one operation's next call and its answer against the provider's document. The call can be
 * spoilt on its way; then only the answer is held against it.
 */
final class CheckedClient implements Client {

  private final Client wire;
  private final String prefix;
  private final Function<String, Contract> documents;
  private Features.@Nullable Call watched;
  private Spoil spoil = Spoil.NOTHING;
  private int status;

  /**
   * @param prefix of the paths, which the document does not know
   * @param documents by the name of a file
   */
  CheckedClient(Client wire, String prefix, Function<String, Contract> documents) {
    this.wire = wire;
    this.prefix = prefix;
    this.documents = documents;
  }

  /** From now on it waits for that operation. */
  void watch(Features.Call call, Spoil how) {
    watched = call;
    spoil = how;
    status = 0;
  }

  /** What the watched call was answered; 0 if it was never made. */
  int status() {
    return status;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Features.Call call = watched;
    if (call == null || !OperationName.of(request).equals(call.name())) {
      return wire.execute(request, options);
    }
    watched = null; // one call, not those that prepare the next
    Request sent = spoil.of(request);
    Response answer = wire.execute(sent, options);
    byte[] said = answer.body().asInputStream().readAllBytes();
    status = answer.status();
    check(documents.apply(call.file()), sent, Contract.response(status, said));
    return answer.toBuilder().body(said).build();
  }

  private void check(Contract document, Request sent, SimpleResponse said) {
    URI uri = URI.create(sent.url());
    String path = uri.getRawPath().substring(prefix.length());
    String method = sent.httpMethod().name();
    if (spoil != Spoil.NOTHING) {
      document.holdsForTheAnswer(method, path, said);
      return;
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    Map<String, String> headers =
        sent.headers().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, header -> String.join(", ", header.getValue())));
    byte[] body = sent.body() == null ? new byte[0] : sent.body();
    document.holds(method, path + query, headers, body, said);
  }
}

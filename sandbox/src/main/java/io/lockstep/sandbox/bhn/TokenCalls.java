package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import java.util.LinkedHashMap;
import java.util.Map;

/** OAuth 2.0 client credentials: Basic header, form body with grant type and client id. */
final class TokenCalls {

  private final Clients clients;

  TokenCalls(Clients clients) {
    this.clients = clients;
  }

  Reply token(Ask ask) {
    Member member =
        ask.request()
            .header("authorization")
            .flatMap(clients::authenticate)
            .orElseThrow(
                () -> Says.refusal(401, "auth.client.invalid", "Unknown client or secret."));
    Map<String, String> form = ask.request().form();
    if (!"client_credentials".equals(form.get("grant_type"))) {
      throw Says.refusal(400, "auth.grant.invalid", "grant_type must be client_credentials.");
    }
    if (!member.clientId().equals(form.get("client_id"))) {
      throw Says.refusal(400, "auth.client.missing", "client_id must be in the body, too.");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", clients.issue(member));
    answer.put("token_type", "Bearer");
    answer.put("expires_in", Clients.TOKEN_LIFE.toSeconds());
    return Reply.ok(answer);
  }
}

package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.bhn.Changes.Change;
import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The change feed, for whoever missed a webhook. */
final class ChangeCalls {

  private static final int LARGEST_PAGE = 1_000;

  private final Clients clients;

  ChangeCalls(Clients clients) {
    this.clients = clients;
  }

  /** What changed after the cursor; without one, since the account began. */
  Reply list(Ask ask) {
    Changes changes = clients.account(ask.caller().home()).changes();
    long seen = cursor(ask.param("cursor"), changes);
    List<Change> page = changes.after(seen, Page.limit(ask, LARGEST_PAGE));
    Map<String, Object> answer = Says.success(page.stream().map(Change::shape).toList());
    long next = page.isEmpty() ? seen : page.get(page.size() - 1).sequence();
    answer.put("nextCursor", Long.toString(next));
    return Reply.ok(answer);
  }

  private static long cursor(Optional<String> text, Changes changes) {
    if (text.isEmpty()) {
      return 0;
    }
    if (text.get().matches("\\d{1,18}")) {
      long seen = Long.parseLong(text.get());
      if (seen <= changes.last()) {
        return seen;
      }
    }
    throw Says.refusal(400, "page.cursor.invalid", "cursor is the nextCursor of an answer.");
  }
}

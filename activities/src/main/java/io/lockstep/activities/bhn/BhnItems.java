package io.lockstep.activities.bhn;

import feign.Request;
import io.lockstep.activities.ItemCalls;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tasks, or the notes, of BHN's contacts, for one caller. */
final class BhnItems implements ItemCalls {

  /** The largest page BHN answers (ours: docs/contracts). */
  private static final int PAGE = 500;

  private final Api api;
  private final TokenPass way;

  BhnItems(Api api, TokenPass way) {
    this.api = api;
    this.way = way;
  }

  /** One kind's routes. */
  interface Api {

    /** What BHN calls one of them: {@code task} or {@code note}. */
    String one();

    Map<String, Object> list(
        String token, String contactId, int start, int limit, Request.Options options);

    Map<String, Object> madeBy(
        String token, String contactId, String requestId, Request.Options options);

    Map<String, Object> get(String token, String contactId, String itemId, Request.Options options);

    Map<String, Object> create(
        String token, String contactId, Map<String, Object> body, Request.Options options);

    Map<String, Object> update(
        String token,
        String contactId,
        String itemId,
        Map<String, Object> body,
        Request.Options options);

    Map<String, Object> delete(
        String token,
        String contactId,
        String itemId,
        @Nullable String version,
        Request.Options options);
  }

  /** One call per 500 of them. */
  @Override
  public List<Map<String, Object>> list(String personId) {
    return Answers.allPages(
        start -> way.call(token -> api.list(token, personId, start, PAGE, way.options())),
        operation("list-") + "s");
  }

  @Override
  public Optional<Map<String, Object>> madeBy(String personId, String requestId) {
    var answer = way.call(token -> api.madeBy(token, personId, requestId, way.options()));
    return Answers.all(answer, operation("list-") + "s").stream().findFirst();
  }

  @Override
  public Optional<Map<String, Object>> one(String personId, String itemId) {
    try {
      var answer = way.call(token -> api.get(token, personId, itemId, way.options()));
      return Optional.of(Answers.one(answer, operation("get-")));
    } catch (ProviderException failure) {
      if (failure.error().kind() == Kind.GONE && isOfItem(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private boolean isOfItem(ProviderException gone) {
    return (api.one() + "Id").equals(gone.error().field());
  }

  @Override
  public Map<String, Object> create(String personId, Map<String, Object> body) {
    var answer = way.call(token -> api.create(token, personId, body, way.options()));
    return Answers.one(answer, operation("create-"));
  }

  @Override
  public Map<String, Object> update(String personId, String itemId, Map<String, Object> body) {
    var answer = way.call(token -> api.update(token, personId, itemId, body, way.options()));
    return Answers.one(answer, operation("update-"));
  }

  @Override
  public void delete(String personId, String itemId) {
    way.call(token -> api.delete(token, personId, itemId, null, way.options()));
  }

  @Override
  public void delete(String personId, String itemId, String version) {
    way.call(token -> api.delete(token, personId, itemId, version, way.options()));
  }

  private String operation(String verb) {
    return verb + api.one();
  }
}

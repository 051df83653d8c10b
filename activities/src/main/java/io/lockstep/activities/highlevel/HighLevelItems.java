package io.lockstep.activities.highlevel;

import io.lockstep.activities.ItemCalls;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tasks, or the notes, of HighLevel's contacts, for one caller. */
final class HighLevelItems implements ItemCalls {

  private final Api api;
  private final TokenPass pass;

  HighLevelItems(Api api, TokenPass pass) {
    this.api = api;
    this.pass = pass;
  }

  /** One kind's routes, with the caller's token and patience. */
  interface Api {

    /** What HighLevel calls one of them, {@code task} or {@code note}; with an s, many. */
    String one();

    Map<String, Object> list(String contactId);

    Map<String, Object> get(String contactId, String itemId);

    Map<String, Object> create(String contactId, Map<String, Object> body);

    Map<String, Object> update(String contactId, String itemId, Map<String, Object> body);

    Map<String, Object> delete(String contactId, String itemId);
  }

  @Override
  public List<Map<String, Object>> list(String personId) {
    var answer = pass.call(() -> api.list(personId));
    String many = api.one() + "s";
    return Answers.many(answer, many, "list-" + many);
  }

  @Override
  public Optional<Map<String, Object>> one(String personId, String itemId) {
    try {
      return Optional.of(record(pass.call(() -> api.get(personId, itemId)), "get-"));
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
    return record(pass.call(() -> api.create(personId, body)), "create-");
  }

  @Override
  public Map<String, Object> update(String personId, String itemId, Map<String, Object> body) {
    return record(pass.call(() -> api.update(personId, itemId, body)), "update-");
  }

  @Override
  public void delete(String personId, String itemId) {
    Answers.done(pass.call(() -> api.delete(personId, itemId)), "delete-" + api.one());
  }

  private Map<String, Object> record(Map<String, Object> answer, String verb) {
    return Answers.one(answer, api.one(), verb + api.one());
  }
}

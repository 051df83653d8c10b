package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.http.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tags and followers: sets that are added to and removed from; the DELETEs carry a body. */
final class SetCalls {

  private static final Lens AS_IT_IS = Lens.sharp(Duration.ZERO);

  private final Contacts contacts;

  SetCalls(Contacts contacts) {
    this.contacts = contacts;
  }

  Reply addTags(Ask ask) {
    List<String> tags = add(ask, "tags", ContactWriter.tags(wanted(ask, "tags")));
    return Reply.created(answer("tags", tags));
  }

  Reply removeTags(Ask ask) {
    List<String> tags = remove(ask, "tags", ContactWriter.tags(wanted(ask, "tags")));
    return Reply.ok(answer("tags", tags));
  }

  Reply addFollowers(Ask ask) {
    List<String> wanted = wanted(ask, "followers");
    List<String> before = held(ask, "followers");
    Map<String, Object> answer = answer("followers", add(ask, "followers", wanted));
    answer.put("followersAdded", wanted.stream().filter(one -> !before.contains(one)).toList());
    return Reply.created(answer);
  }

  Reply removeFollowers(Ask ask) {
    List<String> wanted = wanted(ask, "followers");
    List<String> before = held(ask, "followers");
    Map<String, Object> answer = answer("followers", remove(ask, "followers", wanted));
    answer.put("followersRemoved", wanted.stream().filter(before::contains).toList());
    return Reply.ok(answer);
  }

  private static List<String> wanted(Ask ask, String name) {
    Map<String, Object> body = ask.json();
    List<String> messages = new ArrayList<>();
    body.keySet().stream()
        .filter(property -> !property.equals(name))
        .forEach(property -> messages.add("property " + property + " should not exist"));
    if (!PropertyType.TEXTS.takes(body.get(name))) {
      messages.add(name + " must be an array of strings");
    }
    if (!messages.isEmpty()) {
      throw Says.unprocessable(messages);
    }
    return Json.texts(body.get(name));
  }

  private List<String> held(Ask ask, String name) {
    return contacts.existing(ask.caller(), ask.path("contactId"), AS_IT_IS).texts(name);
  }

  private List<String> add(Ask ask, String name, List<String> wanted) {
    List<String> all = new ArrayList<>(held(ask, name));
    wanted.stream().filter(one -> !all.contains(one)).forEach(all::add);
    return contacts.replace(ask.caller(), ask.path("contactId"), name, all).texts(name);
  }

  private List<String> remove(Ask ask, String name, List<String> wanted) {
    List<String> left = new ArrayList<>(held(ask, name));
    left.removeAll(wanted);
    return contacts.replace(ask.caller(), ask.path("contactId"), name, left).texts(name);
  }

  private static Map<String, Object> answer(String name, List<String> values) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(name, values);
    return answer;
  }
}

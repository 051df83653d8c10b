package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.SandboxClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The ways to find contacts: search, duplicate search, the deprecated list, the business list. */
final class SearchCalls {

  private static final int LARGEST_PAGE = 500;
  private static final int REACHABLE_BY_PAGE = 10_000;
  private static final int LONGEST_QUERY = 75;
  private static final int LARGEST_LIST = 100;
  private static final Set<String> PROPERTIES =
      Set.of("locationId", "pageLimit", "page", "searchAfter", "filters", "sort", "query");

  private final SandboxClock clock;
  private final Contacts contacts;

  SearchCalls(SandboxClock clock, Contacts contacts) {
    this.clock = clock;
    this.contacts = contacts;
  }

  /** Sees the index, which is behind the contacts: the only call that lags. */
  Reply search(Ask ask) {
    Map<String, Object> body = ask.json();
    check(body);
    Location location = contacts.own(ask.caller(), body.get("locationId"));
    int limit = body.get("pageLimit") instanceof Number number ? number.intValue() : 0;
    int page = body.get("page") instanceof Number number ? number.intValue() : 1;
    List<?> after = body.get("searchAfter") instanceof List<?> list ? list : List.of();
    if (!after.isEmpty() && body.containsKey("page")) {
      throw Says.badRequest("page and searchAfter cannot be used together");
    }
    if (page < 1 || (long) page * limit > REACHABLE_BY_PAGE) {
      throw Says.badRequest("Only the first 10000 records can be reached by page");
    }
    SearchOrder order = SearchOrder.of(body.get("sort"));
    Instant indexed = clock.instant().minus(ask.lens().indexLag());
    List<SearchDocument> found =
        location
            .contactsAt(indexed)
            .map(SearchDocument::of)
            .filter(SearchFilter.all(body.get("filters") instanceof List<?> all ? all : List.of()))
            .filter(query(body.get("query") instanceof String text ? text : ""))
            .sorted(order.comparator())
            .toList();
    Stream<SearchDocument> rest =
        after.isEmpty()
            ? found.stream().skip((long) (page - 1) * limit)
            : found.stream().filter(after(order, order.cursor(after)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("contacts", rest.limit(limit).map(document -> item(document, order)).toList());
    answer.put("total", found.size());
    return Reply.ok(answer);
  }

  private static void check(Map<String, Object> body) {
    List<String> messages = new ArrayList<>();
    body.keySet().stream()
        .filter(name -> !PROPERTIES.contains(name))
        .forEach(name -> messages.add("property " + name + " should not exist"));
    if (!(body.get("locationId") instanceof String)) {
      messages.add("locationId must be a string");
    }
    if (!(body.get("pageLimit") instanceof Integer limit)) {
      messages.add("pageLimit must be an integer number");
    } else if (limit < 1 || limit > LARGEST_PAGE) {
      messages.add("pageLimit must be between 1 and " + LARGEST_PAGE);
    }
    if (!messages.isEmpty()) {
      throw Says.unprocessable(messages);
    }
  }

  private static Predicate<SearchDocument> query(String query) {
    if (query.length() > LONGEST_QUERY) {
      throw Says.badRequest("query must be at most " + LONGEST_QUERY + " characters");
    }
    return document -> query.isBlank() || document.mentions(query);
  }

  private static Predicate<SearchDocument> after(SearchOrder order, List<Object> cursor) {
    return document -> order.isAfter(document, cursor);
  }

  private static Map<String, Object> item(SearchDocument document, SearchOrder order) {
    Map<String, Object> item = new LinkedHashMap<>(document.shown());
    item.put("searchAfter", order.cursor(document));
    return item;
  }

  /**
   * The contact a create would collide with, or null. With duplicates off the location's order
   * counts; with duplicates on, e-mail and then phone.
   */
  Reply duplicate(Ask ask) {
    Location location = contacts.own(ask.caller(), Params.needed(ask, "locationId"));
    Map<String, String> values = new LinkedHashMap<>();
    ask.param("email").ifPresent(email -> values.put("email", email));
    ask.param("number")
        .ifPresent(number -> values.put("phone", Phones.stored(number, location.country())));
    List<String> order =
        location.allowsDuplicates() ? List.of("email", "phone") : location.identifiers();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "contact",
        DuplicateRule.find(location, order, values)
            .map(match -> ContactShapes.read(match.contact()))
            .orElse(null));
    return Reply.ok(answer);
  }

  /** Deprecated by HighLevel, still used: pages by the last contact's time and id. */
  Reply list(Ask ask) {
    Location location = contacts.own(ask.caller(), Params.needed(ask, "locationId"));
    int limit = Params.whole(ask, "limit", 20, LARGEST_LIST);
    long startAfter = ask.param("startAfter").map(Params::whole).orElse(Long.MAX_VALUE);
    String startAfterId = ask.param("startAfterId").orElse("");
    SearchOrder newestFirst = SearchOrder.of(null);
    List<Object> cursor = List.of(startAfter, startAfterId);
    List<SearchDocument> found =
        location
            .contacts(ask.lens(), clock.instant())
            .map(SearchDocument::of)
            .filter(query(ask.param("query").orElse("")))
            .sorted(newestFirst.comparator())
            .toList();
    List<Contact> page =
        found.stream()
            .filter(after(newestFirst, cursor))
            .limit(limit)
            .map(SearchDocument::contact)
            .toList();
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("total", found.size());
    if (!page.isEmpty()) {
      Contact last = page.get(page.size() - 1);
      meta.put("startAfter", last.dateAdded().toEpochMilli());
      meta.put("startAfterId", last.id());
    }
    Map<String, Object> answer = listed(page, found.size());
    answer.put("meta", meta);
    return Reply.ok(answer);
  }

  Reply ofBusiness(Ask ask) {
    Location location = contacts.own(ask.caller(), Params.needed(ask, "locationId"));
    String businessId = ask.path("businessId");
    List<SearchDocument> found =
        location
            .contacts(ask.lens(), clock.instant())
            .filter(contact -> businessId.equals(contact.text("businessId")))
            .map(SearchDocument::of)
            .filter(query(ask.param("query").orElse("")))
            .toList();
    List<Contact> page =
        found.stream()
            .skip(Params.whole(ask, "skip", 0, Integer.MAX_VALUE))
            .limit(Params.whole(ask, "limit", 25, LARGEST_LIST))
            .map(SearchDocument::contact)
            .toList();
    return Reply.ok(listed(page, found.size()));
  }

  private static Map<String, Object> listed(List<Contact> page, int count) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("contacts", page.stream().map(ContactShapes::listed).toList());
    answer.put("count", count);
    return answer;
  }
}

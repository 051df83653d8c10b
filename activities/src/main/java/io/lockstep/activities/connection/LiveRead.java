package io.lockstep.activities.connection;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.ItemCalls;
import io.lockstep.activities.ProviderCalls;
import io.lockstep.activities.sync.Mappings;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.ItemForms;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.Link;
import io.lockstep.core.person.BhnProfile;
import io.lockstep.core.person.HighLevelContact;
import io.lockstep.core.person.PersonView;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.ItemLedger.ItemSummary;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.ValuesRequest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what both sides of a pair show and keeps none of it. It compares nothing and moves nothing:
 * the flows look for themselves.
 */
final class LiveRead {

  private final Ports ports;
  private final Mappings mappings = new Mappings();

  LiveRead(Ports ports) {
    this.ports = ports;
  }

  /**
   * Reads; a part after the first reads the items alone.
   *
   * @throws io.lockstep.activities.NotNowException when a call may not be made now
   * @throws ProviderException for what a provider answered instead
   */
  LiveValues read(ValuesRequest request, CallContext caller) {
    FlowKey key = request.key();
    Connection connection = ports.connection(key);
    MappingProfile mapping = mappings.mapping(connection);
    Map<Side, String> ids = ids(key);
    ProviderCalls calls = ports.providers().of(connection, caller);
    Integer from = request.from();
    int needed = (from == null ? 1 : 0) + mapping.items().size();
    if (ids.containsKey(Side.CONTACTS) && needed > 0) {
      calls.highLevel().begin(Need.of(needed));
    }
    LiveAnswer answer = new LiveAnswer(ports.clock().instant(), ids);
    if (from == null) {
      person(calls, mapping, answer);
    }
    items(key, calls, mapping, answer);
    return answer.part(from);
  }

  /** The ids of both sides, as far as there are any. */
  private Map<Side, String> ids(FlowKey key) {
    Optional<Link> link =
        key.isProfile()
            ? ports.pairs().linkOfProfile(key.connection(), key.profileId())
            : ports.pairs().linkOfContact(key.connection(), key.contactId());
    Map<Side, String> ids = new EnumMap<>(Side.class);
    if (link.isPresent()) {
      for (Side side : Side.values()) {
        ids.put(side, link.get().id(side));
      }
    } else if (key.isProfile()) {
      ids.put(Side.REWARDS, key.profileId());
    } else {
      ids.put(Side.CONTACTS, key.contactId());
    }
    return ids;
  }

  private static void person(ProviderCalls calls, MappingProfile mapping, LiveAnswer answer) {
    Map<Side, PersonView> views = new EnumMap<>(Side.class);
    answer
        .id(Side.CONTACTS)
        .flatMap(calls.highLevel()::contact)
        .map(new HighLevelContact(mapping, customFieldIds(calls, answer))::read)
        .ifPresent(view -> views.put(Side.CONTACTS, view));
    answer
        .id(Side.REWARDS)
        .flatMap(calls.bhn()::contact)
        .map(new BhnProfile(mapping)::read)
        .ifPresent(view -> views.put(Side.REWARDS, view));
    for (Side side : Side.values()) {
      if (!views.containsKey(side)) {
        answer.gone(side);
      }
    }
    answer.fields(mapping.rules(), views);
  }

  private static Map<String, String> customFieldIds(ProviderCalls calls, LiveAnswer answer) {
    return answer.id(Side.CONTACTS).isPresent() ? calls.highLevel().customFieldIds() : Map.of();
  }

  private void items(FlowKey key, ProviderCalls calls, MappingProfile mapping, LiveAnswer answer) {
    Map<Half, ItemRef> names = mapping.items().isEmpty() ? Map.of() : names(key);
    for (ItemKind kind : ItemKind.values()) {
      Optional<ItemMapping> items = mapping.items(kind);
      if (items.isEmpty()) {
        continue;
      }
      ItemForms forms = ItemForms.of(kind, items.get(), users(calls, items.get(), answer));
      Map<Object, Map<Side, PersonView>> found = new LinkedHashMap<>();
      for (Side side : Side.values()) {
        for (Map<String, Object> record : list(calls, kind, side, answer)) {
          PersonView view = forms.of(side).read(record);
          Half half = new Half(kind, side, view.id());
          Object name = names.containsKey(half) ? names.get(half) : half;
          found.computeIfAbsent(name, first -> new EnumMap<>(Side.class)).put(side, view);
        }
      }
      found.forEach(
          (name, halves) ->
              answer.item(
                  name instanceof ItemRef ref ? ref.text() : null,
                  kind,
                  items.get().rules(),
                  halves));
    }
  }

  /** One side of a task or note. */
  private record Half(ItemKind kind, Side side, String id) {}

  /** How lists name the items they show. */
  private Map<Half, ItemRef> names(FlowKey key) {
    Map<Half, ItemRef> names = new HashMap<>();
    for (ItemSummary listed : ports.items().items(key)) {
      ItemKind kind = listed.item().kind();
      if (listed.contactsId() != null) {
        names.put(new Half(kind, Side.CONTACTS, listed.contactsId()), listed.item());
      }
      if (listed.rewardsId() != null) {
        names.put(new Half(kind, Side.REWARDS, listed.rewardsId()), listed.item());
      }
    }
    return names;
  }

  private static Map<String, String> users(
      ProviderCalls calls, ItemMapping items, LiveAnswer answer) {
    return items.ownersByEmail() && answer.id(Side.CONTACTS).isPresent()
        ? calls.highLevel().userIdsByEmail()
        : Map.of();
  }

  private static List<Map<String, Object>> list(
      ProviderCalls calls, ItemKind kind, Side side, LiveAnswer answer) {
    Optional<String> person = answer.id(side);
    if (person.isEmpty()) {
      return List.of();
    }
    try {
      return itemCalls(calls, kind, side).list(person.get());
    } catch (ProviderException failure) {
      if (failure.error().kind() != ProviderError.Kind.GONE) {
        throw failure;
      }
      answer.gone(side);
      return List.of();
    }
  }

  private static ItemCalls itemCalls(ProviderCalls calls, ItemKind kind, Side side) {
    return switch (kind) {
      case TASK -> side == Side.CONTACTS ? calls.highLevel().tasks() : calls.bhn().tasks();
      case NOTE -> side == Side.CONTACTS ? calls.highLevel().notes() : calls.bhn().notes();
    };
  }
}

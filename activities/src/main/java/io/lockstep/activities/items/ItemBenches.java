package io.lockstep.activities.items;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.ItemCalls;
import io.lockstep.activities.ProviderCalls;
import io.lockstep.activities.sync.Mappings;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemForms;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.ItemRules;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.Link;
import io.lockstep.ledger.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Opens the items of contacts. */
final class ItemBenches {

  private final Ports ports;
  private final ItemKind kind;
  private final Mappings mappings = new Mappings();

  ItemBenches(Ports ports, ItemKind kind) {
    this.ports = ports;
    this.kind = kind;
  }

  /** How items of this kind travel; empty when they stay where they are. */
  Optional<ItemMapping> items(Connection connection) {
    return mappings.mapping(connection).items(kind);
  }

  /**
   * The items of that pair. Costs a HighLevel call when owners travel and the location's users are
   * not fresh.
   */
  ItemBench open(Connection connection, Link pair, CallContext caller) {
    MappingProfile profile = mappings.mapping(connection);
    ItemMapping items =
        profile
            .items(kind)
            .orElseThrow(() -> new IllegalStateException("no " + kind.word() + " is mapped"));
    ProviderCalls providers = ports.providers().of(connection, caller);
    Map<String, String> users =
        items.ownersByEmail() ? providers.highLevel().userIdsByEmail() : Map.of();
    ItemMapping withOwners =
        items.ownersByEmail() ? ItemRules.withOwners(items, emails(users)) : items;
    return new ItemBench(
        pair.contactId(),
        withOwners,
        profile.speakingOf(withOwners.rules()),
        mappings.forms(connection),
        ports.digester(),
        providers.highLevel(),
        providers.bhn(),
        ItemForms.of(kind, withOwners, users),
        Map.of(
            Side.CONTACTS,
            new ItemBench.Half(contacts(providers), pair.contactId()),
            Side.REWARDS,
            new ItemBench.Half(rewards(providers), pair.profileId())),
        Map.of(),
        "");
  }

  private static List<String> emails(Map<String, String> users) {
    return users.keySet().stream().map(email -> email.toLowerCase(Locale.ROOT)).toList();
  }

  private ItemCalls contacts(ProviderCalls providers) {
    return switch (kind) {
      case TASK -> providers.highLevel().tasks();
      case NOTE -> providers.highLevel().notes();
    };
  }

  private ItemCalls rewards(ProviderCalls providers) {
    return switch (kind) {
      case TASK -> providers.bhn().tasks();
      case NOTE -> providers.bhn().notes();
    };
  }
}

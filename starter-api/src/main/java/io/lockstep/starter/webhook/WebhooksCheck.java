package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.ledger.SeenWebhooks;
import io.lockstep.workflows.connection.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which events of a connection's webhooks have come, and which never did. Only their coming tells:
 * neither provider can be asked what it sends.
 */
@Component
public final class WebhooksCheck {

  private final KnownConnections known;
  private final SeenWebhooks ledger;

  WebhooksCheck(KnownConnections known, SeenWebhooks ledger) {
    this.known = known;
    this.ledger = ledger;
  }

  /** What is to be said of that connection; nothing where no webhook could be verified. */
  public List<Finding> examine(String connection) {
    Optional<ServedConnection> served =
        known.fresh().served().stream()
            .filter(one -> one.connection().id().equals(connection))
            .findFirst();
    List<Finding> found = new ArrayList<>();
    served.ifPresent(
        one -> {
          for (Side side : Side.values()) {
            if (!one.keys(side).isEmpty()) {
              examine(one, side, found);
            }
          }
        });
    return found;
  }

  private void examine(ServedConnection served, Side side, List<Finding> found) {
    Map<String, Instant> seen = new TreeMap<>(ledger.of(served.connection().id(), side));
    List<String> expected = expected(served, side).sorted().toList();
    if (seen.isEmpty()) {
      found.add(
          Finding.warning(
              prefix(side) + ".webhooks",
              "No webhook of %s has ever come for this connection; %s are of use."
                  .formatted(name(side), String.join(", ", expected)),
              switch (side) {
                case CONTACTS ->
                    "In the app's webhook settings give the address /webhooks/highlevel of this"
                        + " server, as the internet sees it, and switch these events on. Then"
                        + " change a contact by hand and ask again; lockstep_webhooks_total says"
                        + " what was refused, and why.";
                case REWARDS ->
                    "Let the account's webhooks go to /webhooks/bhn of this server, as the internet"
                        + " sees it, signed with the connection's webhook secret. Then change a"
                        + " profile by hand and ask again; lockstep_webhooks_total says what was"
                        + " refused, and why.";
              }));
      return;
    }
    found.add(
        Finding.ok(
            prefix(side) + ".webhooks",
            "Webhooks of %s came, of each event last: %s."
                .formatted(
                    name(side),
                    seen.entrySet().stream()
                        .map(
                            one ->
                                one.getKey() + " " + one.getValue().truncatedTo(ChronoUnit.SECONDS))
                        .collect(Collectors.joining(", ")))));
    expected.stream()
        .filter(type -> !seen.containsKey(type))
        .forEach(type -> found.add(never(side, type)));
  }

  private static Finding never(Side side, String type) {
    return Finding.warning(
        prefix(side) + ".webhooks." + type,
        "The event "
            + type
            + " has never come; until it does, polls and passes find what it tells.",
        switch (side) {
          case CONTACTS ->
              "Switch it on in the app's webhook settings. If it is on, cause one by hand, then ask"
                  + " again.";
          case REWARDS -> "Let the account send it. If it does, cause one by hand, then ask again.";
        });
  }

  /** Every event that says something of what this connection's mapping keeps in step. */
  private static Stream<String> expected(ServedConnection served, Side side) {
    return switch (side) {
      case CONTACTS ->
          HighLevelEvents.types().stream()
              .filter(
                  type -> isOfUse(served, side, type, HighLevelEvents.read(Map.of("type", type))));
      case REWARDS ->
          BhnEvents.TYPES.stream()
              .filter(
                  type -> isOfUse(served, side, type, BhnEvents.read(Map.of("messageType", type))));
    };
  }

  private static boolean isOfUse(ServedConnection served, Side side, String type, Event shape) {
    Event.Item item = shape.item();
    if (item != null) {
      ItemKind kind = item.kind();
      return served.items().containsKey(kind);
    }
    return switch (shape.kind()) {
      case CHANGED -> !served.fields().carried(side, type).isEmpty();
      case DELETED -> true;
      case APP, REWARD, UNKNOWN -> false;
    };
  }

  private static String prefix(Side side) {
    return side == Side.CONTACTS ? "highlevel" : "bhn";
  }

  private static String name(Side side) {
    return side == Side.CONTACTS ? "HighLevel" : "BHN Rewards";
  }
}

package io.lockstep.sandbox.control;

import io.lockstep.sandbox.bhn.Bhn;
import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.highlevel.HighLevel;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.ProviderApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the list of {@code PUT /control/faults}; a mistake in any of them changes nothing. */
final class FaultInput {

  private static final List<String> METHODS = List.of("GET *", "POST *", "PUT *", "DELETE *");
  private static final Map<String, List<String>> EVENT_TYPES =
      Map.of(
          HighLevel.SIDE,
          List.of(
              "ContactCreate",
              "ContactUpdate",
              "ContactDelete",
              "ContactTagUpdate",
              "ContactDndUpdate",
              "NoteCreate",
              "NoteUpdate",
              "NoteDelete",
              "TaskCreate",
              "TaskComplete",
              "TaskDelete"),
          Bhn.SIDE,
          List.of("contactInfo", "tagInfo", "taskInfo", "noteInfo"));

  private final World world;

  FaultInput(World world) {
    this.world = world;
  }

  List<Fault> read(Object value) {
    if (!(value instanceof List<?> list)) {
      throw ControlRefusal.named("not-a-list", "faults are a list of {side, route, kind, ...}");
    }
    List<Fault> faults = new ArrayList<>();
    list.forEach(item -> faults.add(one(Json.map(item))));
    return faults;
  }

  private Fault one(Map<String, Object> item) {
    // hits is in what GET answers; it is let through so that an answer can be put back
    Input input =
        Input.of(
            item, "side", "route", "kind", "chance", "times", "by", "field", "edit", "home",
            "hits");
    ProviderApi side = side(input);
    FaultKind kind =
        FaultKind.of(input.text("kind").orElse(""))
            .orElseThrow(
                () ->
                    ControlRefusal.named(
                        "unknown-kind", "kind must be one of " + FaultKind.words()));
    return new Fault(
        side.side(),
        route(side, kind, input.text("route").orElse("*")),
        kind,
        chance(item.get("chance")),
        input.number("times", 1, Integer.MAX_VALUE).orElse(null),
        input.duration("by").orElse(null),
        input.text("field").orElse(null),
        input.has("edit") ? Json.map(item.get("edit")) : null,
        input.text("home").map(this::home).orElse(null));
  }

  private String home(String id) {
    List<String> known =
        world.connections().stream()
            .flatMap(one -> Stream.of(one.site().locationId(), one.member().accountId()))
            .toList();
    if (!known.contains(id)) {
      throw ControlRefusal.named("unknown-home", "home must be one of " + known);
    }
    return id;
  }

  private ProviderApi side(Input input) {
    String side = input.text("side").orElse("");
    String name =
        switch (side) {
          case "contacts" -> HighLevel.SIDE; // the sides' names in Lockstep are understood, too
          case "rewards" -> Bhn.SIDE;
          default -> side;
        };
    return world
        .provider(name)
        .orElseThrow(() -> ControlRefusal.named("unknown-side", "side must be highlevel or bhn"));
  }

  private static String route(ProviderApi side, FaultKind kind, String route) {
    if (route.equals("*")) {
      return route;
    }
    List<String> known = new ArrayList<>();
    if (kind.stage() == FaultKind.Stage.WEBHOOK) {
      known.addAll(EVENT_TYPES.getOrDefault(side.side(), List.of()));
    } else {
      known.addAll(METHODS);
      known.addAll(side.routes().names());
    }
    return known.stream()
        .filter(name -> name.equals(route) || name.equals(route + "/"))
        .findFirst()
        .orElseThrow(
            () -> ControlRefusal.named("unknown-route", "route must be * or one of " + known));
  }

  private static double chance(@Nullable Object value) {
    if (value == null) {
      return 1;
    }
    if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1) {
      return number.doubleValue();
    }
    throw ControlRefusal.named("bad-chance", "chance must be a number from 0 to 1");
  }
}

package io.lockstep.bench;

import io.lockstep.core.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What encrypting the histories costs: changes per second with it over changes per second without,
 * in turn in the same two processes, edits made at either side as for {@link Throughput}.
 */
final class Sealing {

  private static final int EACH = 25;
  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 4;
  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(90);

  private final Town town;

  Sealing(Town town) {
    this.town = town;
  }

  void measure(Table table) {
    town.stack().restartWithASwitch();
    List<Pair> edited = town.across(town.places(), EACH);
    for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      changesPerSecond(edited);
    }
    List<Double> ratios = new ArrayList<>();
    List<Double> sealed = new ArrayList<>();
    List<Double> open = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      town.stack().seal(round % 2 == 0); // a process grows faster with age: neither is always first
      (round % 2 == 0 ? sealed : open).add(changesPerSecond(edited));
      town.stack().seal(round % 2 != 0);
      (round % 2 == 0 ? open : sealed).add(changesPerSecond(edited));
      ratios.add(sealed.get(round) / open.get(round));
    }
    town.stack().seal(true);
    table.add("changes per second, histories encrypted", Sample.of(sealed).spread("%.1f"));
    table.add("changes per second, not encrypted", Sample.of(open).spread("%.1f"));
    table.add("encrypted ÷ not encrypted", Sample.of(ratios).spread("%.2f"), "0.95");
  }

  /** Over edits made at HighLevel and edits made at BHN. */
  private double changesPerSecond(List<Pair> edited) {
    double contacts = town.perSecond(edited, Side.CONTACTS, DRAINED_WITHIN);
    double rewards = town.perSecond(edited, Side.REWARDS, DRAINED_WITHIN);
    return 2 / (1 / contacts + 1 / rewards);
  }
}

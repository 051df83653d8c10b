package io.lockstep.bench;

import io.lockstep.core.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a sender waits for its 2xx: HighLevel's webhooks, each news that starts a run, posted
 * one at a time and in turn with a bare signalWithStart from this same process.
 */
final class Acknowledge {

  private static final int EACH = 8;
  private static final int WARM_UP = 10;
  private static final Duration COLLECTED_WITHIN = Duration.ofSeconds(30);

  /** Slow enough that the runs the posts start do not queue behind each other. */
  private static final long EVERY_NANOS = Duration.ofMillis(100).toNanos();

  private final Town town;
  private final BareEngine bare;

  Acknowledge(Town town, BareEngine bare) {
    this.town = town;
    this.bare = bare;
  }

  void measure(Table table) {
    List<Double> posts = new ArrayList<>();
    List<Double> starts = new ArrayList<>();
    try (Postbox postbox = Postbox.open(town.stack().starterUrl())) {
      long next = System.nanoTime();
      for (Postbox.Letter letter : collected(postbox)) {
        next += EVERY_NANOS;
        Allowance.until(next);
        posts.add(milliseconds(() -> postbox.post(letter)));
        next += EVERY_NANOS;
        Allowance.until(next);
        starts.add(milliseconds(bare::signalWithStart));
      }
    } finally {
      town.stack().sendWebhooksTo(town.stack().starterUrl());
    }
    table.add("webhook acknowledged", measured(posts).latency());
    table.add("bare signalWithStart, same client", measured(starts).latency());
    town.awaitQuiet();
  }

  private static Sample measured(List<Double> all) {
    return Sample.of(all.subList(WARM_UP, all.size()));
  }

  private List<Postbox.Letter> collected(Postbox postbox) {
    List<Pair> edited = town.across(town.places(), EACH);
    town.stack().sendWebhooksTo(postbox.url());
    edited.forEach(pair -> town.edit(pair, Side.CONTACTS));
    if (!town.allowance()
        .await(COLLECTED_WITHIN, () -> postbox.letters().size() == edited.size())) {
      throw new IllegalStateException("not every webhook reached the postbox");
    }
    town.stack().sendWebhooksTo(town.stack().starterUrl()); // echoes go their usual way
    return postbox.letters();
  }

  private static double milliseconds(Runnable call) {
    long begin = System.nanoTime();
    call.run();
    return (System.nanoTime() - begin) / 1e6;
  }
}

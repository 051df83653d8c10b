package io.lockstep.activities.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Runs many histories, each in a world of its own, and shrinks the first that breaks a law. */
final class Simulation {

  private final Variant variant;
  private final Tally tally = new Tally();

  Simulation(Variant variant) {
    this.variant = variant;
  }

  /** A history that broke a law, as short as it could be made. */
  record Failure(History found, History shrunk, List<String> broken, List<String> story) {

    @Override
    public String toString() {
      return """
          a law is broken by the history of seed %d: %s
          Shrunk to %d moves; replay it with History.parse:
          %s
          What happened:
          %s
          """
          .formatted(found.seed(), broken, shrunk.moves().size(), shrunk, String.join("\n", story));
    }
  }

  Tally tally() {
    return tally;
  }

  /** Plays that many histories on all cores; answers the first failure of the lowest seed. */
  List<Failure> run(long firstSeed, int histories, int moves) {
    var next = new AtomicLong(firstSeed);
    var failed = new ArrayList<History>();
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<?>> workers =
          LongStream.range(0, Runtime.getRuntime().availableProcessors())
              .<Future<?>>mapToObj(
                  worker ->
                      threads.submit(() -> playUntil(next, firstSeed + histories, moves, failed)))
              .toList();
      for (Future<?> worker : workers) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while histories were played", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a history could not be played", e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return failed.stream()
        .sorted((one, other) -> Long.compare(one.seed(), other.seed()))
        .limit(1)
        .map(this::shrink)
        .toList();
  }

  private void playUntil(AtomicLong next, long end, int moves, List<History> failed) {
    for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
      History history = History.random(seed, moves);
      if (!new World(history, variant, tally).play(history).isEmpty()) {
        synchronized (failed) {
          failed.add(history);
        }
        next.set(end); // one is enough to work on
      }
    }
  }

  /** Plays one history; empty when every law held. */
  static List<String> play(History history, Variant variant) {
    return new World(history, variant, new Tally()).play(history);
  }

  private Failure shrink(History failing) {
    String law = law(play(failing, variant).get(0));
    History small =
        failing.with(
            new Shrinker<Move>(
                    moves ->
                        play(failing.with(moves), variant).stream()
                            .anyMatch(broken -> law(broken).equals(law)))
                .shrink(failing.moves()));
    var world = new World(small, variant, new Tally());
    List<String> broken = world.play(small);
    return new Failure(failing, small, broken, world.story());
  }

  private static String law(String broken) {
    return broken.substring(0, broken.indexOf(':'));
  }
}

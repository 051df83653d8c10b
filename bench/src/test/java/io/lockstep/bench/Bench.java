package io.lockstep.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures Lockstep against the bare engine in one run and prints one table. Start it with {@code
 * bash bench/run}; it needs the folder of Temporal's programs in {@code lockstep.temporal.bin}.
 * Everything is bounded in count and time, and stops with this program.
 */
public final class Bench {

  private static final int LOCATIONS = 20;
  private static final int PAIRS_EACH = 25;
  private static final Duration WHOLE_RUN = Duration.ofMinutes(30);

  private final List<String> wanted;
  private final Table table = new Table();
  private final Allowance allowance = new Allowance(WHOLE_RUN);
  private final long begin = System.nanoTime();

  private Bench(List<String> wanted) {
    this.wanted = wanted;
  }

  /**
   * Runs it once; what it measures goes to standard output.
   *
   * @param args which measurements to make: calls, items, notes, throughput, mixed, acknowledge,
   *     slow, encryption, limit, flood; none means all
   */
  public static void main(String[] args) throws IOException {
    String bin = System.getProperty("lockstep.temporal.bin");
    if (bin == null) {
      System.err.println("Start the bench with: bash bench/run");
      System.exit(2);
    }
    Path folder = Files.createTempDirectory("lockstep-bench");
    new Bench(List.of(args)).run(Path.of(bin), folder);
    System.exit(0); // client threads of the JDK linger
  }

  private void run(Path bin, Path folder) {
    System.out.println(machine());
    say("starting PostgreSQL, Temporal, sandbox, worker and starter-api; logs in " + folder);
    try (Stack stack = Stack.start(bin, folder, LOCATIONS + 2, allowance);
        BareEngine bare = BareEngine.start(stack.engine())) {
      List<Place> twenty = stack.places().subList(0, LOCATIONS);
      Place crowded = stack.places().get(LOCATIONS);
      Place storied = stack.places().get(LOCATIONS + 1);
      Town town = new Town(stack, twenty, allowance);
      say("linking");
      link(town, twenty, PAIRS_EACH);
      measure("calls", new Unloaded(town)::measure);
      measure("items", new ItemPrice(town)::measure);
      measure("notes", rows -> notes(rows, town, storied));
      measure("throughput", new Throughput(town, bare)::measure);
      measure("mixed", new Mixed(town, bare)::measure);
      measure("acknowledge", new Acknowledge(town, bare)::measure);
      measure("slow", new SlowProvider(town)::measure);
      measure("encryption", new Sealing(town)::measure);
      measure("limit", rows -> limit(rows, town, crowded));
      measure("flood", new Flood(town)::measure);
      System.out.println();
      table.print(System.out);
      System.out.println();
      System.out.println(machine());
      say("stopping");
    }
  }

  private static void notes(Table rows, Town town, Place storied) {
    link(town, List.of(storied), 1);
    new ManyNotes(town).measure(rows, town.of(storied, 1).get(0));
  }

  private static void limit(Table rows, Town town, Place crowded) {
    link(town, List.of(crowded), AtTheLimit.CHANGES);
    new AtTheLimit(town).measure(rows, crowded);
  }

  private static void link(Town town, List<Place> places, int each) {
    places.forEach(place -> town.arrive(place, each));
    town.link(places.size() * each);
  }

  /** One measurement that fails costs its own rows, not the run. */
  private void measure(String what, Consumer<Table> measurement) {
    if (!wanted.isEmpty() && !wanted.contains(what)) {
      return;
    }
    say(what);
    if (allowance.isOver()) {
      table.add(what, "not measured: the thirty minutes were over");
      return;
    }
    try {
      measurement.accept(table);
    } catch (IllegalStateException failed) {
      table.add(what, "not measured: " + failed.getMessage());
    }
  }

  private void say(String what) {
    System.out.printf(
        Locale.ROOT, "%4d s  %s%n", (System.nanoTime() - begin) / 1_000_000_000, what);
  }

  private static String machine() {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return String.format(
        Locale.ROOT,
        "%d cores, %d GiB, Java %s, load average %.1f",
        system.getAvailableProcessors(),
        system.getTotalMemorySize() >> 30,
        System.getProperty("java.version"),
        system.getSystemLoadAverage());
  }
}

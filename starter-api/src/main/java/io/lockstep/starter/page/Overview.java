package io.lockstep.starter.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.springframework.util.DigestUtils;

/**
 * What the page shows. Everything a template needs is a field or a method here, so that the
 * template decides nothing.
 */
public record Overview(String asOf, List<LeftOut> leftOut, List<Board> boards) {

  public Overview {
    leftOut = List.copyOf(leftOut);
    boards = List.copyOf(boards);
  }

  /** The same as long as nobody would see a difference but the time. */
  public String version() {
    return DigestUtils.md5DigestAsHex((leftOut.toString() + boards).getBytes(UTF_8));
  }

  /** How many need a person, in all connections. */
  public int needPerson() {
    return boards.stream().mapToInt(Board::needPerson).sum();
  }

  /** How many are being worked on, in all connections. */
  public int syncing() {
    return boards.stream().mapToInt(board -> board.counts().syncing()).sum();
  }

  /** How many are in step, in all connections. */
  public int inStep() {
    return boards.stream().mapToInt(board -> board.counts().inStep()).sum();
  }

  /** How many there are, in all connections. */
  public int all() {
    return boards.stream().mapToInt(board -> board.counts().all()).sum();
  }

  /** How many the first link has planned, in all connections. */
  public int planned() {
    return boards.stream().mapToInt(board -> board.counts().planned()).sum();
  }

  /** The headline in a word, which is also its style class. */
  public String mood() {
    if (!leftOut.isEmpty()) {
      return "left-out";
    }
    if (!paused().isEmpty()) {
      return "paused";
    }
    if (needPerson() > 0) {
      return "needs";
    }
    if (planned() > 0) {
      return "planned";
    }
    return syncing() > 0 ? "syncing" : "calm";
  }

  private List<String> paused() {
    return boards.stream().filter(Board::paused).map(Board::connection).toList();
  }

  /** The headline. */
  public String headline() {
    return switch (mood()) {
      case "left-out" -> which(leftOut.stream().map(LeftOut::connection).toList(), "left out");
      case "paused" -> which(paused(), "paused");
      case "needs" -> needPerson() == 1 ? "One needs a person" : needPerson() + " need a person";
      case "planned" -> "The first link waits for its approval";
      case "syncing" -> "Catching up";
      default -> boards.isEmpty() ? "No connection yet" : "Everything is in step";
    };
  }

  private static String which(List<String> connections, String how) {
    return connections.size() == 1
        ? connections.get(0) + " is " + how
        : connections.size() + " connections are " + how;
  }

  /** A connection that cannot be served as it stands, and what to do about it. */
  public record LeftOut(String connection, String why) {}

  /**
   * One connection.
   *
   * @param byGrant whether a person can let it into HighLevel again; otherwise a token is set
   * @param withheld writes to HighLevel that wait for permission
   */
  public record Board(
      String connection,
      String location,
      String account,
      boolean paused,
      String pausedReason,
      boolean byGrant,
      int withheld,
      Counts counts,
      List<Need> needs,
      List<Change> changes) {

    public Board {
      needs = List.copyOf(needs);
      changes = List.copyOf(changes);
    }

    /** How many need a person: also one that a run works on, as long as something waits of it. */
    public int needPerson() {
      return Math.max(counts.needsPerson(), people());
    }

    /** Needs that do not fit the page. */
    public int moreNeeds() {
      return Math.max(0, counts.needsPerson() - people());
    }

    private int people() {
      return Math.toIntExact(needs.stream().map(Need::contactId).distinct().count());
    }
  }

  /** Pairs by state. */
  public record Counts(int inStep, int syncing, int needsPerson, int notEligible, int planned) {

    public int all() {
      return inStep + syncing + needsPerson + notEligible + planned;
    }

    /** Where the part of the bar that stands for syncing begins, of 1000. */
    public int syncingFrom() {
      return share(inStep);
    }

    public int needsFrom() {
      return share(inStep + syncing);
    }

    public int notEligibleFrom() {
      return share(inStep + syncing + needsPerson);
    }

    private int share(int part) {
      return all() == 0 ? 0 : Math.toIntExact(1000L * part / all());
    }
  }

  /** One thing that waits for a person. */
  public record Need(String contactId, String field, String kind, String reason, Ago since) {}

  /**
   * One line of the journal.
   *
   * @param act what was done, in the past tense
   * @param where the side, or "" for none
   */
  public record Change(
      String contactId, String act, String where, List<String> fields, String who, Ago at) {

    public Change {
      fields = List.copyOf(fields);
    }

    /** Whether a person did it. */
    public boolean byPerson() {
      return !who.equals("lockstep");
    }
  }

  /** A time, as a person says it, as a clock shows it, and for programs. */
  public record Ago(String text, String exact, String iso) {}
}

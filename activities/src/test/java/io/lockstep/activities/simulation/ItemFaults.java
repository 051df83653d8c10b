package io.lockstep.activities.simulation;

import io.lockstep.core.item.ItemKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The faults that concern items, armed one strike at a time and kept off people's own calls. */
final class ItemFaults {

  /**
   * What chance never draws, as an {@link ItemMove#what}: faults that a story of a wrong rule asks
   * for. Reads are behind for one more call than {@code who} says.
   */
  enum Asked {
    /**
     * A create at HighLevel that takes effect only after it was given up and sent again. Two are
     * there then, and only one is known.
     */
    GHOST_THAT_COMES_TOO_LATE(1_000, "highlevel", "POST", "ghost-write", 100),
    STALE_AT_CONTACTS(1_001, "highlevel", "READ", STALE, 30),
    STALE_FOR_LONG_AT_REWARDS(1_002, "bhn", "READ", STALE, 90),
    LISTS_LAG_FOR_LONG_AT_CONTACTS(1_003, "highlevel", "LIST", "lagging-list", 90),
    /** An upload that takes effect a while after it was given up. */
    GHOST_UPLOAD(1_004, "highlevel", "UPLOAD", "ghost-write", 20);

    private final int what;
    private final String side;
    private final String verb;
    private final String fault;
    private final Duration by;

    Asked(int what, String side, String verb, String fault, int seconds) {
      this.what = what;
      this.side = side;
      this.verb = verb;
      this.fault = fault;
      this.by = Duration.ofSeconds(seconds);
    }

    int what() {
      return what;
    }

    private Choice choice() {
      return new Choice(side, verb, fault);
    }

    private static Optional<Asked> of(ItemMove move) {
      return Arrays.stream(values()).filter(asked -> asked.what == move.what()).findFirst();
    }
  }

  /** The word of reads that show what was. */
  private static final String STALE = "stale-read";

  /** The word of a library that shows a fresh upload late. */
  private static final String LATE = "index-lag";

  /** How far behind a stale read is, or a library, well within the settle window. */
  private static final Duration LAG = Duration.ofSeconds(30);

  /** More attempts than the engine makes of one activity. */
  private static final int UNTIL_GIVEN_UP = 12;

  private record Choice(String side, String verb, String kind) {}

  private static final List<Choice> CHOICES =
      List.of(
          new Choice("highlevel", "POST", "lost-answer"),
          new Choice("highlevel", "POST", "lost-answer"),
          new Choice("highlevel", "POST", "created-but-422"),
          new Choice("highlevel", "POST", "lost-request"),
          new Choice("highlevel", "POST", "error-5xx"),
          new Choice("highlevel", "POST", "ghost-write"),
          new Choice("highlevel", "LIST", "lagging-list"),
          new Choice("highlevel", "LIST", "partial-list"),
          new Choice("highlevel", "LIST", "error-5xx"),
          new Choice("highlevel", "READ", STALE),
          new Choice("highlevel", "READ", STALE),
          new Choice("highlevel", "PUT", "lost-answer"),
          new Choice("highlevel", "PUT", "error-5xx"),
          new Choice("highlevel", "DELETE", "lost-answer"),
          new Choice("highlevel", "DELETE", "deleted-but-said-no"),
          new Choice("bhn", "POST", "lost-answer"),
          new Choice("bhn", "POST", "lost-answer"),
          new Choice("bhn", "POST", "lost-request"),
          new Choice("bhn", "LIST", "lagging-list"),
          new Choice("bhn", "LIST", "partial-list"),
          new Choice("bhn", "READ", STALE),
          new Choice("bhn", "READ", STALE),
          new Choice("bhn", "PUT", "lost-answer"),
          new Choice("bhn", "PUT", "rate-limited"),
          new Choice("bhn", "DELETE", "lost-answer"),
          new Choice("bhn", "DELETE", "deleted-but-said-no"),
          new Choice("highlevel", "*", "webhook-dropped"),
          new Choice("highlevel", "*", "webhook-doubled"),
          new Choice("highlevel", "*", "webhook-delayed"),
          new Choice("highlevel", "*", "webhook-without-contact"),
          new Choice("bhn", "*", "webhook-dropped"),
          new Choice("bhn", "*", "webhook-shuffled"));

  private static final List<Choice> OF_FILES =
      List.of(
          new Choice("highlevel", "UPLOAD", "lost-answer"),
          new Choice("highlevel", "UPLOAD", "lost-request"),
          new Choice("highlevel", "UPLOAD", "created-but-422"),
          new Choice("highlevel", "UPLOAD", "error-5xx"),
          new Choice("highlevel", "UPLOAD", "ghost-write"),
          new Choice("highlevel", "LIBRARY", "error-5xx"),
          new Choice("highlevel", "LIBRARY", "lost-answer"),
          new Choice("highlevel", "LIBRARY", LATE),
          new Choice("highlevel", "LIBRARY", LATE),
          new Choice("bhn", "CONTENT", "error-5xx"),
          new Choice("bhn", "CONTENT", "lost-answer"));

  private final Hands hands;
  private final ItemKind kind;
  private final boolean copies;
  private final Tally tally;

  /**
   * @param copies whether the files of notes are copied, so that a fault may meet one on its way
   */
  ItemFaults(Hands hands, ItemKind kind, boolean copies, Tally tally) {
    this.hands = hands;
    this.kind = kind;
    this.copies = copies;
    this.tally = tally;
  }

  /** What may go wrong with a file on its way, as the tally counts it. */
  static List<String> ofFiles() {
    return OF_FILES.stream()
        .map(choice -> ofFiles(choice.side(), choice.kind()))
        .distinct()
        .toList();
  }

  private static String ofFiles(String side, String kind) {
    return "faults of files at " + side + ": " + kind;
  }

  static List<String> kinds() {
    return CHOICES.stream().map(Choice::kind).distinct().toList();
  }

  /** Arms one fault; what has not struck by then is taken back. */
  void arm(ItemMove move) {
    count();
    Optional<Asked> asked = Asked.of(move);
    if (asked.isEmpty() && move.what() % 25 == 0) {
      hands.control("PUT", "/faults", outage(move));
      return;
    }
    Choice choice = asked.map(Asked::choice).orElseGet(() -> choice(move));
    Map<String, Object> fault = fault(choice);
    asked.ifPresent(one -> fault.put("by", one.by.toString()));
    // A replica that is behind is asked some times.
    if (List.of(STALE, LATE).contains(choice.kind())) {
      fault.putIfAbsent("by", LAG.toString());
      fault.put("times", 1 + move.who() % 3);
    }
    hands.control("PUT", "/faults", List.of(fault));
  }

  private Choice choice(ItemMove move) {
    return copies && move.what() % 3 == 1
        ? OF_FILES.get(move.who() % OF_FILES.size())
        : CHOICES.get((move.who() * 31 + move.what()) % CHOICES.size());
  }

  /**
   * A write whose answer is lost, or that is refused, and no read of the item until the engine has
   * given it up: only the next look can find out what became of it.
   */
  private List<Map<String, Object>> outage(ItemMove move) {
    String side = move.who() % 2 == 0 ? "highlevel" : "bhn";
    boolean lost = move.who() % 4 < 2;
    Map<String, Object> write = fault(new Choice(side, "PUT", lost ? "lost-answer" : "error-5xx"));
    Map<String, Object> read = fault(new Choice(side, "GET", "error-5xx"));
    write.put("times", lost ? 1 : UNTIL_GIVEN_UP);
    read.put("times", UNTIL_GIVEN_UP);
    return List.of(write, read);
  }

  private Map<String, Object> fault(Choice choice) {
    Map<String, Object> fault = new HashMap<>();
    fault.put("side", choice.side());
    fault.put("route", route(choice));
    fault.put("kind", choice.kind());
    fault.put("chance", 1);
    fault.put("times", 1);
    return fault;
  }

  private String route(Choice choice) {
    String items =
        (choice.side().equals("bhn") ? "/v2" : "") + "/contacts/{contactId}/" + kind.word() + "s";
    String id =
        kind == ItemKind.NOTE && choice.side().equals("highlevel") ? "id" : kind.word() + "Id";
    return switch (choice.verb()) {
      case "POST" -> "POST " + items;
      case "LIST" -> "GET " + items;
      case "READ" -> "GET *";
      case "UPLOAD" -> "POST /medias/upload-file";
      case "LIBRARY" -> "GET /medias/files";
      case "CONTENT" ->
          "GET /v2/contacts/{contactId}/notes/{noteId}/attachments/{attachmentId}/content";
      case "PUT", "DELETE", "GET" -> choice.verb() + " " + items + "/{" + id + "}";
      default -> "*";
    };
  }

  /** Lets a person act: what is armed for Lockstep's calls is not theirs to meet. */
  void apart(Runnable act) {
    List<Map<String, Object>> armed = hands.readList("/faults");
    if (armed.stream().allMatch(ItemFaults::isOfWebhooks)) {
      act.run();
      return;
    }
    count();
    hands.control("PUT", "/faults", List.of());
    act.run();
    List<Map<String, Object>> left =
        armed.stream().filter(fault -> hits(fault) < times(fault)).map(ItemFaults::anew).toList();
    hands.control("PUT", "/faults", left);
  }

  void clear() {
    count();
    hands.control("PUT", "/faults", List.of());
  }

  private void count() {
    hands.readList("/faults").stream().filter(fault -> hits(fault) > 0).forEach(this::count);
  }

  private void count(Map<String, Object> fault) {
    String kindOfFault = String.valueOf(fault.get("kind"));
    tally.fault(kindOfFault, hits(fault));
    String route = String.valueOf(fault.get("route"));
    if (route.contains("/medias/") || route.contains("/attachments/")) {
      tally.count(ofFiles(String.valueOf(fault.get("side")), kindOfFault), hits(fault));
    }
  }

  private static Map<String, Object> anew(Map<String, Object> fault) {
    Map<String, Object> again = new HashMap<>(fault);
    again.remove("hits");
    again.put("times", times(fault) - hits(fault));
    return again;
  }

  private static int times(Map<String, Object> fault) {
    return ((Number) fault.getOrDefault("times", 1)).intValue();
  }

  private static int hits(Map<String, Object> fault) {
    return ((Number) fault.getOrDefault("hits", 0)).intValue();
  }

  private static boolean isOfWebhooks(Map<String, Object> fault) {
    return String.valueOf(fault.get("kind")).startsWith("webhook");
  }
}

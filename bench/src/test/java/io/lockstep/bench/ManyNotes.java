package io.lockstep.bench;

import io.lockstep.bench.CallLog.Call;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A contact with 2,000 notes of which one is edited: only that one may be written. */
final class ManyNotes {

  private static final int NOTES = 2_000;
  private static final Duration LINKED_WITHIN = Duration.ofMinutes(3);
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(60);

  /** HighLevel lets a person make 100 calls in 10 s; one more is the edit. */
  private static final int AT_ONCE = 90;

  private static final Duration WINDOW = Duration.ofSeconds(11);

  private final Town town;

  ManyNotes(Town town) {
    this.town = town;
  }

  void measure(Table table, Pair owner) {
    String last = seed(owner);
    List<LinkedItem> notes = linked(owner, last);
    town.awaitQuiet();
    Instant begin = CallLog.now();
    LinkedItem edited = notes.get(notes.size() / 2);
    if (!town.edit(edited, Side.CONTACTS)) {
      throw new IllegalStateException("the edit met the person's limit");
    }
    town.awaitVisible(List.of(edited), Side.CONTACTS, begin, VISIBLE_WITHIN);
    town.awaitQuiet();
    List<Call> calls = town.log().since(begin);
    long writes = calls.stream().filter(call -> writesNotes(call, owner)).count();
    String id =
        Flow.NOTE_BRIDGE.workflowId(new FlowKey(owner.place().connection(), owner.contactId()));
    RunHistory run = RunHistory.newest(town.stack().engine(), id);
    if (run.begun().isBefore(begin)) {
      throw new IllegalStateException("no run was started for the edit");
    }
    table.add("contact with 2,000 notes, one edited: writes", String.valueOf(writes), "1");
    table.add(
        "KiB of that run's history",
        String.format(Locale.ROOT, "%.1f", run.bytes() / 1024.0),
        "under 100");
    table.add("HighLevel and BHN calls for that edit and its echo", Counts.NONE.plus(calls).text());
  }

  private static boolean writesNotes(Call call, Pair owner) {
    Side side = call.isAt(Side.CONTACTS) ? Side.CONTACTS : Side.REWARDS;
    return call.isLocksteps()
        && !call.method().equals("GET")
        && call.path().startsWith(owner.items(side, ItemKind.NOTE));
  }

  /**
   * The same notes by hand on both sides, told to nobody, so that one look links them all. The
   * sandbox's clock begins some minutes ago and catches up meanwhile: a person, too, has
   * HighLevel's limit. Nobody may have edited at this location before: its calls would be ahead.
   *
   * @return HighLevel's id of the last one
   */
  private String seed(Pair owner) {
    town.awaitQuiet();
    town.stack().sendWebhooksNowhere();
    Duration behind = WINDOW.multipliedBy((NOTES - 1) / AT_ONCE);
    advance(behind.negated());
    String last = "";
    try {
      for (int i = 0; i < NOTES; i++) {
        if (i > 0 && i % AT_ONCE == 0) {
          advance(WINDOW);
          behind = behind.minus(WINDOW);
        }
        String body = "{\"body\": \"Note %d of a long story.\"}".formatted(i);
        owner.place().rewards().post(owner.items(Side.REWARDS, ItemKind.NOTE), body);
        last =
            owner
                .place()
                .contacts()
                .post(owner.items(Side.CONTACTS, ItemKind.NOTE), body)
                .path("note")
                .path("id")
                .asText();
      }
    } finally {
      advance(behind);
      town.stack().sendWebhooksTo(town.stack().starterUrl());
    }
    return last;
  }

  private void advance(Duration by) {
    town.stack().sandbox().put("/control/clock", "{\"advance\": \"" + by + "\"}");
  }

  private List<LinkedItem> linked(Pair owner, String any) {
    String sync =
        "/api/v1/pairs/%s/sync?connection=%s&item=note/c:%s"
            .formatted(owner.contactId(), owner.place().connection(), any);
    town.stack().operator().post(sync, null);
    Items items = new Items(town);
    List<Pair> only = List.of(owner);
    if (!town.allowance()
        .await(LINKED_WITHIN, () -> items.linked(only, ItemKind.NOTE).size() >= NOTES)) {
      throw new IllegalStateException(
          items.linked(only, ItemKind.NOTE).size() + " of 2,000 notes were linked in time");
    }
    return items.linked(only, ItemKind.NOTE);
  }
}

package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresItemLedgerIT extends ItemLedgerContract {

  private static final TestDatabase DB = TestDatabase.fresh();
  private static final Sealer SEALER = Sealer.of(Sealer.newKeysetJson());
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int MANY = 2_000;

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  Ledgers ledgers(InstantSource clock) {
    return new Ledgers(
        new PostgresPairLedger(DB.database(), SEALER, clock),
        new PostgresItemLedger(DB.database(), SEALER, clock));
  }

  @Test
  void ofEightCommitsOfTheSameItemsInAnyOrderOneIsWrittenAndNoneBlocksAnother() throws Exception {
    ItemLedger items = ledgers(() -> NOON).items();
    FlowKey key = new FlowKey("race", "c-items");
    List<Boolean> written =
        PostgresPairLedgerIT.atOnce(
            attempt -> {
              Map<ItemRef, PairChange> changes = new LinkedHashMap<>();
              for (int i = 0; i < 8; i++) {
                String id = "t" + (i + attempt) % 8;
                Link link = new Link("race", id, "b-" + id, NOON);
                BaseRow row = new BaseRow("task.title", "", "k:1", "k:1", 1, "f00d", 0);
                changes.put(
                    new ItemRef(ItemKind.TASK, Side.CONTACTS, id),
                    PairChange.builder().link(link).base(row).build());
              }
              try {
                items.commit(key, changes);
                return true;
              } catch (StaleBaseException | LinkTakenException late) {
                return false; // which, depends on the constraint that meets the other first
              }
            });
    assertThat(written).containsOnlyOnce(true);
    assertThat(items.load(key, ItemKind.TASK)).hasSize(8);
  }

  @Test
  void ofEightItemsOneGetsTheHalfThatAllWant() throws Exception {
    ItemLedger items = ledgers(() -> NOON).items();
    FlowKey key = new FlowKey("race", "c-half");
    List<Boolean> linked =
        PostgresPairLedgerIT.atOnce(
            attempt -> {
              ItemRef item = new ItemRef(ItemKind.NOTE, Side.CONTACTS, "n" + attempt);
              Link link = new Link("race", item.id(), "b-wanted", NOON);
              try {
                items.commit(key, Map.of(item, PairChange.builder().link(link).build()));
                return true;
              } catch (LinkTakenException e) {
                return false;
              }
            });
    assertThat(linked).containsOnlyOnce(true);
    assertThat(items.items(key)).hasSize(1);
  }

  @Test
  void twoThousandNotesAreCommittedTogetherAndLoadedTogether() {
    ItemLedger items = ledgers(() -> NOON).items();
    FlowKey key = new FlowKey("many", "c-many");
    Map<ItemRef, PairChange> changes = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      Link link = new Link("many", "n" + i, "b" + i, NOON);
      BaseRow row = new BaseRow("note.body", "", "k:" + i, "k:" + i, 1, "f00d", 0);
      changes.put(
          new ItemRef(ItemKind.NOTE, Side.CONTACTS, "n" + i),
          PairChange.builder().link(link).base(row).build());
    }
    items.commit(key, changes);
    assertThat(items.load(key, ItemKind.NOTE))
        .hasSize(MANY)
        .allSatisfy((item, record) -> assertThat(record.base()).hasSize(1));
    assertThat(items.load(key, ItemKind.TASK)).isEmpty();
  }
}

package io.lockstep.activities.sync;

import io.lockstep.core.FlowKey;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.PairLedger.Claim;
import java.time.Instant;
import java.util.Map;

/** Where the ledger keeps one record: a pair, or an item of one. */
public interface Book {

  /** All that is known of it. */
  PairRecord load();

  /** Writes all of a change in one transaction, as {@link PairLedger#commit} does. */
  void commit(PairChange change);

  /** Records an intent before its call, as {@link PairLedger#claim} does. */
  Claim claim(Intent intent, Instant now);

  /** The book of that pair. */
  static Book of(PairLedger pairs, FlowKey key) {
    return new Book() {
      @Override
      public PairRecord load() {
        return pairs.load(key);
      }

      @Override
      public void commit(PairChange change) {
        pairs.commit(key, change);
      }

      @Override
      public Claim claim(Intent intent, Instant now) {
        return pairs.claim(key, intent, now);
      }
    };
  }

  /** The book of that item. */
  static Book of(ItemLedger items, FlowKey key, ItemRef item) {
    return new Book() {
      @Override
      public PairRecord load() {
        return items.load(key, item);
      }

      @Override
      public void commit(PairChange change) {
        items.commit(key, Map.of(item, change));
      }

      @Override
      public Claim claim(Intent intent, Instant now) {
        return items.claim(key, item, intent, now);
      }
    };
  }
}

package io.lockstep.ledger;

import io.lockstep.core.FlowKey;
import io.lockstep.core.item.ItemRef;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * Names one record of the ledger.
 *
 * @param item the task or note of that contact; null for the pair itself
 */
record RecordKey(FlowKey pair, @Nullable ItemRef item) {

  /** The record of the pair itself. */
  static RecordKey of(FlowKey pair) {
    return new RecordKey(pair, null);
  }

  /** As the column {@code item} holds it: "" for the pair itself. */
  String itemText() {
    return item == null ? "" : item.text();
  }

  /** What the column {@code item} says: null for the pair itself. */
  static @Nullable ItemRef item(String text) {
    return text.isEmpty() ? null : ItemRef.parse(text);
  }

  /** The record's columns as parameters: {@code connection}, {@code contact}, {@code item}. */
  MapSqlParameterSource parameters() {
    return new MapSqlParameterSource("connection", pair.connection())
        .addValue("contact", pair.contactId())
        .addValue("item", itemText());
  }
}

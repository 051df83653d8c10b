package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import io.lockstep.core.plan.Withheld;
import io.lockstep.ledger.Budget.Asker;
import io.lockstep.ledger.Budget.Need;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Law L7 for the ledger: who reads its dump learns nobody's name and no secret. */
class LedgerPrivacyIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final FlowKey ADA = new FlowKey("acme", "c-4711");
  private static final String EMAIL = "ada.lovelace@example.org";
  private static final Map<String, String> PERSON =
      Map.of(
          "email", EMAIL,
          "phone", "+442071234567",
          "lastName", "Lovelace-Byron",
          "address1", "12 St James's Square",
          "tags", "vip-customer-2026");
  private static final Map<String, String> ITEM =
      Map.of(
          "task.title", "Send Mrs Lovelace her card",
          "note.body", "She asked for a gift that suits a mathematician");
  private static final List<String> SECRETS =
      List.of(
          "token-of-acme",
          "secret-of-acme",
          "webhook-of-acme",
          "access-of-acme",
          "refresh-of-acme");

  private final Digester digester = new Digester("d1", Map.of("d1", new byte[32]));

  @Test
  void aDumpOfAllTablesHoldsNoValueOfThePersonAndNoSecret() {
    try (TestDatabase db = TestDatabase.fresh()) {
      fill(db.database());
      List<String> tables = tables(db.database());
      StringBuilder dump = new StringBuilder();
      for (String table : tables) {
        List<String> rows =
            db.database()
                .sql("select t::text from lockstep." + table + " t")
                .query(String.class)
                .list();
        assertThat(rows).as("table " + table + " was not filled").isNotEmpty();
        rows.forEach(row -> dump.append(row).append('\n'));
      }
      assertThat(tables).hasSizeGreaterThan(15);
      assertThat(dump)
          .contains(
              "c-4711", "loc-1", "note/c:body"); // opaque ids may be read, so the dump is real
      PERSON.values().forEach(value -> assertHidden(dump.toString(), value));
      ITEM.values().forEach(value -> assertHidden(dump.toString(), value));
      SECRETS.forEach(value -> assertHidden(dump.toString(), value));
    }
  }

  private static void assertHidden(String dump, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    assertThat(dump)
        .doesNotContainIgnoringCase(value)
        .doesNotContain(HexFormat.of().formatHex(bytes))
        .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(bytes));
  }

  private static List<String> tables(Database db) {
    return db.sql(
            """
            select table_name from information_schema.tables
            where table_schema = 'lockstep' and table_name <> 'flyway_schema_history'
            """)
        .query(String.class)
        .list();
  }

  /** Puts the person through every port, the way the flows do: values digested or handed over. */
  private void fill(Database db) {
    Sealer sealer = Sealer.of(Sealer.newKeysetJson());
    Connections connections = new PostgresConnections(db, sealer);
    connections.register(ConnectionsContract.connection("acme", "loc-1", "acc-1"));
    connections.saveCustomFieldIds("acme", Map.of("bhn_tier", "f-1"));
    new PostgresGrants(db, sealer).connect(GrantsContract.grant("of-acme"));
    PairLedger ledger = new PostgresPairLedger(db, sealer, () -> NOON);
    PERSON.forEach((field, value) -> fill(ledger, field, value));
    ItemLedger items = new PostgresItemLedger(db, sealer, () -> NOON);
    ITEM.forEach((field, value) -> fill(items, field, value));
    ledger.commit(
        new FlowKey("acme", "c-gone"),
        PairChange.builder().link(new Link("acme", "c-gone", "p-gone", NOON)).build());
    ledger.commit(
        new FlowKey("acme", "c-gone"), PairChange.builder().endLink("deleted", NOON).build());
    ledger.lease(
        "acme",
        List.of(digester.name("acme", "email", EMAIL)),
        "run-1",
        NOON,
        Duration.ofMinutes(1));
    new PostgresOpenMarks(db).open(Flow.CONTACT_UPSERT, ADA, NOON);
    new PostgresPlaces(db, 4).waitInQueue(ADA.connection(), Lane.LIVE, NOON);
    new PostgresWithheldWrites(db)
        .replace(Flow.CONTACT_UPSERT, ADA, List.of(Withheld.of(rename())), NOON);
    new PostgresSeenWebhooks(db).seen("acme", Side.CONTACTS, "ContactUpdate", NOON);
    new PostgresCursors(db).save("acme", "contacts", "c-4711");
    new PostgresBreakers(db).failed("acme", Side.REWARDS, Duration.ZERO, NOON);
    Budget budget = new PostgresBudget(db);
    for (int call = 0; call <= 100; call++) {
      budget.take("loc-1", Asker.LIVE, Need.ONE, "contact-upsert/acme/c-4711/" + call, NOON);
    }
  }

  /** A write of the person's name, as a look plans it. */
  private Op rename() {
    String digest = digester.digest(ADA, "email", Reading.ofText(EMAIL));
    return new Op(
        "op-rename",
        Op.Kind.UPDATE,
        Side.CONTACTS,
        "c-4711",
        null,
        "p-1",
        List.of(new FieldWrite("email", List.of(EMAIL), 1, digest, digest, null)),
        "update contacts: email");
  }

  private void fill(PairLedger ledger, String field, String value) {
    String digest = digester.digest(ADA, field, Reading.ofText(value));
    Intent intent = intent(field, digest);
    ledger.claim(ADA, intent, NOON);
    ledger.saveEdit(ADA, "e-" + field, List.of(value));
    Link link = new Link("acme", "c-4711", "p-1", NOON);
    ledger.commit(ADA, everything(field, value, digest).link(link).build());
    ledger.claim(ADA, intent, NOON);
  }

  private void fill(ItemLedger ledger, String field, String value) {
    ItemKind kind = field.startsWith("task") ? ItemKind.TASK : ItemKind.NOTE;
    String id = field.substring(field.indexOf('.') + 1);
    ItemRef item = new ItemRef(kind, Side.CONTACTS, id);
    String digest = digester.digest(ADA, field, Reading.ofText(value));
    Intent intent = intent(field, digest);
    ledger.claim(ADA, item, intent, NOON);
    Link link = new Link("acme", id, "p-" + id, NOON);
    ledger.commit(ADA, Map.of(item, everything(field, value, digest).link(link).build()));
    ledger.claim(ADA, item, intent, NOON);
  }

  private static Intent intent(String field, String digest) {
    return new Intent(
        "op-" + field,
        Op.Kind.UPDATE,
        Side.REWARDS,
        "p-1",
        "c-4711",
        0,
        Map.of(field, new Intent.Wrote(digest, digest, digest)),
        List.of(),
        "run-1",
        NOON,
        NOON.plusSeconds(60));
  }

  private static PairChange.Builder everything(String field, String value, String digest) {
    Waiting waiting = new Waiting("op-" + field, field, Waiting.Kind.PARKED, "refused");
    return PairChange.builder()
        .base(new BaseRow(field, "", digest, digest, CanonicalForms.CURRENT, "f00d", 0))
        .closeIntent("op-" + field)
        .accept(
            new AcceptedDifference(
                field, "", digest, digest, "f00d", AcceptedDifference.Reason.SKIPPED, "o", NOON))
        .conflict(
            new Conflict(
                "x-" + field,
                field,
                Conflict.State.DECIDED,
                Side.CONTACTS,
                List.of(value),
                List.of(value),
                "newest",
                NOON))
        .park(new Parked(waiting, digest, digest, NOON))
        .edit(new PairRecord.FieldEdit(field, Side.CONTACTS, digest, NOON))
        .move(new FieldMove(field, "", Side.REWARDS, "", digest, FieldMove.By.WRITTEN, NOON))
        .stamp(new Stamp(Side.REWARDS, NOON, NOON, "7"))
        .journal(
            new JournalEntry(
                NOON, "c-4711", JournalEntry.Act.UPDATED, Side.REWARDS, List.of(field), "o"))
        .state(PairState.NEEDS_PERSON, "one field waits");
  }
}

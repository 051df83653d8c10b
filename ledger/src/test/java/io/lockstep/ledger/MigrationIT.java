package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an older ledger holds is there after the next start, and goes on. */
class MigrationIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final FlowKey ADA = new FlowKey("acme", "c-ada");
  private static final String INTENT =
      """
      'acme', 'c-ada', '%s', 'CREATE', 'REWARDS', null, 'c-ada', 0, '{email}', '{k:1}', '{k:2}',
      '{k:3}', '{}', 'run-1', timestamptz '2026-03-01T12:00:00Z', timestamptz '2026-03-01T12:01:00Z',
      1\
      """;

  @Test
  void whatWasKeptOfPairsBeforeThereWereItemsIsStillThePairs() {
    try (TestDatabase database = TestDatabase.at("2")) {
      Database db = database.database();
      for (String rows :
          List.of(
              "base values ('acme', 'c-ada', 'email', '', 'k:1', 'k:2', 1, 'f00d', 3)",
              "intent values (" + INTENT.formatted("op-open") + ")",
              "settled_intent values ("
                  + INTENT.formatted("op-settled")
                  + ", timestamptz '2026-03-01T11:00:00Z')")) {
        db.sql("insert into lockstep." + rows).update();
      }
      database.migrate();

      PairLedger ledger = new PostgresPairLedger(db, Sealer.of(Sealer.newKeysetJson()), () -> NOON);
      PairRecord loaded = ledger.load(ADA);
      assertThat(loaded.base())
          .containsExactly(new BaseRow("email", "", "k:1", "k:2", 1, "f00d", 3));
      assertThat(loaded.intents()).extracting(Intent::opId).containsExactly("op-open");
      ledger.commit(
          ADA, PairChange.builder().base(loaded.base().get(0)).closeIntent("op-open").build());
      assertThat(settled(db)).containsExactly("op-settled", "op-open");
      ledger.purge(NOON.plusSeconds(23 * 3600));
      assertThat(settled(db)).containsExactly("op-open");
    }
  }

  @Test
  void aGrantFromBeforeIsOfTheAddressOfItsConnectionOrOfNone() {
    try (TestDatabase database = TestDatabase.at("12")) {
      Database db = database.database();
      db.sql(
              """
              insert into lockstep.connection
                (id, region, highlevel_base_url, location_id, highlevel_token,
                 highlevel_webhook_keys, bhn_base_url, account_id, bhn_client_id,
                 bhn_client_secret, bhn_webhook_secret, profile_yaml, first_link_auto, paused,
                 paused_reason)
              select 'c' || n, 'US', 'http://at-' || (n % 2), 'loc-' || n, '', '{}', '', 'acc-' || n,
                '', '', '', '', true, false, ''
              from generate_series(1, 4) n
              """)
          .update();
      db.sql(
              """
              insert into lockstep.highlevel_grant
                (resource_id, user_type, company_id, access_token, refresh_token, obtained_at,
                 expires_at, version)
              select id, type, company, '', '', now(), now(), 1
              from (values ('loc-1', 'LOCATION', 'one'), ('loc-3', 'LOCATION', 'both'),
                ('loc-2', 'LOCATION', 'two'), ('loc-4', 'LOCATION', 'both'),
                ('loc-5', 'LOCATION', 'gone'), ('one', 'COMPANY', 'one'),
                ('two', 'COMPANY', 'two'), ('both', 'COMPANY', 'both')) as old (id, type, company)
              """)
          .update();

      database.migrate();

      assertThat(
              db.sql(
                      "select resource_id || ' ' || base_url from lockstep.highlevel_grant order by 1")
                  .query(String.class)
                  .list())
          .containsExactly(
              "both ",
              "loc-1 http://at-1",
              "loc-2 http://at-0",
              "loc-3 http://at-1",
              "loc-4 http://at-0",
              "loc-5 ",
              "one http://at-1",
              "two http://at-0");
    }
  }

  private static List<String> settled(Database db) {
    return db.sql("select op_id from lockstep.settled_intent order by settled_at")
        .query(String.class)
        .list();
  }
}

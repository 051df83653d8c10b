package io.lockstep.ledger;

import static io.lockstep.ledger.Database.array;
import static io.lockstep.ledger.Database.instant;
import static io.lockstep.ledger.Database.texts;

import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DuplicateKeyException;

/** The connections; tokens and secrets are sealed, each for its own column and row. */
final class PostgresConnections implements Connections {

  private static final String TOKEN = "highlevel_token";
  private static final String CLIENT_SECRET = "bhn_client_secret";
  private static final String WEBHOOK_SECRET = "bhn_webhook_secret";
  private static final String FORMER_WEBHOOK_SECRET = "bhn_former_webhook_secret";

  private final Database db;
  private final Sealer sealer;

  PostgresConnections(Database db, Sealer sealer) {
    this.db = db;
    this.sealer = sealer;
  }

  @Override
  public void register(Connection connection) {
    try {
      upsert(connection, readable(connection.id()));
    } catch (DuplicateKeyException e) {
      throw new ConnectionTakenException(connection.id());
    }
  }

  /** As it was until now; empty also when that does not open any more. */
  private Optional<Connection> readable(String id) {
    try {
      return byId(id);
    } catch (Sealer.CannotOpenException locked) {
      return Optional.empty();
    }
  }

  private void upsert(Connection connection, Optional<Connection> before) {
    String id = connection.id();
    Connection.HighLevel highLevel = connection.highLevel();
    Connection.Bhn bhn = connection.bhn();
    db.sql(
            """
            insert into lockstep.connection
              (id, region, highlevel_base_url, location_id, highlevel_token,
               highlevel_webhook_keys, bhn_base_url, account_id, bhn_client_id, bhn_client_secret,
               bhn_webhook_secret, bhn_former_webhook_secret, profile_yaml, first_link_auto, paused,
               paused_reason, highlevel_access, bhn_token_url, bhn_partner_id, bhn_login)
            values (:id, :region, :highLevelUrl, :location, :token, :webhookKeys, :bhnUrl, :account,
              :clientId, :clientSecret, :webhookSecret, :formerSecret, :profile, :firstLinkAuto,
              :paused, :reason, :access, :tokenUrl, :partner, :login)
            on conflict (id) do update
            set region = excluded.region, highlevel_base_url = excluded.highlevel_base_url,
                location_id = excluded.location_id, highlevel_token = excluded.highlevel_token,
                highlevel_webhook_keys = excluded.highlevel_webhook_keys,
                bhn_base_url = excluded.bhn_base_url, account_id = excluded.account_id,
                bhn_client_id = excluded.bhn_client_id,
                bhn_client_secret = excluded.bhn_client_secret,
                bhn_webhook_secret = excluded.bhn_webhook_secret,
                bhn_former_webhook_secret = excluded.bhn_former_webhook_secret,
                highlevel_token_at =
                  case when :sameToken then connection.highlevel_token_at else now() end,
                bhn_client_secret_at =
                  case when :sameClient then connection.bhn_client_secret_at else now() end,
                bhn_webhook_secret_at =
                  case when :sameWebhook then connection.bhn_webhook_secret_at else now() end,
                highlevel_webhook_keys_at =
                  case when :sameKeys then connection.highlevel_webhook_keys_at else now() end,
                profile_yaml = excluded.profile_yaml, first_link_auto = excluded.first_link_auto,
                highlevel_access = excluded.highlevel_access,
                bhn_token_url = excluded.bhn_token_url, bhn_partner_id = excluded.bhn_partner_id,
                bhn_login = excluded.bhn_login
            """)
        .param("id", id)
        .param("region", connection.region())
        .param("highLevelUrl", highLevel.baseUrl())
        .param("location", highLevel.locationId())
        .param("token", sealer.seal(highLevel.token(), place(id, TOKEN)))
        .param("webhookKeys", array(highLevel.webhookPublicKeys()))
        .param("bhnUrl", bhn.baseUrl())
        .param("account", bhn.accountId())
        .param("clientId", bhn.clientId())
        .param("clientSecret", sealer.seal(bhn.clientSecret(), place(id, CLIENT_SECRET)))
        .param("webhookSecret", sealer.seal(bhn.webhookSecret(), place(id, WEBHOOK_SECRET)))
        .param(
            "formerSecret",
            sealer.seal(bhn.formerWebhookSecret(), place(id, FORMER_WEBHOOK_SECRET)))
        .param("sameToken", same(before, connection, one -> one.highLevel().token()))
        .param("sameClient", same(before, connection, one -> one.bhn().clientSecret()))
        .param("sameWebhook", same(before, connection, one -> one.bhn().webhookSecret()))
        .param("sameKeys", same(before, connection, one -> one.highLevel().webhookPublicKeys()))
        .param("profile", connection.profileYaml())
        .param("firstLinkAuto", connection.firstLinkAuto())
        .param("paused", connection.paused())
        .param("reason", connection.paused() ? connection.pausedReason() : "")
        .param("access", highLevel.access().name())
        .param("tokenUrl", bhn.way().tokenUrl())
        .param("partner", bhn.way().partnerId())
        .param("login", bhn.way().login().name())
        .update();
  }

  private static boolean same(
      Optional<Connection> before, Connection now, Function<Connection, Object> secret) {
    return before.map(secret).filter(secret.apply(now)::equals).isPresent();
  }

  @Override
  public Optional<Connection> byId(String id) {
    return by("id", id);
  }

  @Override
  public Optional<Connection> byLocation(String locationId) {
    return by("location_id", locationId);
  }

  @Override
  public Optional<Connection> byAccount(String accountId) {
    return by("account_id", accountId);
  }

  private Optional<Connection> by(String column, String value) {
    return db.sql("select * from lockstep.connection where " + column + " = :value")
        .param("value", value)
        .query(this::connection)
        .optional();
  }

  @Override
  public Listing list() {
    List<Connection> readable = new ArrayList<>();
    Map<String, Map<String, String>> customFieldIds = new HashMap<>();
    List<Unreadable> unreadable = new ArrayList<>();
    db.sql("select * from lockstep.connection order by id")
        .query(
            row -> {
              try {
                Connection connection = connection(row, row.getRow());
                readable.add(connection);
                customFieldIds.put(connection.id(), idsByKey(row));
              } catch (Sealer.CannotOpenException locked) {
                unreadable.add(unreadable(row, locked));
              }
            });
    return new Listing(readable, customFieldIds, unreadable);
  }

  @Override
  public int count() {
    return db.sql("select count(*) from lockstep.connection").query(Integer.class).single();
  }

  private static Map<String, String> idsByKey(ResultSet row) throws SQLException {
    List<String> keys = texts(row, "custom_field_keys");
    List<String> ids = texts(row, "custom_field_ids");
    Map<String, String> idsByKey = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      idsByKey.put(keys.get(i), ids.get(i));
    }
    return Map.copyOf(idsByKey);
  }

  private static Unreadable unreadable(ResultSet row, Sealer.CannotOpenException locked)
      throws SQLException {
    return new Unreadable(
        row.getString("id"),
        row.getString("location_id"),
        row.getString("account_id"),
        String.valueOf(locked.getMessage()));
  }

  private Connection connection(ResultSet row, int number) throws SQLException {
    String id = row.getString("id");
    return new Connection(
        id,
        row.getString("region"),
        new Connection.HighLevel(
            row.getString("highlevel_base_url"),
            row.getString("location_id"),
            secret(row, id, TOKEN),
            texts(row, "highlevel_webhook_keys"),
            Connection.HighLevel.Access.valueOf(row.getString("highlevel_access"))),
        new Connection.Bhn(
            row.getString("bhn_base_url"),
            row.getString("account_id"),
            row.getString("bhn_client_id"),
            secret(row, id, CLIENT_SECRET),
            secret(row, id, WEBHOOK_SECRET),
            secret(row, id, FORMER_WEBHOOK_SECRET),
            new Connection.Bhn.Way(
                Connection.Bhn.Login.valueOf(row.getString("bhn_login")),
                row.getString("bhn_token_url"),
                row.getString("bhn_partner_id"))),
        row.getString("profile_yaml"),
        row.getBoolean("first_link_auto") || row.getBoolean("first_link_approved"),
        row.getBoolean("paused"),
        row.getString("paused_reason"));
  }

  private String secret(ResultSet row, String id, String column) throws SQLException {
    String sealed = row.getString(column);
    return sealed.isEmpty() ? "" : sealer.openText(sealed, place(id, column)); // none was written
  }

  private static String place(String id, String column) {
    return "connection/" + id + "/" + column;
  }

  @Override
  public void approveFirstLink(String id) {
    db.sql("update lockstep.connection set first_link_approved = true where id = :id")
        .param("id", id)
        .update();
  }

  @Override
  public void pause(String id, boolean paused, String reason) {
    db.sql(
            """
            update lockstep.connection set paused = :paused, paused_reason = :reason where id = :id
            """)
        .param("id", id)
        .param("paused", paused)
        .param("reason", paused ? reason : "")
        .update();
  }

  @Override
  public void giveUp(String id, String reason, Instant at) {
    db.inTransaction(
        () -> {
          boolean ran =
              db.sql("select not paused from lockstep.connection where id = :id for update")
                  .param("id", id)
                  .query(Boolean.class)
                  .optional()
                  .orElse(false);
          pause(id, true, reason);
          if (ran) {
            PairWriter.journal(db, id, JournalEntry.ofConnection(at, Act.PAUSED, "lockstep"));
          }
        });
  }

  @Override
  public void markForSweep(String id) {
    db.sql("update lockstep.connection set sweep_wanted = true where id = :id and not sweep_wanted")
        .param("id", id)
        .update();
  }

  @Override
  public boolean takeSweepMark(String id) {
    return db.sql(
                "update lockstep.connection set sweep_wanted = false where id = :id and sweep_wanted")
            .param("id", id)
            .update()
        > 0;
  }

  @Override
  public Optional<SecretAges> secretAges(String id) {
    return db.sql(
            """
            select highlevel_token_at, bhn_client_secret_at, bhn_webhook_secret_at,
                   highlevel_webhook_keys_at
            from lockstep.connection where id = :id
            """)
        .param("id", id)
        .query(
            (row, number) ->
                new SecretAges(
                    instant(row, "highlevel_token_at"),
                    instant(row, "bhn_client_secret_at"),
                    instant(row, "bhn_webhook_secret_at"),
                    instant(row, "highlevel_webhook_keys_at")))
        .optional();
  }

  @Override
  public void saveCustomFieldIds(String id, Map<String, String> idsByKey) {
    List<String> keys = new ArrayList<>(idsByKey.keySet());
    db.sql(
            """
            update lockstep.connection set custom_field_keys = :keys, custom_field_ids = :ids
            where id = :id
            """)
        .param("id", id)
        .param("keys", array(keys))
        .param("ids", array(keys.stream().map(key -> idsByKey.getOrDefault(key, "")).toList()))
        .update();
  }
}

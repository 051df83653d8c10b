package io.lockstep.ledger;

import static io.lockstep.ledger.Database.at;
import static io.lockstep.ledger.Database.instant;
import static io.lockstep.ledger.Database.instantOrNull;

import io.lockstep.core.pair.JournalEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The grants; both tokens are sealed, each for its own column and row. */
final class PostgresGrants implements Grants {

  private static final String ACCESS_TOKEN = "access_token";
  private static final String REFRESH_TOKEN = "refresh_token";

  private static final String INSERT =
      """
      insert into lockstep.highlevel_grant
        (resource_id, user_type, base_url, company_id, access_token, refresh_token, obtained_at,
         expires_at, scopes, version)
      values
        (:id, :userType, :baseUrl, :company, :access, :refresh, :obtained, :expires, :scopes, 1)
      """;

  private final Database db;
  private final Sealer sealer;

  PostgresGrants(Database db, Sealer sealer) {
    this.db = db;
    this.sealer = sealer;
  }

  @Override
  public Optional<Grant> of(String resourceId) {
    return db.sql("select * from lockstep.highlevel_grant where resource_id = :id")
        .param("id", resourceId)
        .query(this::grant)
        .optional();
  }

  private Grant grant(ResultSet row, int number) throws SQLException {
    String id = row.getString("resource_id");
    return new Grant(
        id,
        Grant.UserType.valueOf(row.getString("user_type")),
        row.getString("base_url"),
        row.getString("company_id"),
        sealer.openText(row.getString(ACCESS_TOKEN), place(id, ACCESS_TOKEN)),
        sealer.openText(row.getString(REFRESH_TOKEN), place(id, REFRESH_TOKEN)),
        instant(row, "obtained_at"),
        instant(row, "expires_at"),
        row.getLong("version"),
        instantOrNull(row, "refused_at"),
        row.getString("scopes"));
  }

  @Override
  public void connect(Grant grant) {
    insert(
        grant,
        """
        on conflict (resource_id) do update
        set user_type = excluded.user_type, base_url = excluded.base_url,
            company_id = excluded.company_id,
            access_token = excluded.access_token, refresh_token = excluded.refresh_token,
            obtained_at = excluded.obtained_at, expires_at = excluded.expires_at,
            scopes = excluded.scopes, version = highlevel_grant.version + 1,
            leased_until = null, refused_at = null
        """);
  }

  @Override
  public Grant adopt(Grant made, String connection, JournalEntry entry) {
    db.inTransaction(
        () -> {
          if (insert(made, "on conflict (resource_id) do nothing") > 0) {
            PairWriter.journal(db, connection, entry);
          }
        });
    return of(made.resourceId()).orElse(made);
  }

  private int insert(Grant grant, String orElse) {
    return db.sql(INSERT + orElse)
        .param("id", grant.resourceId())
        .param("userType", grant.userType().name())
        .param("baseUrl", grant.baseUrl())
        .param("company", grant.companyId())
        .param("access", sealed(grant, grant.accessToken(), ACCESS_TOKEN))
        .param("refresh", sealed(grant, grant.refreshToken(), REFRESH_TOKEN))
        .param("obtained", at(grant.obtainedAt()))
        .param("expires", at(grant.expiresAt()))
        .param("scopes", grant.scopes())
        .update();
  }

  @Override
  public List<String> agencies() {
    return db.sql(
            """
            select resource_id from lockstep.highlevel_grant where user_type = 'COMPANY'
            order by resource_id
            """)
        .query(String.class)
        .list();
  }

  @Override
  public boolean lease(String resourceId, long version, Instant now, Instant until) {
    return db.sql(
                """
                update lockstep.highlevel_grant set leased_until = :until
                where resource_id = :id and version = :version
                  and (leased_until is null or leased_until <= :now)
                """)
            .param("id", resourceId)
            .param("version", version)
            .param("now", at(now))
            .param("until", at(until))
            .update()
        > 0;
  }

  @Override
  public void leaseEnds(String resourceId, long version, Instant at) {
    db.sql(
            """
            update lockstep.highlevel_grant set leased_until = :at
            where resource_id = :id and version = :version
            """)
        .param("id", resourceId)
        .param("version", version)
        .param("at", at(at))
        .update();
  }

  @Override
  public Grant renew(long version, Grant renewed) {
    db.sql(
            """
            update lockstep.highlevel_grant
            set access_token = :access, refresh_token = :refresh, obtained_at = :obtained,
                expires_at = :expires, scopes = :scopes, version = version + 1, leased_until = null,
                refused_at = null
            where resource_id = :id and version = :version
            """)
        .param("id", renewed.resourceId())
        .param("version", version)
        .param("access", sealed(renewed, renewed.accessToken(), ACCESS_TOKEN))
        .param("refresh", sealed(renewed, renewed.refreshToken(), REFRESH_TOKEN))
        .param("obtained", at(renewed.obtainedAt()))
        .param("expires", at(renewed.expiresAt()))
        .param("scopes", renewed.scopes())
        .update();
    return of(renewed.resourceId()).orElse(renewed);
  }

  @Override
  public boolean refused(String resourceId, long version, Instant at) {
    return db.sql(
                """
                update lockstep.highlevel_grant set refused_at = :at, leased_until = null
                where resource_id = :id and version = :version
                """)
            .param("id", resourceId)
            .param("version", version)
            .param("at", at(at))
            .update()
        > 0;
  }

  private String sealed(Grant grant, String token, String column) {
    return sealer.seal(token, place(grant.resourceId(), column));
  }

  private static String place(String id, String column) {
    return "highlevel_grant/" + id + "/" + column;
  }
}

package io.lockstep.ledger;

import java.util.List;

/** Asks PostgreSQL itself: roles, grants and ownership are its business. */
final class PostgresLedgerRights implements LedgerRights {

  private final Database db;

  PostgresLedgerRights(Database db) {
    this.db = db;
  }

  @Override
  public List<String> missing() {
    return db.sql(
            """
            select needed || ' on ' || table_name.relname
            from pg_class table_name
            join pg_namespace schema_name on schema_name.oid = table_name.relnamespace
            cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) as needed
            where schema_name.nspname = 'lockstep'
              and table_name.relkind in ('r', 'p')
              and table_name.relname <> 'flyway_schema_history'
              and not has_table_privilege(table_name.oid, needed)
            order by 1
            """)
        .query(String.class)
        .list();
  }
}

import pg from "pg";

/** Cuts the connections of the ledgers on a database, as a server does that restarts or loses patience. */
const client = new pg.Client({ connectionString: process.argv[2] });
await client.connect();
await client.query(
  `select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'bailiff' and datname = current_database()`,
);
await client.end();

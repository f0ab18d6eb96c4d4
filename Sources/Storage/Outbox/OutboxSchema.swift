/// The tables of the outbox, within the journal's database.
enum OutboxSchema {
  static let sql = """
    CREATE TABLE outbox (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      source TEXT NOT NULL,
      type TEXT NOT NULL,
      subject TEXT NOT NULL,
      time INTEGER NOT NULL,          -- milliseconds since 1970-01-01T00:00:00Z
      data BLOB NOT NULL
    );
    CREATE INDEX outbox_subject ON outbox (subject, number);
    CREATE TABLE outbox_sink (
      name TEXT PRIMARY KEY NOT NULL,
      floor INTEGER NOT NULL          -- everything up to here is dealt with
    ) WITHOUT ROWID;
    CREATE TABLE outbox_delivery (
      sink TEXT NOT NULL,
      number INTEGER NOT NULL,
      state TEXT NOT NULL,            -- waiting, sent, dead
      attempts INTEGER NOT NULL,
      retry_at INTEGER,
      reason TEXT,
      PRIMARY KEY (sink, number)
    ) WITHOUT ROWID;
    """
}

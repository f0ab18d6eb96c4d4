internal import GRDB

/// The tables, made and changed step by step. A step that has been released is never edited.
enum EventSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 events") { database in
      try database.execute(
        sql: """
          CREATE TABLE event (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT NOT NULL,           -- who told it: the name of a webhook, a queue, a folder, a poll
            id TEXT NOT NULL,               -- the source's own name for it
            digest BLOB NOT NULL,           -- SHA-256 of its content
            format TEXT NOT NULL,           -- how the payload is read
            transport TEXT NOT NULL,
            topic TEXT NOT NULL,
            received_at INTEGER NOT NULL,   -- milliseconds since 1970-01-01T00:00:00Z
            occurred_at INTEGER,
            outcome TEXT NOT NULL,          -- applied, hint, ignored, folded
            note TEXT,
            payload BLOB NOT NULL           -- headers and body, sealed when the composition says so
          );
          CREATE UNIQUE INDEX event_id ON event (source, id);
          CREATE INDEX event_digest ON event (source, digest);
          CREATE TABLE dead_letter (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT NOT NULL,
            digest BLOB NOT NULL,
            format TEXT NOT NULL,
            transport TEXT NOT NULL,
            reason TEXT NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            times INTEGER NOT NULL,
            context TEXT NOT NULL,          -- what the payload was sealed for
            payload BLOB NOT NULL
          );
          CREATE UNIQUE INDEX dead_letter_content ON dead_letter (source, digest);
          CREATE TABLE fact (key TEXT PRIMARY KEY NOT NULL, content BLOB NOT NULL) WITHOUT ROWID;
          CREATE TABLE base_fact (key TEXT PRIMARY KEY NOT NULL, content BLOB NOT NULL) WITHOUT ROWID;
          CREATE TABLE progress (name TEXT PRIMARY KEY NOT NULL, sequence INTEGER NOT NULL) WITHOUT ROWID;
          CREATE TABLE poll (
            source TEXT NOT NULL,
            stream TEXT NOT NULL,
            cursor TEXT,
            caught_up_at INTEGER,           -- when a poll last came to the end of the stream
            report TEXT NOT NULL,
            PRIMARY KEY (source, stream)
          ) WITHOUT ROWID;
          CREATE TABLE dropped_file (
            digest BLOB PRIMARY KEY NOT NULL,
            name TEXT NOT NULL,
            finished_at INTEGER NOT NULL,
            lines INTEGER NOT NULL,
            failed INTEGER NOT NULL
          ) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("2 topics of dead letters") { database in
      // NULL: kept before topics were.
      try database.execute(sql: "ALTER TABLE dead_letter ADD COLUMN topic TEXT")
    }
    return migrator
  }
}

internal import GRDB

/// The tables, made and changed step by step. A step that has been released is never edited.
enum JournalSchema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 journal") { database in
      try database.execute(
        sql: """
          CREATE TABLE entry (
            conversation TEXT NOT NULL,
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            time INTEGER NOT NULL,          -- milliseconds since 1970-01-01T00:00:00Z
            kind TEXT NOT NULL,
            version INTEGER NOT NULL,
            subject TEXT NOT NULL,
            retention TEXT NOT NULL,
            open BLOB NOT NULL,
            sealed BLOB,
            previous BLOB NOT NULL,
            hash BLOB NOT NULL
          );
          CREATE UNIQUE INDEX entry_place ON entry (conversation, sequence);
          CREATE TABLE conversation (
            id TEXT PRIMARY KEY NOT NULL,
            channel TEXT NOT NULL,
            opened_at INTEGER NOT NULL,
            ended_at INTEGER,
            outcome TEXT,
            intent TEXT
          ) WITHOUT ROWID;
          CREATE INDEX conversation_opened ON conversation (opened_at);
          CREATE INDEX conversation_open ON conversation (opened_at) WHERE ended_at IS NULL;
          """)
    }
    migrator.registerMigration("2 subject keys") { database in
      try database.execute(
        sql: """
          CREATE TABLE subject_key (
            id BLOB PRIMARY KEY NOT NULL,   -- eight random bytes, repeated at the head of every part sealed with it
            subject TEXT NOT NULL,
            wrapped BLOB,                   -- the key under the master key; NULL once erased
            erased_at INTEGER               -- milliseconds since 1970-01-01T00:00:00Z
          ) WITHOUT ROWID;
          CREATE UNIQUE INDEX subject_key_live ON subject_key (subject) WHERE wrapped IS NOT NULL;
          CREATE INDEX subject_key_subject ON subject_key (subject);
          CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("3 write ledger") { database in
      try database.execute(
        sql: """
          CREATE TABLE write_entry (
            key TEXT PRIMARY KEY NOT NULL,
            operation TEXT NOT NULL,
            backend TEXT NOT NULL,
            conversation TEXT,
            subject TEXT,
            created_at INTEGER NOT NULL,    -- milliseconds since 1970-01-01T00:00:00Z
            updated_at INTEGER NOT NULL,
            state TEXT NOT NULL,
            sends INTEGER NOT NULL,
            asks INTEGER NOT NULL,
            failure TEXT,                   -- JSON without personal data
            arguments BLOB NOT NULL,        -- sealed
            answer BLOB                     -- sealed
          );
          CREATE INDEX write_entry_open ON write_entry (created_at) WHERE state NOT IN ('done', 'failed');
          CREATE INDEX write_entry_settled ON write_entry (updated_at) WHERE state IN ('done', 'failed');
          """)
    }
    migrator.registerMigration("4 outbox") { database in try database.execute(sql: OutboxSchema.sql) }
    migrator.registerMigration("5 decisions") { database in
      // Sealed: who said what became of a write, when that was a person, and why.
      try database.execute(sql: "ALTER TABLE write_entry ADD COLUMN decision BLOB")
    }
    migrator.registerMigration("6 contradictions") { database in
      // When a back end said otherwise of what was settled, until a person has taken note.
      try database.execute(
        sql: """
          ALTER TABLE write_entry ADD COLUMN contradicted_at INTEGER;
          CREATE INDEX write_entry_contradicted ON write_entry (created_at) WHERE contradicted_at IS NOT NULL;
          """)
    }
    return migrator
  }
}

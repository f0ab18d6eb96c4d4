/// The tables of a shop's database. They know documents and nothing of retail, so that they need not change when the
/// vocabulary grows.
enum ShopSchema {
  /// The number of this layout, in `PRAGMA user_version`.
  static let version = 3

  static let sql = """
    CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE document (kind TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL, UNIQUE (kind, id));
    -- What documents can be found by.
    CREATE TABLE lookup (
      kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,
      PRIMARY KEY (kind, name, value, id)
    ) WITHOUT ROWID;
    CREATE INDEX lookup_of ON lookup (kind, id);
    -- Which documents were put or removed since the file was filled, and at which step: what a snapshot in memory
    -- must read again, what an import must give back, and whether anything would be lost with the file.
    CREATE TABLE changed (
      kind TEXT NOT NULL, id TEXT NOT NULL, step INTEGER NOT NULL, PRIMARY KEY (kind, id)
    ) WITHOUT ROWID;
    CREATE INDEX changed_step ON changed (step);
    """
}

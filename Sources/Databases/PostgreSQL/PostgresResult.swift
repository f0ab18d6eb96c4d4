internal import CLibPQ

/// What a statement gave.
public struct PostgresResult: Sendable {
  /// Names of the columns, in order; empty when the statement returns no rows.
  public let columns: [String]
  /// The rows.
  public let rows: [PostgresRow]
  /// Rows inserted, changed, deleted or returned.
  public let affected: Int

  /// Copies what libpq holds.
  init(_ result: OpaquePointer) {
    let columns = (0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) }
    let names = Dictionary(zip(columns, 0...), uniquingKeysWith: { first, _ in first })
    rows = (0..<PQntuples(result)).map { row in
      let values = (0..<Int32(columns.count)).map { column -> String? in
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return nil }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        return String(decoding: bytes, as: UTF8.self)
      }
      return PostgresRow(values: values, names: names)
    }
    self.columns = columns
    affected = Int(String(cString: PQcmdTuples(result))) ?? 0
  }
}

extension PostgresResult: RandomAccessCollection {
  /// Zero.
  public var startIndex: Int { 0 }
  /// Number of rows.
  public var endIndex: Int { rows.count }
  /// A row.
  public subscript(position: Int) -> PostgresRow { rows[position] }
}

/// One row. Values are in the server's text form; the typed accessors give nil for NULL and throw `.invalid` when there is
/// no such column or the value is not of the type.
public struct PostgresRow: Sendable {
  /// The values in the order of the columns, nil for NULL.
  public let values: [String?]
  let names: [String: Int]

  /// The text of a column; nil for NULL and for a column that is not there.
  public subscript(column: String) -> String? { names[column].flatMap { values[$0] } }

  /// The text of a column.
  public func text(_ column: String) throws(DatabaseClientError) -> String? {
    guard let index = names[column] else { throw DatabaseClientError(.invalid, "there is no column \(column)") }
    return values[index]
  }

  /// A whole number.
  public func integer(_ column: String) throws(DatabaseClientError) -> Int64? {
    try parsed(column, as: "a whole number") { Int64($0) }
  }

  /// A floating point number.
  public func double(_ column: String) throws(DatabaseClientError) -> Double? {
    try parsed(column, as: "a number") { Double($0) }
  }

  /// A truth value.
  public func bool(_ column: String) throws(DatabaseClientError) -> Bool? {
    try parsed(column, as: "a truth value") { $0 == "t" ? true : $0 == "f" ? false : nil }
  }

  /// The bytes of a `bytea`.
  public func bytes(_ column: String) throws(DatabaseClientError) -> [UInt8]? {
    try parsed(column, as: "bytes") { $0.hasPrefix("\\x") ? Hexadecimal.bytes(of: $0.dropFirst(2)) : nil }
  }

  private func parsed<Value>(_ column: String, as type: String, _ parse: (String) -> Value?)
    throws(DatabaseClientError) -> Value?
  {
    guard let text = try text(column) else { return nil }
    guard let value = parse(text) else {
      throw DatabaseClientError(.invalid, "column \(column) does not hold \(type)")
    }
    return value
  }
}

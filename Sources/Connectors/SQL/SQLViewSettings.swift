public import Commerce
public import Vendors

/// Which database views answer which operations. The SQL is the operator's; values always travel as parameters.
public struct SQLViewSettings: Sendable {
  /// libpq's connection string or address. Its role should be allowed to read the views and nothing else.
  public var conninfo: String
  /// Connections at most.
  public var connections = 4
  /// How values are written.
  public var format = RecordFormat()
  /// The statement of each operation that can be done.
  public var statements: [OperationName: SQLStatement] = [:]

  /// Makes settings without statements.
  public init(conninfo: String) { self.conninfo = conninfo }

  /// What the parameters `$1`… of each operation's statement are, in this order, unless the statement says otherwise:
  ///
  /// | operation | parameters | rows |
  /// | --- | --- | --- |
  /// | findOrder | order | one order, fields as in `RecordOrder` |
  /// | findOrders | customer, limit | its orders, newest first |
  /// | existingOrders | orders (`text[]`) | number, and phone where it is known |
  /// | checkPostcode | order | postcode |
  /// | checkInventory | sku | the stock of each place, fields as in `RecordOrder` |
  /// | identifyCustomer | email, phone, loyaltyNumber, givenName, familyName, postcode (null where not given) | customer |
  public static let parameters: [OperationName: [String]] = [
    .findOrder: ["order"], .findOrders: ["customer", "limit"], .existingOrders: ["orders"], .checkPostcode: ["order"],
    .checkInventory: ["sku"],
    .identifyCustomer: ["email", "phone", "loyaltyNumber", "givenName", "familyName", "postcode"],
  ]

  /// Adds the statements for views whose columns bear the names of the fields (`unit_price` is `unitPrice`); nil leaves an
  /// operation out.
  ///
  /// - Parameters:
  ///   - orders: a row for each order, `lines` and `parcels` as JSON.
  ///   - stock: a row for each variant and place.
  ///   - customers: a row for each customer with customer, email, phone, loyalty_number, given_name, family_name, postcode.
  public mutating func addViews(orders: String? = nil, stock: String? = nil, customers: String? = nil) {
    if let view = orders.map(Self.quoted) {
      statements[.findOrder] = SQLStatement("SELECT * FROM \(view) WHERE number = $1")
      statements[.findOrders] = SQLStatement("SELECT * FROM \(view) WHERE customer = $1 ORDER BY placed DESC LIMIT $2")
      statements[.existingOrders] = SQLStatement("SELECT number, phone FROM \(view) WHERE number = ANY($1::text[])")
      statements[.checkPostcode] = SQLStatement("SELECT postcode FROM \(view) WHERE number = $1")
    }
    if let view = stock.map(Self.quoted) {
      statements[.checkInventory] = SQLStatement("SELECT * FROM \(view) WHERE sku = $1 ORDER BY on_hand DESC, place")
    }
    if let view = customers.map(Self.quoted) { statements[.identifyCustomer] = SQLStatement(Self.identify(view)) }
  }

  /// A name of a view, with its schema if it has one.
  private static func quoted(_ name: String) -> String {
    name.split(separator: ".").map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ".")
  }

  private static func identify(_ view: String) -> String {
    """
    SELECT customer FROM \(view)
    WHERE ($1::text IS NULL OR lower(email) = lower($1))
      AND ($2::text IS NULL OR regexp_replace(phone, '[^0-9]', '', 'g') = regexp_replace($2, '[^0-9]', '', 'g'))
      AND ($3::text IS NULL OR loyalty_number = $3)
      AND ($4::text IS NULL OR lower(given_name) = lower($4))
      AND ($5::text IS NULL OR lower(family_name) = lower($5))
      AND ($6::text IS NULL OR left(upper(regexp_replace(postcode, '[^0-9A-Za-z]', '', 'g')), length($6)) = upper($6))
    ORDER BY customer LIMIT 20
    """
  }
}

/// One statement and how its rows are read.
public struct SQLStatement: Hashable, Sendable {
  /// The SQL, with `$1`… for the parameters: one statement.
  public var sql: String
  /// The names of the parameters, where they are not `SQLViewSettings.parameters`.
  public var parameters: [String]?
  /// The column of each field, where it does not bear the field's name.
  public var columns: [String: String]

  /// Makes a statement.
  public init(_ sql: String, parameters: [String]? = nil, columns: [String: String] = [:]) {
    self.sql = sql
    self.parameters = parameters
    self.columns = columns
  }
}

internal import Brokers
internal import Commerce
internal import Documents
internal import Vendors

/// What older systems speak, made of what their files say.
extension BackendFactory {
  /// A SOAP order service. `auth: { basic: … }`; settings: namespace, sessions, place, place_name. Throws a `DocumentError`.
  func soap(_ file: BackendFile) throws(DocumentError) -> SOAPBackend {
    guard case .basic(let user, let password)? = file.auth else {
      throw DocumentError(
        file: file.file, line: 0,
        message: "auth: is missing; for example auth: { basic: { user: env:ERP_USER, password: env:ERP_PASSWORD } }")
    }
    var settings = SOAPSettings(
      url: try address(file), user: try value(user, file), password: try value(password, file))
    if let part = try file.settingsDocument() {
      try part.allow(only: ["namespace", "sessions", "place", "place_name"])
      if let namespace = try part.optional("namespace") { settings.namespace = try namespace.string() }
      if let sessions = try part.optional("sessions") { settings.sessions = try sessions.integer(1...100) }
      if let place = try part.optional("place") { settings.place = try place.string() }
      if let name = try part.optional("place_name") { settings.placeName = try name.string() }
    }
    return SOAPBackend(name: file.name, settings)
  }

  /// Views of a PostgreSQL database. `url: env:NAME` leads to libpq's connection string; settings: orders, stock and customers
  /// (names of views), statements (operation: SQL), connections, currency, time_zone, minor_units. Throws a `DocumentError`.
  func sql(_ file: BackendFile) throws(DocumentError) -> SQLViewBackend {
    guard case .reference(let reference)? = file.url else {
      throw DocumentError(
        file: file.file, line: 0,
        message: "url: must lead to libpq's connection string, which holds a password: url: env:ERP_DATABASE")
    }
    var settings = SQLViewSettings(conninfo: try value(reference, file))
    guard let part = try file.settingsDocument() else {
      throw DocumentError(
        file: file.file, line: 0, message: "settings: is missing; for example settings: { orders: aisle.orders }")
    }
    try part.allow(only: [
      "orders", "stock", "customers", "statements", "connections", "currency", "time_zone", "minor_units",
      "decimal_comma",
    ])
    settings.addViews(
      orders: try part.optional("orders")?.string(), stock: try part.optional("stock")?.string(),
      customers: try part.optional("customers")?.string())
    for (name, statement) in try part.optional("statements")?.members() ?? [] {
      guard let operation = OperationName(rawValue: name), SQLViewSettings.parameters[operation] != nil else {
        let known = SQLViewSettings.parameters.keys.map(\.rawValue).sorted().joined(separator: ", ")
        throw statement.error("'\(name)' cannot be answered by a statement; what can is \(known)")
      }
      settings.statements[operation] = SQLStatement(try statement.string())
    }
    if let connections = try part.optional("connections") { settings.connections = try connections.integer(1...100) }
    settings.format = try Self.format(part)
    return SQLViewBackend(name: file.name, settings)
  }

  /// A folder of exported files. Settings: folder, and files: a list of pattern, content, extent, separator or fixed, encoding,
  /// columns, currency, time_zone, minor_units, decimal_comma. Throws a `DocumentError`.
  func files(_ file: BackendFile) throws(DocumentError) -> FileDropBackend {
    guard let part = try file.settingsDocument() else {
      throw DocumentError(
        file: file.file, line: 0,
        message: "settings: is missing; for example settings: { folder: /srv/erp/export, files: [ … ] }")
    }
    try part.allow(only: ["folder", "files"])
    var layouts: [FileLayout] = []
    for element in try part.required("files", "- { pattern: \"orders-*.csv\", content: orders }").list() {
      layouts.append(try Self.layout(element))
    }
    return FileDropBackend(
      name: file.name,
      FileDropSettings(folder: try part.required("folder", "/srv/erp/export").string(), layouts: layouts))
  }

  /// A system that answers from a RabbitMQ queue. `url: env:NAME` leads to the broker's address; settings: queue, operations,
  /// declares_queue. Throws a `DocumentError`.
  func queue(_ file: BackendFile) throws(DocumentError) -> QueueBackend {
    guard case .reference(let reference)? = file.url else {
      throw DocumentError(
        file: file.file, line: 0,
        message: "url: must lead to the broker's address, which holds a password: url: env:RABBITMQ_URL")
    }
    guard let part = try file.settingsDocument() else {
      throw DocumentError(
        file: file.file, line: 0, message: "settings: is missing; for example settings: { queue: pos-requests }")
    }
    try part.allow(only: ["queue", "operations", "declares_queue"])
    var settings = QueueSettings(
      url: try value(reference, file), requestQueue: try part.required("queue", "pos-requests").string())
    if let declares = try part.optional("declares_queue") { settings.declaresRequestQueue = try declares.boolean() }
    if let operations = try part.optional("operations") {
      settings.operations = []
      for element in try operations.list() {
        guard let name = OperationName(rawValue: try element.string()) else {
          throw element.error("'\(try element.string())' is no operation; aisle contracts lists them")
        }
        settings.operations.insert(name)
      }
    }
    do {
      return try QueueBackend(name: file.name, settings)
    } catch {
      throw DocumentError(file: file.file, line: 0, message: "\(reference): \(error.message)")
    }
  }

  private static func layout(_ part: Document) throws(DocumentError) -> FileLayout {
    try part.allow(only: [
      "pattern", "content", "extent", "separator", "fixed", "encoding", "columns", "deleted_column", "time_column",
      "time_in_name", "currency", "time_zone", "minor_units", "decimal_comma",
    ])
    var layout = FileLayout(
      pattern: try part.required("pattern", "\"orders-*.csv\"").string(),
      content: try part.required("content", "orders").choice(FileLayout.Content.self))
    if let extent = try part.optional("extent") { layout.extent = try extent.choice(FileLayout.Extent.self) }
    if let encoding = try part.optional("encoding") { layout.encoding = try encoding.choice(FileLayout.Encoding.self) }
    if let separator = try part.optional("separator") {
      let text = try separator.string()
      guard let character = text.first, text.count == 1 else {
        throw separator.error("'separator' is one character, as in \";\", not '\(text)'")
      }
      layout.form = .separated(by: character)
    }
    if let fixed = try part.optional("fixed") {
      var columns: [FixedColumn] = []
      for (name, place) in try fixed.members() {
        let numbers = try place.strings().compactMap { Int($0) }
        guard numbers.count == 2, numbers[0] >= 0, numbers[1] > 0 else {
          throw place.error("a fixed column is [start, length], counted from 0, as in \(name): [0, 5]")
        }
        columns.append(FixedColumn(name, start: numbers[0], length: numbers[1]))
      }
      layout.form = .fixed(columns)
    }
    for (field, column) in try part.optional("columns")?.members() ?? [] { layout.columns[field] = try column.string() }
    layout.deletedColumn = try part.optional("deleted_column")?.string()
    layout.timeColumn = try part.optional("time_column")?.string()
    if let named = try part.optional("time_in_name") { layout.hasTimeInName = try named.boolean() }
    layout.format = try format(part)
    return layout
  }

  /// How values are written.
  private static func format(_ part: Document) throws(DocumentError) -> RecordFormat {
    var format = RecordFormat()
    if let currency = try part.optional("currency") { format.currency = try currency.string() }
    if let zone = try part.optional("time_zone") { format.timeZone = try zone.string() }
    if let minor = try part.optional("minor_units") { format.hasMinorUnits = try minor.boolean() }
    if let comma = try part.optional("decimal_comma") { format.hasDecimalComma = try comma.boolean() }
    return format
  }
}

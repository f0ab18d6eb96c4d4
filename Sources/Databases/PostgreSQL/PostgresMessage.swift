/// The server's words for an error, without the values it quotes: those may be somebody's data.
enum PostgresMessage {
  /// - Parameters:
  ///   - message: the primary message.
  ///   - code: SQLSTATE.
  static func safe(_ message: String, code: String) -> String {
    switch code.prefix(2) {
    // Raised by a function of the database's owner, with whatever words.
    case "P0": "a function of the database raised an error"
    // Data that does not fit its type: the message quotes it.
    case "22": withoutQuoted(message)
    default: message
    }
  }

  /// The message with `…` for everything from the first quotation mark to the last.
  private static func withoutQuoted(_ message: String) -> String {
    guard let first = message.firstIndex(of: "\""), let last = message.lastIndex(of: "\""), first < last else {
      return message
    }
    return message[...first] + "…" + message[last...]
  }
}

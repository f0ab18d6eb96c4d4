/// The documents we answer Twilio's webhooks with.
struct TwiML {
  /// Said when the stream has ended, for whatever reason: neutral and true in each case.
  var ended: String
  /// Said when no stream was opened.
  var unavailable: String
  /// Said before hanging up when there is no number to go on with.
  var tryAgain: String
  /// Dialled after the stream; nil when there is none.
  var fallbackNumber: String?

  /// Connects the call's audio to us. What follows `Connect` runs when the socket closes, so it also works when this
  /// server has died.
  /// - Parameter action: asked by Twilio what comes next when the stream has ended, instead of what follows; nil to go
  ///   on with what follows.
  func connect(streamURL: String, token: String?, action: String? = nil) -> String {
    let parameter = token.map { "<Parameter name=\"token\" value=\"\(Self.escaped($0))\"/>" } ?? ""
    return document(
      "<Connect\(action.map { " action=\"\(Self.escaped($0))\"" } ?? "")><Stream url=\"\(Self.escaped(streamURL))\">\(parameter)</Stream></Connect>"
        + way(out: ended))
  }

  /// Ends the call: the conversation was over.
  func hangUp() -> String { document("<Hangup/>") }

  /// Goes on without us.
  func fallback() -> String { document(way(out: unavailable)) }

  private func way(out sentence: String) -> String {
    guard let fallbackNumber else {
      return "<Say>\(Self.escaped(sentence)) \(Self.escaped(tryAgain))</Say><Hangup/>"
    }
    return "<Say>\(Self.escaped(sentence))</Say><Dial>\(Self.escaped(fallbackNumber))</Dial>"
  }

  private func document(_ verbs: String) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\(verbs)</Response>\n"
  }

  /// Escapes text for XML content and attributes; what XML 1.0 forbids is left out.
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&apos;"
      case "\t", "\n", "\r": out.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

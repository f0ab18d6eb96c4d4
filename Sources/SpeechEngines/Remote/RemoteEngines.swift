internal import Conversations

extension RemoteRecognizer {
  /// Deepgram's live transcription.
  /// - Parameters:
  ///   - address: "wss://api.deepgram.com/v1/listen".
  ///   - terms: Words that callers may say; as many as the limit of 500 tokens surely takes are sent as key terms.
  public static func deepgram(
    _ address: RemoteAddress, key: String, model: String, language: String, terms: [String]
  ) -> RemoteRecognizer {
    var items = [
      ("model", model), ("language", language), ("encoding", "linear16"), ("sample_rate", "8000"), ("channels", "1"),
      ("interim_results", "true"), ("endpointing", "false"), ("punctuate", "false"),
    ]
    if model.hasPrefix("nova-3") {
      var letters = 0
      for term in terms {
        // A token has three letters or more, rarely fewer.
        letters += term.utf8.count + 3
        if letters > 1_200 { break }
        items.append(("keyterm", term))
      }
    }
    let place = address.asking(items)
    return RemoteRecognizer(
      name: "deepgram", opener: WebSocketConnection.opener(place, headers: [("authorization", "Token \(key)")])
    ) { DeepgramListening() }
  }

  /// A Vosk server.
  /// - Parameters:
  ///   - address: "ws://127.0.0.1:2700".
  ///   - takesGrammar: Whether its model obeys lists of words, as the small ones do.
  public static func vosk(_ address: RemoteAddress, takesGrammar: Bool) -> RemoteRecognizer {
    RemoteRecognizer(name: "vosk", opener: WebSocketConnection.opener(address)) {
      VoskListening(takesGrammar: takesGrammar)
    }
  }

  /// A Wyoming server that hears.
  /// - Parameter address: "tcp://127.0.0.1:10300", on this machine.
  public static func wyoming(_ address: RemoteAddress, language: String, terms: [String]) -> RemoteRecognizer {
    RemoteRecognizer(name: "wyoming", opener: StreamConnection.opener(address)) {
      WyomingListening(language: language, terms: terms)
    }
  }
}

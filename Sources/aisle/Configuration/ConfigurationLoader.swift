internal import Conversations
internal import Dialogue
internal import Documents
internal import Foundation
internal import TurnTaking

extension AisleConfiguration {
  /// Reads the file and then the environment, which wins. A missing file is an error only when it was asked for by name.
  /// Throws a `DocumentError`.
  static func load(file: String?, environment: [String: String]) throws(DocumentError) -> AisleConfiguration {
    var configuration = AisleConfiguration()
    let path = file ?? "aisle.yaml"
    let text: String?
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      if file != nil || FileManager.default.fileExists(atPath: path) {
        throw DocumentError(file: path, line: 0, message: "cannot be read; name another file with --config")
      }
      text = nil
    }
    if let text, text.contains(where: { !$0.isWhitespace }) {
      try configuration.take(Document(file: path, text: text), at: "")
    }
    for (name, value) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix("AISLE_") {
      guard let key = Self.keys.first(where: { $0.variable == name }) else {
        // Variables of scripts and tests share the prefix; only near misses of keys are worth a refusal.
        continue
      }
      try key.apply(
        &configuration,
        Document(file: "environment \(name)", text: "value: \(Self.quoted(value))").required("value", ""))
    }
    try configuration.checkSpeech(file: path)
    guard configuration.certificate.isEmpty == configuration.certificateKey.isEmpty else {
      throw DocumentError(
        file: path, line: 0,
        message: "'server.tls.certificate' and 'server.tls.key' belong together; set both, or neither for plain HTTP")
    }
    guard configuration.codesURL == nil || !configuration.codesSecret.isEmpty else {
      throw DocumentError(
        file: path, line: 0,
        message:
          "'codes.url' needs 'codes.secret', which signs what goes there; make one with: echo whsec_$(openssl rand -base64 32)"
      )
    }
    return configuration
  }

  private static func quoted(_ value: String) -> String {
    "\"" + value.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
  }

  /// One key of the file: its path, and how its value is taken.
  struct Key: Sendable {
    var path: String
    var apply: @Sendable (inout AisleConfiguration, Document) throws(DocumentError) -> Void

    var variable: String { "AISLE_" + path.uppercased().replacingOccurrences(of: ".", with: "_") }
  }

  private mutating func take(_ document: Document, at path: String) throws(DocumentError) {
    let prefix = path.isEmpty ? "" : path + "."
    let known = Self.keys.map(\.path).filter { $0.hasPrefix(prefix) }
      .compactMap { $0.dropFirst(prefix.count).split(separator: ".").first.map(String.init) }
    try document.allow(only: known.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    for (name, value) in try document.members() {
      if let key = Self.keys.first(where: { $0.path == prefix + name }) {
        try key.apply(&self, value)
      } else {
        try take(value, at: prefix + name)
      }
    }
  }

  static let keys: [Key] =
    [
      Key(path: "server.host") { (c, v) throws(DocumentError) in c.host = try v.string() },
      Key(path: "server.port") { (c, v) throws(DocumentError) in c.port = try v.integer(0...65_535) },
      Key(path: "server.public_origin") { (c, v) throws(DocumentError) in c.publicOrigin = try v.origin() },
      Key(path: "server.tls.certificate") { (c, v) throws(DocumentError) in c.certificate = try v.string() },
      Key(path: "server.tls.key") { (c, v) throws(DocumentError) in c.certificateKey = try v.string() },
      Key(path: "data") { (c, v) throws(DocumentError) in c.dataDirectory = try v.filled() },
      Key(path: "retail") { (c, v) throws(DocumentError) in c.retailDirectory = try v.filled() },
      Key(path: "shop.name") { (c, v) throws(DocumentError) in c.shopName = try v.filled() },
      Key(path: "shop.phone") { (c, v) throws(DocumentError) in c.shopPhone = try v.telephoneNumber() },
      Key(path: "shop.time_zone") { (c, v) throws(DocumentError) in c.timeZone = try v.timeZone() },
      Key(path: "shop.seed") { (c, v) throws(DocumentError) in c.shopSeed = try v.integer(0...1_000_000_000) },
      Key(path: "telephony.maximum_calls") { (c, v) throws(DocumentError) in c.maximumCalls = try v.integer(1...100_000)
      },
      Key(path: "telephony.twilio.auth_token") { (c, v) throws(DocumentError) in
        c.twilioAuthToken = try v.optionalText()
      },
      Key(path: "telephony.twilio.fallback_number") { (c, v) throws(DocumentError) in
        c.fallbackNumber = try v.telephoneNumber()
      },
      Key(path: "telephony.twilio.require_token") { (c, v) throws(DocumentError) in c.requireToken = try v.boolean() },
      Key(path: "telephony.twilio.ask_after_stream") { (c, v) throws(DocumentError) in
        c.asksAfterStream = try v.boolean()
      },
      Key(path: "talk.enabled") { (c, v) throws(DocumentError) in c.talk = try v.boolean() },
      Key(path: "talk.origins") { (c, v) throws(DocumentError) in c.talkOrigins = try v.origins() },
      Key(path: "talk.maximum") { (c, v) throws(DocumentError) in c.talkMaximum = try v.integer(1...100_000) },
      Key(path: "speech.recognizer") { (c, v) throws(DocumentError) in c.recognizers = try v.choices(Recognizer.self) },
      Key(path: "speech.detector") { (c, v) throws(DocumentError) in c.detector = try v.choice(Detector.self) },
      Key(path: "speech.cancel_echo") { (c, v) throws(DocumentError) in c.cancelsEcho = try v.boolean() },
      Key(path: "speech.decoders") { (c, v) throws(DocumentError) in c.decoders = try v.integer(1...1_000) },
      Key(path: "speech.synthesizer") { (c, v) throws(DocumentError) in c.synthesizers = try v.choices(Synthesizer.self)
      },
      Key(path: "speech.voice") { (c, v) throws(DocumentError) in c.voice = try v.choice(Voice.self) },
      Key(path: "speech.stub_reply") { (c, v) throws(DocumentError) in c.stubReply = try v.string() },
      Key(path: "understanding.encoder") { (c, v) throws(DocumentError) in c.encoder = try v.optionalText() },
      Key(path: "understanding.model") { (c, v) throws(DocumentError) in c.model = try v.optionalText() },
      Key(path: "understanding.sentences") { (c, v) throws(DocumentError) in c.sentences = try v.optionalText() },
      Key(path: "operations.budget_ms") { (c, v) throws(DocumentError) in
        c.operationBudget = try v.integer(100...60_000)
      },
      Key(path: "operations.acknowledge_ms") { (c, v) throws(DocumentError) in
        c.acknowledgeAfter = try v.integer(200...10_000)
      },
      Key(path: "recording.enabled") { (c, v) throws(DocumentError) in c.recording = try v.boolean() },
      Key(path: "recording.keys") { (c, v) throws(DocumentError) in c.recordingKeys = try v.optionalText() ?? "" },
      Key(path: "cards.url") { (c, v) throws(DocumentError) in c.cardsURL = try v.privateAddress() },
      Key(path: "cards.key") { (c, v) throws(DocumentError) in c.cardsKey = try v.optionalText() },
      Key(path: "api.conversations_per_token") { (c, v) throws(DocumentError) in
        c.conversationsPerToken = try v.integer(1...100_000)
      },
      Key(path: "api.idle_minutes") { (c, v) throws(DocumentError) in c.idleMinutes = try v.integer(1...1_440) },
      Key(path: "api.answer_wait_ms") { (c, v) throws(DocumentError) in c.answerWait = try v.integer(100...60_000) },
      Key(path: "sandboxes.tau_data") { (c, v) throws(DocumentError) in c.tauData = try v.optionalText() },
      Key(path: "codes.url") { (c, v) throws(DocumentError) in c.codesURL = try v.privateAddress() },
      Key(path: "codes.secret") { (c, v) throws(DocumentError) in c.codesSecret = try v.signingSecret() },
      Key(path: "language_model.url") { (c, v) throws(DocumentError) in c.modelURL = try v.address() },
      Key(path: "language_model.model") { (c, v) throws(DocumentError) in c.modelName = try v.string() },
      Key(path: "language_model.key") { (c, v) throws(DocumentError) in c.modelKey = try v.optionalText() },
      Key(path: "language_model.deadline_ms") { (c, v) throws(DocumentError) in
        c.modelDeadline = try v.integer(50...10_000)
      },
      Key(path: "language_model.rephrase") { (c, v) throws(DocumentError) in c.modelRephrases = try v.boolean() },
      Key(path: "log.level") { (c, v) throws(DocumentError) in c.logLevel = try v.choice(LogLevel.self) },
    ] + speechKeys + turnKeys + budgetKeys
}

extension AisleConfiguration {
  /// How long the parts of an answer may take.
  private static let budgetKeys = AnswerStage.allCases.map { stage in
    let name = stage.rawValue.replacingOccurrences(of: " ", with: "_")
    return Key(path: "budgets.\(name)_ms") { (c, v) throws(DocumentError) in
      c.budgets.milliseconds[stage] = try v.integer(1...10_000)
    }
  }

  /// The times of turn-taking.
  private static let turnKeys: [Key] = [
    Key(path: "turns.end_silence_ms") { (c, v) throws(DocumentError) in
      c.turns.endSilence = try v.integer(200...3_000)
    },
    Key(path: "turns.end_silence_complete_ms") { (c, v) throws(DocumentError) in
      c.turns.endSilenceComplete = try v.integer(140...3_000)
    },
    Key(path: "turns.end_silence_incomplete_ms") { (c, v) throws(DocumentError) in
      c.turns.endSilenceIncomplete = try v.integer(200...6_000)
    },
    Key(path: "turns.barge_in_ms") { (c, v) throws(DocumentError) in c.turns.bargeIn = try v.integer(80...2_000) },
    Key(path: "turns.false_interruption_ms") { (c, v) throws(DocumentError) in
      c.turns.falseInterruption = try v.integer(300...5_000)
    },
    Key(path: "turns.no_input_ms") { (c, v) throws(DocumentError) in c.turns.noInput = try v.integer(2_000...60_000) },
    Key(path: "turns.longest_utterance_ms") { (c, v) throws(DocumentError) in
      c.turns.longestUtterance = try v.integer(3_000...60_000)
    },
  ]
}

extension Document {
  func filled() throws(DocumentError) -> String {
    let text = try string()
    guard !text.isEmpty else { throw error("'\(path)' must not be empty") }
    return text
  }

  func optionalText() throws(DocumentError) -> String? {
    let text = try string()
    return text.isEmpty ? nil : text
  }

  /// One or more of a set, with spaces between them, none twice.
  func choices<Value: RawRepresentable & CaseIterable & Equatable>(
    _ type: Value.Type
  ) throws(DocumentError) -> [Value] where Value.RawValue == String {
    var chosen: [Value] = []
    for word in try filled().split(separator: " ") {
      guard let value = Value(rawValue: String(word)) else {
        let known = Value.allCases.map(\.rawValue)
        throw error(
          "'\(path)' must be one of \(known.joined(separator: ", ")), or several with spaces between them, not '\(word)'"
        )
      }
      guard !chosen.contains(value) else { throw error("'\(path)' names '\(word)' twice; keep one") }
      chosen.append(value)
    }
    return chosen
  }

  func telephoneNumber() throws(DocumentError) -> String? {
    guard let text = try optionalText() else { return nil }
    guard text.hasPrefix("+"), (8...16).contains(text.count), text.dropFirst().allSatisfy({ "0123456789".contains($0) })
    else { throw error("'\(path)' must be a number in E.164, as in \"+12065550123\" (with quotes), not '\(text)'") }
    return text
  }

  func origin() throws(DocumentError) -> String? { try optionalText().map(origin) }

  /// Origins with spaces between them.
  func origins() throws(DocumentError) -> [String] {
    var origins: [String] = []
    for text in try string().split(separator: " ") { origins.append(try origin(String(text))) }
    return origins
  }

  private func origin(_ written: String) throws(DocumentError) -> String {
    var text = written
    while text.hasSuffix("/") { text.removeLast() }
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host() != nil, url.path().isEmpty
    else {
      throw error("'\(path)' must be an origin without a path, as in https://voice.example.com, not '\(text)'")
    }
    return text
  }

  func address() throws(DocumentError) -> String? {
    guard let text = try optionalText() else { return nil }
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host() != nil else {
      throw error("'\(path)' must be an address, as in http://127.0.0.1:11434/v1, not '\(text)'")
    }
    return text
  }

  /// An address that no network on the way can read what goes to.
  func privateAddress() throws(DocumentError) -> String? {
    guard let text = try address() else { return nil }
    let url = URL(string: text)
    guard url?.scheme == "https" || ["127.0.0.1", "localhost", "::1"].contains(url?.host() ?? "") else {
      throw error("'\(path)' must begin with https://, unless it is on this machine: secrets go there")
    }
    return text
  }

  /// A secret as Standard Webhooks has it: "whsec_" and base64 of 24 bytes or more; empty: none.
  func signingSecret() throws(DocumentError) -> String {
    let text = try string()
    let bytes = text.hasPrefix("whsec_") ? Data(base64Encoded: String(text.dropFirst(6))) : nil
    guard text.isEmpty || bytes?.count ?? 0 >= 24 else {
      throw error(
        "'\(path)' must be whsec_ and 24 bytes or more in base64; make one with: echo whsec_$(openssl rand -base64 32)")
    }
    return text
  }

  func timeZone() throws(DocumentError) -> String {
    let text = try string()
    guard TimeZone(identifier: text) != nil else {
      throw error("'\(path)' must be an IANA time zone, as in America/Los_Angeles, not '\(text)'")
    }
    return text
  }
}

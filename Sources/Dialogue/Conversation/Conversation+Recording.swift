internal import Discourse
internal import Policy

/// Recording the call: the notice, and what the caller wants.
extension Conversation {
  static let notice = "recording_notice"

  /// The responses that tell a caller of the recording at the beginning.
  mutating func openRecording(_ opening: Opening) -> [String] {
    guard opening.recorded else { return [] }
    let recording = CallRecording(artefacts.policy.recording.consent(for: opening.from).consent)
    state.recording = recording
    return recording.isPossible ? [Self.notice] : []
  }

  mutating func noticeIsSaid(_ notice: ConversationState.Notice) {
    state.notice = notice
    state.recording?.noticeIsSaid()
  }

  /// A prompt was heard to its end.
  mutating func heardNotice(_ prompt: Int) {
    guard let notice = state.notice, prompt >= notice.prompt else { return }
    state.notice = nil
    state.recording?.handle(.noticeHeard)
  }

  /// The caller broke in on a prompt: the notice counts when its sentence had been heard.
  mutating func missedNotice(_ prompt: Int, _ sentences: Int?) {
    guard let notice = state.notice, prompt <= notice.prompt else { return }
    state.notice = nil
    let isHeard = prompt == notice.prompt && sentences.map { $0 >= notice.sentences } == true
    state.recording?.handle(isHeard ? .noticeHeard : .noticeMissed)
  }

  /// Takes what was said as to recording, and gives what is left to be understood; nil: that was all.
  mutating func mindRecording(_ transcript: Transcript?) -> Transcript? {
    guard let transcript, state.opening?.channel.isSpoken == true else { return transcript }
    switch Self.wish(transcript) {
    case .refuse:
      let changed = state.recording?.handle(.refused) ?? false
      say([changed || state.hasObjected == true ? "recording.stopped" : "recording.none"])
      state.hasObjected = nil
      return rest(of: transcript) { RecordingWish.read($0) == .refuse }
    case .allow:
      // What was said behind it counts more.
      guard state.recording?.isPossible == true, !state.deferred.contains(where: Self.objects) else {
        return transcript
      }
      state.recording?.handle(.allowed)
      say(["recording.allowed"])
      return rest(of: transcript) { RecordingWish.read($0) == .allow }
    case nil where RecordingWish.denies(transcript.text):
      guard state.recording?.handle(.denied) == true || state.hasObjected == true else { return transcript }
      state.hasObjected = nil
      say(["recording.stopped"])
      return rest(of: transcript) { RecordingWish.denies($0) }
    case nil:
      state.recording?.handle(.spoke)
      return transcript
    }
  }

  /// What the caller says while a back end is asked, or while we say goodbye: an objection does not wait, and is not lost.
  mutating func mindObjection(_ event: Input.Event) {
    guard case .utterance(let said, _) = event, state.opening?.channel.isSpoken == true else { return }
    let changed: Bool? =
      if Self.objects(event) {
        state.recording?.handle(.refused)
      } else if Self.wish(said) == nil, RecordingWish.denies(said.text) {
        state.recording?.handle(.denied)
      } else {
        nil
      }
    if changed == true { state.hasObjected = true }
  }

  /// An objection counts when it may have been said, a permission only when it most likely was.
  private static func wish(_ transcript: Transcript) -> RecordingWish? {
    let wishes = transcript.alternatives.prefix(2).map { RecordingWish.read($0.text) }
    return wishes.contains(.refuse) ? .refuse : wishes.first ?? nil
  }

  private static func objects(_ event: Input.Event) -> Bool {
    if case .utterance(let said, _) = event { wish(said) == .refuse } else { false }
  }

  /// The sentences and clauses of an utterance that are about something else, when they may mean anything; otherwise the question is asked once
  /// more, and nil is given.
  mutating func rest(of transcript: Transcript, dropping isDone: (String) -> Bool) -> Transcript? {
    let text = transcript.text
    let clauses = text.split { ",.;!?".contains($0) }.flatMap { Self.split($0) }
    let rest = clauses.filter { !isDone($0.lowercased()) }.joined(separator: ", ")
    let heard = Transcript(
      alternatives: [Alternative(text: rest, confidence: transcript.alternatives.first?.confidence ?? 0)])
    let means =
      rest.split(separator: " ").count >= 2 && understood(heard, nil).contains { $0 != .notUnderstood && $0 != .deny }
    guard !means else { return heard }
    askAnew()
    return nil
  }

  private static func split(_ clause: Substring) -> [String] {
    clause.split(separator: " ").split { $0 == "and" || $0 == "but" }.map { $0.joined(separator: " ") }
  }

  /// The question that is open, or what the wish is.
  mutating func askAnew() {
    if state.frames.isEmpty, state.focus == .open || state.focus == .anythingElse {
      say(["how_can_i_help"])
      expect(.anything)
    } else {
      sayQuestionAgain()
    }
  }
}

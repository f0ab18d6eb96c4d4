/// When the parts of one answer happened, in milliseconds of one monotonic clock; stages are differences, so that they add
/// up to the latency.
struct TurnTrace {
  var speechEnded: Int
  var endpointed: Int?
  var recognised: Int?
  var decided: Int?
  var firstSamples: Int?
  var prompt: Int?

  init(speechEnded: Int) { self.speechEnded = speechEnded }

  /// The stages up to the first audible frame at `sent`. A stage that did not happen took no time.
  func stages(sent: Int) -> [TurnView.Stage] {
    var stages: [TurnView.Stage] = []
    var last = speechEnded
    for (name, moment) in [
      ("endpointing", endpointed), ("recognition", recognised), ("dialogue", decided), ("synthesis", firstSamples),
      ("sending", sent),
    ] {
      let moment = max(moment ?? last, last)
      stages.append(TurnView.Stage(name: name, milliseconds: Double(moment - last)))
      last = moment
    }
    return stages
  }
}

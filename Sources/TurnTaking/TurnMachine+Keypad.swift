internal import Discourse

extension TurnMachine {
  /// Whoever presses a key has the turn, whichever key it is; whoever types, too.
  mutating func touch(_ now: Int) -> [Action] {
    var actions: [Action] = []
    if let utterance = current {
      actions.append(.cancelUtterance(utterance.number))
      current = nil
    }
    if agent != .silent {
      agent = .silent
      actions.append(.stopAgent)
    }
    lastKey = now
    quietSince = now
    return actions
  }

  mutating func press(_ digit: Character, _ now: Int) -> [Action] {
    let actions = touch(now)
    quietSince = nil
    if digit == "*" {
      keys = ""
      quietSince = now
      return actions
    }
    if digit != "#" { keys.append(digit) }
    let wanted: Int
    switch expectation {
    case .digits(let count): wanted = count
    // The country's own digit before the number is one key more.
    case .telephone(let usual):
      wanted = usual.map { keys.hasPrefix("1") ? $0 + 1 : keys.hasPrefix("0") ? 20 : $0 } ?? 20
    case .menu, .yesNo: wanted = 1
    default: wanted = 20
    }
    if digit == "#" || keys.count >= wanted { return actions + takeKeys(now) }
    return actions
  }

  mutating func takeKeys(_ now: Int) -> [Action] {
    defer { keys = "" }
    quietSince = now
    return keys.isEmpty ? [] : [.keys(keys)]
  }
}

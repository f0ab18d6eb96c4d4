internal import Commerce
internal import Foundation
internal import Vendors

extension Fact {
  /// What is known when both are: part by part the newer one. Both must have the same key.
  public func joined(with other: Fact) -> Fact {
    var result = self
    if let theirs = other.word { result.word = word.map { $0.isBeaten(by: theirs) ? theirs : $0 } ?? theirs }
    if let theirs = other.touched { result.touched = touched.map { max($0, theirs) } ?? theirs }
    if let theirs = other.belongsTo {
      result.belongsTo = belongsTo.map { $0.isBeaten(by: theirs) ? theirs : $0 } ?? theirs
    }
    if let theirs = other.trail { result.trail = trail.map { $0.joined(with: theirs) } ?? theirs }
    return result
  }
}

extension Fact.Word {
  /// Whether the other word counts instead of this one. At the same version being gone counts more than being there; two
  /// different records of one version are told apart by their canonical text, so that every machine decides alike.
  func isBeaten(by other: Self) -> Bool {
    if version != other.version { return version < other.version }
    if self == other { return false }
    switch (record, other.record) {
    case (nil, nil): return origin < other.origin
    case (nil, .some): return false
    case (.some, nil): return true
    case (.some(let mine), .some(let theirs)):
      let (left, right) = (CanonicalJSON.bytes(mine), CanonicalJSON.bytes(theirs))
      return left == right ? origin < other.origin : left.lexicographicallyPrecedes(right)
    }
  }
}

extension Fact.Parent {
  func isBeaten(by other: Self) -> Bool {
    version == other.version ? key < other.key : version < other.version
  }
}

/// JSON in one spelling: sorted keys, no blanks.
enum CanonicalJSON {
  static func bytes(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Facts hold text, whole numbers and decimals: nothing that JSON could not write.
    return (try? encoder.encode(value)).map(Array.init) ?? []
  }
}

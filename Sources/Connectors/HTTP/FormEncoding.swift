import Vendors

/// Values as `a=1&b[c]=2&d[0]=3`, as Stripe and many older APIs take them.
enum FormEncoding {
  /// The text of an object; what is null is left out, an empty text clears.
  static func text(_ value: JSONValue) -> String {
    pairs(value, "").map { PeerRequest.escaped($0.name, keeping: "[]") + "=" + PeerRequest.escaped($0.value) }
      .joined(separator: "&")
  }

  private static func pairs(_ value: JSONValue, _ name: String) -> [(name: String, value: String)] {
    switch value {
    case .object(let members):
      members.sorted { $0.key < $1.key }.flatMap { member in
        pairs(member.value, name.isEmpty ? member.key : "\(name)[\(member.key)]")
      }
    case .array(let elements):
      elements.enumerated().flatMap { pairs($0.element, "\(name)[\($0.offset)]") }
    default: value.plainText.map { [(name, $0)] } ?? []
    }
  }
}

extension PeerRequest {
  /// Escapes all but unreserved characters and those of `keeping`.
  static func escaped(_ text: String, keeping: String) -> String {
    text.map { keeping.contains($0) ? String($0) : escaped(String($0)) }.joined()
  }
}

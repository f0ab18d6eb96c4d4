import Commerce
import Crypto
import Foundation
import Vendors

/// Fills requests in.
struct RequestBuilder: Sendable {
  /// The request as it goes out. Throws `invalidArguments` when a place has nothing to stand in it.
  func request(_ template: RequestTemplate, _ scope: Scope, isWrite: Bool) throws(OperationFailure) -> PeerRequest {
    let sending = scope.inArguments
    var request = PeerRequest(
      method: template.method, path: try filled(template.path, scope, template, escape: Self.segment), isWrite: isWrite)
    for field in template.query {
      guard let value = try value(field.rule, sending, field.name) else { continue }
      for part in value.array ?? [value] where part != .null {
        guard let text = part.plainText else {
          throw OperationFailure(
            .invalidArguments,
            "the request cannot be made: \(part.kindInWords) cannot stand in the query as \(field.name); say which part of "
              + "it goes there (line \(field.rule.line))", mayHaveHappened: false)
        }
        request.query.append((field.name, text))
      }
    }
    for (name, text) in template.headers {
      request.headers.append((name, try header(try filled(text, scope, template))))
    }
    if let body = template.body {
      let value = try value(body, sending, "") ?? .object([:])
      switch template.encoding {
      case .json:
        request.headers.append(("content-type", "application/json"))
        request.body = (try? value.text()) ?? Data()
      case .form:
        request.headers.append(("content-type", "application/x-www-form-urlencoded"))
        request.body = Data(FormEncoding.text(value).utf8)
      }
    }
    return request
  }

  private func value(_ rule: ValueRule, _ scope: Scope, _ field: String) throws(OperationFailure) -> JSONValue? {
    do { return try RuleEvaluator(refusesHalfTexts: true).value(rule, scope, at: field) } catch {
      throw OperationFailure(
        .invalidArguments, "the request cannot be made: \(error.field): \(error.message) (line \(error.line))",
        mayHaveHappened: false)
    }
  }

  private func filled(
    _ text: Template, _ scope: Scope, _ template: RequestTemplate, escape: (String) -> String = { $0 }
  ) throws(OperationFailure) -> String {
    switch text.filled(in: scope, escape: escape) {
    case .success(let text): return text
    case .failure(let place):
      throw OperationFailure(
        .invalidArguments, "the request cannot be made: there is nothing at \(place.message) (line \(template.line))",
        mayHaveHappened: false)
    }
  }

  /// Nothing that was said may end a header and begin another.
  private func header(_ text: String) throws(OperationFailure) -> String {
    guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      throw OperationFailure(.invalidArguments, "a header cannot hold control characters", mayHaveHappened: false)
    }
    return text
  }

  /// Nothing that was said leaves its segment of the path.
  private static func segment(_ text: String) -> String {
    PeerRequest.escaped(text == "." || text == ".." ? text + " " : text)
  }
}

extension KeyUse {
  /// A key as the API takes it; the same for the same key, always.
  func text(_ key: IdempotencyKey) -> String {
    let digest = SHA256.hash(data: Data(key.text.utf8))
    let hex = digest.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
    switch form {
    case .text: return key.text
    case .hex: return hex
    case .uuid:
      // RFC 9562, version 8: 122 bits of our own making.
      let parts = Array(hex)
      let text = { (range: Range<Int>) in String(parts[range]) }
      return "\(text(0..<8))-\(text(8..<12))-8\(text(13..<16))-a\(text(17..<20))-\(text(20..<32))"
    }
  }
}

import Commerce
import Foundation
import Vendors

extension MappedRun {
  /// Reads the further pages of a list and puts all elements into the first answer, in their order.
  mutating func furtherPages(_ first: PeerRequest, _ response: PeerResponse) async throws(OperationFailure) {
    guard let pages = mapping.pages, let body = scope.here, var elements = pages.items.value(in: scope)?.array else {
      return
    }
    // Nobody needs more than was asked for; where the result picks some of them, that is known only afterwards.
    let wanted = mapping.result.picks ? .max : scope.names["arguments"]?["limit"]?.integer ?? .max
    var last = (scope: scope, response: response, count: elements.count)
    var page = 1
    while page < pages.most, elements.count < wanted, last.count > 0,
      let request = next(first, pages, page, last.scope, last.response)
    {
      page += 1
      let response = try await send(request, "page \(page)")
      let judged = AnswerJudge.add(response, as: "answer", to: scope)
      try judge(response, judged, mapping.success, isWrite: false)
      let more = pages.items.value(in: judged)?.array ?? []
      elements += more
      last = (judged, response, more.count)
    }
    let whole = Self.replacing(body, pages.items.steps[...], with: .array(Array(elements.prefix(wanted))))
    scope = scope.at(whole)
    if case .object(var answer)? = scope.names["answer"] {
      answer["body"] = whole
      scope.names["answer"] = .object(answer)
    }
  }

  private func next(
    _ first: PeerRequest, _ pages: Pages, _ page: Int, _ scope: Scope, _ response: PeerResponse
  ) -> PeerRequest? {
    var request = first
    switch pages.next {
    case .token(let place, let name):
      guard let token = place.value(in: scope)?.plainText, !token.isEmpty else { return nil }
      request.add(name, token)
    case .number(let name, let from): request.add(name, String(from + page))
    case .link:
      guard let target = response.headers["link"].flatMap(Self.nextLink) else { return nil }
      return at(target, first)
    case .address(let place):
      guard let target = place.value(in: scope)?.string, !target.isEmpty else { return nil }
      return at(target, first)
    }
    return request
  }

  /// The same request at an address that the answer gave: on this back end, since credentials go along.
  private func at(_ target: String, _ first: PeerRequest) -> PeerRequest? {
    guard let base = URL(string: peer.base), let url = URL(string: target, relativeTo: URL(string: peer.base + "/")),
      url.host() == base.host(), url.port == base.port, url.scheme == base.scheme
    else { return nil }
    var path = url.path(percentEncoded: true)
    let prefix = base.path(percentEncoded: true)
    guard path.hasPrefix(prefix) else { return nil }
    path = String(path.dropFirst(prefix.hasSuffix("/") ? prefix.count - 1 : prefix.count))
    var request = first
    request.path = path + (url.query(percentEncoded: true).map { "?" + $0 } ?? "")
    request.query = []
    return request
  }

  /// The address of `rel="next"` in a `Link` header (RFC 8288).
  static func nextLink(_ header: String) -> String? {
    for part in header.components(separatedBy: ",") {
      let pieces = part.components(separatedBy: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let address = pieces.first, address.hasPrefix("<"), address.hasSuffix(">") else { continue }
      if pieces.dropFirst().contains(where: { $0 == "rel=\"next\"" || $0 == "rel=next" }) {
        return String(address.dropFirst().dropLast())
      }
    }
    return nil
  }

  private static func replacing(
    _ value: JSONValue, _ steps: ArraySlice<ValuePath.Step>, with new: JSONValue
  ) -> JSONValue {
    guard case .member(let name)? = steps.first else { return steps.isEmpty ? new : value }
    guard case .object(var members) = value, let inner = members[name] else { return value }
    members[name] = replacing(inner, steps.dropFirst(), with: new)
    return .object(members)
  }
}

extension PeerRequest {
  /// Sets an argument of the query.
  fileprivate mutating func add(_ name: String, _ value: String) {
    query.removeAll { $0.name == name }
    query.append((name, value))
  }
}

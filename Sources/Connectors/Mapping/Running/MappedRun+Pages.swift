import Commerce
import Foundation
import Vendors

extension MappedRun {
  /// Reads the further pages of a list and puts all elements into the first answer, in their order. What cannot be the next page
  /// of a list is an invalid answer: half a list looks like a whole one.
  mutating func furtherPages(_ first: PeerRequest, _ response: PeerResponse) async throws(OperationFailure) {
    guard let pages = mapping.pages, let body = scope.here, let found = pages.items.value(in: scope) else { return }
    guard var elements = found.array else { throw noList(found, pages, 1) }
    // Nobody needs more than was asked for; where the result picks some of them, that is known only afterwards.
    let wanted = mapping.result.picks ? .max : scope.names["arguments"]?["limit"]?.integer ?? .max
    var last = (scope: scope, response: response, elements: elements)
    var asked: Set<String> = [first.target]
    var page = 1
    while elements.count < wanted, !last.elements.isEmpty,
      let request = try next(first, pages, page, last.scope, last.response)
    {
      guard page < pages.most else {
        explanation?.note("  there are more pages, but most: \(pages.most) ends here")
        break
      }
      page += 1
      guard asked.insert(request.target).inserted else {
        throw invalid("pages: page \(page) of \(mapping.operation.rawValue) is one that was read already")
      }
      guard let (more, scope, response) = try await read(request, pages, page) else { break }
      guard more.isEmpty || more != last.elements else {
        throw invalid(
          "pages: page \(page) of \(mapping.operation.rawValue) is the same as the one before; is the next page asked for "
            + "in another way?")
      }
      elements += more
      last = (scope, response, more)
    }
    let whole = Self.replacing(body, pages.items.steps[...], with: .array(Array(elements.prefix(wanted))))
    scope = scope.at(whole)
    if case .object(var answer)? = scope.names["answer"] {
      answer["body"] = whole
      scope.names["answer"] = .object(answer)
    }
  }

  /// One further page; nil when there is none after all.
  private func read(
    _ request: PeerRequest, _ pages: Pages, _ page: Int
  ) async throws(OperationFailure) -> (elements: [JSONValue], scope: Scope, response: PeerResponse)? {
    let response = try await send(request, "page \(page)")
    let judged = AnswerJudge.add(response, as: "answer", to: scope)
    do { try judge(response, judged, mapping.success, isWrite: false) } catch {
      // Beyond the last number some say that there is no such page.
      if case .number = pages.next, error.code == .notFound { return nil }
      throw error
    }
    let found = pages.items.value(in: judged)
    if let elements = found?.array { return (elements, judged, response) }
    // Some write null for a list of nothing.
    guard found == nil, pages.items.isNull(in: judged) else { throw noList(found, pages, page) }
    return ([], judged, response)
  }

  private func noList(_ found: JSONValue?, _ pages: Pages, _ page: Int) -> OperationFailure {
    invalid(
      "pages: \(found?.kindInWords ?? "nothing") stands at '\(pages.items.text)' of page \(page) of "
        + "\(mapping.operation.rawValue), not a list")
  }

  private func next(
    _ first: PeerRequest, _ pages: Pages, _ page: Int, _ scope: Scope, _ response: PeerResponse
  ) throws(OperationFailure) -> PeerRequest? {
    var request = first
    switch pages.next {
    case .token(let place, let name):
      guard let token = try token(at: place, scope) else { return nil }
      request.add(name, token)
    case .number(let name, let from): request.add(name, String(from + page))
    case .link:
      guard let header = response.headers["link"] else { return nil }
      switch LinkHeader.next(header) {
      case .none: return nil
      case .at(let target): return try at(target, first)
      case .unreadable: throw invalid("pages: the Link header of \(mapping.operation.rawValue) cannot be read")
      }
    case .address(let place):
      guard let target = try token(at: place, scope) else { return nil }
      return try at(target, first)
    }
    return request
  }

  /// What names the next page; nil where nothing does: nothing, an empty text, false or 0.
  private func token(at place: ValuePath, _ scope: Scope) throws(OperationFailure) -> String? {
    guard let found = place.value(in: scope) else { return nil }
    if [.bool(false), .string(""), .number(0)].contains(found) { return nil }
    guard let text = found.plainText, found.bool == nil else {
      throw invalid("pages: \(found.kindInWords) at '\(place.text)' names no page")
    }
    return text
  }

  /// The same request at an address that the answer gave: on this back end, since credentials go along.
  private func at(_ target: String, _ first: PeerRequest) throws(OperationFailure) -> PeerRequest {
    let elsewhere = invalid("pages: the next page of \(mapping.operation.rawValue) stands elsewhere than this back end")
    guard let base = URL(string: peer.base), let url = URL(string: target, relativeTo: URL(string: peer.base + "/")),
      url.host() == base.host(), url.port == base.port, url.scheme == base.scheme
    else { throw elsewhere }
    var path = url.path(percentEncoded: true)
    let prefix = base.path(percentEncoded: true)
    guard path.hasPrefix(prefix) else { throw elsewhere }
    path = String(path.dropFirst(prefix.hasSuffix("/") ? prefix.count - 1 : prefix.count))
    guard path.isEmpty || path.hasPrefix("/") else { throw elsewhere }
    var request = first
    request.path = path + (url.query(percentEncoded: true).map { "?" + $0 } ?? "")
    request.query = []
    return request
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

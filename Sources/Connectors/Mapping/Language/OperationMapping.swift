import Commerce
import Vendors

/// How one operation is done over HTTP.
struct OperationMapping: Sendable {
  /// The operation.
  var operation: OperationName
  /// Reads that are made first, in order; their answers have names.
  var before: [NamedRequest] = []
  /// The request that does it.
  var request: RequestTemplate
  /// Reads that are made afterwards for details.
  var after: [NamedRequest] = []
  /// How the intention's key goes along, for writes.
  var key: KeyUse?
  /// What counts as success.
  var success = Success()
  /// What answers mean that are none; looked at in order, before those that hold for the whole back end.
  var errors: [ErrorRule] = []
  /// How a list is read that comes in pages.
  var pages: Pages?
  /// How the result is made.
  var result: ValueRule
  /// How it is asked what became of a write.
  var outcome: OutcomeQuestion?
  /// A read that must confirm a write before it counts as done.
  var confirm: Confirmation?
  /// Arguments that it has no use for: a call that has one of them is not made, since the answer would be to another
  /// question.
  var refuses: [Refusal] = []
  /// Arguments that every call has. A read of which one says nothing is not made: it would find everything.
  var required: [String] = []
  /// Arguments to try it with, for self-checks of reads.
  var example: String?
  /// Where it is written.
  var line: Int
}

/// A request with a name under which its answer is found.
struct NamedRequest: Sendable {
  /// The name ("current"): `$current.body.…`, `$current.headers.…`.
  var name: String
  /// The request.
  var request: RequestTemplate
  /// When it is made; nil: always. What is not made leaves its name without anything.
  var condition: Condition?
  /// The place in its answer where something must stand: with nothing there, what the operation asks for is not found.
  var needs: ValuePath?
}

/// A request with places to fill in.
struct RequestTemplate: Sendable {
  /// "GET", "POST", …
  var method: String
  /// The path after the back end's address; places in it are percent-encoded.
  var path: Template
  /// Arguments of the query; those with nothing to say are left out.
  var query: [ValueRule.Field] = []
  /// Headers besides the back end's own.
  var headers: [(name: String, value: Template)] = []
  /// What is sent.
  var body: ValueRule?
  /// How it is written.
  var encoding = Encoding.json
  /// Where it is written.
  var line: Int

  /// The ways of writing a body.
  enum Encoding: Sendable {
    /// JSON, or `a=1&b[c]=2`.
    case json, form
  }
}

/// How the intention's key goes along with a write.
struct KeyUse: Hashable, Sendable {
  /// The header; nil when the request says itself where it goes.
  var header: String?
  /// What is made of it, where the API takes other characters or another length.
  var form = Form.text
  /// Whether the API promises that the same key sent twice takes effect once.
  var repeatsSafely = false

  /// Forms of a key.
  enum Form: String, CaseIterable, Sendable {
    /// As it is; a UUID made of it; 64 hexadecimal digits made of it.
    case text, uuid, hex
  }
}

/// What an answer must look like: a status, a body, or both.
struct Match: Sendable {
  /// The statuses; empty: any.
  var status: [ClosedRange<Int>] = []
  /// What must hold of the body.
  var when: Condition?
  /// Whether the status alone counts also where the body is no JSON: proxies say 404 and 503 too.
  var withoutJSON = false

  /// Every place it looks at.
  var places: [ValuePath] { (when?.places ?? []).flatMap { [$0] + $0.inner } }

  /// Whether it is about what a further read brought, so that it says nothing while that read itself has failed. One that
  /// asks for a status means failed answers too.
  func needsGoodAnswer(of read: String) -> Bool {
    let own = places.filter { $0.source == read }.map(\.steps.first)
    return status.isEmpty && own.contains(.member("body")) && !own.contains(.member("status"))
  }

  /// Whether an answer is such a one.
  func holds(status found: Int, _ scope: Scope) -> Bool {
    guard status.isEmpty || status.contains(where: { $0.contains(found) }) else { return false }
    if let when { return when.holds(in: scope) }
    return withoutJSON || scope.here != nil
  }
}

/// What counts as success.
struct Success: Sendable {
  /// The answer. That what has a body is JSON is looked at apart: many successes have none.
  var match = Match(status: [200...299], withoutJSON: true)
}

/// What an answer means that is no success.
struct ErrorRule: Sendable {
  /// The answer.
  var match: Match
  /// What it means.
  var code: OperationFailure.Code
  /// The rule of the business, when that forbids it.
  var reason: RefusalReason?
  /// Whether a write may have taken place all the same; nil: as usual for the code.
  var happened: Bool?
  /// Where it is written.
  var line: Int
}

/// How a list is read that comes in pages.
struct Pages: Sendable {
  /// How the next page is asked for.
  enum Next: Sendable {
    /// A token found here goes into the query under that name; pages count from a number under that name; the `Link` header
    /// says; the address stands here.
    case token(ValuePath, query: String), number(query: String, from: Int), link, address(ValuePath)
  }

  /// How the next page is asked for.
  var next: Next
  /// Where the list stands.
  var items: ValuePath
  /// How many pages are read at most.
  var most: Int
}

/// How it is asked what became of a write.
struct OutcomeQuestion: Sendable {
  /// The operation's own reads that it says something of: those that are made before it, and those that its result needs.
  var before: [NamedRequest] = []
  var after: [NamedRequest] = []
  /// The request; it must not change anything.
  var request: RequestTemplate
  /// It took place; a rule forbade it; it never took place. What is none of them is not known.
  var done: Match?
  var refused: Match?
  var notDone: Match?
  /// The rule that forbade it, where the answer does not say more.
  var reason: RefusalReason?
  /// Where the write's own answer stands in this one, and its status; nil: this answer is read as the write's own.
  var answer: ValuePath?
  var status: ValueRule?
  /// How the result is made of this answer; nil: as the write's.
  var result: ValueRule?
}

/// A read that must confirm a write.
struct Confirmation: Sendable {
  /// The request.
  var request: RequestTemplate
  /// What must hold of its answer.
  var match: Match
}

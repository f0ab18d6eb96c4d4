import Documents
import Foundation
import Vendors

/// Reads requests: `GET /orders/{order}`, or a mapping with method, path, query, headers and a body.
struct RequestReader {
  /// Reads what is filled in.
  var rules: RuleReader

  private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

  /// Reads a request. `reads`: it must not change anything.
  func request(_ document: Document, reads: Bool, besides: [String] = []) throws(DocumentError) -> RequestTemplate {
    var template: RequestTemplate
    if document.kind == .scalar {
      template = try line(document, document)
    } else {
      try document.allow(
        only: ["method", "path", "send", "query", "headers", "body", "form", "changes_nothing"] + besides)
      if let send = try document.optional("send") {
        template = try line(send, document)
      } else {
        let path = try document.required("path", "/orders/{order}")
        template = RequestTemplate(
          method: try method(try document.required("method", "GET")), path: try self.path(path), line: document.line)
      }
      try members(document, &template)
    }
    var harmless = false
    if document.kind == .mapping { harmless = try document.optional("changes_nothing")?.boolean() ?? false }
    if reads, !harmless, !["GET", "HEAD"].contains(template.method) {
      throw document.error(
        "\(template.method) may change something, and this is asked to learn something; use GET, or add "
          + "changes_nothing: true if the API's documents promise that")
    }
    return template
  }

  private func line(_ text: Document, _ document: Document) throws(DocumentError) -> RequestTemplate {
    let words = try text.string().split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2, Self.methods.contains(words[0]), words[1].hasPrefix("/") else {
      throw text.error(
        "'\(try text.string())' is no request; write METHOD /path, as in GET /orders/{order} "
          + "(methods: \(Self.methods.joined(separator: ", ")))")
    }
    return RequestTemplate(method: words[0], path: try template(words[1], text), line: document.line)
  }

  private func method(_ document: Document) throws(DocumentError) -> String {
    let word = try document.string().uppercased()
    guard Self.methods.contains(word) else { throw document.unknown(word, "there is no method", known: Self.methods) }
    return word
  }

  private func path(_ document: Document) throws(DocumentError) -> Template {
    let text = try document.string()
    guard text.hasPrefix("/") else { throw document.error("a path begins with /, not '\(text)'") }
    return try template(text, document)
  }

  private func template(_ text: String, _ document: Document) throws(DocumentError) -> Template {
    try rules.template(text, document)
  }

  private func members(_ document: Document, _ template: inout RequestTemplate) throws(DocumentError) {
    var sending = rules
    sending.side = .request
    if let query = try document.optional("query") {
      for (name, value) in try query.members() {
        template.query.append(ValueRule.Field(name: name, rule: try sending.rule(value, nil)))
      }
    }
    if let headers = try document.optional("headers") {
      for (name, value) in try headers.members() {
        guard name.lowercased() != "authorization" else {
          throw value.error("credentials stand in auth:, where they can be kept out of this file")
        }
        template.headers.append((name, try sending.template(value)))
      }
    }
    if let body = try document.optional("body") { template.body = try sending.rule(body, nil) }
    if let form = try document.optional("form") {
      guard template.body == nil else { throw form.error("a request has a body: (JSON) or a form:, not both") }
      template.body = try sending.rule(form, nil)
      template.encoding = .form
    }
  }
}

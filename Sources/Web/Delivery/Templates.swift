import Foundation
import Mustache

/// The templates that ship with the module.
struct Templates: Sendable {
  private let library: MustacheLibrary

  /// Reads them. Each is made to escape with `HTMLText`, partials too, so that none can forget.
  init() throws {
    MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
    var library = MustacheLibrary()
    for file in try Resources.files(in: "Templates") where file.name.hasSuffix(".mustache") {
      let text = "{{% CONTENT_TYPE:\(HTMLText.name)}}" + String(decoding: file.bytes, as: UTF8.self)
      do {
        try library.register(text, named: String(file.name.dropLast(".mustache".count)))
      } catch {
        throw WebError(.template, "The template \(file.name) cannot be parsed: \(error).")
      }
    }
    self.library = library
  }

  /// Renders a value with a template.
  func render(_ value: some Sendable, with name: String) -> String {
    guard let text = library.render(value, withTemplate: name) else {
      preconditionFailure("The template \(name) does not ship with the module.")
    }
    return text
  }
}

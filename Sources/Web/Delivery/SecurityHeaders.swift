import HTTPTypes

/// The headers that keep a page to itself.
enum SecurityHeaders {
  /// Only our own files run, style, play and connect; nothing may frame the page or receive a form from it.
  static let policy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "media-src 'self'",
    "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  /// For everything.
  static var common: HTTPFields {
    var fields = HTTPFields()
    fields[.contentSecurityPolicy] = policy
    fields[.xContentTypeOptions] = "nosniff"
    fields[named("Referrer-Policy")] = "no-referrer"
    fields[named("Cross-Origin-Resource-Policy")] = "same-origin"
    fields[named("Cross-Origin-Opener-Policy")] = "same-origin"
    return fields
  }

  /// For the customer's page, which alone may ask for the microphone.
  static var talk: HTTPFields {
    var fields = page
    fields[named("Permissions-Policy")] = "microphone=(self)"
    return fields
  }

  /// For what holds a customer's words: no cache keeps it.
  static var page: HTTPFields {
    var fields = common
    fields[.cacheControl] = "no-store"
    return fields
  }

  private static func named(_ name: String) -> HTTPField.Name {
    guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is no field name") }
    return field
  }
}

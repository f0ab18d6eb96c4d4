/// What goes wrong in the pages.
public struct WebError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Code: Sendable, Hashable {
    /// A template or asset that ships with the module cannot be read: the program was installed incompletely.
    case resourceUnreadable
    /// A template does not exist or cannot be parsed.
    case template
  }

  /// What kind.
  public var code: Code
  /// What happened and what to do.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}

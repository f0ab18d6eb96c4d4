/// An XML element with what it holds. Attributes are left out: document/literal SOAP says nothing in them.
public struct XMLTree: Hashable, Sendable {
  /// The name without its prefix.
  public var name: String
  /// The namespace; empty when there is none.
  public var namespace: String
  /// The text directly in it, blanks around it left out.
  public var text: String
  /// The elements in it, in order.
  public var children: [XMLTree]

  /// Makes an element with text.
  public init(_ name: String, _ text: String, namespace: String = "") {
    self.name = name
    self.namespace = namespace
    self.text = text
    children = []
  }

  /// Makes an element with elements.
  public init(_ name: String, _ children: [XMLTree], namespace: String = "") {
    self.name = name
    self.namespace = namespace
    text = ""
    self.children = children
  }

  /// The first element of a name.
  public subscript(name: String) -> XMLTree? { children.first { $0.name == name } }

  /// All elements of a name, in order.
  public func all(_ name: String) -> [XMLTree] { children.filter { $0.name == name } }
}

extension XMLTree {
  /// The element as text. A namespace is declared where it differs from that of the element around.
  public func written() -> String {
    var text = ""
    write(into: &text, outer: "")
    return text
  }

  private func write(into output: inout String, outer: String) {
    let inner = namespace.isEmpty ? outer : namespace
    output += "<\(name)" + (inner == outer ? "" : " xmlns=\"\(Self.escaped(inner))\"") + ">"
    output += Self.escaped(text)
    for child in children { child.write(into: &output, outer: inner) }
    output += "</\(name)>"
  }

  /// Text as it may stand in an element or an attribute; characters that XML 1.0 cannot hold are left out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\r": result += "&#13;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

public import Foundation
internal import FoundationXML

/// Why a text is not read as XML. Holds nothing of the text.
public enum XMLFlaw: Error, Hashable, Sendable {
  /// It breaks XML's rules; it declares a document type, which could hold entities; it is nested too deep; it has too many
  /// elements; it is in an encoding that is not read.
  case malformed, documentType, tooDeep, tooMany, encoding
}

/// Reads XML into a tree: bounded, and without document types, so that no entity is ever expanded and nothing outside is
/// asked for.
public enum XMLReader {
  /// The deepest nesting and the largest number of elements.
  static let deepest = 32
  static let most = 50_000

  /// Reads a document in UTF-8 or ISO-8859-1. Throws an `XMLFlaw`.
  ///
  /// - Parameter charset: what the transport says of the encoding; counts where the document does not say it itself.
  public static func read(_ data: Data, charset: String? = nil) throws(XMLFlaw) -> XMLTree {
    let head = String(decoding: data.prefix(200), as: Unicode.ASCII.self)
    // A zero byte is what wider encodings begin with; in those the next check would see nothing.
    guard !data.prefix(64).contains(0), data.prefix(2) != Data([0xFE, 0xFF]), data.prefix(2) != Data([0xFF, 0xFE])
    else { throw .encoding }
    guard data.firstRange(of: Data("<!DOCTYPE".utf8)) == nil, data.firstRange(of: Data("<!ENTITY".utf8)) == nil else {
      throw .documentType
    }
    let document = declared(head) == nil && isLatin(charset) ? transcoded(data) : data
    guard [nil, "utf-8", "us-ascii", "iso-8859-1"].contains(declared(head)) else { throw .encoding }
    let collector = Collector()
    let parser = XMLParser(data: document)
    parser.shouldProcessNamespaces = true
    parser.shouldResolveExternalEntities = false
    parser.delegate = collector
    let isWhole = parser.parse()
    if let flaw = collector.flaw { throw flaw }
    guard isWhole, let root = collector.root else { throw .malformed }
    return root
  }

  /// The encoding that the XML declaration names, in lower case.
  private static func declared(_ head: String) -> String? {
    guard head.hasPrefix("<?xml"), let end = head.firstRange(of: "?>"),
      let start = head.firstRange(of: "encoding="), start.upperBound < end.lowerBound
    else { return nil }
    let rest = head[start.upperBound..<end.lowerBound].dropFirst()
    return rest.prefix { $0 != "\"" && $0 != "'" }.lowercased()
  }

  private static func isLatin(_ charset: String?) -> Bool {
    ["iso-8859-1", "latin1", "windows-1252"].contains(charset?.lowercased())
  }

  /// ISO-8859-1 as UTF-8: each byte is the character of its number.
  private static func transcoded(_ data: Data) -> Data {
    var text = String.UnicodeScalarView()
    for byte in data { text.append(Unicode.Scalar(byte)) }
    return Data(String(text).utf8)
  }
}

/// Builds the tree from the parser's events.
private final class Collector: NSObject, XMLParserDelegate {
  var root: XMLTree?
  var flaw: XMLFlaw?
  private var open: [XMLTree] = []
  private var count = 0

  func parser(
    _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
    attributes attributeDict: [String: String]
  ) {
    count += 1
    if open.count >= XMLReader.deepest { stop(parser, .tooDeep) }
    if count > XMLReader.most { stop(parser, .tooMany) }
    let local = elementName.split(separator: ":").last.map(String.init) ?? elementName
    open.append(XMLTree(local, "", namespace: namespaceURI ?? ""))
  }

  func parser(
    _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName qName: String?
  ) {
    guard var element = open.popLast() else { return stop(parser, .malformed) }
    element.text = element.text.trimmingCharacters(in: .whitespacesAndNewlines)
    if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if !open.isEmpty { open[open.count - 1].text += string }
  }

  func parser(_ parser: XMLParser, foundCDATA CDATABlock: Data) {
    if !open.isEmpty { open[open.count - 1].text += String(decoding: CDATABlock, as: UTF8.self) }
  }

  private func stop(_ parser: XMLParser, _ reason: XMLFlaw) {
    if flaw == nil { flaw = reason }
    parser.abortParsing()
  }
}

import Foundation
import Testing
import Vendors

@Suite struct XMLReaderTests {
  private func read(_ text: String, charset: String? = nil) throws(XMLFlaw) -> XMLTree {
    try XMLReader.read(Data(text.utf8), charset: charset)
  }

  @Test func readsNamesTextsAndNamespaces() throws {
    let tree = try read("<s:A xmlns:s='urn:s' xmlns='urn:d'><b> x &amp; <![CDATA[<y>]]>\n</b><s:b/></s:A>")
    #expect(tree.name == "A" && tree.namespace == "urn:s")
    #expect(tree["b"]?.text == "x & <y>" && tree["b"]?.namespace == "urn:d")
    #expect(tree.all("b").map(\.namespace) == ["urn:d", "urn:s"])
  }

  @Test func readsLatin1AsDeclaredOrAsTheTransportSays() throws {
    let declared = Data("<?xml version='1.0' encoding='ISO-8859-1'?><a>Stra".utf8) + [0xDF] + Data("e</a>".utf8)
    #expect(try XMLReader.read(declared, charset: "ISO-8859-1").text == "Straße")
    #expect(try XMLReader.read(declared).text == "Straße")
    let bare = Data("<a>Stra".utf8) + [0xDF] + Data("e</a>".utf8)
    #expect(try XMLReader.read(bare, charset: "iso-8859-1").text == "Straße")
    #expect(throws: XMLFlaw.malformed) { try XMLReader.read(bare) }
  }

  @Test func refusesWhatIsDangerousOrBroken() {
    #expect(throws: XMLFlaw.documentType) { try read("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>") }
    #expect(throws: XMLFlaw.malformed) { try read("<a>&nbsp;</a>") }
    #expect(throws: XMLFlaw.malformed) { try read("<a><b></a>") }
    #expect(throws: XMLFlaw.malformed) { try read("<a>") }
    #expect(throws: XMLFlaw.malformed) { try read("") }
    #expect(throws: XMLFlaw.tooDeep) {
      try read(String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40))
    }
    #expect(throws: XMLFlaw.tooMany) { try read("<a>" + String(repeating: "<b/>", count: 60_000) + "</a>") }
    #expect(throws: XMLFlaw.encoding) { try read("<?xml version='1.0' encoding='UTF-7'?><a/>") }
    #expect(throws: XMLFlaw.encoding) { try XMLReader.read("<a/>".data(using: .utf16) ?? Data()) }
  }

  @Test func writesWhatItReads() throws {
    let tree = XMLTree(
      "Envelope", [XMLTree("Order", [XMLTree("Name", "a<b>&\"c\"\u{1}\r", namespace: "")], namespace: "urn:o")],
      namespace: "urn:e")
    let text = tree.written()
    #expect(
      text == "<Envelope xmlns=\"urn:e\"><Order xmlns=\"urn:o\"><Name>a&lt;b&gt;&amp;&quot;c&quot;&#13;</Name></Order>"
        + "</Envelope>")
    #expect(try read(text)["Order"]?["Name"]?.text == "a<b>&\"c\"")
  }
}

import Commerce
import Foundation

/// What is measured: sentences and a catalogue, read from files.
enum Sentences {
  private struct Labelled: Decodable { var text: String }

  /// The sentences of a file: JSON objects with a `text`, or bare lines.
  static func read(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
      (try? JSONDecoder().decode(Labelled.self, from: Data(line.utf8)))?.text ?? String(line)
    }
  }

  private struct Goods: Decodable {
    var name: String
    var product_id: String
    var variants: [String: Variant]

    struct Variant: Decodable {
      var item_id: String
      var options: [String: String]
      var price: Double
    }
  }

  /// The catalogue of the public retail world; empty when its data are not on this machine.
  static func products() -> [Product] {
    let folder = ProcessInfo.processInfo.environment["AISLE_TAU_DATA"] ?? "../shared/data/tau_retail"
    guard let data = FileManager.default.contents(atPath: folder + "/products.json"),
      let rows = try? JSONDecoder().decode([String: Goods].self, from: data)
    else { return [] }
    return rows.values.sorted { $0.name < $1.name }.map { goods in
      Product(
        id: goods.product_id, name: goods.name, category: [],
        variants: goods.variants.values.sorted { $0.item_id < $1.item_id }.map { variant in
          Commerce.Variant(
            sku: variant.item_id, options: variant.options,
            price: Money(minorUnits: Int(variant.price * 100), currency: "USD"))
        })
    }
  }
}

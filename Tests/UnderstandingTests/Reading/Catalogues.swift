import Commerce
import Foundation
import Understanding

/// The catalogues that sentences are read over.
enum Catalogues {
  /// The lexicon of the public retail world; nil when its data are not on this machine.
  static let tau: Lexicon? = {
    let folder = URL(fileURLWithPath: #filePath).appending(path: "../../../../../shared/data/tau_retail").standardized
    guard let data = try? Data(contentsOf: folder.appending(path: "products.json")),
      let rows = try? JSONDecoder().decode([String: Row].self, from: data)
    else { return nil }
    let products = rows.values.sorted { $0.name < $1.name }.map { row in
      Product(
        id: row.productId, name: row.name, category: [],
        variants: row.variants.values.sorted { $0.itemId < $1.itemId }.map {
          Variant(sku: $0.itemId, options: $0.options, price: Money(minorUnits: Int($0.price * 100), currency: "USD"))
        })
    }
    return Lexicon(products: products)
  }()

  /// A small outdoor shop.
  static let small = Lexicon(products: [
    product(
      "P1", "Alpine tent", ["Outdoor", "Tents"],
      ["colour": ["green", "orange"], "capacity": ["two person", "three person"]]),
    product(
      "P2", "Summit tent", ["Outdoor", "Tents"],
      ["colour": ["green", "orange"], "capacity": ["two person", "four person"]]),
    product(
      "P3", "Ridgeline rain jacket", ["Outdoor", "Clothing"],
      ["colour": ["blue", "yellow"], "size": ["small", "medium", "large", "extra large"]]),
    product("P4", "Juniper trail shoes", ["Outdoor", "Footwear"], ["size": ["seven", "eight", "nine", "ten"]]),
    product("P5", "Granite camp stove", ["Outdoor", "Camp kitchen"], [:]),
    product("P6", "Meadow kettle", ["Home", "Kitchen"], ["colour": ["red", "white", "black"]]),
    product("P7", "Timber garden hose", ["Home", "Garden"], ["length": ["fifty foot", "one hundred foot"]]),
    product("P8", "Lakeside wool blanket", ["Home", "Living"], ["colour": ["gray", "cream", "red"]]),
    product("P9", "Coastal skillet", ["Home", "Kitchen"], ["size": ["ten inch", "twelve inch"]]),
    product("P10", "Wayfarer floor lamp", ["Home", "Living"], ["finish": ["brass", "black"]]),
  ])

  private static func product(_ id: String, _ name: String, _ category: [String], _ options: [String: [String]])
    -> Product
  {
    let combinations = options.sorted { $0.key < $1.key }.reduce([[:]] as [[String: String]]) { known, option in
      known.flatMap { chosen in option.value.map { chosen.merging([option.key: $0]) { $1 } } }
    }
    return Product(
      id: id, name: name, category: category,
      variants: combinations.enumerated().map {
        Variant(sku: "\(id)-\($0.offset)", options: $0.element, price: Money(minorUnits: 5000, currency: "USD"))
      })
  }

  private struct Row: Decodable {
    var name: String
    var productId: String
    var variants: [String: Item]

    struct Item: Decodable {
      var itemId: String
      var options: [String: String]
      var price: Double

      enum CodingKeys: String, CodingKey {
        case options, price
        case itemId = "item_id"
      }
    }
    enum CodingKeys: String, CodingKey {
      case name, variants
      case productId = "product_id"
    }
  }
}

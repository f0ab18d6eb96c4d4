internal import Commerce
internal import Documents

/// What the steps of a document can name at a place: slots, results and what the engine knows, each with what it looks like
/// and whether it is certainly known there.
struct FactNames: Hashable {
  struct Binding: Hashable {
    var shape: ContractShape
    var isCertain: Bool
  }

  /// Everything by name.
  var bindings: [String: Binding] = [:]

  /// What the engine knows in every intent.
  static let builtIn: [String: Binding] = [
    "customer": Binding(shape: .text, isCertain: false),
    "caller": Binding(shape: .text, isCertain: false),
    "said": Binding(shape: .text, isCertain: true),
    "conversation": Binding(shape: .text, isCertain: true),
    "channel": Binding(shape: .words(["phone", "chat"]), isCertain: true),
    "now": Binding(shape: .moment, isCertain: true),
    "today": Binding(shape: .day, isCertain: true),
    "hour": Binding(shape: .words(["morning", "afternoon", "evening", "night"]), isCertain: true),
    "weather": Binding(shape: .words(["rain", "snow", "heat", "cold", "sun"]), isCertain: false),
  ]

  init() { bindings = Self.builtIn }

  /// What a path leads to, or what is wrong with it.
  func shape(of path: FactPath) -> Result<Binding, NamingMistake> {
    guard let root = bindings[path.root] else {
      let names = bindings.keys.sorted()
      return .failure(
        NamingMistake(
          message: "there is no slot or result '\(path.root)' here; \(Document.hint(path.root, names))there are "
            + names.joined(separator: ", ")))
    }
    var shape = root.shape
    var through = path.root
    var wraps = false
    for field in path.segments.dropFirst() {
      while case .list(let element) = shape {
        shape = element
        wraps = true
      }
      switch shape {
      case .record(let record):
        guard let found = record.fields[field] else {
          let names = record.fields.keys.sorted()
          return .failure(
            NamingMistake(
              message: "'\(through)' (\(record.name)) has no '\(field)'; \(Document.hint(field, names))it has "
                + names.joined(separator: ", ")))
        }
        shape = found.shape
      case .map(let element): shape = element
      default:
        return .failure(NamingMistake(message: "'\(through)' is \(shape.words) and has no '\(field)' in it"))
      }
      through += ".\(field)"
    }
    if wraps, case .list = shape {} else if wraps { shape = .list(shape) }
    return .success(Binding(shape: shape, isCertain: root.isCertain))
  }

  /// What is certain on both of two ways.
  func joined(with other: FactNames) -> FactNames {
    var joined = self
    for (name, binding) in other.bindings {
      if let own = joined.bindings[name] {
        joined.bindings[name] = Binding(shape: own.shape, isCertain: own.isCertain && binding.isCertain)
      } else {
        joined.bindings[name] = Binding(shape: binding.shape, isCertain: false)
      }
    }
    for (name, own) in bindings where other.bindings[name] == nil {
      joined.bindings[name] = Binding(shape: own.shape, isCertain: false)
    }
    return joined
  }
}

/// What is wrong with a name.
struct NamingMistake: Error {
  var message: String
}

extension IntentDocument.Slot.Kind {
  /// What a value of this kind looks like to the steps.
  var shape: ContractShape {
    func field(_ shape: ContractShape) -> ContractShape.Field { ContractShape.Field(shape: shape, required: true) }
    switch self {
    case .orderNumber, .postcode, .email, .phone, .number, .code, .choice, .text: return .text
    case .product:
      return .record(
        .init(
          name: "ProductSaid",
          fields: [
            "id": .init(shape: .text, required: false), "name": field(.text), "text": field(.text),
            "options": field(.map(.text)),
          ]))
    case .store: return ContractShape.of(.findStore).result
    case .day: return .day
    case .quantity: return .whole
    case .time: return .record(.init(name: "TimeSpan", fields: ["from": field(.clock), "until": field(.clock)]))
    case .name: return .record(.init(name: "PersonName", fields: ["given": field(.text), "family": field(.text)]))
    case .money:
      return .record(.init(name: "Money", fields: ["minorUnits": field(.whole), "currency": field(.text)]))
    }
  }
}

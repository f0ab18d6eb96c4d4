public import Commerce

/// Plausible values of the whole vocabulary, made from the types themselves: a new operation has its sample at once.
public enum Samples {
  /// An operation with sample arguments. `number` tells samples apart: other numbers give other identifiers. `optionals`
  /// says whether optional arguments and those with a default are filled too. `given` replaces fields by their coding keys.
  public static func operation(
    _ name: OperationName, number: Int = 217, optionals: Bool = true, given: [String: FieldTree] = [:]
  ) throws -> Operation {
    var needed = fixed[name, default: [:]]
    for key in name.type.oneOf.first ?? [] { needed[key] = .text(SampleWords(number: number).text(key)) }
    let decoder = SampleDecoder(number: number, optionals: optionals, given: needed.merging(given) { $1 })
    func make<Typed: TypedOperation>(_ type: Typed.Type) throws -> Operation { Operation(try decoder.sample(type)) }
    return try make(name.type)
  }

  /// A sample result of an operation, with the given fields by their coding keys.
  public static func result(
    _ name: OperationName, number: Int = 217, optionals: Bool = true, given: [String: FieldTree] = [:]
  ) throws -> OperationResult {
    let decoder = SampleDecoder(number: number, optionals: optionals, given: given)
    func make<Typed: TypedOperation>(_ type: Typed.Type) throws -> OperationResult {
      OperationResult(type, try decoder.sample(Typed.Outcome.self))
    }
    return try make(name.type)
  }

  /// Every operation that changes something.
  public static let writes = OperationName.allCases.filter { $0.type.contract.access == .write }

  /// Every operation that only looks.
  public static let reads = OperationName.allCases.filter { $0.type.contract.access == .read }

  /// What a first enum case would make senseless.
  private static let fixed: [OperationName: [String: FieldTree]] = [.endCallback: ["state": .text("done")]]
}

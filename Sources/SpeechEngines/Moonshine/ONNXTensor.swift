internal import CONNXRuntime

/// A tensor: numbers of one kind in a shape. Immutable once made.
// Unchecked: nothing writes to it after `init`.
final class ONNXTensor: @unchecked Sendable {
  let value: UnsafeMutableRawPointer
  let shape: [Int]
  private let library: ONNXLibrary
  /// Numbers of our own that the tensor only points to.
  private let owned: UnsafeMutableRawPointer?

  /// Takes over a value that the library made. Throws a `SpeechEngineError` for what is no tensor.
  init(_ value: UnsafeMutableRawPointer, _ library: ONNXLibrary) throws(SpeechEngineError) {
    self.value = value
    self.library = library
    owned = nil
    var information: UnsafeMutableRawPointer?
    try library.check(library.api.pointee.tensor_shape(value, &information))
    defer { library.api.pointee.release_shape(information) }
    var count = 0
    try library.check(library.api.pointee.dimension_count(information, &count))
    var dimensions = [Int64](repeating: 0, count: count)
    try library.check(library.api.pointee.dimensions(information, &dimensions, count))
    shape = dimensions.map(Int.init)
  }

  private init(
    _ owned: UnsafeMutableRawPointer, bytes: Int, _ shape: [Int], type: Int32, _ library: ONNXLibrary
  ) throws(SpeechEngineError) {
    var value: UnsafeMutableRawPointer?
    let dimensions = shape.map(Int64.init)
    do {
      try library.check(
        library.api.pointee.create_tensor(
          library.memory, owned, bytes, dimensions, dimensions.count, type, &value))
    } catch {
      owned.deallocate()
      throw error
    }
    guard let value else {
      owned.deallocate()
      throw SpeechEngineError(.failed, "moonshine: no tensor could be made")
    }
    (self.value, self.shape, self.library, self.owned) = (value, shape, library, owned)
  }

  deinit {
    library.api.pointee.release_value(value)
    owned?.deallocate()
  }

  /// 32-bit floats; `fill` is given room for all of them.
  static func floats(
    _ shape: [Int], _ library: ONNXLibrary, fill: (UnsafeMutableBufferPointer<Float>) -> Void
  ) throws(SpeechEngineError) -> ONNXTensor {
    let count = shape.reduce(1, *)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(4, count * 4), alignment: 64)
    fill(UnsafeMutableBufferPointer(start: memory.bindMemory(to: Float.self, capacity: max(1, count)), count: count))
    return try ONNXTensor(memory, bytes: count * 4, shape, type: Int32(aisle_ort_float), library)
  }

  /// 64-bit integers.
  static func integers(
    _ numbers: [Int64], _ shape: [Int], _ library: ONNXLibrary
  ) throws(SpeechEngineError) -> ONNXTensor {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(8, numbers.count * 8), alignment: 64)
    memory.initializeMemory(as: Int64.self, from: numbers, count: numbers.count)
    return try ONNXTensor(memory, bytes: numbers.count * 8, shape, type: Int32(aisle_ort_int64), library)
  }

  /// One truth.
  static func flag(_ isTrue: Bool, _ library: ONNXLibrary) throws(SpeechEngineError) -> ONNXTensor {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 64)
    memory.storeBytes(of: isTrue, as: Bool.self)
    return try ONNXTensor(memory, bytes: 1, [1], type: Int32(aisle_ort_bool), library)
  }

  /// The numbers of a tensor of floats; valid within `read`.
  func withFloats<Result>(_ read: (UnsafeBufferPointer<Float>) throws -> Result) throws -> Result {
    var data: UnsafeMutableRawPointer?
    try library.check(library.api.pointee.tensor_data(value, &data))
    let count = shape.reduce(1, *)
    guard let data else { return try read(UnsafeBufferPointer(start: nil, count: 0)) }
    return try withExtendedLifetime(self) {
      try read(UnsafeBufferPointer(start: data.assumingMemoryBound(to: Float.self), count: count))
    }
  }

  /// The rows (along the first dimension) in another order, each as often as it is named.
  func rows(_ places: [Int]) throws -> ONNXTensor {
    let size = shape.dropFirst().reduce(1, *)
    return try withFloats { source in
      try ONNXTensor.floats([places.count] + shape.dropFirst(), library) { target in
        for (row, place) in places.enumerated() where size > 0 {
          target.baseAddress?.advanced(by: row * size).update(from: source.baseAddress! + place * size, count: size)
        }
      }
    }
  }
}

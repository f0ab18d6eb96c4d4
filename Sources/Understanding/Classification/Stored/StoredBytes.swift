/// Writes numbers and texts one after the other, little-endian.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ value: Double) { write(value.bitPattern) }

  mutating func write(_ text: String) {
    write(UInt32(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  mutating func write(_ values: [Float]) {
    write(UInt32(values.count))
    for value in values { write(value.bitPattern) }
  }

  mutating func write(_ values: [some FixedWidthInteger]) {
    write(UInt32(values.count))
    for value in values { write(value) }
  }

  mutating func write<Element>(list: [Element], _ each: (inout ByteWriter, Element) -> Void) {
    write(UInt32(list.count))
    for element in list { each(&self, element) }
  }
}

/// Reads what `ByteWriter` wrote; throws where the bytes end too early or make no sense.
struct ByteReader {
  /// The bytes are not what they should be.
  struct Broken: Error {}

  private let bytes: [UInt8]
  private var place: Int

  init(_ bytes: [UInt8], from place: Int = 0) { (self.bytes, self.place) = (bytes, place) }

  var isAtEnd: Bool { place == bytes.count }

  mutating func integer<Value: FixedWidthInteger>(_: Value.Type) throws(Broken) -> Value {
    let size = MemoryLayout<Value>.size
    guard size <= bytes.count - place else { throw Broken() }
    defer { place += size }
    return bytes.withUnsafeBytes { Value(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Value.self)) }
  }

  mutating func double() throws(Broken) -> Double { Double(bitPattern: try integer(UInt64.self)) }

  mutating func text() throws(Broken) -> String {
    let count = try count(of: 1)
    defer { place += count }
    return String(decoding: bytes[place..<place + count], as: UTF8.self)
  }

  mutating func floats() throws(Broken) -> [Float] {
    try integers(UInt32.self).map { Float(bitPattern: $0) }
  }

  mutating func integers<Value: FixedWidthInteger>(_: Value.Type) throws(Broken) -> [Value] {
    let size = MemoryLayout<Value>.size
    let (count, start) = (try count(of: size), place)
    place += count * size
    return bytes.withUnsafeBytes { bytes in
      (0..<count).map { Value(littleEndian: bytes.loadUnaligned(fromByteOffset: start + $0 * size, as: Value.self)) }
    }
  }

  mutating func list<Element>(_ each: (inout ByteReader) throws(Broken) -> Element) throws(Broken) -> [Element] {
    let count = try count(of: 1)
    var list: [Element] = []
    for _ in 0..<count { list.append(try each(&self)) }
    return list
  }

  /// How many elements follow; there must be room for them.
  private mutating func count(of size: Int) throws(Broken) -> Int {
    let count = Int(try integer(UInt32.self))
    guard count <= (bytes.count - place) / size else { throw Broken() }
    return count
  }
}

/// A number by which bytes are told from others: 64-bit FNV-1a over words of eight bytes, the same on every machine. It
/// finds damage and mistakes; it does not keep out forgers.
struct Fingerprint {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ bytes: some Collection<UInt8>) {
    var (word, filled) = (UInt64(0), UInt64(0))
    for byte in bytes {
      word |= UInt64(byte) << (8 * filled)
      filled += 1
      if filled == 8 {
        mix(word)
        (word, filled) = (0, 0)
      }
    }
    mix(word)
    mix(UInt64(bytes.count))
  }

  private mutating func mix(_ word: UInt64) {
    value = (value ^ word) &* 0x100_0000_01B3
    value ^= value >> 29
  }

  /// The fingerprint of some bytes.
  static func of(_ bytes: some Collection<UInt8>) -> UInt64 {
    var print = Fingerprint()
    print.add(bytes)
    return print.value
  }
}

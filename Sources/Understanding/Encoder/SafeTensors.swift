internal import FoundationEssentials

/// What is wrong with an encoder's files.
public struct EncoderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as it is called in its folder.
  public var file: String
  /// What is wrong with it and what would be right.
  public var message: String

  /// The file and what is wrong.
  public var description: String { "\(file): \(message)" }
}

/// A file of named tensors in the safetensors layout: eight bytes with the length of a JSON header, the header with each
/// tensor's type, shape and place, then the numbers, little-endian. Only 32-bit and 16-bit floats are read.
struct SafeTensors {
  struct Entry: Decodable {
    var dtype: String?
    var shape: [Int]?
    // Named so in the file.
    // swift-format-ignore: AlwaysUseLowerCamelCase
    var data_offsets: [Int]?
  }

  static let file = "model.safetensors"

  private let bytes: [UInt8]
  private let start: Int
  private let entries: [String: Entry]

  init(_ bytes: [UInt8]) throws(EncoderError) {
    func broken(_ message: String) -> EncoderError { EncoderError(file: Self.file, message: message) }
    guard bytes.count > 8 else { throw broken("it is too short to be a safetensors file") }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << UInt64(8 * $1) }
    guard length > 1, length <= UInt64(bytes.count - 8), length < 100_000_000 else {
      throw broken("its header would be \(length) bytes long; it is damaged, or no safetensors file")
    }
    start = 8 + Int(length)
    guard let entries = try? JSONDecoder().decode([String: Entry].self, from: Data(bytes[8..<start])) else {
      throw broken("its header is not the JSON of a safetensors file")
    }
    self.entries = entries
    self.bytes = bytes
  }

  /// The names of all tensors, sorted.
  var names: [String] { entries.keys.sorted() }

  /// A tensor's numbers, row after row.
  func floats(_ name: String, shape: [Int]) throws(EncoderError) -> [Float] {
    let entry = try entry(name)
    guard entry.shape == shape else {
      throw EncoderError(
        file: Self.file, message: "\(name) has the shape \(entry.shape ?? []); \(shape) is needed")
    }
    let count = shape.reduce(1, *)
    let size = entry.dtype == "F32" ? 4 : 2
    guard let offsets = entry.data_offsets, offsets.count == 2, offsets[0] >= 0,
      offsets[1] - offsets[0] == count * size, offsets[1] <= bytes.count - start
    else { throw EncoderError(file: Self.file, message: "\(name) lies outside of the file; it is cut off or damaged") }
    let first = start + offsets[0]
    switch entry.dtype {
    case "F32":
      return bytes.withUnsafeBytes { raw in
        (0..<count).map {
          Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: first + 4 * $0, as: UInt32.self)))
        }
      }
    case "F16":
      return bytes.withUnsafeBytes { raw in
        (0..<count).map {
          Self.half(UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: first + 2 * $0, as: UInt16.self)))
        }
      }
    default:
      throw EncoderError(
        file: Self.file, message: "\(name) is stored as \(entry.dtype ?? "nothing"); F32 and F16 can be read")
    }
  }

  /// A tensor's shape.
  func shape(_ name: String) throws(EncoderError) -> [Int] { try entry(name).shape ?? [] }

  private func entry(_ name: String) throws(EncoderError) -> Entry {
    guard let entry = entries[name] else {
      throw EncoderError(file: Self.file, message: "there is no tensor \(name); is it a BERT encoder?")
    }
    return entry
  }

  /// IEEE 754 half precision, without the type that not every platform has.
  private static func half(_ bits: UInt16) -> Float {
    let sign: Float = bits & 0x8000 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Float(bits & 0x3FF)
    switch exponent {
    case 0: return sign * fraction / 16_777_216
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * Float(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1_024)
    }
  }
}

import Foundation
import Testing

@testable import Understanding

/// The sentence encoder against a second implementation; needs its folder (`AISLE_ENCODER`).
@Suite struct EncoderTests {
  static let folder = ProcessInfo.processInfo.environment["AISLE_ENCODER"]

  private static func files(_ folder: String) throws -> SentenceEncoder.Files {
    let bytes = try SentenceEncoder.Files.names.map { name in
      [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name)))
    }
    return SentenceEncoder.Files(configuration: bytes[0], vocabulary: bytes[1], tensors: bytes[2])
  }

  @Test(
    .enabled(if: folder != nil, "set AISLE_ENCODER to a MiniLM folder"),
    arguments: [(EncoderPrecision.float32, 0.9999), (.int8, 0.99)])
  func vectorsAreTheReferences(_ precision: EncoderPrecision, _ needed: Double) throws {
    let encoder = try SentenceEncoder(Self.files(try #require(Self.folder)), precision: precision)
    for (text, values) in EncoderReference.sentences {
      let layers = encoder.encode(text)
      let vector = try #require(layers.last)
      #expect(layers.count == SentenceEncoder.depth)
      let (a, b) = (
        stride(from: 0, to: vector.count, by: 8).map { Double(vector[$0]) }, values.map { Double($0) / 10_000 }
      )
      func dot(_ x: [Double], _ y: [Double]) -> Double { zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } }
      let cosine = dot(a, b) / (dot(a, a) * dot(b, b)).squareRoot()
      #expect(cosine > needed, "\(precision.rawValue): \(text): \(cosine)")
      #expect(abs(vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-3)
    }
  }

  @Test func wordsAreSplitIntoTheLongestKnownPieces() throws {
    let pieces = try WordPieces(vocabulary: "[PAD]\n[UNK]\n[CLS]\n[SEP]\nwhere\n##abouts\n##about\n?\ncafe\nis\n")
    #expect(pieces.pieces("Whereabouts is CAFÉ?", limit: 99) == [2, 4, 5, 9, 8, 7, 3])
    #expect(pieces.pieces("nowhere", limit: 99) == [2, 1, 3])
    #expect(pieces.pieces("is is is is is", limit: 4) == [2, 9, 9, 3])
    #expect(pieces.pieces(" ", limit: 9) == [2, 3])
  }

  @Test(arguments: [
    ("", "too short"), ("\u{05}\0\0\0\0\0\0\0{\"a\"}", "header is not"), ("\u{7F}\0\0\0\0\0\0\0{}", "damaged"),
  ])
  func filesThatAreDamagedAreSaidToBe(_ text: String, _ message: String) {
    let error = #expect(throws: EncoderError.self) { try SafeTensors([UInt8](text.utf8)) }
    #expect(error?.message.contains(message) == true)
  }

  @Test func tensorsAreReadByNameTypeAndShape() throws {
    let header =
      #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"h":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},"c":{"dtype":"F32","shape":[9],"data_offsets":[8,44]}}"#
    var bytes = [UInt8](repeating: 0, count: 8)
    bytes[0] = UInt8(header.utf8.count)
    bytes += [UInt8](header.utf8) + [0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC1, 0, 0x3C, 0, 0xC5]
    let tensors = try SafeTensors(bytes)
    #expect(try tensors.floats("x", shape: [2]) == [1, -10])
    #expect(try tensors.floats("h", shape: [2]) == [1, -5])
    for (name, shape, message) in [("x", [1, 2], "shape"), ("y", [2], "no tensor y"), ("c", [9], "cut off")] {
      let error = #expect(throws: EncoderError.self) { try tensors.floats(name, shape: shape) }
      #expect(error?.message.contains(message) == true)
    }
  }

  @Test(arguments: EncoderPrecision.allCases)
  func aLayerMultipliesAndAdds(_ precision: EncoderPrecision) {
    let matrix = (0..<16 * 8).map { Float(($0 * 7) % 13) - 6 }
    let bias = (0..<8).map(Float.init)
    let layer = DenseLayer(matrix: matrix, bias: bias, inputs: 16, outputs: 8, precision: precision)
    let rows = 5
    let input = (0..<rows * 16).map { Float(($0 * 5) % 11) - 5 }
    let found = layer(input, rows: rows)
    #expect(found.count == rows * 8)
    for row in 0..<rows {
      for output in 0..<8 {
        let sum = (0..<16).reduce(bias[output]) { $0 + matrix[output * 16 + $1] * input[row * 16 + $1] }
        #expect(abs(found[row * 8 + output] - sum) < (precision == .int8 ? 2 : 1e-3))
      }
    }
  }

  @Test func theCurvesAreThoseOfMathematics() {
    var values: [Float] = [-9, -3, -1, -0.1, 0, 0.3, 1, 2.5, 9]
    let exact = values.map { Float(0.5 * Double($0) * (1 + erf(Double($0) / 2.squareRoot()))) }
    Smooth.gelu(&values)
    for (found, exact) in zip(values, exact) { #expect(abs(found - exact) < 2e-6) }
    for x: Float in [-80, -3.3, 0, 0.7, 20] { #expect(abs(Smooth.exp(x) / Foundation.exp(x) - 1) < 5e-6) }
    for x in [-30.0, -1, 0, 0.5, 12] { #expect(abs(Mathematics.exp(x) / Foundation.exp(x) - 1) < 1e-12) }
    for x in [1e-9, 0.3, 1, 2, 777] { #expect(abs(Mathematics.log(x) - Foundation.log(x)) < 1e-12) }
  }
}

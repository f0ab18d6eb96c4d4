internal import Documents
internal import Foundation
internal import Understanding

/// Reads a sentence encoder from its folder.
enum EncoderFolder {
  static func read(_ path: String, precision: EncoderPrecision) throws(DocumentError) -> SentenceEncoder {
    var bytes: [[UInt8]] = []
    for name in SentenceEncoder.Files.names {
      guard let data = FileManager.default.contents(atPath: path + "/" + name) else {
        throw DocumentError(
          file: path + "/" + name, line: 0,
          message: "it cannot be read; an encoder's folder holds \(SentenceEncoder.Files.names.joined(separator: ", "))"
        )
      }
      bytes.append([UInt8](data))
    }
    do {
      return try SentenceEncoder(
        SentenceEncoder.Files(configuration: bytes[0], vocabulary: bytes[1], tensors: bytes[2]), precision: precision)
    } catch {
      throw DocumentError(file: path + "/" + error.file, line: 0, message: error.message)
    }
  }
}

internal import Audio
internal import Foundation

/// Sentences that the operator had recorded, in place of a synthetic voice.
///
/// A folder of wav files (16-bit PCM, mono or stereo, any rate). A file is named after its sentence (`fileName`), or anything, with the
/// sentence in a text file beside it. Case and punctuation do not count.
public struct RecordedPrompts: Sendable {
  /// Something wrong with a file.
  public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file; what is wrong and what to do.
    public var file: String, message: String
    /// Both.
    public var description: String { "\(file): \(message)" }
  }

  /// Samples by sentence, at the telephone's rate and a talker's level.
  public private(set) var samples: [String: [Int16]] = [:]
  /// What is wrong; such files are not used.
  public private(set) var problems: [Problem] = []
  /// Sentences that nobody recorded, in the order given.
  public private(set) var missing: [String] = []

  /// A talker's level on the telephone, in dBFS; how far a recording is brought to it at most, in dB.
  private static let level: Float = -19, reach: Float = 15
  /// The shortest and the longest recording, in seconds.
  private static let lengths = 0.2...60.0

  /// Reads a folder for the sentences that are said word for word.
  public init(folder: String, sentences: [String]) {
    var wanted: [String: String] = [:]
    for sentence in sentences { wanted[Self.plain(sentence)] = wanted[Self.plain(sentence)] ?? sentence }
    guard let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      problems.append(
        Problem(file: folder, message: "there is no such folder; make it, or set speech.prompts to another"))
      missing = sentences
      return
    }
    var sources: [String: String] = [:]
    var long: [String: String] = [:]
    for sentence in sentences { long[Self.fileName(sentence)] = sentence }
    for file in files.sorted() where file.lowercased().hasSuffix(".wav") {
      do {
        let said = Self.sentence(of: file, in: folder)
        guard let sentence = wanted[said] ?? long[file.lowercased()] else {
          throw Problem(
            file: file, message: "the agent has no sentence '\(said)'; `aisle prompts` lists what it says word for word"
          )
        }
        if let other = sources[sentence] {
          throw Problem(file: file, message: "says the same as \(other); keep one")
        }
        samples[sentence] = try Self.read(file, in: folder)
        sources[sentence] = file
      } catch let problem as Problem {
        problems.append(problem)
      } catch {
        problems.append(Problem(file: file, message: "cannot be read"))
      }
    }
    missing = sentences.filter { samples[$0] == nil }
    // The same sentence with other punctuation is the same recording.
    for sentence in missing { samples[sentence] = wanted[Self.plain(sentence)].flatMap { samples[$0] } }
    missing = sentences.filter { samples[$0] == nil }
  }

  /// The file name of a sentence: its words with hyphens between, at most 80 letters, and a number when there are more.
  public static func fileName(_ sentence: String) -> String {
    let words = plain(sentence).split(separator: " ").joined(separator: "-")
    guard words.count > 80 else { return words + ".wav" }
    // FNV-1a, so that long sentences that begin alike differ.
    let mark = words.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return words.prefix(80) + "-\(mark).wav"
  }

  private static func sentence(of file: String, in folder: String) -> String {
    let name = String(file.dropLast(4))
    if let text = try? String(contentsOfFile: "\(folder)/\(name).txt", encoding: .utf8) { return plain(text) }
    return name.contains(" ") ? plain(name) : name.replacingOccurrences(of: "-", with: " ")
  }

  /// Lower-case words without punctuation. Apostrophes are left out, since file names lose them.
  private static func plain(_ text: String) -> String {
    let letters = text.lowercased().filter { !"'’".contains($0) }
    return letters.map { $0.isLetter || $0.isNumber ? String($0) : " " }.joined().split(separator: " ").joined(
      separator: " ")
  }

  private static func read(_ file: String, in folder: String) throws -> [Int16] {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(file)") else {
      throw Problem(file: file, message: "cannot be read; look at its rights")
    }
    guard let wav = try? WAVFile(bytes: Array(data)), (4_000...192_000).contains(wav.sampleRate) else {
      throw Problem(
        file: file, message: "is no wav of 16-bit PCM, mono or stereo; convert it, as with: sox IN -b 16 OUT.wav")
    }
    let samples = wav.telephone
    let seconds = Double(samples.count) / 8_000
    guard lengths.contains(seconds) else {
      throw Problem(file: file, message: "lasts \(Int(seconds * 1_000)) ms; a sentence takes 200 ms to a minute")
    }
    let loud = Levels.rms(samples)
    guard loud > -50 else { throw Problem(file: file, message: "is silent, or nearly so; record it louder") }
    return Levels.amplify(samples, decibels: min(max(level - loud, -reach), reach))
  }
}

internal import Audio
internal import Foundation

/// A synthesiser's program with one of its voices: another caller for the bench. Debian's five are known; each is run for each sentence.
public struct VoiceProgram: Sendable, Hashable {
  /// The synthesisers, by the word before the colon.
  public enum Engine: String, Sendable, CaseIterable {
    /// Formant synthesis with accents, and the older program it comes from; flite's unit selection and diphones; festival's diphones and
    /// statistical voices; flite's forebear in Java.
    case espeakNG = "espeak-ng"
    case espeak, flite, festival, freetts

    /// What is run.
    var program: String {
      switch self {
      case .festival: "text2wave"
      case .freetts: "java"
      default: rawValue
      }
    }
  }

  /// Why a voice cannot speak: what is wrong, and what to do.
  public struct Failure: Error, CustomStringConvertible, Equatable {
    /// The words.
    public var description: String
  }

  /// Which synthesiser, which of its voices, and how much faster than by itself it speaks.
  public var engine: Engine
  /// Its name there ("en-gb-scotland", "slt", "kal_diphone").
  public var voice: String
  /// 1: as by itself.
  public var speed: Double

  /// Reads "espeak-ng:en-gb-scotland@1.2".
  public init(parsing text: String) throws(Failure) {
    let (named, pace) = Self.split(text, at: "@")
    let (engine, voice) = Self.split(named, at: ":")
    guard let engine = Engine(rawValue: engine), let voice, !voice.isEmpty,
      voice.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_+".contains($0)) }), voice.first != "-"
    else {
      throw Failure(
        description:
          "'\(text)' names no voice; write ENGINE:VOICE or ENGINE:VOICE@SPEED, as in espeak-ng:en-us@1.2; the engines are "
          + Engine.allCases.map(\.rawValue).joined(separator: ", "))
    }
    let speed = pace.map { Double($0) ?? 0 } ?? 1
    guard (0.5...2).contains(speed) else {
      throw Failure(description: "'\(text)': the speed must lie from 0.5 to 2, as in \(named)@1.2")
    }
    guard engine != .freetts || speed == 1 else {
      throw Failure(description: "'\(text)': freetts speaks at its own speed only; write \(named)")
    }
    (self.engine, self.voice, self.speed) = (engine, voice, speed)
  }

  /// Reads several, with commas between them.
  public static func list(_ text: String) throws(Failure) -> [VoiceProgram] {
    var voices: [VoiceProgram] = []
    for part in text.split(separator: ",") { voices.append(try VoiceProgram(parsing: String(part))) }
    guard !voices.isEmpty else { throw Failure(description: "no voice is named; name one, as in espeak-ng:en-us") }
    return voices
  }

  private static func split(_ text: String, at mark: Character) -> (String, String?) {
    guard let place = text.firstIndex(of: mark) else { return (text, nil) }
    return (String(text[..<place]), String(text[text.index(after: place)...]))
  }

  /// "espeak-ng:en-us@1.2".
  public var name: String { "\(engine.rawValue):\(voice)" + (speed == 1 ? "" : "@\(speed)") }

  /// The Debian package that brings it.
  var package: String {
    switch engine {
    case .espeakNG: "espeak-ng"
    case .espeak: "espeak"
    case .flite: "flite"
    case .freetts: "freetts default-jre-headless"
    case .festival:
      switch voice {
      case "kal_diphone": "festival festvox-kallpc16k"
      case "ked_diphone": "festival festvox-kdlpc16k"
      case "cmu_us_slt_arctic_hts": "festival festvox-us-slt-hts"
      default: "festival"
      }
    }
  }

  /// The arguments with which the program speaks what stands in one file into another.
  func arguments(reading text: String, writing file: String) -> [String] {
    switch engine {
    // 175 words a minute are its own speed.
    case .espeakNG, .espeak: ["-v", voice, "-s", "\(Int((175 * speed).rounded()))", "-w", file, "-f", text]
    case .flite: ["-voice", voice, "--setf", "duration_stretch=\(1 / speed)", "-f", text, "-o", file]
    case .festival:
      ["-eval", "(voice_\(voice))", "-eval", "(Parameter.set 'Duration_Stretch \(1 / speed))", "-o", file, text]
    // Debian brings the archives and no program.
    case .freetts:
      [
        "-Dfreetts.voices=com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory", "-cp",
        ["freetts", "cmu_us_kal", "cmulex", "cmudict04", "en_us"].map { "/usr/share/java/\($0).jar" }.joined(
          separator: ":"),
        "com.sun.speech.freetts.FreeTTS", "-voice", voice, "-file", text, "-dumpAudio", file,
      ]
    }
  }

  /// Whether program and voice are there; says which package is missing where not.
  public func check() throws {
    guard let path = Self.path(of: engine.program) else {
      throw Failure(
        description: "\(name): there is no program \(engine.program) here; install it: apt-get install \(package)")
    }
    // It speaks with another voice where it lacks this one, and says nothing of it.
    if engine == .flite {
      let known = try Self.run(path, ["-lv"]).output.split(separator: " ").map(String.init)
      guard known.contains(where: { $0.trimmingCharacters(in: .whitespacesAndNewlines) == voice }) else {
        throw Failure(description: "\(name): flite has no such voice; `flite -lv` lists them")
      }
    }
    _ = try speak("yes")
  }

  /// The sentence at 8,000 samples a second.
  public func speak(_ text: String) throws -> [Int16] {
    guard let path = Self.path(of: engine.program) else {
      throw Failure(
        description: "\(name): there is no program \(engine.program) here; install it: apt-get install \(package)")
    }
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("aisle-voice-\(UUID().uuidString)")
    let (words, file) = (base.appendingPathExtension("txt"), base.appendingPathExtension("wav"))
    defer { for made in [words, file] { try? FileManager.default.removeItem(at: made) } }
    try Data((text + "\n").utf8).write(to: words)
    let ran = try Self.run(path, arguments(reading: words.path, writing: file.path))
    guard ran.status == 0, let data = try? Data(contentsOf: file), let wav = try? WAVFile(bytes: [UInt8](data)),
      !wav.telephone.isEmpty
    else {
      throw Failure(
        description:
          "\(name): \(engine.program) made no sound (status \(ran.status)); its voice may be missing: apt-get install \(package)"
      )
    }
    return wav.telephone
  }

  private static func path(of program: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let told = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = told
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = told.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

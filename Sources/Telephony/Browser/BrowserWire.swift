import Audio
import Discourse
import Foundation
import NIOCore
import NIOWebSocket

/// A browser's talk: audio as binary messages of linear samples, 16 bits little-endian, 16,000 a second, of any length; all
/// else as JSON.
///
/// | from the browser | to the browser |
/// |---|---|
/// | `{"event":"start"}`, first | |
/// | binary: audio | binary: audio, some 20 ms frames of it |
/// | `{"event":"mark","name":"p3"}`: played up to there | `{"event":"mark","name":"p3"}` |
/// | `{"event":"key","digit":"5"}` | `{"event":"clear"}`: throw away what is not played |
/// | `{"event":"text","text":"…","seen":4}`: typed, when the lines up to that one were shown | |
/// | `{"event":"stop"}` | `{"event":"turns", …}`: what was said (``TalkTranscript``) |
struct BrowserWire: StreamWire {
  static let channel = Discourse.Channel.browser
  static let takesBinary = true

  /// What a browser may say besides audio.
  private struct Said: Decodable {
    var event: String
    var name: String?
    var digit: String?
    var text: String?
    var seen: Int?
  }

  /// The longest text, in characters.
  private static let longestText = 2_000

  private let identifier: String
  private var down = Resampler(.down)
  private var up = Resampler(.up)
  /// An odd byte left over from the last message.
  private var half: UInt8?

  /// - Parameter identifier: names the stream and its call.
  init(identifier: String) { self.identifier = identifier }

  mutating func begin(_ start: StreamStart) {}

  mutating func read(_ bytes: [UInt8], isBinary: Bool) throws(TelephonyError) -> CarrierMessage {
    isBinary ? .media(streamID: nil, inbound: true, samples: down.process(samples(bytes))) : try said(bytes)
  }

  /// What a browser says besides audio, for a wire without any.
  func readText(_ bytes: [UInt8]) throws(TelephonyError) -> CarrierMessage { try said(bytes) }

  private mutating func samples(_ bytes: [UInt8]) -> [Int16] {
    let bytes = (half.map { [$0] } ?? []) + bytes
    half = bytes.count.isMultiple(of: 2) ? nil : bytes.last
    return stride(from: 0, to: bytes.count - 1, by: 2).map {
      Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
    }
  }

  private func said(_ bytes: [UInt8]) throws(TelephonyError) -> CarrierMessage {
    guard let said = try? JSONDecoder().decode(Said.self, from: Data(bytes)) else {
      throw TelephonyError(.badMessage, "a browser's text is a JSON object with an event")
    }
    switch said.event {
    case "start": return .start(StreamStart(streamID: identifier, callID: identifier))
    case "mark": return .mark(streamID: nil, name: said.name ?? "")
    case "key":
      let key = said.digit.flatMap { $0.count == 1 ? $0.first : nil }
      return .dtmf(streamID: nil, digit: key.flatMap { "0123456789*#".contains($0) ? $0 : nil })
    case "text":
      guard let text = said.text, text.count <= Self.longestText else {
        throw TelephonyError(.badMessage, "a text has at most \(Self.longestText) characters")
      }
      return text.contains { !$0.isWhitespace } ? .text(text, seen: said.seen) : .unknown
    case "stop": return .stop(streamID: nil)
    default: return .unknown
    }
  }

  mutating func media(_ frames: [UInt8], _ allocator: ByteBufferAllocator) -> Written {
    let samples = up.process(MuLaw.decode(frames))
    var data = WebSocketHeader.buffer(samples.count * 2, allocator)
    for sample in samples { data.writeInteger(sample, endianness: .little) }
    return (.binary, data)
  }

  func mark(_ name: String, _ allocator: ByteBufferAllocator) -> Written {
    (.text, allocator.buffer(string: "{\"event\":\"mark\",\"name\":\"\(OutboundFrames.escaped(name))\"}"))
  }

  mutating func clear(_ allocator: ByteBufferAllocator) -> Written {
    up = Resampler(.up)
    return (.text, allocator.buffer(string: "{\"event\":\"clear\"}"))
  }
}

/// A chat from a browser: as a talk, without sound.
struct ChatWire: StreamWire {
  static let channel = Discourse.Channel.chat
  static let takesBinary = false

  private let talk: BrowserWire

  /// - Parameter identifier: names the stream and its chat.
  init(identifier: String) { talk = BrowserWire(identifier: identifier) }

  mutating func begin(_ start: StreamStart) {}

  func read(_ bytes: [UInt8], isBinary: Bool) throws(TelephonyError) -> CarrierMessage { try talk.readText(bytes) }

  // A chat's media send no sound; what would be sent is a message that says nothing.
  func media(_ frames: [UInt8], _ allocator: ByteBufferAllocator) -> Written { (.text, allocator.buffer(string: "{}")) }
  func mark(_ name: String, _ allocator: ByteBufferAllocator) -> Written { talk.mark(name, allocator) }
  func clear(_ allocator: ByteBufferAllocator) -> Written { (.text, allocator.buffer(string: "{}")) }
}

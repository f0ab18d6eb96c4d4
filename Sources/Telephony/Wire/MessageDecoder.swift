import Audio
import FoundationEssentials

/// Reads any message by way of a JSON decoder: the rare ones, and the media frames that the scanner declined.
struct MessageDecoder {
  private let decoder = JSONDecoder()

  /// - Throws: `badMessage` when it is no JSON object with an event, or a known event lacks what it needs.
  func decode(_ bytes: [UInt8]) throws(TelephonyError) -> CarrierMessage {
    // UTF-8 only (RFC 6455 §5.6); the decoder alone would guess other encodings.
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw TelephonyError(.badMessage, "text is not UTF-8")
    }
    let wire: WireMessage
    do {
      wire = try decoder.decode(WireMessage.self, from: Data(bytes))
    } catch {
      throw TelephonyError(.badMessage, "not a carrier message")
    }
    return try message(wire)
  }

  private func message(_ wire: WireMessage) throws(TelephonyError) -> CarrierMessage {
    switch wire.event {
    case "connected": return .connected
    case "start":
      guard let stream = wire.streamSid ?? wire.start?.streamSid, let call = wire.start?.callSid else {
        throw TelephonyError(.badMessage, "start without stream or call")
      }
      let format = wire.start?.mediaFormat
      return .start(
        StreamStart(
          streamID: stream, callID: call, parameters: (wire.start?.customParameters ?? [:]).mapValues(\.text),
          encoding: format?.encoding, sampleRate: format?.sampleRate?.number, channels: format?.channels?.number))
    case "media":
      guard let payload = wire.media?.payload, let data = Data(base64Encoded: payload) else {
        throw TelephonyError(.badMessage, "media without base64")
      }
      let samples = data.map { MuLaw.decodeTable[Int($0)] }
      return .media(streamID: wire.streamSid, inbound: (wire.media?.track ?? "inbound") == "inbound", samples: samples)
    case "dtmf":
      guard let text = wire.dtmf?.digit.text else { throw TelephonyError(.badMessage, "dtmf without digit") }
      let digit = text.count == 1 ? text.first.flatMap { "0123456789*#".contains($0) ? $0 : nil } : nil
      return .dtmf(streamID: wire.streamSid, digit: digit)
    case "mark":
      guard let name = wire.mark?.name else { throw TelephonyError(.badMessage, "mark without name") }
      return .mark(streamID: wire.streamSid, name: name)
    case "stop": return .stop(streamID: wire.streamSid)
    default: return .unknown
    }
  }
}

/// The JSON shapes, lenient where carriers differ.
private struct WireMessage: Decodable {
  struct Start: Decodable {
    struct Format: Decodable {
      var encoding: String?
      var sampleRate: TextOrNumber?
      var channels: TextOrNumber?
    }
    var streamSid: String?
    var callSid: String?
    var customParameters: [String: TextOrNumber]?
    var mediaFormat: Format?
  }
  struct Media: Decodable {
    var payload: String
    var track: String?
  }
  struct Digit: Decodable { var digit: TextOrNumber }
  struct Mark: Decodable { var name: String }

  var event: String
  var streamSid: String?
  var start: Start?
  var media: Media?
  var dtmf: Digit?
  var mark: Mark?
}

/// A text, or a number or truth value where a text was meant.
private struct TextOrNumber: Decodable {
  let text: String

  /// The whole number it spells.
  var number: Int? { Int(text) }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self.text = text
    } else if let number = try? container.decode(Int.self) {
      text = String(number)
    } else {
      text = String(try container.decode(Bool.self))
    }
  }
}

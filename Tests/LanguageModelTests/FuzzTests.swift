import Conversations
import Discourse
import Foundation
import Testing

@testable import LanguageModel

/// Whatever an endpoint sends: no trap, and each question ends with an answer or a `ModelError`.
@Suite struct FuzzTests {
  /// Seeded, so that what broke breaks again.
  struct Chance {
    private var state: UInt64
    init(_ seed: Int) { state = UInt64(seed) &* 2_685_821_657_736_338_717 &+ 1 }
    mutating func choose(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
  }

  static let chunk =
    #"data: {"id":"c","object":"chunk","choices":[{"index":0,"delta":{"role":"assistant","content":"{\"items\":["}}]}"#

  /// Pieces of streams, whole.
  static let seeds: [String] = [
    chunk + "\n\n",
    #"data: {"choices":[{"delta":{"content":"{\"act\":\"return\",\"goods\":\"lamp\"}]}"}}]}"# + "\r\n\r\n",
    "data: {\"choices\":[]}\n\n", "data: {\"choices\":[{\"delta\":{}}]}\n\n", ": keep-alive\n\n", "data:[DONE]\n\n",
    "event: error\ndata: {\"error\":{\"message\":\"overloaded\"}}\n\n", "id: 7\nretry: 10\ndata\n\n",
    "data: {\"choices\":\ndata: [{\"delta\":{\"content\":\"a\"}}]}\n\n", "data: [DONE]\n\n", "\n\n\n", "\r\r\n",
    "data:",
    "\u{FEFF}data: {}\n\n", #"data: {"choices":[{"delta":{"content":"\uD800"}}]}"# + "\n\n", "data: [[[[[[[[[[[[\n\n",
  ]

  static func mutated(_ chance: inout Chance, _ seeds: [String]) -> [UInt8] {
    var bytes = (0..<1 + chance.choose(6)).flatMap { _ in Array(seeds[chance.choose(seeds.count)].utf8) }
    for _ in 0..<chance.choose(5) where !bytes.isEmpty {
      let at = chance.choose(bytes.count)
      switch chance.choose(6) {
      case 0: bytes[at] = UInt8(chance.choose(256))
      case 1: bytes.removeSubrange(at...)
      case 2: bytes.insert(contentsOf: Array(seeds[chance.choose(seeds.count)].utf8), at: at)
      case 3: bytes.insert(contentsOf: Array("-9999999999999999999e999".utf8), at: at)
      case 4: bytes.insert(contentsOf: [UInt8](repeating: UInt8(ascii: "["), count: 600), at: at)
      default: bytes.remove(at: at)
      }
    }
    return bytes
  }

  /// The events of a stream as the standard has them, read all at once and written differently: lines, then fields, then blank lines.
  static func events(of bytes: [UInt8]) -> [[UInt8]] {
    var events: [[UInt8]] = [], data: [[UInt8]] = []
    // What stands behind the last end of a line is not a line yet.
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
      let line = part.last == UInt8(ascii: "\r") ? part.dropLast() : part
      if line.isEmpty {
        if !data.isEmpty { events.append(Array(data.joined(separator: Array("\n".utf8)))) }
        data = []
      } else if line.count >= 5, String(decoding: line.prefix(5), as: UTF8.self) == "data:" {
        let value = line.dropFirst(5)
        data.append(Array(value.first == UInt8(ascii: " ") ? value.dropFirst() : value))
      }
    }
    return events
  }

  /// However the bytes are cut into pieces, the same events come of them.
  @Test(arguments: 0..<20) func theReaderTakesAnyPieces(_ seed: Int) {
    var chance = Chance(seed)
    for _ in 0..<60 {
      let bytes = Self.mutated(&chance, Self.seeds)
      var reader = ServerSentEvents()
      var read: [[UInt8]] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = min(rest.count, 1 + chance.choose(40))
        read += reader.take(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      #expect(read == Self.events(of: bytes), "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  static let answers: [String] = [
    ProposerTests.good, "```json\n" + ProposerTests.good + "\n```", "```", "``````", "```\n", "{\"items\":[]}", "null",
    #"{"items":[{"act":"start","intent":"order_status"}]}"#, "", "\u{0}", "{\"items\":{}}", "[[[[",
    #"{"items":[{"act":"return","goods":"\uD83D"}]}"#,
  ]

  /// What is read of an answer is a proposal of the acts that there are, or an error.
  @Test(arguments: 0..<20) func answersBearAnything(_ seed: Int) {
    var chance = Chance(seed)
    for _ in 0..<100 {
      let text = String(decoding: Self.mutated(&chance, Self.answers), as: UTF8.self)
      do {
        let proposal = try ProposalReader.read(text, model: "small")
        #expect(proposal.model == "small")
      } catch {
        #expect(error.code == .unreadable)
      }
    }
  }

  /// Over a real connection: whole answers of the wire, mutated anywhere, in pieces of any size. Each question ends before its deadline with a
  /// proposal or a `ModelError`, and as often as not the answer was readable.
  @Test func aQuestionAlwaysEnds() async throws {
    var chance = Chance(11)
    var ends: [String: Int] = [:]
    for round in 0..<120 {
      var body = Self.mutated(&chance, Self.seeds + [Self.good])
      if chance.choose(3) == 0 { body = Array((Self.good + "data: [DONE]\n\n").utf8) }
      var head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n"
      switch chance.choose(8) {
      case 0: head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n"
      case 1: head += "content-length: \(body.count + chance.choose(3) - 1)\r\n"
      case 2: head += "transfer-encoding: chunked\r\n"
      case 3: head = String(decoding: Self.mutated(&chance, [head]), as: UTF8.self)
      default: break
      }
      var steps: [ScriptedEndpoint.Step] = [.send(head + "\r\n")]
      let text = String(decoding: body, as: UTF8.self)
      let middle = text.index(text.startIndex, offsetBy: chance.choose(text.count + 1))
      steps += [.send(String(text[..<middle])), .send(String(text[middle...])), .close]
      let endpoint = try await ScriptedEndpoint(steps)
      let proposer = LanguageModelProposer(
        ModelSettings(url: endpoint.url, model: "small", deadline: .seconds(20)))
      do {
        _ = try await proposer.propose(ProposerTests.question)
        ends["proposal", default: 0] += 1
      } catch let error as ModelError {
        #expect(error.code != .late, "round \(round): \(text)")
        ends[error.code.rawValue, default: 0] += 1
      } catch {
        Issue.record("round \(round): \(error)")
      }
      try await endpoint.close()
    }
    // It was no test of one kind of end alone.
    #expect(ends["proposal", default: 0] >= 10, "\(ends)")
    #expect(ends["unreadable", default: 0] >= 10, "\(ends)")
  }

  /// A whole answer, streamed.
  static let good =
    #"data: {"choices":[{"delta":{"content":"{\"items\":[]}"}}]}"# + "\n\n"
}

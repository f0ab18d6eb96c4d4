internal import AsyncHTTPClient
internal import Conversations
internal import Discourse
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import Understanding

/// Hands a card's number to the payment provider and gets a token for it. Neither number nor answer is logged or kept.
struct CardPost: CardTokeniser {
  private struct Answer: Decodable {
    var token: String
  }

  let url: String
  let key: String?

  func token(for digits: [UInt8]) async throws -> CardToken {
    var body = ByteBuffer()
    body.writeString("{\"number\":\"")
    body.writeBytes(digits)
    body.writeString("\"}")
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/json")
    request.headers.add(name: "user-agent", value: "Aisle")
    if let key { request.headers.add(name: "authorization", value: "Bearer \(key)") }
    request.body = .bytes(body)
    let response = try await Self.client.execute(request, timeout: .seconds(5))
    guard (200..<300).contains(response.status.code) else { throw CardFailure.refused(response.status.code) }
    let bytes = try await response.body.collect(upTo: 65_536)
    let answer = try JSONDecoder().decode(Answer.self, from: Data(bytes.readableBytesView))
    // What is given for a token must not be the number, or hold it.
    let number = String(decoding: digits, as: UTF8.self)
    guard (1...200).contains(answer.token.utf8.count), !answer.token.filter(\.isNumber).contains(number) else {
      throw CardFailure.noToken
    }
    return CardToken(answer.token, for: digits)
  }

  /// A number goes to no other address than the configured one.
  private static let client: HTTPClient = {
    var settings = HTTPClient.Configuration()
    settings.redirectConfiguration = .disallow
    settings.timeout.connect = .seconds(2)
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }()
}

/// Why there is no token.
enum CardFailure: Error {
  case refused(UInt), noToken
}

extension CardToken {
  fileprivate init(_ token: String, for digits: [UInt8]) {
    self.init(
      token: token, network: CardNumbers.network(digits) ?? "card",
      lastFour: String(decoding: digits.suffix(4), as: UTF8.self))
  }
}

extension House {
  /// Who makes tokens of cards; nil: nobody.
  var cardTokeniser: (any CardTokeniser)? {
    configuration.cardsURL.map { CardPost(url: $0, key: configuration.cardsKey) }
  }
}

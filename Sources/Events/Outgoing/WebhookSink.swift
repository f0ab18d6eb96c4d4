internal import AsyncHTTPClient
public import Commerce
internal import Foundation
internal import NIOCore
internal import NIOHTTP1
public import Operations
public import Vendors

/// Tells events to an address: CloudEvents in structured mode, signed as Standard Webhooks. Follows no redirect: what is signed
/// for one address is not carried to another.
public struct WebhookSink: EventSink {
  /// Its name in the outbox.
  public let name: String
  private let url: String
  private let secrets: WebhookSecrets
  private let timeout: Duration
  private let now: @Sendable () -> Timestamp
  /// Requests at once.
  private static let width = 16

  /// Makes a sink.
  ///
  /// - Parameter secrets: the first one signs.
  public init(
    name: String, url: String, secrets: WebhookSecrets, timeout: Duration = .seconds(10),
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.name = name
    self.url = url
    self.secrets = secrets
    self.timeout = timeout
    self.now = now
  }

  /// One client for all sinks, for as long as the program runs.
  private static let client: HTTPClient = {
    var settings = HTTPClient.Configuration()
    settings.redirectConfiguration = .disallow
    settings.timeout.connect = .seconds(5)
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }()

  /// Posts events.
  public func send(_ events: [OutboxEvent]) async -> [SinkOutcome] {
    await withTaskGroup(of: (Int, SinkOutcome).self) { group in
      var outcomes = [SinkOutcome](repeating: .retry("not tried"), count: events.count)
      var next = 0
      func add() {
        guard next < events.count else { return }
        let index = next
        next += 1
        group.addTask { (index, await post(events[index])) }
      }
      for _ in 0..<Self.width { add() }
      for await (index, outcome) in group {
        outcomes[index] = outcome
        add()
      }
      return outcomes
    }
  }

  private func post(_ event: OutboxEvent) async -> SinkOutcome {
    guard let body = event.structured else { return .refused("its data is not JSON") }
    // A full stop is not allowed in the signed identifier; the one in the body stays as it is.
    let id = event.id.replacing(".", with: "-")
    guard let secret = secrets.texts.first,
      let headers = StandardWebhooks.sign(id: id, at: now().milliseconds / 1_000, body: body, secret: secret)
    else { return .refused("it cannot be signed") }
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.headers.add(name: "content-type", value: CloudEvent.mediaType + "; charset=utf-8")
    request.headers.add(name: "user-agent", value: "Aisle")
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    request.body = .bytes(ByteBuffer(bytes: body))
    do {
      let response = try await Self.client.execute(request, timeout: TimeAmount(timeout))
      // Read to its end, so that the connection can be used again; what it says does not matter.
      var read = 0
      for try await part in response.body {
        read += part.readableBytes
        if read > 65_536 { break }
      }
      let status = Int(response.status.code)
      return switch status {
      case 200..<300: .sent
      case 300..<400: .refused("status \(status); redirects are not followed")
      case 408, 425, 429, 500...: .retry("status \(status)")
      default: .refused("status \(status)")
      }
    } catch {
      return .retry("\(type(of: error))")
    }
  }
}

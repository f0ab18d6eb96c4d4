internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// Requests to engines over HTTP: no redirects, no more than is needed, connections kept.
enum SpeechHTTP {
  /// The most that is read of an answer in text.
  private static let largestText = 1 << 20
  /// How long an exchange may take in all; who waits has less patience.
  private static let patience = TimeAmount.seconds(30)

  /// The whole answer in text. Throws a `SpeechEngineError`.
  static func text(_ request: SpeechRequest) async throws -> [UInt8] {
    let response = try await send(request)
    var bytes: [UInt8] = []
    do {
      for try await part in response.body {
        bytes += Array(part.readableBytesView)
        guard bytes.count <= largestText else {
          throw SpeechEngineError(.garbled, "\(request.address) answers without end")
        }
      }
    } catch let error as SpeechEngineError {
      throw error
    } catch {
      throw SpeechEngineError(.lost, "\(request.address) broke off its answer")
    }
    return bytes
  }

  /// The answer's bytes as they come. Throws a `SpeechEngineError`; ends with the answer.
  static func stream(_ request: SpeechRequest, _ take: ([UInt8]) throws -> Void) async throws {
    let response = try await send(request)
    let type = response.headers.first(name: "content-type")?.lowercased() ?? ""
    // Compressed sound has no decoder here, and JSON is an error told with a friendly status.
    guard !type.hasPrefix("application/json"), !type.hasPrefix("text/"), !type.contains("mpeg"), !type.contains("ogg")
    else {
      throw SpeechEngineError(.garbled, "\(request.address) answers with \(type.prefix(40)) in place of samples")
    }
    do {
      for try await part in response.body { try take(Array(part.readableBytesView)) }
    } catch let error as SpeechEngineError {
      throw error
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw SpeechEngineError(.lost, "\(request.address) broke off its answer")
    }
  }

  private static func send(_ request: SpeechRequest) async throws -> HTTPClientResponse {
    var message = HTTPClientRequest(url: request.address.url)
    message.method = .POST
    for (name, value) in request.headers { message.headers.add(name: name, value: value) }
    message.body = .bytes(ByteBuffer(bytes: request.body))
    let response: HTTPClientResponse
    do {
      response = try await client.execute(message, timeout: patience)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      throw SpeechEngineError(.unavailable, "\(request.address) cannot be reached (\(type(of: error)))")
    }
    switch response.status.code {
    case 200: return response
    case 429, 503: throw SpeechEngineError(.refused, "\(request.address) has no room (status \(response.status.code))")
    default:
      throw SpeechEngineError(
        .refused, "\(request.address) refuses (status \(response.status.code)): look at address, key and model")
    }
  }

  /// One client for all calls: it keeps connections.
  private static let client: HTTPClient = {
    var settings = HTTPClient.Configuration()
    settings.redirectConfiguration = .disallow
    settings.timeout.connect = .milliseconds(1_200)
    settings.connectionPool.idleTimeout = .seconds(50)
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }()
}

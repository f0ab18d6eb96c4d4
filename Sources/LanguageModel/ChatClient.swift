internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

/// One question to an OpenAI-compatible chat endpoint, its answer read as a stream.
struct ChatClient: Sendable {
  struct Message: Encodable, Sendable {
    var role: String
    var content: String
  }

  let settings: ModelSettings

  /// The whole text of the answer. Throws a `ModelError`; within the deadline, whatever the endpoint does.
  /// - Parameter schema: A JSON Schema that the answer shall obey, as JSON; endpoints that cannot do that ignore it.
  func answer(_ messages: [Message], schema: String?) async throws(ModelError) -> String {
    var request = HTTPClientRequest(url: settings.url + "/chat/completions")
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/json")
    request.headers.add(name: "accept", value: "text/event-stream")
    if let key = settings.key { request.headers.add(name: "authorization", value: "Bearer \(key)") }
    do { request.body = .bytes(ByteBuffer(bytes: try body(messages, schema: schema))) } catch {
      throw ModelError(.unreadable, "the question cannot be written as JSON")
    }
    let sent = request
    do {
      return try await withThrowingTaskGroup(of: String.self) { group in
        group.addTask { try await exchange(sent) }
        group.addTask {
          try await Task.sleep(for: settings.deadline)
          throw ModelError(.late, "no answer within \(settings.deadline)")
        }
        defer { group.cancelAll() }
        return try await group.next() ?? ""
      }
    } catch let error as ModelError {
      throw error
    } catch {
      throw ModelError(.unreachable, "\(settings.url) cannot be reached (\(type(of: error)))")
    }
  }

  private func exchange(_ request: HTTPClientRequest) async throws -> String {
    let response = try await Self.client.execute(request, timeout: .seconds(60))
    guard response.status == .ok else { throw ModelError(.refused, "status \(response.status.code)") }
    let streamed = response.headers.first(name: "content-type")?.hasPrefix("text/event-stream") ?? false
    var events = ServerSentEvents()
    var text = "", whole: [UInt8] = [], read = 0
    for try await part in response.body {
      read += part.readableBytes
      guard read <= settings.maximumBytes else {
        throw ModelError(.tooLong, "more than \(settings.maximumBytes) bytes")
      }
      guard streamed else {
        whole += Array(part.readableBytesView)
        continue
      }
      for event in events.take(part.readableBytesView) {
        if event.elementsEqual("[DONE]".utf8) { return text }
        text += try Self.chunk(event).choices.first?.delta?.content ?? ""
      }
    }
    // A stream that ends early is no answer: half a plan must not pass for a whole one.
    if streamed { throw ModelError(.unreadable, "the stream ended before its end was told") }
    guard let content = try Self.chunk(whole).choices.first?.message?.content else {
      throw ModelError(.unreadable, "an answer without content")
    }
    return content
  }

  private static func chunk(_ bytes: [UInt8]) throws -> Chunk {
    do { return try JSONDecoder().decode(Chunk.self, from: Data(bytes)) } catch {
      throw ModelError(.unreadable, "no JSON of a chat completion")
    }
  }

  private struct Chunk: Decodable {
    struct Choice: Decodable {
      struct Text: Decodable { var content: String? }
      var delta: Text?
      var message: Text?
    }
    var choices: [Choice]
  }

  private func body(_ messages: [Message], schema: String?) throws -> Data {
    var body: [String: Any] = [
      "model": settings.model, "stream": true, "temperature": 0,
      "messages": messages.map { ["role": $0.role, "content": $0.content] },
    ]
    if let schema {
      body["response_format"] = [
        "type": "json_schema",
        "json_schema": [
          "name": "proposal", "strict": true, "schema": try JSONSerialization.jsonObject(with: Data(schema.utf8)),
        ] as [String: Any],
      ]
    }
    return try JSONSerialization.data(withJSONObject: body, options: [.sortedKeys])
  }

  /// One client for all conversations: it keeps connections.
  private static let client: HTTPClient = {
    var settings = HTTPClient.Configuration()
    settings.redirectConfiguration = .disallow
    settings.timeout.connect = .seconds(1)
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
  }()
}

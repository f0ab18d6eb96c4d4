import Commerce
import Foundation
import Vendors

/// Sends messages of one service and brings what is answered: SOAP 1.1 over HTTP, document/literal.
struct SOAPClient: Sendable {
  private let peer: HTTPPeer
  private let namespace: String
  private let gate: SessionGate
  private static let envelope = "http://schemas.xmlsoap.org/soap/envelope/"

  /// A fault of the service's own: its code, as `detail/ServiceFault/Code`.
  struct Fault: Hashable {
    var code: String
  }

  /// What came back: the element that answers, or a fault.
  enum Answer {
    case message(XMLTree)
    case fault(Fault)
  }

  init(name: String, _ settings: SOAPSettings) {
    let login = Data("\(settings.user):\(settings.password)".utf8).base64EncodedString()
    peer = HTTPPeer(
      name: name, url: settings.url, headers: [("authorization", "Basic \(login)")],
      maximumBytes: settings.maximumBytes)
    namespace = settings.namespace
    gate = SessionGate(settings.sessions)
  }

  /// Sends one message. Throws when nothing of the service's contract comes back.
  func send(
    _ operation: String, _ parts: [XMLTree], isWrite: Bool, _ deadline: Deadline
  ) async throws(OperationFailure) -> Answer {
    guard await gate.enter(deadline) else {
      throw OperationFailure(.timedOut, "no session of \(peer.name) came free in time", mayHaveHappened: false)
    }
    let response: PeerResponse
    do throws(OperationFailure) {
      response = try await peer.send(request(operation, parts, isWrite), deadline)
    } catch {
      await gate.leave()
      throw error
    }
    await gate.leave()
    return try read(response, answering: operation)
  }

  private func request(_ operation: String, _ parts: [XMLTree], _ isWrite: Bool) -> PeerRequest {
    let message = XMLTree(operation, parts, namespace: namespace)
    let body = XMLTree("Body", [message], namespace: Self.envelope)
    let text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + XMLTree("Envelope", [body], namespace: Self.envelope).written()
    return PeerRequest(
      method: "POST", path: "",
      headers: [("content-type", "text/xml; charset=utf-8"), ("soapaction", "\"\(namespace)#\(operation)\"")],
      body: Data(text.utf8), isWrite: isWrite)
  }

  private func read(_ response: PeerResponse, answering operation: String) throws(OperationFailure) -> Answer {
    guard let content = content(of: response) else {
      throw response.failure ?? response.invalid("answered something that is not a SOAP envelope")
    }
    if content.name == "Fault", content.namespace == Self.envelope {
      guard let code = content["detail"]?["ServiceFault"]?["Code"]?.text else {
        throw response.failure ?? response.invalid("answered a fault without a code")
      }
      return .fault(Fault(code: code))
    }
    if let failure = response.failure { throw failure }
    guard content.name == operation + "Response", content.namespace == namespace else {
      throw response.invalid("answered another message than the one that was asked for")
    }
    return .message(content)
  }

  /// The element in the body of the envelope; nil where the answer is none.
  private func content(of response: PeerResponse) -> XMLTree? {
    let charset = response.headers["content-type"]?.lowercased().split(separator: ";")
      .map { $0.filter { !$0.isWhitespace && $0 != "\"" } }.first { $0.hasPrefix("charset=") }?.dropFirst(8)
    guard let root = try? XMLReader.read(response.body, charset: charset.map(String.init)),
      root.name == "Envelope", root.namespace == Self.envelope, let body = root["Body"], body.children.count == 1
    else { return nil }
    return body.children[0]
  }
}

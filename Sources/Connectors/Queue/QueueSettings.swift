public import Commerce

/// A system that answers requests from a RabbitMQ queue.
///
/// A request is JSON, `{"operation": "cancelOrder", "arguments": {…}, "key": "call-7.3"}`, with the queue for the reply
/// (`reply_to`) and a `correlation_id` to be repeated in it. It is answered with `{"result": {…}}` or
/// `{"failure": {"code": …, "message": …}}`, in the words of the contracts (`aisle contracts`), and perhaps `"asOf"`, when the
/// system said so. A write bears its key as `message_id` too: the same key takes effect once. Operation `outcome`, with the
/// write's operation and arguments as its arguments, asks what became of it: `{"outcome": "done", "result": {…}}`,
/// `{"outcome": "refused", "failure": {…}}`, `{"outcome": "notDone"}` or `{"outcome": "unknown"}`.
///
/// A request nobody takes within its budget lapses in the queue.
public struct QueueSettings: Sendable {
  /// The broker: "amqp://user:password@host:port/virtual-host".
  public var url: String
  /// The queue that takes requests.
  public var requestQueue: String
  /// Whether to declare that queue (durable) rather than find it there.
  public var declaresRequestQueue = false
  /// What the system answers.
  public var operations: Set<OperationName> = [.findOrder, .checkInventory, .cancelOrder]
  /// Whether a success of a write to an order counts only once `findOrder` shows it, where the system answers that.
  public var confirmsWrites = true
  /// The largest reply that is read.
  public var maximumBytes = 4 << 20

  /// Makes settings.
  public init(url: String, requestQueue: String) {
    self.url = url
    self.requestQueue = requestQueue
  }
}

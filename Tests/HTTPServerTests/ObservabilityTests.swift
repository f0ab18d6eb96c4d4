import HTTPServer
import Hummingbird
import Metrics
import TestSockets
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ObservabilityTests {
  @Test func expositionIsTheFormatInAFixedOrder() {
    let registry = PrometheusRegistry(buckets: ["aisle_turn_seconds": [0.1, 0.5]])
    registry.makeTimer(label: "aisle_turn_seconds", dimensions: []).recordNanoseconds(50_000_000)
    registry.makeTimer(label: "aisle_turn_seconds", dimensions: []).recordNanoseconds(250_000_000)
    registry.makeTimer(label: "aisle_turn_seconds", dimensions: []).recordNanoseconds(2_000_000_000)
    registry.makeCounter(label: "calls.ended", dimensions: [("reason", "b"), ("a", "x\"\\\ny")]).increment(by: 2)
    registry.makeCounter(label: "calls.ended", dimensions: [("reason", "a")]).increment(by: 1)
    registry.makeMeter(label: "9lives", dimensions: []).set(1.5)
    registry.makeRecorder(label: "load", dimensions: [], aggregate: false).record(Double.infinity)
    #expect(
      registry.exposition() == """
        # TYPE _9lives gauge
        _9lives 1.5
        # TYPE aisle_turn_seconds histogram
        aisle_turn_seconds_bucket{le="0.1"} 1
        aisle_turn_seconds_bucket{le="0.5"} 2
        aisle_turn_seconds_bucket{le="+Inf"} 3
        aisle_turn_seconds_sum 2.3
        aisle_turn_seconds_count 3
        # TYPE calls_ended counter
        calls_ended{a="x\\"\\\\\\ny",reason="b"} 2
        calls_ended{reason="a"} 1
        # TYPE load gauge
        load +Inf

        """)
  }

  @Test func sameNameIsOneSeriesAndAnotherKindIsNotShown() {
    let registry = PrometheusRegistry()
    registry.makeCounter(label: "a", dimensions: [("x", "1"), ("y", "2")]).increment(by: 1)
    registry.makeFloatingPointCounter(label: "a", dimensions: [("y", "2"), ("x", "1")]).increment(by: 0.5)
    registry.makeMeter(label: "a", dimensions: []).set(7 as Int64)
    #expect(registry.exposition() == "# TYPE a counter\na{x=\"1\",y=\"2\"} 1.5\n")
    let counter = registry.makeCounter(label: "b", dimensions: [])
    counter.increment(by: 1)
    registry.destroyCounter(counter)
    #expect(!registry.exposition().contains("b 1"))
  }

  @Test func healthReadinessAndMetrics() async throws {
    let metrics = PrometheusRegistry()
    metrics.makeCounter(label: "aisle_test_total", dimensions: []).increment(by: 3)
    let router = Router(context: ServerContext.self)
    let draining = DrainState()
    HealthRoutes.add(to: router, draining: draining, metrics: metrics) { .notReady("the store is not open") }
    try await Serving.run(router: router) { serving in
      func get(_ path: String) async throws -> String {
        let socket = try await TestSocket(port: serving.port)
        try await socket.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        _ = await eventually { socket.ended }
        return socket.text
      }
      #expect(try await get("/healthz").hasPrefix("HTTP/1.1 200"))
      let ready = try await get("/readyz")
      #expect(ready.hasPrefix("HTTP/1.1 503") && ready.contains("the store is not open"))
      draining.begin()
      #expect(try await get("/readyz").contains("draining"))
      let figures = try await get("/metrics")
      #expect(figures.contains("text/plain; version=0.0.4") && figures.contains("aisle_test_total 3\n"))
    }
  }
}

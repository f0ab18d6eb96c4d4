/// Names, labels and numbers of the Prometheus text format 0.0.4
/// (prometheus.io/docs/instrumenting/exposition_formats).
enum PrometheusText {
  /// Makes a metric name of any label: letters, digits, `_` and `:`, not beginning with a digit.
  static func metricName(_ label: String) -> String { sanitised(label, colon: true) }

  /// Makes a label name: as a metric name, without `:`.
  static func labelName(_ label: String) -> String { sanitised(label, colon: false) }

  /// Escapes a label's value: backslash, quote and line feed.
  static func escaped(_ value: String) -> String {
    var out = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case "\"": out += "\\\""
      case "\n": out += "\\n"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// A number as the format writes it; whole numbers without a fraction.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    if value == value.rounded(), abs(value) < 1e15 { return "\(Int64(value))" }
    return "\(value)"
  }

  private static func sanitised(_ label: String, colon: Bool) -> String {
    var out = ""
    for scalar in label.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "_": out.unicodeScalars.append(scalar)
      case ":" where colon: out.unicodeScalars.append(scalar)
      case "0"..."9":
        if out.isEmpty { out += "_" }
        out.unicodeScalars.append(scalar)
      default: out += "_"
      }
    }
    return out.isEmpty ? "_" : out
  }
}

/// The labels of one series, sorted by name.
struct PrometheusLabels: Hashable, Comparable, Sendable {
  private let inner: String

  init(_ dimensions: [(String, String)]) {
    inner = dimensions.map { (PrometheusText.labelName($0.0), PrometheusText.escaped($0.1)) }
      .sorted { $0.0 < $1.0 }
      .map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
  }

  /// `{a="b"}`, or nothing when there are none.
  var text: String { inner.isEmpty ? "" : "{\(inner)}" }

  /// The same with one more label at the end.
  func adding(_ name: String, _ value: String) -> String {
    inner.isEmpty ? "{\(name)=\"\(value)\"}" : "{\(inner),\(name)=\"\(value)\"}"
  }

  static func < (left: Self, right: Self) -> Bool { left.inner < right.inner }
}

public import Commerce
import Foundation

/// The machine's clock.
public enum SystemClock {
  /// What time it is.
  @Sendable public static func now() -> Timestamp {
    Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
  }
}

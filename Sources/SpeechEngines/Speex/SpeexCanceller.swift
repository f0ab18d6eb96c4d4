public import Audio
internal import CSpeexDSP

/// libspeexdsp's canceller: an adaptive filter in blocks of frequencies whose steps grow small by themselves while both sides speak. Some 1.5 ms of
/// processor time an audio second, only where there is an echo. A class, so that what the library made is given back.
public final class SpeexCanceller: EchoCanceller {
  /// In samples: 128 ms.
  private static let reach: Int32 = 1_024
  private let state: OpaquePointer?

  /// Makes one that knows nothing of its line.
  public init() {
    state = speex_echo_state_init(160, Self.reach)
    var rate: Int32 = 8_000
    if let state { speex_echo_ctl(state, SPEEX_ECHO_SET_SAMPLING_RATE, &rate) }
  }

  deinit { if let state { speex_echo_state_destroy(state) } }

  /// See `EchoCanceller`.
  public func process(_ frame: [Int16], playing ours: [Int16]) -> [Int16] {
    guard let state, frame.count == 160, ours.count == 160 else { return frame }
    return [Int16](unsafeUninitializedCapacity: 160) { buffer, initialized in
      speex_echo_cancellation(state, frame, ours, buffer.baseAddress)
      initialized = 160
    }
  }

  /// See `EchoCanceller`.
  public func reset() { if let state { speex_echo_state_reset(state) } }
}

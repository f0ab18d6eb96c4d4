internal import CFlite
internal import Glibc
internal import Synchronization

/// The process-wide part of flite. A voice is registered once and shared through a variable of its library; two threads that
/// render with it would race on the reference counts of its features. So each voice object gets a registration of its own,
/// by clearing that variable first; the models behind it are constant data and stay shared.
enum FliteLibrary {
  private static let lock = Mutex(())

  /// The feature that holds the streaming callback. flite keeps the key's address, so it must live as long as the process.
  // Unsafe in name only: a pointer is not Sendable, but these bytes are written once, before anybody can read them.
  nonisolated(unsafe) static let streamingKey: UnsafePointer<CChar> = {
    let key = UnsafeMutablePointer<CChar>.allocate(capacity: 16)
    key.initialize(repeating: 0, count: 16)
    strcpy(key, "streaming_info")
    return UnsafePointer(key)
  }()

  /// A voice object of the caller's own; nil when there is no such voice. It lives as long as the process.
  static func makeVoice(named name: String) -> UnsafeMutablePointer<cst_voice>? {
    // A pointer may not leave the closure as a result, hence the bits.
    let bits: UInt? = lock.withLock { _ in
      flite_init()
      forget(name)
      return registered(name).map { UInt(bitPattern: $0) }
    }
    return bits.flatMap { UnsafeMutablePointer(bitPattern: $0) }
  }

  private static func registered(_ name: String) -> UnsafeMutablePointer<cst_voice>? {
    switch name {
    case "cmu_us_rms": register_cmu_us_rms(nil)
    case "cmu_us_slt": register_cmu_us_slt(nil)
    default: nil
    }
  }

  private static func forget(_ name: String) {
    guard let variable = dlsym(nil, name + "_cg") else { return }
    variable.assumingMemoryBound(to: UnsafeMutablePointer<cst_voice>?.self).pointee = nil
  }
}

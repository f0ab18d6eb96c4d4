internal import CFlite
internal import Synchronization

/// The process-wide part of flite: its voices register themselves once, without a lock.
enum FliteLibrary {
  private static let lock = Mutex(())

  /// A voice object of the caller's own over the shared, read-only models; nil when there is no such voice. It lives as long
  /// as the process: freeing it would free the shared models.
  static func makeVoice(named name: String) -> UnsafeMutablePointer<cst_voice>? {
    // Nothing of the lock's value is used; a pointer may not leave the closure as a result, hence the bits.
    let bits: UInt? = lock.withLock { _ in
      flite_init()
      guard let shared = registered(name), let own = new_voice() else { return nil }
      own.pointee.name = shared.pointee.name
      own.pointee.ffunctions = shared.pointee.ffunctions
      own.pointee.utt_init = shared.pointee.utt_init
      _ = feat_copy_into(shared.pointee.features, own.pointee.features)
      return UInt(bitPattern: own)
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
}

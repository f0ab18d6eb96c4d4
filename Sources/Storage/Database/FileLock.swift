internal import Glibc
internal import Synchronization

/// An advisory lock on a file beside the database, so that one process alone writes the journal. The kernel lets go of
/// it when the process ends, however it ends.
final class FileLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// Takes the lock. Throws `.inUse` when somebody holds it, `.cannotOpen` when the file cannot be made.
  init(path: String) throws(StorageError) {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw StorageError(
        .cannotOpen, "cannot create \(path): \(reason(errno)); check that the folder exists and is writable")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      Glibc.close(descriptor)
      throw StorageError(.inUse, "\(path) is held by another process; stop it or use another data folder")
    }
    self.descriptor = Mutex(descriptor)
  }

  /// Lets go. Doing so twice does nothing.
  func release() {
    descriptor.withLock { held in
      if let open = held { Glibc.close(open) }
      held = nil
    }
  }

  deinit { release() }
}

/// The system's words for an error number.
func reason(_ number: Int32) -> String { String(cString: strerror(number)) }

internal import Glibc
internal import Synchronization

/// An advisory lock on a file, so that one process alone writes what it stands beside. The kernel lets go of it when the
/// process ends, however it ends.
public final class FileLock: Sendable {
  private let descriptor: Mutex<Int32?>

  /// Takes the lock. Throws a `FileFailure`: `.held` when somebody has it, `.cannotMake` when the file cannot be made.
  public init(path: String) throws(FileFailure) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .cannotMake(path: path, errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .held(path: path)
    }
    self.descriptor = Mutex(descriptor)
  }

  /// Lets go. Doing so twice does nothing.
  public func release() {
    descriptor.withLock { held in
      guard let open = held else { return }
      // Said, not left to closing: a process that is being started at this moment still has a copy of the descriptor, and
      // the lock would be held until it is another program.
      flock(open, LOCK_UN)
      close(open)
      held = nil
    }
  }

  deinit { release() }
}

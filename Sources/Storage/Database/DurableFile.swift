internal import Files
internal import Foundation
internal import Glibc

/// Writes a file whole or not at all, readable by its owner only, and returns once it is on the disk: a temporary file
/// beside it, flushed, renamed, and the folder flushed. Missing folders are made with rights 0700.
/// The temporary file is locked until then, so that one whose writer died can be told from one that is being written.
/// - Parameter move: Gives the temporary file its name and an error's number, or 0; nil: it is renamed whatever is there.
func writeDurably(
  _ bytes: [UInt8], to path: String, moving move: ((_ temporary: String) -> Int32)? = nil
) throws(StorageError) {
  let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
  do { try PrivateFiles.makeFolder(folder) } catch { throw StorageError(error) }
  let temporary = "\(path).\(UInt64.random(in: 0...UInt64.max)).part"
  let descriptor = Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else {
    throw StorageError(.cannotOpen, "cannot write in \(folder): \(reason(errno)); check its rights and free space")
  }
  defer { Glibc.close(descriptor) }
  flock(descriptor, LOCK_EX)
  fchmod(descriptor, 0o600)
  var failure: Int32?
  var written = 0
  while failure == nil, written < bytes.count {
    let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count >= 0 { written += count } else if errno != EINTR { failure = errno }
  }
  if failure == nil, fsync(descriptor) != 0 { failure = errno }
  if failure == nil {
    let result = move?(temporary) ?? (rename(temporary, path) == 0 ? 0 : errno)
    if result != 0 { failure = result }
  }
  if let failure {
    unlink(temporary)
    throw StorageError(.cannotOpen, "cannot write \(path): \(reason(failure)); check its rights and free space")
  }
  let directory = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  if directory >= 0 {
    fsync(directory)
    Glibc.close(directory)
  }
}

/// Reads a file of secrets: a regular file without any right for group or others; nil when there is none.
/// - Parameter what: What it is called in an error.
func readPrivately(_ path: String, what: String) throws(StorageError) -> [UInt8]? {
  let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
  guard descriptor >= 0 else {
    guard errno == ENOENT else {
      throw StorageError(.unsafeKeyFile, "cannot read \(what) \(path): \(reason(errno)); check its owner and rights")
    }
    return nil
  }
  defer { Glibc.close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
    throw StorageError(.unsafeKeyFile, "\(what) \(path) is not a regular file; point to a file")
  }
  guard status.st_mode & 0o077 == 0 else {
    let rights = String(status.st_mode & 0o777, radix: 8)
    throw StorageError(
      .unsafeKeyFile, "\(what) \(path) has rights \(rights), so others may use it; run: chmod 600 \(path)")
  }
  var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), 1 << 20))
  let count = bytes.isEmpty ? 0 : Glibc.read(descriptor, &bytes, bytes.count)
  guard count == bytes.count else {
    throw StorageError(.unsafeKeyFile, "cannot read \(what) \(path): \(reason(errno))")
  }
  return bytes
}

/// The system's words for an error number.
func reason(_ number: Int32) -> String { String(cString: strerror(number)) }

extension StorageError {
  /// A file could not be made or locked.
  init(_ failure: FileFailure) {
    if case .held = failure {
      self.init(.inUse, failure.description)
    } else {
      self.init(.cannotOpen, failure.description)
    }
  }
}

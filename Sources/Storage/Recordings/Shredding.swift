internal import Foundation
internal import Glibc

/// Runs what makes, replaces or erases files of a folder: one at a time, in this process and others. Not to be nested.
func withFolderLocked<Result>(
  of path: String, _ body: () throws(StorageError) -> Result
) throws(StorageError) -> Result {
  let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
  let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw StorageError(.cannotOpen, "cannot open \(folder): \(reason(errno))") }
  defer { Glibc.close(descriptor) }
  while flock(descriptor, LOCK_EX) != 0 {
    guard errno == EINTR else { throw StorageError(.cannotOpen, "cannot lock \(folder): \(reason(errno))") }
  }
  return try body()
}

/// Makes a recording unreadable by overwriting its own key, then removes it. None is no error.
func shred(_ path: String) throws(StorageError) {
  var status = stat()
  if lstat(path, &status) != 0, errno == ENOENT { return }
  try withFolderLocked(of: path) { () throws(StorageError) in try shredInLock(path) }
}

/// `shred` for who holds the folder's lock.
func shredInLock(_ path: String) throws(StorageError) {
  let descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
  guard descriptor >= 0 else {
    guard errno == ENOENT else { throw StorageError(.cannotOpen, "cannot erase \(path): \(reason(errno))") }
    return
  }
  overwriteKey(descriptor)
  Glibc.close(descriptor)
  guard unlink(path) == 0 || errno == ENOENT else {
    throw StorageError(.cannotOpen, "cannot remove \(path): \(reason(errno)); check the folder's rights")
  }
}

/// Overwrites the header, with the file's own key in it.
func overwriteKey(_ descriptor: Int32) {
  let nothing = [UInt8](repeating: 0, count: RecordingFormat.headerLength)
  _ = nothing.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
  fsync(descriptor)
}

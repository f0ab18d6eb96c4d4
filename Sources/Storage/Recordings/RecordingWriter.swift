internal import Conversations
internal import Crypto
internal import Foundation
internal import Glibc
internal import Synchronization

/// Writes one recording chunk by chunk: what has been written can be read whatever becomes of the process. The file is locked while it grows.
final class RecordingWriter: RecordingSink {
  private struct State {
    var descriptor: Int32
    var waiting: [UInt8] = []
    var index = 0
  }

  private let path: String
  private let conversation: String
  private let secret: SymmetricKey
  private let fileID: [UInt8]
  private let state: Mutex<State>

  init(
    path: String, conversation: String, startedAt: Int64, key: RecordingKeys.Key
  ) throws(StorageError) {
    self.path = path
    self.conversation = conversation
    secret = SymmetricKey(size: .bits256)
    fileID = withUnsafeBytes(of: UInt64.random(in: 0 ... .max).bigEndian, Array.init)
    let descriptor = try withFolderLocked(of: path) { () throws(StorageError) in
      unlink(path)
      let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 else {
        throw StorageError(.cannotOpen, "cannot write \(path): \(reason(errno)); check its rights and free space")
      }
      fchmod(descriptor, 0o600)
      flock(descriptor, LOCK_EX | LOCK_NB)
      return descriptor
    }
    state = Mutex(State(descriptor: descriptor))
    do {
      let header = try RecordingFormat.header(
        secret, under: key, fileID: fileID, startedAt: startedAt, conversation: conversation)
      try Self.write(header.bytes, descriptor, path)
    } catch {
      Glibc.close(descriptor)
      unlink(path)
      throw StorageError(.cannotOpen, "cannot write \(path): \(error)")
    }
  }

  deinit {
    let descriptor = state.withLock { $0.descriptor }
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  func write(_ samples: [UInt8]) throws {
    try state.withLock { state in
      guard state.descriptor >= 0 else { return }
      state.waiting += samples
      while state.waiting.count >= RecordingFormat.chunk {
        try put(Array(state.waiting.prefix(RecordingFormat.chunk)), isLast: false, &state)
        state.waiting.removeFirst(RecordingFormat.chunk)
      }
    }
  }

  func finish() throws {
    try state.withLock { state in
      guard state.descriptor >= 0 else { return }
      try put(state.waiting, isLast: true, &state)
      guard fsync(state.descriptor) == 0 else {
        throw StorageError(.cannotOpen, "cannot write \(path): \(reason(errno)); check free space")
      }
      close(&state)
    }
  }

  func discard() throws {
    state.withLock { close(&$0) }
    try shred(path)
  }

  private func close(_ state: inout State) {
    if state.descriptor >= 0 { Glibc.close(state.descriptor) }
    state.descriptor = -1
    state.waiting = []
  }

  private func put(_ samples: [UInt8], isLast: Bool, _ state: inout State) throws {
    let chunk = try RecordingFormat.chunk(
      samples, secret, fileID: fileID, conversation: conversation, index: state.index, isLast: isLast)
    try Self.write(chunk, state.descriptor, path)
    state.index += 1
  }

  private static func write(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws(StorageError) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw StorageError(.cannotOpen, "cannot write \(path): \(reason(errno)); check its rights and free space")
      }
    }
  }
}

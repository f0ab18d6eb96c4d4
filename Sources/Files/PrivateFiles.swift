internal import Glibc

/// Why a file could not be made or locked.
public enum FileFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// The system's error number says why.
  case cannotMake(path: String, Int32)
  /// Another process holds the lock.
  case held(path: String)

  /// What happened and what to do.
  public var description: String {
    switch self {
    case .cannotMake(let path, let number):
      "cannot create \(path): \(String(cString: strerror(number))); check that the folder exists and is writable"
    case .held(let path): "\(path) is held by another process; stop it or use another data folder"
    }
  }
}

/// Files and folders with personal data: readable by their owner only, whatever the process' umask says.
public enum PrivateFiles {
  /// What SQLite puts beside a database.
  private static let sides = ["", "-wal", "-shm", "-journal"]

  /// Makes an empty file (rights 0600, folders above it 0700) where there is none, and takes others' rights from the one that
  /// is there and from what SQLite has put beside it. SQLite gives what it puts there later the rights of the file. Throws
  /// `.cannotMake`.
  public static func prepare(_ path: String) throws(FileFailure) {
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeFolder(String(path[..<slash])) }
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor < 0 else {
      fchmod(descriptor, 0o600)
      close(descriptor)
      return
    }
    guard errno == EEXIST else { throw .cannotMake(path: path, errno) }
    for side in sides { restrict(path + side) }
  }

  /// Makes a folder and those above it, each with rights 0700; one that is there stays as it is. Throws `.cannotMake`.
  public static func makeFolder(_ path: String) throws(FileFailure) {
    var found = stat()
    guard stat(path, &found) != 0 else { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeFolder(String(path[..<slash])) }
    if mkdir(path, 0o700) == 0 {
      chmod(path, 0o700)
    } else if errno != EEXIST {
      throw .cannotMake(path: path, errno)
    }
  }

  /// Takes the rights of others from a plain file of our own.
  private static func restrict(_ path: String) {
    var found = stat()
    guard lstat(path, &found) == 0, found.st_mode & S_IFMT == S_IFREG, found.st_uid == geteuid(),
      found.st_mode & 0o077 != 0
    else { return }
    chmod(path, found.st_mode & 0o700)
  }
}

internal import Glibc

/// A C library that an operator has, loaded at run time; it stays loaded.
// Unchecked: the handle is made once, and looking up names in it is allowed from all threads.
struct EngineLibrary: @unchecked Sendable {
  /// The engine that is in need of it ("sherpa"); what it is called; where it is.
  let engine: String, name: String, path: String
  private let handle: UnsafeMutableRawPointer

  /// Loads a library. Throws a `SpeechEngineError`.
  init(engine: String, name: String, path: String) throws(SpeechEngineError) {
    guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      let reason = dlerror().map { String(cString: $0) } ?? "no reason given"
      throw SpeechEngineError(.unavailable, "\(engine): \(name) cannot be loaded: \(reason)")
    }
    (self.engine, self.name, self.path, self.handle) = (engine, name, path, handle)
  }

  /// A function of the library; nil where it has none of that name.
  func function<Function>(_ name: String, _ type: Function.Type) -> Function? {
    dlsym(handle, name).map { unsafeBitCast($0, to: type) }
  }
}

/// Strings for C that live as long as this does: the library copies what it is given.
final class CStrings {
  private var made: [UnsafeMutablePointer<CChar>] = []

  deinit { for string in made { free(string) } }

  /// The string for C.
  func callAsFunction(_ text: String) -> UnsafePointer<CChar>? {
    guard let copy = strdup(text) else { return nil }
    made.append(copy)
    return UnsafePointer(copy)
  }
}

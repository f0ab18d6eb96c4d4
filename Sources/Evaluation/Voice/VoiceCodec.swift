internal import Audio
internal import Glibc

/// What the way does to the caller's sound. Every frame reaches us as a carrier sends it, in mu-law, but for a browser's.
enum VoiceCodec: Sendable {
  /// G.711 mu-law alone; A-law before it, as on a call from abroad; none, as from a browser.
  case muLaw, aLaw, none
  /// GSM's full rate of 13 kbit/s (06.10) before mu-law, as from an old mobile telephone.
  case gsm

  /// Makes one call's way.
  func path() -> any CodecPath {
    switch self {
    case .muLaw: MuLawPath()
    case .aLaw: ALawPath()
    case .none: ClearPath()
    case .gsm: GSMPath() ?? MuLawPath() as any CodecPath
    }
  }

  /// Whether this machine can do it: GSM's library is Debian's libgsm1.
  var isHere: Bool { self != .gsm || GSMPath() != nil }
}

/// Frames of 160 samples, in order, as they come out at our side.
protocol CodecPath {
  func process(_ frame: [Int16]) -> [Int16]
}

private struct MuLawPath: CodecPath {
  func process(_ frame: [Int16]) -> [Int16] { MuLaw.decode(MuLaw.encode(frame)) }
}

private struct ClearPath: CodecPath {
  func process(_ frame: [Int16]) -> [Int16] { frame }
}

struct ALawPath: CodecPath {
  func process(_ frame: [Int16]) -> [Int16] { MuLaw.decode(MuLaw.encode(frame.map(Self.rounded))) }

  /// The value that A-law keeps: of twelve bits of magnitude the five leading ones.
  ///
  /// Source: ITU-T G.711 (11/88), table 1a/1b.
  static func rounded(_ sample: Int16) -> Int16 {
    let magnitude = min(Int(sample.magnitude), 32_767) >> 4
    let shift = max(0, Int.bitWidth - magnitude.leadingZeroBitCount - 5)
    // The middle of its step.
    let value = ((magnitude >> shift) << (shift + 4)) + (8 << shift)
    return Int16(sample < 0 ? -value : value)
  }
}

/// libgsm, found at run time: only this bench has a use for it.
private final class GSMPath: CodecPath {
  private typealias Create = @convention(c) () -> UnsafeMutableRawPointer?
  private typealias Destroy = @convention(c) (UnsafeMutableRawPointer?) -> Void
  private typealias Encode =
    @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<Int16>?, UnsafeMutablePointer<UInt8>?) -> Void
  private typealias Decode =
    @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<Int16>?) -> Int32

  /// Bytes of a frame of 160 samples.
  private static let bytes = 33

  private let encoder: UnsafeMutableRawPointer, decoder: UnsafeMutableRawPointer
  private let destroy: Destroy, encode: Encode, decode: Decode
  private let clear = MuLawPath()

  /// Nil where there is no such library.
  init?() {
    func find<Function>(_ name: String, in library: UnsafeMutableRawPointer, _ type: Function.Type) -> Function? {
      dlsym(library, name).map { unsafeBitCast($0, to: type) }
    }
    guard let library = dlopen("libgsm.so.1", RTLD_NOW | RTLD_LOCAL),
      let create = find("gsm_create", in: library, Create.self),
      let destroy = find("gsm_destroy", in: library, Destroy.self),
      let encode = find("gsm_encode", in: library, Encode.self),
      let decode = find("gsm_decode", in: library, Decode.self), let encoder = create(), let decoder = create()
    else { return nil }
    (self.destroy, self.encode, self.decode, self.encoder, self.decoder) = (destroy, encode, decode, encoder, decoder)
  }

  deinit {
    destroy(encoder)
    destroy(decoder)
  }

  func process(_ frame: [Int16]) -> [Int16] {
    var samples = frame
    var coded = [UInt8](repeating: 0, count: Self.bytes)
    encode(encoder, &samples, &coded)
    guard decode(decoder, &coded, &samples) == 0 else { return clear.process(frame) }
    return clear.process(samples)
  }
}

internal import Audio
internal import CFlite

/// One flite voice object. Its streaming callback is kept in the voice itself, so it renders one text at a time, on one thread.
final class FliteVoice {
  private let voice: UnsafeMutablePointer<cst_voice>

  /// Makes a voice of its own; nil when there is no such voice.
  init?(named name: String) {
    guard let made = FliteLibrary.makeVoice(named: name) else { return nil }
    voice = made
  }

  /// Renders a sentence; `emit` gets chunks at 8,000 samples a second and returns false to stop.
  func render(_ text: String, gain: Float, emit: @escaping ([Int16]) -> Bool) -> Bool {
    let sink = Sink(gain: gain, emit: emit)
    guard let info = new_audio_streaming_info() else { return false }
    // 16,000 a second: 40 ms.
    info.pointee.min_buffsize = 640
    info.pointee.userdata = Unmanaged.passUnretained(sink).toOpaque()
    info.pointee.asc = { wave, start, size, last, info in
      guard let wave, let samples = wave.pointee.samples, let data = info?.pointee.userdata, size >= 0 else {
        return CST_AUDIO_STREAM_STOP
      }
      let sink = Unmanaged<Sink>.fromOpaque(data).takeUnretainedValue()
      let chunk = Array(UnsafeBufferPointer(start: samples + Int(start), count: Int(size)))
      return sink.take(chunk, last: last != 0) ? CST_AUDIO_STREAM_CONT : CST_AUDIO_STREAM_STOP
    }
    // The voice's features own the value; setting the next one frees it.
    feat_set(voice.pointee.features, FliteLibrary.streamingKey, audio_streaming_info_val(info))
    return withExtendedLifetime(sink) {
      guard let utterance = flite_synth_text(text, voice) else { return false }
      delete_utterance(utterance)
      return true
    }
  }

  private final class Sink {
    private var resampler = Resampler(.down)
    private let gain: Float
    private let emit: ([Int16]) -> Bool
    private var stopped = false

    init(gain: Float, emit: @escaping ([Int16]) -> Bool) {
      self.gain = gain
      self.emit = emit
    }

    func take(_ chunk: [Int16], last: Bool) -> Bool {
      guard !stopped else { return false }
      // A short tail of silence pushes the filter's last samples out.
      let input = last ? chunk + [Int16](repeating: 0, count: 48) : chunk
      let output = resampler.process(Levels.amplify(input, decibels: gain))
      if !output.isEmpty, !emit(output) { stopped = true }
      return !stopped
    }
  }
}

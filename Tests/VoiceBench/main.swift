// Reads 16-bit little-endian samples, 8,000 a second, from standard input and writes the processor time the voice detector took, in
// seconds, then a line a frame of 20 ms: 1 or 0, and the probability. With --features only a line a frame: the numbers it was
// judged by. For script/bench voice and the detector's training.
internal import Audio
internal import Foundation

let data = FileHandle.standardInput.readDataToEndOfFile()
let samples = stride(from: 0, to: data.count - 1, by: 2).map {
  Int16(bitPattern: UInt16(data[$0]) | UInt16(data[$0 + 1]) << 8)
}
let frames = stride(from: 0, to: samples.count - 159, by: 160).map { Array(samples[$0..<$0 + 160]) }

func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

var detector = VoiceActivityDetector()
if CommandLine.arguments.contains("--features") {
  for frame in frames {
    _ = detector.process(frame)
    print(detector.latestFeatures.map { "\($0)" }.joined(separator: " "))
  }
} else {
  var voices: [Voice] = []
  voices.reserveCapacity(frames.count)
  let began = processorTime()
  for frame in frames { voices.append(detector.process(frame)) }
  let used = processorTime() - began
  print(used)
  print(voices.map { "\($0.isSpeech ? 1 : 0) \($0.probability)" }.joined(separator: "\n"))
}

// Runs on the browser's audio thread. What goes to and from the server has 16,000 samples a second; the browser's own rate
// is whatever its hardware has.
const RATE = 16000;
const CHUNK = 320;

/** The microphone: gives 20 ms of 16-bit samples at a time, and how loud they are. */
class Ears extends AudioWorkletProcessor {
  constructor() {
    super();
    this.chunk = new Int16Array(CHUNK);
    this.filled = 0;
    this.sum = 0;
    this.share = 0;
    this.power = 0;
  }

  process(inputs) {
    const input = inputs[0][0];
    if (!input) return true;
    // Each sample out is the mean of those in its time; the filter before this node has taken what would fold back.
    const step = RATE / sampleRate;
    for (const sample of input) {
      const rest = this.share + step;
      if (rest < 1) {
        this.sum += sample * step;
        this.share = rest;
        continue;
      }
      const before = 1 - this.share;
      this.put(this.sum + sample * before);
      this.share = rest - 1;
      this.sum = sample * this.share;
    }
    return true;
  }

  put(value) {
    const sample = Math.max(-1, Math.min(1, value));
    this.power += sample * sample;
    this.chunk[this.filled++] = Math.round(sample * 32767);
    if (this.filled < CHUNK) return;
    this.port.postMessage({ audio: this.chunk.buffer, level: Math.sqrt(this.power / CHUNK) }, [this.chunk.buffer]);
    this.chunk = new Int16Array(CHUNK);
    this.filled = 0;
    this.power = 0;
  }
}

/** The loudspeaker: plays what comes, in order, and reports each mark when all before it has been played. */
class Mouth extends AudioWorkletProcessor {
  constructor() {
    super();
    this.queue = [];
    this.at = 0;
    this.last = 0;
    this.port.onmessage = ({ data }) => {
      if (data.clear) {
        this.queue = [];
        this.at = 0;
        return;
      }
      this.queue.push(data.mark !== undefined ? { mark: data.mark } : { samples: new Int16Array(data.audio) });
    };
  }

  process(_, outputs) {
    const output = outputs[0][0];
    const step = RATE / sampleRate;
    for (let index = 0; index < output.length; index++) output[index] = this.next(step);
    for (let channel = 1; channel < outputs[0].length; channel++) outputs[0][channel].set(output);
    return true;
  }

  next(step) {
    for (;;) {
      const head = this.queue[0];
      if (!head) return (this.last *= 0.9);
      if (head.mark !== undefined) {
        this.port.postMessage({ played: head.mark });
        this.queue.shift();
        continue;
      }
      const before = Math.floor(this.at);
      if (before >= head.samples.length) {
        this.at -= head.samples.length;
        this.queue.shift();
        continue;
      }
      const now = head.samples[before];
      const after = before + 1 < head.samples.length ? head.samples[before + 1] : (this.queue[1]?.samples?.[0] ?? now);
      const value = (now + (after - now) * (this.at - before)) / 32768;
      this.at += step;
      return (this.last = value);
    }
  }
}

registerProcessor("talk-ears", Ears);
registerProcessor("talk-mouth", Mouth);

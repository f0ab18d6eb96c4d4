// The customer's page: microphone and loudspeaker over one socket, what is said beside them, and a field to write in.
import { endChat, offerWriting } from "./talk-chat.js";
import { Lines } from "./talk-lines.js";

const button = document.getElementById("talk");
const verb = document.getElementById("verb");
const state = document.getElementById("state");
const trouble = document.getElementById("trouble");
const keys = document.getElementById("keys");

/** What is open while a talk goes on. */
let talk = null;

button.addEventListener("click", () => (talk ? hangUp("You have ended the talk.") : begin()));
for (const key of keys.querySelectorAll("button")) {
  key.addEventListener("click", () => send({ event: "key", digit: key.textContent }));
}
document.addEventListener("keydown", (event) => {
  if (talk && event.target.tagName !== "INPUT" && /^[0-9*#]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) send({ event: "key", digit: event.key });
});
offerWriting((text) => {
  if (talk?.socket?.readyState !== WebSocket.OPEN) return false;
  send({ event: "text", text, seen: talk.lines.seen });
  talk.lines.sending(text);
  return true;
});
addEventListener("pagehide", () => talk && hangUp(""));

async function begin() {
  endChat();
  const mine = (talk = { ended: false, lines: new Lines("You talk from here.", "You broke in here.") });
  tell("Opening the microphone …");
  problem("");
  button.dataset.on = "";
  verb.textContent = "End";
  try {
    await open(mine);
  } catch (error) {
    if (talk !== mine) return;
    hangUp("");
    problem(reason(error));
  }
}

async function open(mine) {
  if (!navigator.mediaDevices) throw new Error("insecure");
  // The browser takes our own voice out of what the microphone hears.
  mine.microphone = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
  if (mine.ended) return close(mine);
  mine.context = new AudioContext({ latencyHint: "interactive" });
  await mine.context.audioWorklet.addModule("/talk/assets/talk-audio.js");
  await mine.context.resume();
  if (mine.ended) return close(mine);

  const ears = new AudioWorkletNode(mine.context, "talk-ears", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
  mine.context.createMediaStreamSource(mine.microphone).connect(lowPass(mine.context)).connect(ears);
  mine.mouth = new AudioWorkletNode(mine.context, "talk-mouth", { numberOfInputs: 0, outputChannelCount: [1] });
  mine.mouth.connect(lowPass(mine.context)).connect(mine.context.destination);

  tell("Connecting …");
  const socket = (mine.socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/talk/media`));
  socket.binaryType = "arraybuffer";
  ears.port.onmessage = ({ data }) => {
    button.style.setProperty("--level", Math.min(1, data.level * 8).toFixed(2));
    // What a slow line cannot take is left out: late audio is worse than none.
    if (socket.readyState === WebSocket.OPEN && socket.bufferedAmount < 65536) socket.send(data.audio);
  };
  mine.mouth.port.onmessage = ({ data }) => send({ event: "mark", name: data.played });
  socket.onopen = () => {
    send({ event: "start" });
    tell("Speak when you like, or write.");
    keys.hidden = false;
  };
  socket.onmessage = ({ data }) => heard(mine, data);
  socket.onclose = ({ code }) => {
    if (talk === mine) hangUp(code === 1000 ? "The talk has ended." : "", CLOSED[code] ?? (code === 1000 ? "" : CLOSED.other));
  };
  mine.microphone.getAudioTracks()[0].onended = () => {
    if (talk === mine) hangUp("", "The microphone was taken away. Press the button to begin again.");
  };
  mine.context.onstatechange = () => {
    if (talk !== mine) return;
    if (mine.context.state === "running") return tell("Speak when you like, or write.");
    tell("The browser has paused the sound. Come back to this page to go on.");
    mine.context.resume().catch(() => {});
  };
}

/** Two of these keep what 16,000 samples a second cannot hold out of both directions. */
function lowPass(context) {
  return new BiquadFilterNode(context, { type: "lowpass", frequency: 7000, Q: 0.7 });
}

const CLOSED = {
  1013: "All lines are taken. Please try again in a moment.",
  1001: "The assistant is being restarted. Please try again in a moment.",
  1006: "The connection was lost. Press the button to begin again.",
  other: "The talk has broken off. Press the button to begin again.",
};

function reason(error) {
  if (error.message === "insecure") return "Browsers give the microphone only to pages opened with https, or on this machine itself.";
  if (error.name === "NotAllowedError") return "The microphone is blocked. Allow it for this page in the address bar, then press the button again.";
  if (error.name === "NotFoundError") return "No microphone was found. Connect one, then press the button again.";
  return "The microphone could not be opened. Is another program using it?";
}

function heard(mine, data) {
  if (data instanceof ArrayBuffer) return mine.mouth.port.postMessage({ audio: data }, [data]);
  const message = JSON.parse(data);
  if (message.event === "mark") mine.mouth.port.postMessage({ mark: message.name });
  if (message.event === "clear") mine.mouth.port.postMessage({ clear: true });
  if (message.event === "turns") mine.lines.show(message.lines);
}

function send(message) {
  if (talk?.socket?.readyState === WebSocket.OPEN) talk.socket.send(JSON.stringify(message));
}

function hangUp(words, wrong = "") {
  const mine = talk;
  send({ event: "stop" });
  talk = null;
  close(mine);
  delete button.dataset.on;
  button.style.setProperty("--level", 0);
  verb.textContent = "Talk";
  keys.hidden = true;
  tell(words || "Press the button and speak, or write.");
  problem(wrong);
}

function close(mine) {
  mine.ended = true;
  mine.lines.end();
  mine.microphone?.getTracks().forEach((track) => track.stop());
  mine.socket?.close();
  mine.context?.close().catch(() => {});
}

function tell(words) {
  state.textContent = words;
}

function problem(words) {
  trouble.hidden = !words;
  trouble.textContent = words;
}

// Writing to the assistant: into the talk that goes on, otherwise in a chat of its own.
import { Lines } from "./talk-lines.js";

const form = document.getElementById("write");
const field = document.getElementById("text");
const note = document.getElementById("note");

/** What is open while a chat goes on. */
let chat = null;

/** `talk` takes a text into the talk that goes on, and says whether there is one. */
export function offerWriting(talk) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return field.focus();
    field.value = "";
    tell("");
    if (!talk(text)) write(text);
  });
  addEventListener("pagehide", endChat);
}

/** Ends the chat that goes on: a talk begins, or the page is left. */
export function endChat() {
  const mine = chat;
  chat = null;
  if (!mine) return;
  if (mine.socket.readyState === WebSocket.OPEN) mine.socket.send(JSON.stringify({ event: "stop" }));
  mine.socket.close();
  mine.lines.end();
}

function write(text) {
  const mine = (chat ??= open());
  // What the customer had before their eyes when they wrote it: a yes agrees to nothing else.
  const message = JSON.stringify({ event: "text", text, seen: mine.lines.seen });
  mine.lines.sending(text);
  if (mine.socket.readyState === WebSocket.OPEN) mine.socket.send(message);
  else mine.unsent.push(message);
}

function open() {
  const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/talk/chat`);
  const mine = { socket, lines: new Lines("You write from here.", ""), unsent: [] };
  socket.onopen = () => {
    socket.send(JSON.stringify({ event: "start" }));
    for (const message of mine.unsent.splice(0)) socket.send(message);
  };
  socket.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.event === "turns") mine.lines.show(message.lines);
  };
  socket.onclose = ({ code }) => {
    if (chat !== mine) return;
    chat = null;
    const lost = mine.lines.end();
    // Nothing that was written is lost with the connection.
    if (lost.length && !field.value) field.value = lost.join(" ");
    tell(CLOSED[code] ?? CLOSED.other, code !== 1000);
  };
  return mine;
}

const CLOSED = {
  1000: "This chat has ended. Write again to begin another.",
  1013: "Too many people are writing at the moment. Please try again soon.",
  1001: "The assistant is being restarted. Please send it again in a moment.",
  other: "The connection was lost. Please send it again.",
};

function tell(words, isBad = false) {
  note.textContent = words;
  note.toggleAttribute("data-bad", isBad);
}

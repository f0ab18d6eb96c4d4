// Keeps the page "Systems" up to date: asks every two seconds, and says so when nobody answers.

import { parse, patchChildren } from "./patch.js";

const systems = document.getElementById("systems");
const link = document.getElementById("link");
const opened = () => [...systems.querySelectorAll(".card:has(details[open])")].map((card) => card.dataset.key);

function say(state, words) {
  link.dataset.state = state;
  link.querySelector(".words").textContent = words;
}

async function refresh() {
  try {
    const response = await fetch("/systems/part", { signal: AbortSignal.timeout(5000) });
    if (!response.ok) throw new Error(response.statusText);
    const fresh = parse(await response.text());
    const open = opened();
    for (const card of fresh.querySelectorAll(".card")) {
      if (open.includes(card.dataset.key)) card.querySelector("details")?.setAttribute("open", "");
    }
    patchChildren(systems, fresh);
    const summary = systems.querySelector("h1").textContent;
    document.title = document.title.replace(/^[^·]*/, `${summary} `);
    say("live", "Live");
  } catch {
    say("lost", "Connection lost. Trying again.");
  }
  setTimeout(refresh, document.hidden ? 10_000 : 2_000);
}

refresh();

// Keeps the console up to date with what the server renders. Without it the page works, it only does not move.

import { listen } from "./keys.js";
import { parse, patchChildren } from "./patch.js";
import { connect } from "./stream.js";
import { refresh, setServerTime } from "./times.js";

const pastLimit = 50;
const body = document.body;
const house = document.getElementById("house");
const link = document.getElementById("link");
const detail = document.getElementById("detail");
const announcer = document.getElementById("announcer");
const lists = { live: document.getElementById("live-list"), past: document.getElementById("past-list") };

const shown = () => detail.querySelector(".conversation")?.dataset.id;
const chosen = () => body.dataset.mode === "chosen";
const ongoing = () => detail.querySelector(".conversation")?.hasAttribute("data-live") ?? false;

// The list

function markSelected() {
  for (const entry of document.querySelectorAll(".list > li")) {
    const anchor = entry.querySelector("a");
    if (!anchor) continue;
    if (entry.dataset.key === shown()) anchor.setAttribute("aria-current", "page");
    else anchor.removeAttribute("aria-current");
  }
}

function entryOf(id) {
  return [...document.querySelectorAll(".list > li")].find((entry) => entry.dataset.key === id);
}

function placeEntry({ id, live, listItemHTML }) {
  const list = live ? lists.live : lists.past;
  const known = entryOf(id);
  const focused = known?.contains(document.activeElement);
  const fresh = parse(listItemHTML).firstElementChild;
  if (known && known.parentElement === list) {
    patchChildren(known, fresh);
  } else {
    known?.remove();
    list.prepend(fresh);
    if (live && !known) announcer.textContent = "A new call has come in.";
    if (!live && known) announcer.textContent = "A call has ended.";
    if (focused) fresh.querySelector("a")?.focus({ preventScroll: true });
  }
  while (lists.past.children.length > pastLimit) lists.past.lastElementChild.remove();
}

// The conversation shown. What scrolls is the transcript on a wide screen, the page on a phone.

function end() {
  const last = detail.querySelector(".turn:last-child");
  let scroller = last?.parentElement;
  const scrolls = (element) => getComputedStyle(element).overflowY === "auto" && element.scrollHeight > element.clientHeight;
  while (scroller && scroller !== body && !scrolls(scroller)) scroller = scroller.parentElement;
  if (!last || !scroller) return null;
  const page = scroller === body;
  const bottom = page ? innerHeight : scroller.getBoundingClientRect().bottom;
  return { scroller: page ? document.scrollingElement : scroller, below: last.getBoundingClientRect().bottom - bottom };
}

const atEnd = () => (end()?.below ?? 0) <= 80;

function followEnd() {
  const { scroller, below } = end() ?? { below: 0 };
  if (below > -24) scroller?.scrollBy({ top: below + 24 });
}

function show(html, { keepPlace }) {
  const wasAtEnd = keepPlace && ongoing() && atEnd();
  const fresh = parse(html);
  const sameOne = fresh.querySelector(".conversation")?.dataset.id === shown();
  if (sameOne) patchChildren(detail, fresh);
  else detail.replaceChildren(fresh);
  markSelected();
  refresh();
  if (wasAtEnd) followEnd();
  else if (!keepPlace) startAtEnd();
}

// A live conversation is met at its end, where there is a transcript that scrolls by itself.
function startAtEnd() {
  if (ongoing() && matchMedia("(min-width: 881px)").matches) followEnd();
}

// The stream

connect({
  address: () => (shown() ? `/events?selected=${encodeURIComponent(shown())}` : "/events"),
  handlers: {
    lists: ({ liveHTML, pastHTML }) => {
      patchChildren(lists.live, parse(liveHTML));
      patchChildren(lists.past, parse(pastHTML));
      markSelected();
    },
    house: ({ now, title, html }) => {
      setServerTime(now);
      document.title = title;
      patchChildren(house, parse(html));
    },
    conversation: (event) => {
      placeEntry(event);
      if (event.id === shown()) show(event.detailHTML, { keepPlace: true });
      else if (!chosen() && event.live && !ongoing()) {
        body.dataset.mode = "followed";
        show(event.detailHTML, { keepPlace: false });
      } else markSelected();
      refresh();
    },
  },
  onState: (state, seconds) => {
    link.dataset.state = state;
    const words = state === "live" ? "Live" : `Connection lost. Trying again in ${seconds} s.`;
    link.querySelector(".words").textContent = words;
  },
});

// Opening a conversation without leaving the page

async function open(address, { remember }) {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) {
    location.assign(address);
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (remember) history.pushState(null, "", address);
  body.dataset.mode = page.body.dataset.mode;
  show(page.getElementById("detail").innerHTML, { keepPlace: false });
  if (matchMedia("(max-width: 880px)").matches) scrollTo(0, 0);
}

document.addEventListener("click", (event) => {
  const anchor = event.target.closest(".list a, a.back");
  if (!anchor || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  open(anchor.getAttribute("href"), { remember: true });
});
addEventListener("popstate", () => open(location.pathname, { remember: false }));

setServerTime(Number(body.dataset.now));
startAtEnd();
setInterval(() => refresh(), 1000);
listen({ root: document, detail, dialog: document.getElementById("shortcuts") });

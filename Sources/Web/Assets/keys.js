// The keyboard: j and k move in the list, Enter opens (a link does that by itself), Space plays, ? shows the keys.

export function listen({ root, detail, dialog }) {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || dialog.open) return;
    if (event.target.matches?.("input, textarea, select, [contenteditable]")) return;
    const act = actions[event.key];
    if (act?.(event.target, { root, detail, dialog })) event.preventDefault();
  });
}

const actions = {
  j: (_, page) => move(page.root, 1),
  k: (_, page) => move(page.root, -1),
  "?": (_, { dialog }) => {
    dialog.showModal();
    return true;
  },
  " ": (target, { detail }) => {
    const player = detail.querySelector("audio");
    if (!player || target.matches?.("button, a, audio, summary")) {
      if (!player || !target.matches?.(".list a")) return false;
    }
    if (player.paused) player.play();
    else player.pause();
    return true;
  },
};

function move(root, step) {
  const links = [...root.querySelectorAll(".list a")];
  if (links.length === 0) return false;
  const from = links.indexOf(document.activeElement);
  const current = links.findIndex((link) => link.hasAttribute("aria-current"));
  const start = from >= 0 ? from : current;
  const next = start < 0 ? 0 : Math.min(links.length - 1, Math.max(0, start + (from < 0 && current < 0 ? 0 : step)));
  links[next].focus();
  links[next].scrollIntoView({ block: "nearest" });
  return true;
}

// What is said and written, one conversation after the other.
const list = document.getElementById("lines");

/** The lines of one conversation. */
export class Lines {
  /** `turn` is said between this conversation and the one before it; `cut` beside a line that the customer broke in on. */
  constructor(turn, cut) {
    this.items = new Map();
    this.cut = cut;
    this.own = [];
    /** The last of the assistant's lines that is shown. */
    this.seen = 0;
    if (!list.children.length) return;
    const item = list.appendChild(document.createElement("li"));
    item.className = "turn";
    item.textContent = turn;
  }

  /** Lines that are new or changed. */
  show(lines) {
    for (const line of lines) {
      let item = this.items.get(line.index);
      if (!item) {
        item = document.createElement("li");
        item.dataset.by = line.by;
        this.items.set(line.index, item);
        // What is on its way to the assistant stays last; the first of it is this line, when it is the customer's.
        if (line.by === "caller" && this.own.length) this.own.shift().replaceWith(item);
        else list.insertBefore(item, this.own[0] ?? this.dots ?? null);
        if (line.by === "agent") this.wait(false);
      }
      item.textContent = line.text;
      if (line.interrupted && this.cut) item.append(Object.assign(document.createElement("small"), { textContent: this.cut }));
      if (line.by === "agent") this.seen = Math.max(this.seen, line.index);
    }
    scroll();
  }

  /** A message is on its way. */
  sending(text) {
    const item = document.createElement("li");
    item.dataset.by = "caller";
    item.className = "sending";
    item.textContent = text;
    list.insertBefore(item, this.dots ?? null);
    this.own.push(item);
    this.wait(true);
    scroll();
  }

  /** Takes back what did not arrive, and gives it. */
  end() {
    this.wait(false);
    const texts = this.own.map((item) => item.textContent);
    for (const item of this.own.splice(0)) item.remove();
    return texts;
  }

  wait(is) {
    if (!is) {
      this.dots?.remove();
      this.dots = null;
    } else if (!this.dots) {
      this.dots = list.appendChild(document.createElement("li"));
      this.dots.className = "coming";
      this.dots.setAttribute("aria-label", "The assistant is answering");
      this.dots.append(...[1, 2, 3].map(() => document.createElement("span")));
    }
  }
}

function scroll() {
  list.scrollTop = list.scrollHeight;
  // On a phone it is the page that scrolls.
  if (list.scrollHeight <= list.clientHeight) list.lastElementChild?.scrollIntoView({ block: "nearest" });
}

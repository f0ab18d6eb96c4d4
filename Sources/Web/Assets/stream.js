// The live stream. When it breaks, it is opened anew after 1, 2, 4 … at most 15 seconds, and the page says so.

export function connect({ address, handlers, onState }) {
  let failures = 0;
  let source;
  let timer;

  const open = () => {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(address());
    source.onopen = () => {
      failures = 0;
      onState("live");
    };
    source.onerror = () => {
      source.close();
      const seconds = Math.min(15, 2 ** failures++);
      onState("lost", seconds);
      clearTimeout(timer);
      timer = setTimeout(open, seconds * 1000);
    };
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
    }
  };

  open();
  addEventListener("online", open);
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && open());
}

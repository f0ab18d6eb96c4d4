// Keeps relative times and running durations true between changes. The server's clock counts, not this machine's.

let ahead = 0;

export function setServerTime(milliseconds) {
  ahead = milliseconds - Date.now();
}

export function refresh(root = document) {
  const now = Date.now() + ahead;
  for (const element of root.querySelectorAll("[data-since]")) {
    write(element, duration(now - element.dataset.since));
  }
  for (const element of root.querySelectorAll("time[data-relative]")) {
    const seconds = Math.floor((now - element.dataset.relative) / 1000);
    if (seconds < 45) write(element, "just now");
    else if (seconds < 3600) write(element, `${Math.max(1, Math.floor(seconds / 60))} min ago`);
    // Beyond an hour the server's words stay: it knows the shop's time zone.
  }
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function duration(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(seconds % 60)}`;
}

// Makes one tree like another by touching only what differs, so that nothing jumps, no player stops and screen readers
// hear only what is new. Children with a data-key are found by it, others by their place.

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

export function patchChildren(target, source) {
  const keyed = new Map();
  for (const child of target.children) if (child.dataset.key) keyed.set(child.dataset.key, child);
  let place = target.firstChild;
  for (const wanted of [...source.childNodes]) {
    const key = wanted.dataset?.key;
    let have = key ? keyed.get(key) : place;
    if (have && !key && have.dataset?.key) have = null;
    if (have && alike(have, wanted)) {
      if (have !== place) target.insertBefore(have, place);
      else place = place.nextSibling;
      patch(have, wanted);
    } else {
      target.insertBefore(wanted, place);
    }
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

function alike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.dataset?.key === b.dataset?.key;
}

function patch(target, source) {
  if (target.nodeType !== Node.ELEMENT_NODE) {
    if (target.data !== source.data) target.data = source.data;
    return;
  }
  if (target.isEqualNode(source)) return;
  for (const { name } of [...target.attributes]) if (!source.hasAttribute(name)) target.removeAttribute(name);
  for (const { name, value } of source.attributes) {
    if (target.getAttribute(name) !== value) target.setAttribute(name, value);
  }
  patchChildren(target, source);
}

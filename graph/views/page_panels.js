// Pieces of the page: legend, lists, search results. Text from papers enters the page through text nodes only.

const FIRST_ROWS = 40;

function byId(id) {
  return document.getElementById(id);
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") made.addEventListener("click", value);
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

function muted(text) {
  return element("span", { class: "muted" }, text);
}

// Foreign text keeps its writing direction to itself.
function foreign(text) {
  return element("bdi", {}, text);
}

function glyph({ shape, color }) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  picture.setAttribute("width", 16);
  picture.setAttribute("height", 16);
  picture.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[shape]);
  path.setAttribute("fill", color);
  picture.append(path);
  return picture;
}

function fillLegend(box, kinds, hidden, onChange) {
  const buttons = kinds.map((kind) => {
    const button = element(
      "button", { class: "kind", title: "Click: show or hide. Double click: this one alone." },
      kind.shape ? glyph(kind) : element("span", { class: "muted", "aria-hidden": "true" }, kind.label ? "“" : "→"),
      element("span", { class: "name" }, kind.label ?? (kind.shape ? kind.name : relationName(kind.name))),
      muted(kind.count.toLocaleString("en")),
    );
    button.addEventListener("click", () => { toggle(hidden, kind.name); onChange(); });
    button.addEventListener("dblclick", () => { showAlone(hidden, kind.name, kinds); onChange(); });
    return button;
  });
  box.append(...buttons);
  return () => buttons.forEach((button, i) => button.setAttribute("aria-pressed", String(!hidden.has(kinds[i].name))));
}

function toggle(set, value) {
  if (!set.delete(value)) set.add(value);
}

function showAlone(hidden, name, kinds) {
  const alone = kinds.every((kind) => hidden.has(kind.name) !== (kind.name === name));
  hidden.clear();
  if (!alone) for (const kind of kinds) if (kind.name !== name) hidden.add(kind.name);
}

function showStatus() {
  byId("status").textContent = [
    `${drawnNodes().length.toLocaleString("en")} of ${nodesWord(NODES.size)}`,
    `${DATA.edges.filter(edgeShown).length.toLocaleString("en")} of ${plural(EDGES.size, "relation", "relations")}`,
  ].join(" · ");
}

function showBanner(text, ...buttons) {
  byId("banner").replaceChildren(text, ...buttons);
  byId("banner").hidden = !text;
}

function showTip(event, ...children) {
  const tip = byId("tip"), field = byId("canvas").getBoundingClientRect();
  tip.replaceChildren(...children);
  tip.hidden = false;
  tip.style.left = `${Math.max(0, Math.min(event.clientX - field.left + 14, field.width - tip.offsetWidth - 4))}px`;
  tip.style.top = `${Math.max(0, Math.min(event.clientY - field.top + 14, field.height - tip.offsetHeight - 4))}px`;
}

// A list that begins with its first rows, and a button for all others.
function longList(values, toRow) {
  const list = element("ul", { class: "list" }, ...values.slice(0, FIRST_ROWS).map(toRow));
  if (values.length <= FIRST_ROWS) return [list];
  const more = element("button", { onclick: () => {
    const rows = values.slice(FIRST_ROWS).map(toRow);
    for (const row of rows) list.append(row);
    more.remove();
    rows[0].querySelector("button, summary, a")?.focus();
  } }, `Show all ${values.length.toLocaleString("en")}`);
  return [list, more];
}

function nodeButton(id) {
  return element("button", { class: "link", onclick: () => choose(id) }, foreign(NODES.get(id).label));
}

function paperLink(number) {
  const { title, year, url } = DATA.papers[number];
  const text = foreign(title || "(untitled paper)");
  const named = url ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : text;
  return year === null ? [named] : [named, ` (${year})`];
}

function showCard(...children) {
  byId("details").replaceChildren(...children.flat());
  byId("details").scrollTop = 0;
}

function heading(text, count) {
  return element("h2", {}, text, count === undefined ? null : element("span", {}, count.toLocaleString("en")));
}

function hitRow(hit, i) {
  const row = element("li", { role: "option", id: `hit-${i}`, "aria-selected": "false" },
    glyph(hit.node), " ", foreign(hit.node.label), muted(` ${hit.node.type}`));
  if (hit.alias) row.append(element("div", { class: "muted why" }, "also written ", foreign(hit.alias)));
  if (hit.passage !== undefined) row.append(element("div", { class: "muted why", dir: "auto" }, excerpt(hit.passage)));
  return row;
}

function excerpt(passage) {
  const characters = [...passageText(passage)];
  return characters.length > 160 ? `${characters.slice(0, 160).join("")}…` : characters.join("");
}

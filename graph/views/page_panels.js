// Legend, search results and cards. Text from papers enters the page through text nodes only.

const FIRST_ROWS = 40;
const OPEN_CLAIMS = 12;

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
      kind.shape ? glyph(kind) : element("span", { class: "muted", "aria-hidden": "true" }, "→"),
      element("span", { class: "name" }, kind.shape ? kind.name : relationName(kind.name)),
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
    `${nodeView.length.toLocaleString("en")} of ${plural(NODES.size, "entity", "entities")}`,
    `${edgeView.length.toLocaleString("en")} of ${plural(EDGES.size, "relation", "relations")}`,
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
    list.append(...rows);
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

function evidenceQuote(evidence, ends) {
  const { parts } = DATA.passages[evidence.passage];
  const marked = parts.map(([text, id]) => ends.includes(id) ? element("mark", {}, text) : text);
  const confidence = ` · confidence ${evidence.confidence.toFixed(2)}`;
  const source = element("footer", {}, ...paperLink(evidence.paper), confidence);
  if (evidence.count > 1) source.append(` · said ${evidence.count} times`);
  for (const flag of ["negated", "hedged"]) if (evidence[flag]) source.append(element("span", { class: "flag" }, flag));
  return element("blockquote", {}, element("p", { dir: "auto" }, ...marked), source);
}

function edgeQuotes(edge) {
  return edge.evidence.map((evidence) => evidenceQuote(evidence, [edge.from, edge.to]));
}

function relationChip(edge, id) {
  return element("span", { class: "relation" }, `${edge.from === id ? "→" : "←"} ${relationName(edge.type)}`);
}

function claimRow(edge, id, open) {
  const summary = element("summary", { class: "muted" }, plural(edge.evidence.length, "paper", "papers"));
  const details = element("details", {}, summary, ...edgeQuotes(edge));
  details.open = open;
  return element("li", { class: "claim" }, relationChip(edge, id), " ", nodeButton(otherEnd(edge, id)), details);
}

function showCard(...children) {
  byId("details").replaceChildren(...children.flat());
  byId("details").scrollTop = 0;
}

function heading(text, count) {
  return element("h2", {}, text, count === undefined ? null : element("span", {}, count.toLocaleString("en")));
}

function showOverviewCard() {
  const shown = BY_CLAIMS.filter(nodeShown);
  showCard(heading("Entities, most claims first", shown.length), longList(shown, (node) => element(
    "li", { class: "row" }, glyph(node), nodeButton(node.id),
    muted(`${node.type} · ${node.claims.toLocaleString("en")}`),
  )));
}

function mostPapersFirst(a, b) {
  return b.evidence.length - a.evidence.length || compare(a.type, b.type) || a.id - b.id;
}

function showNodeCard(id) {
  const node = NODES.get(id);
  const edges = [...INCIDENT.get(id)].sort(mostPapersFirst);
  const introductions = node.introductions.map((evidence) => evidenceQuote(evidence, [id]));
  const undrawn = `${plural(node.undrawn, "claim", "claims")} more with entities that are not drawn.`;
  const open = edges.length <= OPEN_CLAIMS;
  showCard(
    heading(node.type), element("p", { class: "title" }, glyph(node), " ", foreign(node.label)),
    nodeFacts(node), nodeActions(id),
    introductions.length ? [heading("Introduced by"), ...introductions] : [],
    edges.length ? [heading("Claims", edges.length), ...longList(edges, (edge) => claimRow(edge, id, open))] : [],
    node.undrawn ? element("p", { class: "muted" }, undrawn) : [],
    node.mentions.length ? [heading("Named in", node.mentions.length), ...longList(node.mentions, mentionRow)] : [],
  );
}

function nodeFacts(node) {
  const facts = element("div", { class: "muted" });
  node.aliases.forEach((alias, i) => facts.append(i ? ", " : "Also written ", foreign(alias)));
  if (node.votes.length > 1) {
    const votes = node.votes.map(([label, papers]) => `${label} (${plural(papers, "paper", "papers")})`);
    facts.append(element("div", {}, `Called ${votes.join(", ")}`));
  }
  return facts;
}

function nodeActions(id) {
  return element(
    "div", { class: "actions" },
    element("button", { onclick: () => showEgo(id, 1) }, "1 hop"),
    element("button", { onclick: () => showEgo(id, 2) }, "2 hops"),
    element("button", { onclick: () => startPath(id) }, "Path to…"),
  );
}

function mentionRow({ paper, count }) {
  return element("li", {}, ...paperLink(paper), count > 1 ? muted(` ${count} times`) : null);
}

function showEdgeCard(edge) {
  showCard(
    heading("Claim"),
    element("p", {}, nodeButton(edge.from), element("br"), relationChip(edge, edge.from), " ", nodeButton(edge.to)),
    heading(edge.evidence.length === 1 ? "Paper" : "Papers", edge.evidence.length), edgeQuotes(edge),
  );
}

function showPathCard(path) {
  const rows = path.nodes.map((id, i) => {
    const node = NODES.get(id);
    const named = element("div", { class: "row" }, glyph(node), nodeButton(id), muted(node.type));
    const row = element("li", {}, named);
    if (i < path.edges.length) {
      const edge = EDGES.get(path.edges[i]);
      row.append(element("div", {}, relationChip(edge, id)), ...edgeQuotes(edge));
    }
    return row;
  });
  showCard(heading(`Path, ${plural(path.edges.length, "step", "steps")}`), element("ol", { class: "list" }, ...rows));
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

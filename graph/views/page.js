// What a reader can do: choose, look closer, find a way, search, filter. Start of the page.

const MOST_HITS = 30;
const RING = 180;
const MOST_IN_RINGS = 160;

let chosen = null;
let pathStart = null;
let hits = [];
let activeHit = -1;

function show({ part = null, standsOut = null }) {
  moveNodesHome();
  shownPart = part;
  highlight = standsOut;
  markEdge(null);
  refreshCanvas();
  showStatus();
}

function choose(id, move = true) {
  if (pathStart !== null && pathStart !== id) return showPath(pathStart, id);
  reveal(NODES.get(id));
  if (shownPart && !shownPart.nodes.has(id)) return showEgo(id, 1);
  chosen = id;
  pathStart = null;
  const edges = INCIDENT.get(id);
  const nodes = new Set([id, ...edges.filter(edgeAllowed).map((edge) => otherEnd(edge, id))]);
  highlight = { main: id, nodes, edges: new Set(edges.map((edge) => edge.id)) };
  markEdge(null);
  if (!shownPart) {
    // A click must not take away what lies under the pointer.
    if (move) lookAt(id);
    showBanner("");
    keepAddress({ n: id });
  }
  redraw();
  showNodeCard(id);
}

// Search and addresses lead to nodes that a filter hides: what a reader asks for by name is shown.
function reveal(node) {
  if (nodeAllowed(node)) return;
  filters.types.delete(node.type);
  filters.joined = false;
  if (!ofTheYears(node)) filters.from = filters.until = null;
  applyFilters();
}

function chooseEdge(id) {
  const edge = EDGES.get(id);
  chosen = null;
  highlight = { main: null, nodes: new Set([edge.from, edge.to]), edges: new Set([id]) };
  markEdge(id);
  redraw();
  showEdgeCard(edge);
}

function showAll() {
  chosen = pathStart = null;
  show({});
  frame(drawnNodes());
  showBanner("");
  showOverviewCard();
  keepAddress({});
}

function showEgo(id, hops) {
  reveal(NODES.get(id));
  const distance = neighbourhood(id, hops);
  chosen = id;
  pathStart = null;
  show({
    part: { nodes: new Set(distance.keys()), edges: null },
    standsOut: { main: id, nodes: new Set([id]), edges: new Set() },
  });
  if (distance.size <= MOST_IN_RINGS) arrange(rings(distance));
  frame([...distance.keys()]);
  const reach = `: ${plural(distance.size - 1, "neighbour", "neighbours")}, ${plural(hops, "hop", "hops")}`;
  showBanner(element("span", {}, foreign(NODES.get(id).label), reach), backButton());
  showNodeCard(id);
  keepAddress({ n: id, h: hops });
}

// Places around the first node: one ring for each distance, each node near the one that leads to it.
function rings(distance) {
  const angle = new Map(), places = new Map();
  let radius = 0;
  for (let steps = 0; steps <= Math.max(...distance.values()); steps++) {
    const ring = [...distance.keys()].filter((id) => distance.get(id) === steps);
    const lead = new Map(ring.map((id) => [id, leadAngle(id, steps, distance, angle)]));
    ring.sort((a, b) => lead.get(a) - lead.get(b) || compare(NODES.get(a).type, NODES.get(b).type) || compare(a, b));
    if (steps) radius = Math.max(radius + RING, ring.length * 13);
    ring.forEach((id, i) => {
      const turn = 2 * Math.PI * i / ring.length - Math.PI / 2;
      // Names are wide and low, so nodes of a full ring stand in two rows.
      const reach = ring.length > 14 && i % 2 ? radius * 1.22 : radius;
      angle.set(id, turn);
      places.set(id, { x: 1.3 * reach * Math.cos(turn), y: reach * Math.sin(turn) });
    });
  }
  return places;
}

function leadAngle(id, steps, distance, angle) {
  if (steps < 2) return 0;
  const leads = INCIDENT.get(id).map((edge) => otherEnd(edge, id)).filter((other) => distance.get(other) === steps - 1);
  return Math.min(...leads.map((other) => angle.get(other)));
}

function startPath(id) {
  pathStart = id;
  showBanner(element("span", {}, "Path from ", foreign(NODES.get(id).label), ": click or search the entity to reach"),
    element("button", { onclick: cancelPath }, "Cancel (Esc)"));
}

function cancelPath() {
  pathStart = null;
  showBanner("");
  followAddress();
}

function showPath(start, goal) {
  reveal(NODES.get(start));
  reveal(NODES.get(goal));
  const path = shortestPath(start, goal);
  pathStart = null;
  if (!path) {
    showBanner("With these filters, no path joins the two.", backButton());
    return;
  }
  chosen = null;
  show({ part: { nodes: new Set(path.nodes), edges: new Set(path.edges) } });
  arrange(new Map(path.nodes.map((id, i) => [id, { x: i % 2 ? 110 : -110, y: 110 * i }])));
  frame(path.nodes);
  showBanner(`Shortest path: ${plural(path.edges.length, "step", "steps")}`, backButton());
  showPathCard(path);
  keepAddress({ n: start, to: goal });
}

function backButton() {
  return element("button", { onclick: showAll }, "Show all (Esc)");
}

function keepAddress(parts) {
  const address = new URLSearchParams({ ...parts, ...filterParts() }).toString();
  if (address !== addressParts().toString()) history.pushState(null, "", `#${address}`);
}

function addressParts() {
  return new URLSearchParams(location.hash.slice(1));
}

function followAddress() {
  const parts = addressParts();
  const id = parts.get("n"), goal = parts.get("to"), hops = parts.get("h");
  takeFilters(parts);
  if (!NODES.has(id)) {
    history.replaceState(null, "", `#${new URLSearchParams(filterParts())}`);
    showAll();
  } else if (NODES.has(goal)) {
    showPath(id, goal);
  } else if (hops === "1" || hops === "2") {
    showEgo(id, Number(hops));
  } else {
    if (shownPart) show({});
    pathStart = null;
    choose(id);
  }
}

function showHits() {
  const query = byId("query").value.trim();
  hits = search(query).slice(0, MOST_HITS);
  const rows = hits.map(hitRow);
  rows.forEach((row, i) => row.addEventListener("click", () => takeHit(i)));
  const nothing = { class: "muted", role: "option", "aria-disabled": "true" };
  if (query && !hits.length) rows.push(element("li", nothing, "Nothing found"));
  byId("hits").replaceChildren(...rows);
  byId("hits").hidden = !query;
  byId("query").setAttribute("aria-expanded", String(Boolean(query)));
  setActiveHit(hits.length ? 0 : -1);
}

function setActiveHit(i) {
  activeHit = i;
  [...byId("hits").children].forEach((row, at) => {
    row.setAttribute("aria-selected", String(at === i));
    if (at === i) row.scrollIntoView({ block: "nearest" });
  });
  if (i < 0) byId("query").removeAttribute("aria-activedescendant");
  else byId("query").setAttribute("aria-activedescendant", `hit-${i}`);
}

function takeHit(i) {
  closeHits();
  byId("query").blur();
  choose(hits[i].node.id);
}

function closeHits() {
  byId("hits").hidden = true;
  byId("query").setAttribute("aria-expanded", "false");
}

function searchKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.length) {
    event.preventDefault();
    setActiveHit((activeHit + step + hits.length) % hits.length);
  } else if (event.key === "Enter" && activeHit >= 0 && !byId("hits").hidden) {
    takeHit(activeHit);
  }
}

function toggleNames() {
  namesOn = !namesOn;
  byId("labels").setAttribute("aria-pressed", String(namesOn));
  redraw();
}

function toggleDark() {
  const dark = document.documentElement.dataset.theme !== "dark";
  setTheme(dark);
  byId("dark").setAttribute("aria-pressed", String(dark));
}

const KEYS = {
  "/": () => { byId("query").focus(); byId("query").select(); },
  "?": () => byId("help-box").showModal(),
  "1": () => { if (chosen !== null) showEgo(chosen, 1); },
  "2": () => { if (chosen !== null) showEgo(chosen, 2); },
  p: () => { if (chosen !== null) startPath(chosen); },
  f: () => frame(drawnNodes()),
  l: toggleNames,
  d: toggleDark,
  "+": () => zoom(1.25),
  "=": () => zoom(1.25),
  "-": () => zoom(0.8),
};
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function pageKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help-box").open) return;
  if (event.key === "Escape") return leave();
  if (["INPUT", "SELECT"].includes(event.target.tagName)) return;
  const onCanvas = event.target === document.body || byId("canvas").contains(event.target);
  if (ARROWS[event.key] && onCanvas) {
    event.preventDefault();
    pan(...ARROWS[event.key]);
  } else if (Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  }
}

function leave() {
  if (!byId("hits").hidden) {
    closeHits();
  } else if (pathStart !== null) {
    cancelPath();
  } else {
    byId("query").blur();
    showAll();
  }
}

function overNode(id, event) {
  const { label, type, claims } = NODES.get(id);
  const facts = `${type} · ${plural(claims, "claim", "claims")}`;
  showTip(event, foreign(label), element("div", { class: "muted" }, facts));
}

function overEdge(id, event) {
  const { from, to, type, evidence } = EDGES.get(id);
  showTip(event, foreign(NODES.get(from).label), ` ${relationName(type)} `, foreign(NODES.get(to).label),
    element("div", { class: "muted" }, plural(evidence.length, "paper", "papers")));
}

function listenToCanvas() {
  listenToDrawing({
    clickNode: (id) => choose(id, false),
    clickEdge: chooseEdge,
    clickNothing: () => { if (!shownPart && pathStart === null && highlight) clearSelection(); },
    openNode: (id) => showEgo(id, 1),
    overNode,
    overEdge,
    away: () => { byId("tip").hidden = true; },
  });
}

// Unlike the whole view, the place and zoom stay as they are.
function clearSelection() {
  chosen = null;
  show({});
  showOverviewCard();
  keepAddress({});
}

function listenToPage() {
  byId("query").addEventListener("input", showHits);
  byId("query").addEventListener("keydown", searchKey);
  byId("skip").addEventListener("click", () => { showAll(); byId("details").focus(); });
  byId("fit").addEventListener("click", KEYS.f);
  byId("labels").addEventListener("click", toggleNames);
  byId("dark").addEventListener("click", toggleDark);
  byId("png").addEventListener("click", savePng);
  byId("svg").addEventListener("click", saveSvg);
  byId("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", preparePrint);
  window.addEventListener("afterprint", afterPrint);
  byId("help").addEventListener("click", KEYS["?"]);
  document.addEventListener("keydown", pageKey);
  document.addEventListener("click", (event) => { if (!byId("search").contains(event.target)) closeHits(); });
  window.addEventListener("hashchange", followAddress);
}

function start() {
  fillFilters();
  listenToCanvas();
  listenToFilters();
  listenToPage();
  setTheme(false);
  if (matchMedia("(prefers-color-scheme: dark)").matches) toggleDark();
  frame(drawnNodes());
  followAddress();
}

start();

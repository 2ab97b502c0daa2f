// What all drawings have in common, whichever library draws: shapes, colours, what stands out, where to look.
//
// A drawing (page_canvas.js, page_sigma.js) offers: refreshCanvas() after other nodes or edges are shown, redraw() after
// something else stands out, drawNow() where a picture is wanted at once, applyColours(), applyLooks(),
// markEdge(id or null), moveNodes(places by id), placesOf(ids), viewNow() and setView({position, scale}),
// toScreen(point), currentScene() and pictureLayers() for pictures, and listenToDrawing(functions). Points are in
// drawing units, y downwards; toScreen gives pixels of the window.

const NAME_FONT = "12px system-ui, sans-serif";
const CHOSEN_FONT = "600 14px system-ui, sans-serif";
const MOST_SCALE = 1.2;
// Shapes in a square of 16 by 16, as vis-network draws them.
const SHAPES = {
  dot: "M8 2a6 6 0 1 0 .01 0z", square: "M3 3h10v10H3z", diamond: "M8 1l7 7-7 7-7-7z", triangle: "M8 2l7 12H1z",
  triangleDown: "M1 2h14L8 14z", star: "M8 1l2 5h5l-4 3.2L12.6 15 8 11.6 3.4 15 5 9.2 1 6h5z",
  hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z", page: "M3.5 1.5h6l3 3v10h-9z",
};
const SHAPE_RADII = { dot: 6, square: 5, diamond: 7, triangle: 6, triangleDown: 6, star: 7, hexagon: 7, page: 6.5 };

// What size and colour say: "claims" or "rank" (PageRank), "kind" or "community".
const looks = { size: "claims", colour: "kind" };
let namesOn = true;
// What stands out: {main, nodes, edges}, the chosen node's id or null, and sets of ids. null is nothing.
let highlight = null;
const colours = {};
const moved = new Set();

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  const style = getComputedStyle(document.documentElement);
  for (const name of ["back", "text", "muted", "accent", "edge", "outline", "warn"]) {
    colours[name] = style.getPropertyValue(`--${name}`).trim();
  }
  applyColours();
}

// The more edges there are, the fainter each is, or many would be one dark surface.
function edgeStrength(count) {
  return [[2000, 0.16], [400, 0.3], [120, 0.5], [-1, 0.75]].find(([least]) => count > least)[1];
}

function setLooks(changed) {
  if (Object.keys(changed).every((name) => looks[name] === changed[name])) return;
  Object.assign(looks, changed);
  applyLooks();
}

function sizeOf(node) {
  return looks.size === "rank" ? node.rankSize : node.size;
}

function fill(node) {
  return looks.colour === "community" ? node.groupColor : node.color;
}

// Small views have a layout of their own; coming back, every node returns to its place.
function arrange(places) {
  for (const id of places.keys()) moved.add(id);
  moveNodes(places);
}

function moveNodesHome() {
  moveNodes(new Map([...moved].map((id) => [id, NODES.get(id)])));
  moved.clear();
}

// Fit nodes into the window with room for their names, which have the same size on screen at every zoom.
function frame(ids) {
  if (!ids.length) return;
  const canvas = document.getElementById("canvas");
  const points = placesOf(ids);
  const [left, right] = extent(points.map((point) => point.x));
  const [top, bottom] = extent(points.map((point) => point.y));
  const room = { x: Math.min(75, canvas.clientWidth / 5), top: shownPart ? 80 : 40, bottom: 40 };
  const scale = Math.min(
    MOST_SCALE,
    (canvas.clientWidth - 2 * room.x) / Math.max(right - left, 1),
    (canvas.clientHeight - room.top - room.bottom) / Math.max(bottom - top, 1),
  );
  setView({ position: { x: (left + right) / 2, y: (top + bottom) / 2 - (room.top - room.bottom) / 2 / scale }, scale });
}

function extent(values) {
  const grow = ([least, most], value) => [Math.min(least, value), Math.max(most, value)];
  return values.reduce(grow, [Infinity, -Infinity]);
}

function lookAt(id) {
  const { scale } = viewNow();
  setView({ position: placesOf([id])[0], scale: scale < 0.5 ? 0.75 : scale });
}

function zoom(factor) {
  const { position, scale } = viewNow();
  setView({ position, scale: scale * factor });
}

function pan(x, y) {
  const { position, scale } = viewNow();
  setView({ position: { x: position.x + 80 * x / scale, y: position.y + 80 * y / scale }, scale });
}

// A library may also redraw while it has part of a change only; ends that it does not know yet have no place.
function shownEdges({ positions }, ids) {
  const placed = ({ from, to }) => positions[from] && positions[to];
  return [...ids].map((id) => EDGES.get(id)).filter((edge) => edgeShown(edge) && placed(edge));
}

function onScreen(scene, id) {
  return toScreen(scene.positions[id]);
}

// The ends and the control point of an edge on screen.
function edgeCurve(edge, positions) {
  const from = positions[edge.from], to = positions[edge.to];
  return { from: toScreen(from), via: toScreen(controlPoint(edge, from, to)), to: toScreen(to) };
}

// By the rule of vis-network for edges that bend.
function controlPoint(edge, from, to) {
  const half = edge.smooth ? 0.5 * edge.smooth.roundness * (edge.smooth.type === "curvedCW" ? 1 : -1) : 0;
  if (!half) return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const angle = Math.atan2(from.y - to.y, to.x - from.x) + (half + 0.5) * Math.PI;
  const reach = (Math.abs(half) + 0.5) * Math.hypot(to.x - from.x, to.y - from.y);
  return { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) };
}

function pointOnCurve(from, via, to, t) {
  const along = (axis) => (1 - t) ** 2 * from[axis] + 2 * t * (1 - t) * via[axis] + t ** 2 * to[axis];
  return { x: along("x"), y: along("y") };
}

function shortened(name) {
  const characters = [...name];
  return characters.length > 32 ? `${characters.slice(0, 31).join("")}…` : name;
}

function overlaps(box, others) {
  return others.some((other) => box.left < other.right && box.right > other.left
    && box.top < other.bottom && box.bottom > other.top);
}

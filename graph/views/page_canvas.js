// The drawing: vis-network draws nodes and edges, this adds names and the veil around a selection.

const NAME_FONT = "12px system-ui, sans-serif";
const CHOSEN_FONT = "600 14px system-ui, sans-serif";
const EDGE_FONT = "11px system-ui, sans-serif";
const LINE_HEIGHT = 15;
const MOST_SCALE = 1.2;
const MOST_NAMES = 60;
const MOST_IMPORTANT = 20;
const MOST_EDGE_NAMES = 40;
const MOST_THICK_EDGES = 400;
// Shapes in a square of 16 by 16, as vis-network draws them.
const SHAPES = {
  dot: "M8 2a6 6 0 1 0 .01 0z", square: "M3 3h10v10H3z", diamond: "M8 1l7 7-7 7-7-7z", triangle: "M8 2l7 12H1z",
  triangleDown: "M1 2h14L8 14z", star: "M8 1l2 5h5l-4 3.2L12.6 15 8 11.6 3.4 15 5 9.2 1 6h5z",
  hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z", page: "M3.5 1.5h6l3 3v10h-9z",
};
const SHAPE_RADII = { dot: 6, square: 5, diamond: 7, triangle: 6, triangleDown: 6, star: 7, hexagon: 7, page: 6.5 };
const OUTLINES = Object.fromEntries(Object.entries(SHAPES).map(([shape, path]) => [shape, new Path2D(path)]));

// What size and colour say: "claims" or "rank" (PageRank), "kind" or "community".
const looks = { size: "claims", colour: "kind" };
let extraRadius = 0;

const nodeItems = new vis.DataSet(DATA.nodes.map(
  (node) => ({ id: node.id, x: node.x, y: node.y, ...appearance(node) }),
));
const edgeItems = new vis.DataSet(DATA.edges.map(
  ({ id, from, to, width, dashes, smooth }) => ({ id, from, to, width, dashes, smooth }),
));
const nodeView = new vis.DataView(nodeItems, { filter: (item) => nodeShown(NODES.get(item.id)) });
const edgeView = new vis.DataView(edgeItems, { filter: (item) => edgeShown(EDGES.get(item.id)) });
const network = new vis.Network(document.getElementById("canvas"), { nodes: nodeView, edges: edgeView }, DATA.options);

// The frame of vis-network takes the focus for keys that it is told not to heed.
network.canvas.frame.removeAttribute("tabindex");

let namesOn = true;
let edgeAlpha = null;
let edgeFactor = 1;
// What stands out: {main, nodes, edges}, the chosen node's id or null, and sets of ids. null is nothing.
let highlight = null;
const colours = {};
const nameWidths = new Map();
// What was drawn last, for pictures of it.
let lastScene = null;
const moved = new Set();

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  const style = getComputedStyle(document.documentElement);
  for (const name of ["back", "text", "muted", "accent", "edge", "outline"]) {
    colours[name] = style.getPropertyValue(`--${name}`).trim();
  }
  const lively = { border: colours.accent };
  network.setOptions({ nodes: { color: { border: colours.outline, highlight: lively, hover: lively } } });
  edgeAlpha = null;
  fadeEdges();
}

// The more edges there are, the fainter each is, or many would be one dark surface.
function fadeEdges() {
  const alpha = [[2000, 0.16], [400, 0.3], [120, 0.5], [-1, 0.75]].find(([count]) => edgeView.length > count)[1];
  if (alpha === edgeAlpha) return;
  edgeAlpha = alpha;
  network.setOptions({
    edges: { color: { color: `rgba(${colours.edge}, ${alpha})`, highlight: colours.accent, hover: colours.accent } },
  });
}

function refreshCanvas() {
  nodeView.refresh();
  edgeView.refresh();
  fadeEdges();
  network.redraw();
}

function radius(node) {
  return (looks.size === "rank" ? node.rankSize : node.size) + extraRadius;
}

function fill(node) {
  return looks.colour === "community" ? node.groupColor : node.color;
}

function appearance(node) {
  const shape = node.shape === "page" ? { shape: "custom", ctxRenderer: drawPage } : { shape: node.shape };
  return { ...shape, size: radius(node), color: { background: fill(node) } };
}

// vis-network has no shape for papers.
function drawPage({ ctx, x, y, style }) {
  const unit = style.size / SHAPE_RADII.page;
  const drawNode = () => {
    ctx.translate(x - 8 * unit, y - 8 * unit);
    ctx.scale(unit, unit);
    ctx.fillStyle = style.color;
    ctx.fill(OUTLINES.page);
    if (!style.borderWidth) return;
    ctx.strokeStyle = style.borderColor;
    ctx.lineWidth = style.borderWidth / unit;
    ctx.stroke(OUTLINES.page);
  };
  return { drawNode, nodeDimensions: { width: 2 * style.size, height: 2 * style.size } };
}

function setLooks(changed) {
  if (Object.keys(changed).every((name) => looks[name] === changed[name])) return;
  Object.assign(looks, changed);
  nodeItems.update(DATA.nodes.map((node) => ({ id: node.id, ...appearance(node) })));
}

// Seen from far away, nodes are drawn larger and without outline, or they would be dots without colour and shape.
function adaptToZoom() {
  const scale = network.getScale();
  thickenEdges(scale);
  const extra = Math.round(Math.max(0, Math.min(15, 2.6 / scale - 7)));
  if (extra === extraRadius) return;
  extraRadius = extra;
  network.setOptions({ nodes: { borderWidth: extra > 5 ? 0 : 1 } });
  nodeItems.update(DATA.nodes.map((node) => ({ id: node.id, size: radius(node) })));
}

// The edges of a small graph would be hairs from far away; those of a large one would be a dark surface.
function thickenEdges(scale) {
  const factor = DATA.edges.length > MOST_THICK_EDGES ? 1 : Math.round(2 * Math.max(1, Math.min(3, 0.9 / scale))) / 2;
  if (factor === edgeFactor) return;
  edgeFactor = factor;
  edgeItems.update(DATA.edges.map(({ id, width }) => ({ id, width: width * factor })));
}

// Small views have a layout of their own; coming back, every node returns to its place.
function moveNodes(places) {
  for (const id of places.keys()) moved.add(id);
  nodeItems.update([...places].map(([id, { x, y }]) => ({ id, x, y })));
}

function moveNodesHome() {
  moveNodes(new Map([...moved].map((id) => [id, NODES.get(id)])));
  moved.clear();
}

// Fit nodes into the window with room for their names, which have the same size on screen at every zoom.
function frame(ids) {
  if (!ids.length) return;
  const canvas = document.getElementById("canvas");
  const points = Object.values(network.getPositions(ids));
  const [left, right] = extent(points.map((point) => point.x));
  const [top, bottom] = extent(points.map((point) => point.y));
  const room = { x: Math.min(75, canvas.clientWidth / 5), top: shownPart ? 80 : 40, bottom: 40 };
  const scale = Math.min(
    MOST_SCALE,
    (canvas.clientWidth - 2 * room.x) / Math.max(right - left, 1),
    (canvas.clientHeight - room.top - room.bottom) / Math.max(bottom - top, 1),
  );
  const position = { x: (left + right) / 2, y: (top + bottom) / 2 - (room.top - room.bottom) / 2 / scale };
  network.moveTo({ position, scale, animation: false });
  adaptToZoom();
}

function extent(values) {
  const grow = ([least, most], value) => [Math.min(least, value), Math.max(most, value)];
  return values.reduce(grow, [Infinity, -Infinity]);
}

// vis-network hands over its context in drawing units; names are drawn in pixels of the window.
network.on("afterDrawing", (context) => {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const scene = {
    context, scale: network.getScale(), positions: network.getPositions(nodeView.getIds()),
    width: context.canvas.clientWidth, height: context.canvas.clientHeight, names: [], shapes: [],
  };
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const edges = highlight ? shownEdges(scene, highlight.edges) : [];
  if (highlight && !shownPart) drawVeil(scene, edges);
  const visible = visibleNodes(scene);
  if (visible.length <= 150) scene.shapes = visible.map((node) => nodeBox(scene, node));
  drawNodeNames(scene, visible);
  drawEdgeNames(scene, highlight && !shownPart ? edges : shownEdges(scene, edgeView.getIds()));
  context.restore();
  lastScene = scene;
});

// vis-network also redraws while it has part of a change only; ends that it does not know yet have no place.
function shownEdges({ positions }, ids) {
  const placed = ({ from, to }) => positions[from] && positions[to];
  return [...ids].map((id) => EDGES.get(id)).filter((edge) => edgeShown(edge) && placed(edge));
}

function onScreen(scene, id) {
  return network.canvasToDOM(scene.positions[id]);
}

function visibleNodes(scene) {
  return BY_CLAIMS.filter((node) => {
    if (!scene.positions[node.id] || (highlight && !shownPart && !highlight.nodes.has(node.id))) return false;
    const { x, y } = onScreen(scene, node.id);
    return x >= 0 && y >= 0 && x <= scene.width && y <= scene.height;
  });
}

function nodeBox(scene, node) {
  const { x, y } = onScreen(scene, node.id);
  const reach = radius(node) * scene.scale * 0.8;
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}

// One veil over everything and a few shapes on top of it: the cost does not grow with the graph.
function drawVeil(scene, edges) {
  const { context } = scene;
  context.globalAlpha = 0.82;
  context.fillStyle = colours.back;
  context.fillRect(0, 0, scene.width, scene.height);
  context.globalAlpha = edges.length > 60 ? 0.4 : 1;
  for (const edge of edges) drawEdge(scene, edge);
  context.globalAlpha = 1;
  for (const id of highlight.nodes) if (scene.positions[id]) drawNode(scene, NODES.get(id));
}

function drawEdge({ context, positions, scale }, edge) {
  if (edge.from === edge.to) return;
  const curve = edgeCurve(edge, positions);
  context.strokeStyle = colours.accent;
  context.lineWidth = Math.max(1.2, edge.width * scale);
  context.setLineDash(edge.dashes ? [5, 4] : []);
  context.beginPath();
  context.moveTo(curve.from.x, curve.from.y);
  context.quadraticCurveTo(curve.via.x, curve.via.y, curve.to.x, curve.to.y);
  context.stroke();
  context.setLineDash([]);
  drawArrow(context, curve, radius(NODES.get(edge.to)) * scale);
}

function drawArrow(context, { via, to }, gap) {
  const angle = Math.atan2(to.y - via.y, to.x - via.x);
  const tip = { x: to.x - gap * Math.cos(angle), y: to.y - gap * Math.sin(angle) };
  context.fillStyle = colours.accent;
  context.beginPath();
  context.moveTo(tip.x, tip.y);
  for (const side of [angle + 0.4, angle - 0.4]) context.lineTo(tip.x - 9 * Math.cos(side), tip.y - 9 * Math.sin(side));
  context.fill();
}

// The ends and the control point of an edge on screen, by the rule of vis-network for edges that bend.
function edgeCurve(edge, positions) {
  const from = positions[edge.from], to = positions[edge.to];
  const half = edge.smooth ? 0.5 * edge.smooth.roundness * (edge.smooth.type === "curvedCW" ? 1 : -1) : 0;
  let via = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  if (half) {
    const angle = Math.atan2(from.y - to.y, to.x - from.x) + (half + 0.5) * Math.PI;
    const reach = (Math.abs(half) + 0.5) * Math.hypot(to.x - from.x, to.y - from.y);
    via = { x: from.x + reach * Math.sin(angle), y: from.y + reach * Math.cos(angle) };
  }
  return { from: network.canvasToDOM(from), via: network.canvasToDOM(via), to: network.canvasToDOM(to) };
}

function drawNode(scene, node) {
  const { context } = scene;
  const { x, y } = onScreen(scene, node.id);
  const unit = Math.max(4, radius(node) * scene.scale) / SHAPE_RADII[node.shape];
  context.save();
  context.translate(x - 8 * unit, y - 8 * unit);
  context.scale(unit, unit);
  context.fillStyle = fill(node);
  context.fill(OUTLINES[node.shape]);
  context.strokeStyle = node.id === highlight.main ? colours.accent : colours.outline;
  context.lineWidth = (node.id === highlight.main ? 3 : 1) / unit;
  context.stroke(OUTLINES[node.shape]);
  context.restore();
}

function drawNodeNames(scene, visible) {
  const main = visible.find((node) => node.id === highlight?.main);
  if (main) drawName(scene, main, CHOSEN_FONT, colours.accent, 0);
  if (!namesOn) return;
  let drawn = 0;
  for (const [rank, node] of visible.entries()) {
    if (node === main) continue;
    if (drawn === MOST_NAMES) break;
    if (drawName(scene, node, NAME_FONT, colours.text, rank)) drawn += 1;
  }
}

// Write a node's name below, above or beside it, where it covers nothing. Rather than go without its name, one of the
// most important nodes covers the shape of a less important one.
function drawName(scene, node, font, colour, rank) {
  const text = shortened(node.label);
  const { x, y } = onScreen(scene, node.id);
  const half = textWidth(scene.context, text, font) / 2 + 3;
  const gap = radius(node) * scene.scale + 3;
  const centres = [
    { x, y: y + gap + LINE_HEIGHT / 2 }, { x, y: y - gap - LINE_HEIGHT / 2 },
    { x: x + gap + half, y }, { x: x - gap - half, y },
  ];
  const boxes = centres.map((centre) => textBox(scene, centre, half));
  const free = boxes.filter((candidate) => isFree(scene, candidate));
  const clearOf = (count) => free.find((candidate) => !overlaps(candidate, scene.shapes.slice(0, count)));
  const box = clearOf(scene.shapes.length) ?? (rank < MOST_IMPORTANT ? clearOf(rank) : undefined);
  if (box) write(scene, text, box, font, colour);
  return box !== undefined;
}

function drawEdgeNames(scene, edges) {
  if (!namesOn || edges.length > MOST_EDGE_NAMES) return;
  for (const edge of edges) {
    if (edge.from === edge.to) continue;
    const { from, via, to } = edgeCurve(edge, scene.positions);
    const text = relationName(edge.type);
    const half = textWidth(scene.context, text, EDGE_FONT) / 2 + 2;
    const places = [0.5, 0.38, 0.62, 0.28].map((t) => textBox(scene, pointOnCurve(from, via, to, t), half));
    const box = places.find((candidate) => isFree(scene, candidate) && !overlaps(candidate, scene.shapes));
    if (box) write(scene, text, box, EDGE_FONT, colours.muted);
  }
}

function pointOnCurve(from, via, to, t) {
  const along = (axis) => (1 - t) ** 2 * from[axis] + 2 * t * (1 - t) * via[axis] + t ** 2 * to[axis];
  return { x: along("x"), y: along("y") };
}

function shortened(name) {
  const characters = [...name];
  return characters.length > 32 ? `${characters.slice(0, 31).join("")}…` : name;
}

function textWidth(context, text, font) {
  const key = `${font} ${text}`;
  if (!nameWidths.has(key)) {
    context.font = font;
    nameWidths.set(key, context.measureText(text).width);
  }
  return nameWidths.get(key);
}

// Around a centre, but moved inwards where the edge of the window would cut it.
function textBox(scene, centre, half) {
  const x = Math.max(half + 2, Math.min(scene.width - half - 2, centre.x));
  return { left: x - half, right: x + half, top: centre.y - LINE_HEIGHT / 2, bottom: centre.y + LINE_HEIGHT / 2 };
}

function isFree(scene, box) {
  return box.top >= 0 && box.bottom <= scene.height && !overlaps(box, scene.names);
}

function overlaps(box, others) {
  return others.some((other) => box.left < other.right && box.right > other.left
    && box.top < other.bottom && box.bottom > other.top);
}

function write(scene, text, box, font, colour) {
  const { context } = scene;
  const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
  scene.names.push({ ...box, text, font, colour });
  context.font = font;
  context.lineWidth = 3.5;
  context.strokeStyle = colours.back;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

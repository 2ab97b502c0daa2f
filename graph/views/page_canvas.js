// The drawing by vis-network: it draws nodes and edges, this adds names and the veil around a selection.

const EDGE_FONT = "11px system-ui, sans-serif";
const LINE_HEIGHT = 15;
const MOST_NAMES = 60;
const MOST_IMPORTANT = 20;
const MOST_EDGE_NAMES = 40;
const MOST_THICK_EDGES = 400;
const OUTLINES = Object.fromEntries(Object.entries(SHAPES).map(([shape, path]) => [shape, new Path2D(path)]));

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

let edgeAlpha = null;
let edgeFactor = 1;
const nameWidths = new Map();
// What was drawn last, for pictures of it.
let lastScene = null;
function applyColours() {
  const lively = { border: colours.accent };
  network.setOptions({ nodes: { color: { border: colours.outline, highlight: lively, hover: lively } } });
  edgeAlpha = null;
  fadeEdges();
}

function fadeEdges() {
  const alpha = edgeStrength(edgeView.length);
  if (alpha === edgeAlpha) return;
  edgeAlpha = alpha;
  network.setOptions({
    edges: { color: { color: `rgba(${colours.edge}, ${alpha})`, highlight: colours.accent, hover: colours.accent } },
  });
}

function applyLooks() {
  nodeItems.update(DATA.nodes.map((node) => ({ id: node.id, ...appearance(node) })));
}

function refreshCanvas() {
  nodeView.refresh();
  edgeView.refresh();
  fadeEdges();
  network.redraw();
}

function redraw() {
  network.redraw();
}

function drawNow() {
  network.redraw();
}

function markEdge(id) {
  network.unselectAll();
  if (id !== null) network.selectEdges([id]);
}

function moveNodes(places) {
  nodeItems.update([...places].map(([id, { x, y }]) => ({ id, x, y })));
}

function placesOf(ids) {
  return Object.values(network.getPositions(ids));
}

function viewNow() {
  return { position: network.getViewPosition(), scale: network.getScale() };
}

function setView({ position, scale }) {
  network.moveTo({ position, scale, animation: false });
  adaptToZoom();
}

function toScreen(point) {
  return network.canvasToDOM(point);
}

function currentScene() {
  return lastScene;
}

function pictureLayers() {
  return [network.canvas.frame.canvas];
}

// What a reader does to the drawing, told to functions of these names.
function listenToDrawing({ clickNode, clickEdge, clickNothing, openNode, overNode, overEdge, away }) {
  let zooming;
  network.on("zoom", () => {
    clearTimeout(zooming);
    zooming = setTimeout(adaptToZoom, 150);
  });
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) clickNode(nodes[0]);
    else if (edges.length) clickEdge(edges[0]);
    else clickNothing();
  });
  network.on("doubleClick", ({ pointer }) => {
    // What vis-network selects is unselected by the first of the two clicks.
    const id = network.getNodeAt(pointer.DOM);
    if (id !== undefined) openNode(id);
  });
  network.on("hoverNode", ({ node, event }) => overNode(node, event));
  network.on("hoverEdge", ({ edge, event }) => overEdge(edge, event));
  for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(name, away);
}

function radius(node) {
  return sizeOf(node) + extraRadius;
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

// vis-network hands over its context in drawing units; names are drawn in pixels of the window.
network.on("afterDrawing", (context) => {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const scene = {
    context, scale: network.getScale(), positions: network.getPositions(nodeView.getIds()),
    width: context.canvas.clientWidth, height: context.canvas.clientHeight, names: [], shapes: [], edgeAlpha,
    radius: (node) => radius(node) * network.getScale(),
    thickness: (edge) => edge.width * edgeFactor * network.getScale(),
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
  drawEdgeNames(scene, highlight && !shownPart ? edges : shownEdges(scene, DATA.edges.map(({ id }) => id)));
  context.restore();
  lastScene = scene;
});

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

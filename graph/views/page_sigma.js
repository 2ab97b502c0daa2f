// The drawing by sigma: WebGL, for many nodes. sigma draws no dashes, so what papers only deny has a colour of its own.

// More edges than these are hidden while the drawing moves, and say nothing under the pointer until they are clicked.
const MOST_MOVING_EDGES = 20_000;
// Pixels of a drawing unit below which nodes shrink no further, or they could not be seen.
const LEAST_SCALE = 0.2;
const FAINT = 0.2;
const EDGE_WIDTH = 1.4;
// Pixels that a click may miss an edge by.
const POINTER = 6;
// In widths of the edge.
const ARROW = { extremity: "target", lengthToThicknessRatio: 4.5, widenessToThicknessRatio: 3 };
// Of so few nodes that stand out, or are shown alone, every name is wanted.
const MOST_FORCED = 60;

// sigma keeps things in plain objects by their keys. Numbers are safe there, and ids may be any text.
const NODE_KEYS = new Map(DATA.nodes.map((node, i) => [node.id, i]));
const places = DATA.nodes.map(({ x, y }) => ({ x, y }));
const edgeEnds = DATA.edges.map(({ from, to }) => [NODE_KEYS.get(from), NODE_KEYS.get(to)]);
const sigmaGraph = new sigmaKit.MultiDirectedGraph();
const edgeColours = {};
const mixtures = new Map();
// What names cover in the frame that is being drawn, and how many pixels a drawing unit has at ratio 1.
let nameBoxes = [];
let wholeScale = 1;
let markedEdge = null;
let askedFrame = null;
const renderer = webglWorks() ? makeRenderer() : null;

function webglWorks() {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}

function makeRenderer() {
  places.forEach(({ x, y }, key) => sigmaGraph.addNode(key, { x, y: -y }));
  edgeEnds.forEach(([from, to], id) => {
    // sigma has no loops. They are on the cards.
    if (from !== to) sigmaGraph.addDirectedEdgeWithKey(id, from, to);
  });
  const made = new sigmaKit.Sigma(sigmaGraph, document.getElementById("canvas"), {
    allowInvalidContainer: true,
    nodeProgramClasses: { shape: makeShapeProgram(Object.keys(SHAPES)) },
    edgeProgramClasses: {
      arrow: sigmaKit.createEdgeArrowProgram(ARROW), curve: sigmaKit.createEdgeCurveProgram({ arrowHead: ARROW }),
    },
    defaultNodeType: "shape",
    defaultEdgeType: "arrow",
    nodeReducer: nodeLooks,
    edgeReducer: edgeLooks,
    zIndex: true,
    minEdgeThickness: DATA.edges.length > MOST_MOVING_EDGES ? 0.6 : 1.3,
    hideEdgesOnMove: DATA.edges.length > MOST_MOVING_EDGES,
    labelGridCellSize: 90,
    labelRenderedSizeThreshold: 2.5,
    defaultDrawNodeLabel: drawName,
    defaultDrawNodeHover: drawOutline,
    zoomToSizeRatioFunction: (ratio) => 1 / Math.max(LEAST_SCALE, wholeScale / ratio),
  });
  made.on("beforeRender", () => { nameBoxes = []; });
  made.on("resize", measure);
  // Or small views, which have a layout of their own, would change the scale of everything.
  made.setCustomBBox(made.getBBox());
  return made;
}

function measure() {
  if (renderer) wholeScale = viewNow().scale * renderer.getCamera().ratio;
}

function nodeLooks(key, data) {
  const node = DATA.nodes[key];
  if (!nodeShown(node)) return { ...data, hidden: true };
  const looks = { ...data, shape: node.shape, size: sizeOf(node), color: fill(node), label: null, zIndex: 1 };
  if (highlight && !shownPart && !highlight.nodes.has(node.id)) {
    return { ...looks, color: mixed(fill(node), FAINT), zIndex: 0 };
  }
  const isMain = highlight?.main === node.id;
  if (namesOn || isMain) looks.label = shortened(node.label);
  const isOfFew = (shownPart ?? highlight)?.nodes.size < MOST_FORCED;
  return { ...looks, highlighted: isMain, forceLabel: isMain || isOfFew };
}

function edgeLooks(key, data) {
  const edge = EDGES.get(Number(key));
  if (!edgeShown(edge)) return { ...data, hidden: true };
  const bend = edge.smooth && edge.smooth.roundness * (edge.smooth.type === "curvedCW" ? 1 : -1);
  const looks = { ...data, type: bend ? "curve" : "arrow", curvature: bend, size: EDGE_WIDTH * edge.width, zIndex: 1 };
  if (highlight?.edges.has(edge.id) || edge.id === markedEdge) return { ...looks, color: colours.accent, zIndex: 2 };
  if (highlight && !shownPart) return { ...looks, color: edgeColours.faint, zIndex: 0 };
  return { ...looks, color: edge.dashes ? edgeColours.denied : edgeColours.said };
}

// Colours are mixed with that of the page, as what sigma draws translucent is too bright where it is dense.
function mixed(colour, strength) {
  const key = `${colour} ${strength}`;
  if (!mixtures.has(key)) {
    const [a, b] = [colour, colours.back].map(channels);
    mixtures.set(key, `rgb(${a.map((value, i) => Math.round(strength * value + (1 - strength) * b[i])).join()})`);
  }
  return mixtures.get(key);
}

function channels(colour) {
  if (colour.startsWith("rgb")) return colour.match(/\d+/g).map(Number);
  const digits = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : colour.slice(1).match(/../g);
  return digits.map((pair) => parseInt(pair, 16));
}

function fadeEdges() {
  const strength = edgeStrength(DATA.edges.filter(edgeShown).length);
  edgeColours.strength = strength;
  edgeColours.said = mixed(`rgb(${colours.edge})`, strength);
  edgeColours.denied = mixed(colours.warn, Math.min(1, 2 * strength));
  edgeColours.faint = mixed(`rgb(${colours.edge})`, FAINT * strength);
}

function applyColours() {
  mixtures.clear();
  refreshCanvas();
}

function applyLooks() {
  redraw();
}

function refreshCanvas() {
  fadeEdges();
  redraw();
}

// Several changes at once are drawn once: WebGL is quick, but not where it is done by software.
function redraw() {
  askedFrame ??= requestAnimationFrame(drawNow);
}

function drawNow() {
  cancelAnimationFrame(askedFrame);
  askedFrame = null;
  renderer?.refresh();
}

function markEdge(id) {
  markedEdge = id;
}

function moveNodes(newPlaces) {
  for (const [id, { x, y }] of newPlaces) {
    const key = NODE_KEYS.get(id);
    places[key] = { x, y };
    if (renderer) sigmaGraph.mergeNodeAttributes(key, { x, y: -y });
  }
  redraw();
}

function placesOf(ids) {
  return ids.map((id) => places[NODE_KEYS.get(id)]);
}

// sigma's own matrix is that of the last frame; the camera may have moved since.
function toScreen({ x, y }) {
  return renderer.graphToViewport({ x, y: -y }, { cameraState: renderer.getCamera().getState() });
}

function viewNow() {
  if (!renderer) return { position: { x: 0, y: 0 }, scale: 1 };
  const { width, height } = renderer.getDimensions();
  const cameraState = renderer.getCamera().getState();
  const { x, y } = renderer.viewportToGraph({ x: width / 2, y: height / 2 }, { cameraState });
  const zero = toScreen({ x: 0, y: 0 }), one = toScreen({ x: 1, y: 0 });
  return { position: { x, y: -y }, scale: one.x - zero.x };
}

function setView({ position, scale }) {
  if (!renderer) return;
  const camera = renderer.getCamera(), cameraState = camera.getState();
  const { x, y } = renderer.viewportToFramedGraph(toScreen(position), { cameraState });
  camera.setState({ x, y, ratio: cameraState.ratio * viewNow().scale / scale, angle: 0 });
}

function listenToDrawing({ clickNode, clickEdge, clickNothing, openNode, overNode, overEdge, away }) {
  if (!renderer) return sayNoWebgl();
  const id = (node) => DATA.nodes[node].id;
  renderer.on("clickNode", ({ node }) => clickNode(id(node)));
  renderer.on("clickStage", ({ event }) => {
    const edge = edgeAt(event);
    if (edge) clickEdge(edge.id);
    else clickNothing();
  });
  renderer.on("doubleClickNode", ({ node, preventSigmaDefault }) => { preventSigmaDefault(); openNode(id(node)); });
  renderer.on("enterNode", ({ node, event }) => overNode(id(node), event.original));
  for (const name of ["leaveNode", "downStage", "wheelStage"]) renderer.on(name, away);
  if (DATA.edges.length <= MOST_MOVING_EDGES) listenToEdges(overEdge, away);
  measure();
}

function listenToEdges(overEdge, away) {
  let over = null, onNode = false;
  renderer.on("enterNode", () => { onNode = true; over = null; });
  renderer.on("leaveNode", () => { onNode = false; });
  renderer.on("moveBody", ({ event }) => {
    const edge = onNode || event.original.buttons ? null : edgeAt(event);
    if (edge && edge !== over) overEdge(edge.id, event.original);
    if (!edge && over) away();
    over = edge;
  });
}

// The edge next to a point of the window. sigma could tell, but only what is hit to the pixel, and edges are thin.
function edgeAt(pointer) {
  const { x, y } = renderer.viewportToGraph(pointer);
  const target = { x, y: -y };
  let nearest = null, least = POINTER / viewNow().scale;
  for (const edge of DATA.edges) {
    const [from, to] = edgeEnds[edge.id].map((key) => places[key]);
    // An edge bends by less than its length.
    const reach = least + Math.hypot(to.x - from.x, to.y - from.y);
    if (Math.abs(target.x - from.x) > reach || Math.abs(target.y - from.y) > reach) continue;
    if (from === to || !edgeShown(edge)) continue;
    const distance = distanceTo(target, from, controlPoint(edge, from, to), to);
    if (distance < least) [nearest, least] = [edge, distance];
  }
  return nearest;
}

function distanceTo(target, from, via, to) {
  const points = [0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1].map((t) => pointOnCurve(from, via, to, t));
  return Math.min(...points.slice(1).map((point, i) => distanceToLine(target, points[i], point)));
}

function distanceToLine(target, a, b) {
  const x = b.x - a.x, y = b.y - a.y;
  const along = ((target.x - a.x) * x + (target.y - a.y) * y) / (x * x + y * y || 1);
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(target.x - a.x - t * x, target.y - a.y - t * y);
}

function sayNoWebgl() {
  document.getElementById("canvas").append(Object.assign(document.createElement("p"), {
    className: "empty",
    textContent: "This browser has no WebGL, with which this page draws: turn it on, open the page in another browser, "
      + "or make one with --renderer vis; search, lists and cards work without it.",
  }));
  for (const id of ["fit", "labels", "png", "svg"]) document.getElementById(id).disabled = true;
}

// Names stand beside their nodes, the largest nodes first; one that would cover another is left out.
function drawName(context, { label, x, y, size, highlighted }) {
  if (!label || highlighted) return;
  writeName(context, { label, x, y, size, font: NAME_FONT, colour: colours.text });
}

// Of the chosen node, and of the one under the pointer.
function drawOutline(context, { label, x, y, size }) {
  context.beginPath();
  context.arc(x, y, size + 2.5, 0, 2 * Math.PI);
  context.strokeStyle = colours.accent;
  context.lineWidth = 3;
  context.stroke();
  if (label) writeName(context, { label, x, y, size: size + 4, font: CHOSEN_FONT, colour: colours.accent, always: true });
}

function writeName(context, { label, x, y, size, font, colour, always = false }) {
  context.font = font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const width = context.measureText(label).width;
  const centre = x + size + 4 + width / 2;
  const box = { left: centre - width / 2, right: centre + width / 2, top: y - 7.5, bottom: y + 7.5 };
  if (!always && overlaps(box, nameBoxes)) return;
  nameBoxes.push({ ...box, text: label, font, colour });
  context.lineWidth = 3.5;
  context.strokeStyle = colours.back;
  context.strokeText(label, centre, y);
  context.fillStyle = colour;
  context.fillText(label, centre, y);
}

function currentScene() {
  drawNow();
  const positions = Object.create(null);
  for (const id of drawnNodes()) positions[id] = places[NODE_KEYS.get(id)];
  const { width, height } = renderer.getDimensions();
  return {
    positions, width, height, scale: viewNow().scale, names: nameBoxes, edgeAlpha: edgeColours.strength,
    radius: (node) => renderer.scaleSize(sizeOf(node)),
    thickness: (edge) => renderer.scaleSize(EDGE_WIDTH * edge.width),
  };
}

// Drawn anew, as WebGL forgets a picture once it is on screen.
function pictureLayers() {
  drawNow();
  const { edges, nodes, labels, hovers, hoverNodes } = renderer.getCanvases();
  return [edges, nodes, labels, hovers, hoverNodes];
}

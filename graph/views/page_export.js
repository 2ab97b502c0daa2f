// Pictures of what is seen, and print.

// What opens a larger file of lines is slow, if it does at all.
const MOST_SVG_EDGES = 30_000;
const SVG_SPACE = "http://www.w3.org/2000/svg";
// XML has no way to write these.
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function svgElement(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG_SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

function download(blob, name) {
  const link = element("a", { download: name, href: URL.createObjectURL(blob) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function savePng() {
  const layers = pictureLayers();
  const picture = document.createElement("canvas");
  picture.width = layers[0].width;
  picture.height = layers[0].height;
  const context = picture.getContext("2d");
  context.fillStyle = colours.back;
  context.fillRect(0, 0, picture.width, picture.height);
  for (const layer of layers) context.drawImage(layer, 0, 0);
  picture.toBlob((blob) => download(blob, "graph.png"));
}

function saveSvg() {
  if (DATA.edges.filter(edgeShown).length > MOST_SVG_EDGES) {
    showBanner(`More than ${MOST_SVG_EDGES.toLocaleString("en")} relations are too many for an SVG: show a part of them, `
      + "or save a PNG.", element("button", { onclick: () => showBanner("") }, "Close"));
    return;
  }
  const text = new XMLSerializer().serializeToString(svgPicture(currentScene()));
  download(new Blob([text], { type: "image/svg+xml" }), "graph.svg");
}

// The same picture as on the canvas, in the same order: edges, nodes, names.
function svgPicture(scene) {
  const { width, height } = scene;
  const field = svgElement("rect", { width, height, fill: colours.back });
  const title = svgElement("title", {}, xmlText(document.title));
  const edges = shownEdges(scene, DATA.edges.map(({ id }) => id)).map((edge) => svgEdge(scene, edge));
  const placed = BY_CLAIMS.filter((node) => scene.positions[node.id]);
  const nodes = visibleOnly(scene, placed).map((node) => svgNode(scene, node));
  const names = scene.names.map(svgName);
  return svgElement("svg", { xmlns: SVG_SPACE, width, height, viewBox: `0 0 ${width} ${height}` },
    title, field, ...edges.flat(), ...nodes.reverse(), ...names);
}

function xmlText(text) {
  return text.replace(NOT_XML, "\ufffd");
}

function visibleOnly(scene, nodes) {
  return nodes.filter((node) => {
    const { x, y } = onScreen(scene, node.id), reach = scene.radius(node);
    return x >= -reach && y >= -reach && x <= scene.width + reach && y <= scene.height + reach;
  });
}

// What is not chosen is as faint as under the veil.
function faint(isChosen) {
  return highlight && !shownPart && !isChosen ? { opacity: 0.18 } : {};
}

function svgEdge(scene, edge) {
  if (edge.from === edge.to) return [];
  const { from, via, to } = edgeCurve(edge, scene.positions);
  const chosenOne = highlight?.edges.has(edge.id);
  const colour = chosenOne ? colours.accent : `rgb(${colours.edge})`;
  const strength = chosenOne ? {} : { "stroke-opacity": scene.edgeAlpha };
  const dashes = edge.dashes ? { "stroke-dasharray": "5 4" } : {};
  const line = svgElement("path", {
    d: `M${place(from)}Q${place(via)} ${place(to)}`, fill: "none", stroke: colour,
    "stroke-width": Math.max(0.5, scene.thickness(edge)).toFixed(2),
    ...strength, ...dashes, ...faint(chosenOne),
  });
  const angle = Math.atan2(to.y - via.y, to.x - via.x), gap = scene.radius(NODES.get(edge.to));
  const tip = { x: to.x - gap * Math.cos(angle), y: to.y - gap * Math.sin(angle) };
  const size = Math.max(3, Math.min(9, 9 * scene.scale));
  const sides = [angle + 0.4, angle - 0.4].map(
    (side) => place({ x: tip.x - size * Math.cos(side), y: tip.y - size * Math.sin(side) }),
  );
  const opacity = chosenOne ? {} : { "fill-opacity": scene.edgeAlpha };
  const outline = `M${place(tip)}L${sides.join("L")}z`;
  const head = svgElement("path", { d: outline, fill: colour, ...opacity, ...faint(chosenOne) });
  return [line, head];
}

function place({ x, y }) {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

function svgNode(scene, node) {
  const { x, y } = onScreen(scene, node.id);
  const unit = scene.radius(node) / SHAPE_RADII[node.shape];
  const chosenOne = highlight?.main === node.id;
  return svgElement("path", {
    d: SHAPES[node.shape], fill: fill(node), stroke: chosenOne ? colours.accent : colours.outline,
    "stroke-width": ((chosenOne ? 3 : 1) * Math.min(1, scene.scale) / unit).toFixed(2),
    transform: `translate(${place({ x: x - 8 * unit, y: y - 8 * unit })}) scale(${unit.toFixed(3)})`,
    ...faint(highlight?.nodes.has(node.id)),
  }, svgElement("title", {}, xmlText(`${node.label} (${node.type})`)));
}

function svgName({ left, right, top, bottom, text, font, colour }) {
  const [, weight, size] = font.match(/^(?:(\d+) )?(\d+)px/);
  return svgElement("text", {
    x: ((left + right) / 2).toFixed(1), y: ((top + bottom) / 2).toFixed(1), fill: colour, stroke: colours.back,
    "stroke-width": 3.5, "stroke-linejoin": "round", "paint-order": "stroke", "text-anchor": "middle",
    "dominant-baseline": "central", "font-family": "system-ui, sans-serif", "font-size": size,
    "font-weight": weight ?? 400,
  }, xmlText(text));
}

// On paper: light, with every sentence of the details, and the drawing as large as the sheet is wide.
const beforePrint = { dark: false, closed: [] };

function preparePrint() {
  beforePrint.dark = document.documentElement.dataset.theme === "dark";
  beforePrint.closed = [...document.querySelectorAll("#details details:not([open])")];
  for (const one of beforePrint.closed) one.open = true;
  setTheme(false);
  drawNow();
}

function afterPrint() {
  for (const one of beforePrint.closed) one.open = false;
  setTheme(beforePrint.dark);
}

// What the page knows of the graph, and questions to it. Nothing here draws.

const DATA = JSON.parse(document.getElementById("data").textContent);
const NODES = new Map(DATA.nodes.map((node) => [node.id, node]));
const EDGES = new Map(DATA.edges.map((edge) => [edge.id, edge]));
const BY_CLAIMS = [...DATA.nodes].sort((a, b) => b.claims - a.claims || compare(a.label, b.label));
const INCIDENT = incidentEdges();

const filters = { types: new Set(), relations: new Set(), confidence: 0 };
// The part of the graph that is shown alone: {nodes, edges}, sets of ids; null is all, of the edges too.
let shownPart = null;

for (const edge of DATA.edges) edge.confidence = Math.max(...edge.evidence.map((value) => value.confidence));

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function incidentEdges() {
  const incident = new Map(DATA.nodes.map((node) => [node.id, []]));
  for (const edge of DATA.edges) {
    incident.get(edge.from).push(edge);
    if (edge.to !== edge.from) incident.get(edge.to).push(edge);
  }
  return incident;
}

function otherEnd(edge, id) {
  return edge.from === id ? edge.to : edge.from;
}

function relationName(type) {
  return type.toLowerCase().replaceAll("_", " ");
}

function plural(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

function nodeAllowed(node) {
  return !filters.types.has(node.type);
}

function edgeAllowed(edge) {
  return !filters.relations.has(edge.type) && edge.confidence >= filters.confidence
    && nodeAllowed(NODES.get(edge.from)) && nodeAllowed(NODES.get(edge.to));
}

function nodeShown(node) {
  return nodeAllowed(node) && (!shownPart || shownPart.nodes.has(node.id));
}

function edgeShown(edge) {
  if (!edgeAllowed(edge) || (shownPart?.edges && !shownPart.edges.has(edge.id))) return false;
  return !shownPart || (shownPart.nodes.has(edge.from) && shownPart.nodes.has(edge.to));
}

// Ids of all nodes at most `hops` steps away, with their distance, nearest first.
function neighbourhood(start, hops) {
  const distance = new Map([[start, 0]]);
  for (const [id, steps] of distance) {
    if (steps === hops) continue;
    for (const edge of INCIDENT.get(id)) {
      const next = otherEnd(edge, id);
      if (edgeAllowed(edge) && !distance.has(next)) distance.set(next, steps + 1);
    }
  }
  return distance;
}

// A shortest path as {nodes, edges} in order, or null. Of parallel edges, the one that most papers support.
function shortestPath(start, goal) {
  const reachedBy = new Map([[start, null]]);
  for (const id of reachedBy.keys()) {
    if (id === goal) break;
    const strongestFirst = [...INCIDENT.get(id)].sort((a, b) => b.evidence.length - a.evidence.length);
    for (const edge of strongestFirst) {
      const next = otherEnd(edge, id);
      if (edgeAllowed(edge) && !reachedBy.has(next)) reachedBy.set(next, edge);
    }
  }
  if (!reachedBy.has(goal)) return null;
  const path = { nodes: [goal], edges: [] };
  for (let edge = reachedBy.get(goal); edge; edge = reachedBy.get(path.nodes[0])) {
    path.edges.unshift(edge.id);
    path.nodes.unshift(otherEnd(edge, path.nodes[0]));
  }
  return path;
}

function passageText(number) {
  return DATA.passages[number].parts.map(([text]) => text).join("");
}

const SEARCH_INDEX = BY_CLAIMS.map((node) => {
  const evidence = [...node.introductions, ...INCIDENT.get(node.id).flatMap((edge) => edge.evidence)];
  const passages = [...new Set(evidence.map((value) => value.passage))];
  return { node, names: [node.label, ...node.aliases].map((name) => name.toLowerCase()), passages };
});
const PASSAGE_TEXTS = DATA.passages.map((_, number) => passageText(number).toLowerCase());

// Nodes that match the query by a name, best first, then those by a sentence; {node, alias} or {node, passage}.
function search(query) {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (text) => wanted.every((word) => text.includes(word));
  const exact = [], starting = [], containing = [], inEvidence = [];
  if (!wanted.length) return [];
  for (const { node, names, passages } of SEARCH_INDEX) {
    const at = names.findIndex(matches);
    if (at >= 0) {
      const alias = at > 0 ? node.aliases[at - 1] : null;
      const whole = names.includes(wanted.join(" "));
      (whole ? exact : names[at].startsWith(wanted[0]) ? starting : containing).push({ node, alias });
      continue;
    }
    const passage = passages.find((number) => matches(PASSAGE_TEXTS[number]));
    if (passage !== undefined) inEvidence.push({ node, passage });
  }
  return [...exact, ...starting, ...containing, ...inEvidence];
}

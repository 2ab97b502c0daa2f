// What the page knows of the graph, and questions to it. Nothing here draws.

const DATA = unpacked(JSON.parse(document.getElementById("data").textContent));
const NODES = new Map(DATA.nodes.map((node) => [node.id, node]));
const EDGES = new Map(DATA.edges.map((edge) => [edge.id, edge]));
const BY_CLAIMS = [...DATA.nodes].sort((a, b) => b.claims - a.claims || compare(a.label, b.label));
const INCIDENT = incidentEdges();

const YEARS = [...new Set(DATA.papers.map(({ year }) => year).filter((year) => year !== null))].sort((a, b) => a - b);
const MOST_SUPPORT = DATA.edges.reduce((most, edge) => Math.max(most, edge.evidence.length), 1);

// What is hidden or asked for. from and until are null where all years are shown, papers without a year too.
const filters = {
  types: new Set(), relations: new Set(), polarities: new Set(),
  from: null, until: null, support: 1, confidence: 0, joined: false,
};
// The part of the graph that is shown alone: {nodes, edges}, sets of ids; null is all, of the edges too.
let shownPart = null;
// What the filters leave, by id.
let allowedNodes = new Set(NODES.keys()), allowedEdges = new Set(EDGES.keys());

// The page holds rows instead of objects where there are many, and numbers instead of the ids of nodes.
function unpacked(data) {
  const idOf = (number) => data.nodes[number].id;
  const toEvidence = ([paper, passage, confidence, flags, count]) => (
    { paper, passage, confidence, negated: (flags & 1) > 0, hedged: (flags & 2) > 0, count }
  );
  for (const node of data.nodes) {
    node.introductions = node.introductions.map(toEvidence);
    node.mentions = node.mentions.map(([paper, count]) => ({ paper, count }));
  }
  data.edges = data.edges.map(([from, to, type, width, denied, bend, evidence], id) => ({
    id, from: idOf(from), to: idOf(to), type, width, dashes: denied > 0,
    smooth: bend !== 0 && { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) },
    evidence: evidence.map(toEvidence),
  }));
  data.passages = data.passages.map((parts) => parts.map(([text, ...names]) => [text, ...names.map(idOf)]));
  return data;
}

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

function nodesWord(count) {
  return DATA.nodes.some((node) => node.paper !== undefined) ? plural(count, "node", "nodes")
    : plural(count, "entity", "entities");
}

function plural(count, one, many) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

function polarity(evidence) {
  return evidence.negated ? "negated" : evidence.hedged ? "hedged" : "asserted";
}

function yearAllowed(number) {
  if (filters.from === null && filters.until === null) return true;
  const { year } = DATA.papers[number];
  return year !== null && (filters.from ?? year) <= year && year <= (filters.until ?? year);
}

function evidenceAllowed(evidence) {
  return evidence.confidence >= filters.confidence && !filters.polarities.has(polarity(evidence))
    && yearAllowed(evidence.paper);
}

// An entity is of a year if a paper of the year names it, introduces it, or claims something of it.
function ofTheYears(node) {
  if (filters.from === null && filters.until === null) return true;
  if (node.paper !== undefined) return yearAllowed(node.paper);
  const papers = [...node.mentions, ...node.introductions, ...INCIDENT.get(node.id).flatMap((edge) => edge.evidence)];
  return papers.some(({ paper }) => yearAllowed(paper));
}

// What one paper says of itself is not a matter of how many say so.
function enoughEvidence(edge) {
  const ofPaper = NODES.get(edge.from).paper !== undefined;
  return edge.evidence.filter(evidenceAllowed).length >= (ofPaper ? 1 : filters.support);
}

// Done once for each change of the filters, and not for each node and edge that is drawn.
function applyToGraph() {
  const ofKind = new Set();
  for (const node of DATA.nodes) if (!filters.types.has(node.type) && ofTheYears(node)) ofKind.add(node.id);
  allowedEdges = new Set();
  const ends = new Set();
  for (const edge of DATA.edges) {
    if (filters.relations.has(edge.type) || !ofKind.has(edge.from) || !ofKind.has(edge.to)) continue;
    if (!enoughEvidence(edge)) continue;
    allowedEdges.add(edge.id);
    ends.add(edge.from).add(edge.to);
  }
  allowedNodes = filters.joined ? ends : ofKind;
}

function nodeAllowed(node) {
  return allowedNodes.has(node.id);
}

function edgeAllowed(edge) {
  return allowedEdges.has(edge.id);
}

function nodeShown(node) {
  return nodeAllowed(node) && (!shownPart || shownPart.nodes.has(node.id));
}

function edgeShown(edge) {
  if (!edgeAllowed(edge) || (shownPart?.edges && !shownPart.edges.has(edge.id))) return false;
  return !shownPart || (shownPart.nodes.has(edge.from) && shownPart.nodes.has(edge.to));
}

function drawnNodes() {
  return DATA.nodes.filter(nodeShown).map(({ id }) => id);
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
  return DATA.passages[number].map(([text]) => text).join("");
}

const SEARCH_INDEX = BY_CLAIMS.map((node) => {
  const evidence = [...node.introductions, ...INCIDENT.get(node.id).flatMap((edge) => edge.evidence)];
  const passages = [...new Set(evidence.map((value) => value.passage))].filter((number) => number !== null);
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

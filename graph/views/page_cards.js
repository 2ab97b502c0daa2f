// Cards: what is known of an entity, a claim, a path. Text from papers enters them through text nodes only.

const OPEN_CLAIMS = 12;

const FIRST_SCORES = 12;
const RESULTS = resultsByEnd();
// The other ends of a score, by the end that a card is about.
const OTHERS = { of: ["on", "metric"], on: ["of", "metric"], metric: ["of", "on"] };
const END_NAMES = { of: "System", on: "Measured on", metric: "Metric" };

function resultsByEnd() {
  const found = new Map();
  for (const result of DATA.results) {
    for (const end of ["of", "on", "metric"]) {
      const id = result[end]?.[0];
      if (id && !found.has(id)) found.set(id, { of: [], on: [], metric: [] });
      if (id) found.get(id)[end].push(result);
    }
  }
  return found;
}

function evidenceQuote(evidence, ends) {
  const confidence = ` · confidence ${evidence.confidence.toFixed(2)}`;
  const source = element("footer", {}, ...paperLink(evidence.paper), confidence);
  if (evidence.count > 1) source.append(` · said ${evidence.count} times`);
  for (const flag of ["negated", "hedged"]) if (evidence[flag]) source.append(element("span", { class: "flag" }, flag));
  return element("blockquote", {}, element("p", { dir: "auto" }, ...markedText(evidence.passage, ends)), source);
}

// Pieces of one name may be pieces of another, too.
function markedText(passage, ends) {
  const pieces = [];
  for (const [text, ...ids] of DATA.passages[passage]) {
    const named = ids.some((id) => ends.includes(id)), last = pieces.at(-1);
    if (last?.named === named) last.text += text;
    else pieces.push({ text, named });
  }
  return pieces.map(({ text, named }) => named ? element("mark", {}, text) : text);
}

function edgeQuotes(edge) {
  if (edge.type !== "MENTIONS") return edge.evidence.map((evidence) => evidenceQuote(evidence, [edge.from, edge.to]));
  return edge.evidence.map(({ paper, count }) => element(
    "p", { class: "muted" }, ...paperLink(paper), ` names it ${plural(count, "time", "times")}`,
  ));
}

function relationChip(edge, id) {
  return element("span", { class: "relation" }, `${edge.from === id ? "→" : "←"} ${relationName(edge.type)}`);
}

function claimRow(edge, id, open) {
  const summary = element("summary", { class: "muted" }, plural(edge.evidence.length, "paper", "papers"));
  const named = [relationChip(edge, id), " ", nodeButton(otherEnd(edge, id))];
  if (edge.type === "MENTIONS") return element("li", {}, ...named);
  const details = element("details", {}, summary, ...edgeQuotes(edge));
  details.open = open;
  return element("li", { class: "claim" }, ...named, details);
}

function showOverviewCard() {
  const shown = BY_CLAIMS.filter(nodeShown);
  showCard(heading("Most claims first", shown.length), longList(shown, (node) => element(
    "li", { class: "row" }, glyph(node), nodeButton(node.id),
    muted(`${node.type} · ${node.claims.toLocaleString("en")}`),
  )));
}

function mostPapersFirst(a, b) {
  return b.evidence.length - a.evidence.length || compare(a.type, b.type) || a.id - b.id;
}

function showNodeCard(id) {
  const node = NODES.get(id);
  const isPaper = node.paper !== undefined;
  // What names an entity is a list of its own.
  const edges = INCIDENT.get(id).filter((edge) => isPaper || edge.type !== "MENTIONS").sort(mostPapersFirst);
  const introductions = node.introductions.map((evidence) => evidenceQuote(evidence, [id]));
  const open = edges.length <= OPEN_CLAIMS;
  const title = isPaper ? paperLink(node.paper) : [foreign(node.label)];
  showCard(
    heading(node.type), element("p", { class: "title" }, glyph(node), " ", ...title),
    nodeFacts(node), nodeActions(id), leaderboards(id),
    introductions.length ? [heading("Introduced by"), ...introductions] : [],
    edges.length ? [heading("Claims", edges.length), ...longList(edges, (edge) => claimRow(edge, id, open))] : [],
    node.undrawn ? element("p", { class: "muted" }, `${plural(node.undrawn, "claim", "claims")} more, not drawn.`) : [],
    node.mentions.length ? [heading("Named in", node.mentions.length), ...longList(node.mentions, mentionRow)] : [],
  );
  byId("said").textContent = `${node.label}, ${node.type}, ${plural(node.claims, "claim", "claims")}`;
}

// The scores of a system, on a benchmark, or by a metric: alike ones together, highest first, as whether higher is
// better depends on the metric.
function leaderboards(id) {
  return Object.entries(RESULTS.get(id) ?? {}).filter(([, results]) => results.length).flatMap(([end, results]) => {
    const sorted = [...results].sort((a, b) => compare(board(a), board(b)) || b.value - a.value);
    const body = element("tbody", {}, ...sorted.slice(0, FIRST_SCORES).flatMap((result) => scoreRows(result, end)));
    const columns = [...OTHERS[end].map((other) => END_NAMES[other]), "Score"];
    const head = element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, column)));
    const table = element("table", { class: "scores" }, element("thead", {}, head), body);
    if (sorted.length <= FIRST_SCORES) return [heading("Reported scores", results.length), table];
    const more = element("button", { onclick: () => {
      body.append(...sorted.slice(FIRST_SCORES).flatMap((result) => scoreRows(result, end)));
      more.remove();
    } }, `Show all ${results.length.toLocaleString("en")} scores`);
    return [heading("Reported scores", results.length), table, more];
  });
}

function board({ on, metric, unit, delta }) {
  return JSON.stringify([on?.[1] ?? "", metric?.[1] ?? "", unit ?? "", delta]);
}

function scoreRows(result, end) {
  const { evidence } = result;
  const ends = ["of", "on", "metric"].map((one) => result[one]?.[0]);
  const score = element("td", { class: "score" }, foreign(result.text));
  if (result.delta) score.append(" ", muted("difference"));
  for (const flag of ["negated", "hedged"]) {
    if (evidence[flag]) score.append(" ", element("span", { class: "flag" }, flag));
  }
  const { title, year } = DATA.papers[evidence.paper];
  const named = year === null ? [] : [` (${year})`];
  const said = element("summary", { class: "muted" }, foreign(title || "(untitled paper)"), ...named);
  return [
    element("tr", {}, ...OTHERS[end].map((other) => element("td", {}, scoreEnd(result[other]))), score),
    element("tr", { class: "source" }, element("td", { colspan: 3 },
      element("details", {}, said, evidenceQuote(evidence, ends)))),
  ];
}

function scoreEnd(end) {
  if (!end) return muted("not named");
  return NODES.has(end[0]) ? nodeButton(end[0]) : foreign(end[1]);
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
  const { id } = DATA.papers[paper];
  const named = NODES.has(id) ? [nodeButton(id)] : paperLink(paper);
  return element("li", {}, ...named, count > 1 ? muted(` ${count} times`) : null);
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


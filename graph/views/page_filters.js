// Filters and looks: their controls, and how an address keeps them.

const SAYINGS = { asserted: "asserted", hedged: "hedged: may be so", negated: "negated: is not so" };
const POLARITIES = Object.keys(SAYINGS).map((name) => ({
  name, label: SAYINGS[name],
  count: DATA.edges.filter((edge) => edge.evidence.some((evidence) => polarity(evidence) === name)).length,
}));

let paintLegends = [];

function fillFilters() {
  paintLegends = [
    fillLegend(byId("types"), DATA.legend.types, filters.types, filtersChanged),
    fillLegend(byId("relations"), DATA.legend.relations, filters.relations, filtersChanged),
    fillLegend(byId("polarities"), POLARITIES.filter(({ count }) => count), filters.polarities, filtersChanged),
  ];
  for (const [id, every] of [["from", "earliest"], ["until", "latest"]]) {
    byId(id).append(element("option", { value: "" }, every),
      ...YEARS.map((year) => element("option", { value: year }, String(year))));
  }
  byId("support").max = MOST_SUPPORT;
  byId("years").hidden = byId("years-title").hidden = YEARS.length < 2;
  byId("support").disabled = MOST_SUPPORT === 1;
  byId("communities").append(...DATA.legend.communities.map(({ name, color, count }) => element(
    "li", { class: "row" }, glyph({ shape: "dot", color }), foreign(name), muted(count.toLocaleString("en")),
  )));
}

function listenToFilters() {
  const takeYear = (id) => {
    filters[id] = byId(id).value === "" ? null : Number(byId(id).value);
    filtersChanged();
  };
  byId("from").addEventListener("change", () => takeYear("from"));
  byId("until").addEventListener("change", () => takeYear("until"));
  for (const id of ["support", "confidence"]) {
    byId(id).addEventListener("input", () => { filters[id] = Number(byId(id).value); filtersChanged(); });
  }
  byId("joined").addEventListener("change", () => { filters.joined = byId("joined").checked; filtersChanged(); });
  byId("reset").addEventListener("click", resetFilters);
  byId("size").addEventListener("change", () => looksChanged({ size: byId("size").value }));
  byId("colour").addEventListener("change", () => looksChanged({ colour: byId("colour").value }));
  byId("unfold").addEventListener("click", () => {
    const open = document.body.classList.toggle("unfolded");
    byId("unfold").setAttribute("aria-expanded", String(open));
  });
}

function filtersChanged() {
  applyFilters();
  keepFilters();
}

function looksChanged(changed) {
  setLooks(changed);
  paintFilters();
  keepFilters();
}

function applyFilters() {
  applyToGraph();
  refreshCanvas();
  showStatus();
  paintFilters();
  if (!shownPart && chosen === null && !highlight) showOverviewCard();
}

function paintFilters() {
  for (const paint of paintLegends) paint();
  byId("from").value = filters.from ?? "";
  byId("until").value = filters.until ?? "";
  byId("support").value = filters.support;
  byId("confidence").value = filters.confidence;
  byId("joined").checked = filters.joined;
  byId("size").value = looks.size;
  byId("colour").value = looks.colour;
  byId("communities").hidden = looks.colour !== "community";
  byId("fewest").textContent = MOST_SUPPORT === 1 ? "never more than 1" : `${filters.support} or more`;
  byId("least").textContent = `${filters.confidence.toFixed(2)} or more`;
}

function clearFilters() {
  filters.types.clear();
  filters.relations.clear();
  filters.polarities.clear();
  Object.assign(filters, { from: null, until: null, support: 1, confidence: 0, joined: false });
}

function resetFilters() {
  clearFilters();
  applyFilters();
  showAll();
  keepFilters();
}

// What an address says of filters and looks, without what is as it is at first.
function filterParts() {
  const parts = {
    types: [...filters.types].join(","), relations: [...filters.relations].join(","),
    says: [...filters.polarities].join(","), from: filters.from, until: filters.until,
    support: filters.support > 1 ? filters.support : null, confidence: filters.confidence || null,
    joined: filters.joined ? 1 : null,
    size: looks.size === "claims" ? null : looks.size, colour: looks.colour === "kind" ? null : looks.colour,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null && value !== ""));
}

// Filters are part of what is looked at, not steps on the way: they replace the address.
function keepFilters() {
  const kept = addressParts();
  const shown = Object.fromEntries(["n", "h", "to"].filter((key) => kept.has(key)).map((key) => [key, kept.get(key)]));
  history.replaceState(null, "", `#${new URLSearchParams({ ...shown, ...filterParts() })}`);
}

// An address may come from anywhere: what is unknown in it counts for nothing.
function takeFilters(parts) {
  clearFilters();
  const take = (key, set, kinds) => {
    for (const name of (parts.get(key) ?? "").split(",")) if (kinds.some((kind) => kind.name === name)) set.add(name);
  };
  take("types", filters.types, DATA.legend.types);
  take("relations", filters.relations, DATA.legend.relations);
  take("says", filters.polarities, POLARITIES);
  for (const key of ["from", "until"]) {
    if (parts.has(key) && YEARS.includes(Number(parts.get(key)))) filters[key] = Number(parts.get(key));
  }
  const support = Number(parts.get("support")), confidence = Number(parts.get("confidence"));
  if (support > 1) filters.support = Math.min(MOST_SUPPORT, Math.floor(support));
  if (confidence > 0) filters.confidence = Math.min(1, confidence);
  filters.joined = parts.get("joined") === "1";
  setLooks({
    size: parts.get("size") === "rank" ? "rank" : "claims",
    colour: parts.get("colour") === "community" ? "community" : "kind",
  });
  applyFilters();
}

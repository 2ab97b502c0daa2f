// The names that most other names are joined with by claims.
//
// Claims that papers deny are not counted, nor what is said of a name and itself.
//
// @param limit: integer = 25  At most so many rows.
// @column name: text  The name.
// @column label: text  What it is, such as Method.
// @column neighbours: integer  How many other names it is joined with.
// @column claims: integer  How many claims join it with them; the same claim of two papers counts twice.
// @column papers: integer  How many papers make these claims.
// @example abstractgraph query hubs --param limit=10
MATCH (hub:Method|Model|Dataset|Benchmark|Task|Metric|Software)-[claim {polarity: 'asserted'}]-(other)
WHERE other.id <> hub.id AND NOT other:Paper
WITH hub, count(DISTINCT other) AS neighbours, count(claim) AS claims, count(DISTINCT claim.paperId) AS papers
RETURN hub.name AS name, labels(hub)[0] AS label, neighbours, claims, papers
ORDER BY neighbours DESC, claims DESC, papers DESC, name, hub.id
LIMIT $limit

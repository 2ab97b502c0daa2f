// All that papers claim of two names, in either direction, with their sentences.
//
// @param first: name(Method|Model|Dataset|Benchmark|Task|Metric|Software)  The one name.
// @param second: name(Method|Model|Dataset|Benchmark|Task|Metric|Software)  The other name.
// @param limit: integer = 50  At most so many rows.
// @column head: text  The first name of the claim.
// @column relation: text  What is claimed, such as OUTPERFORMS.
// @column tail: text  The second name of the claim.
// @column polarity: text  Whether the paper says so ("asserted") or denies it ("negated").
// @column hedged: boolean  Whether the paper says so with doubt.
// @column confidence: number  How sure the extraction is.
// @column paper: text  Title of the paper.
// @column year: integer  Its year, if known.
// @column sentence: text  Its words.
// @example abstractgraph query evidence --param first=ROME --param second=MEMIT
MATCH (one:Method|Model|Dataset|Benchmark|Task|Metric|Software)
WHERE one.id IN $first
MATCH (one)-[claim]-(other:Method|Model|Dataset|Benchmark|Task|Metric|Software)
WHERE other.id IN $second
// Two names of one thing, or of things that share a name, find a claim from both of its ends.
WITH DISTINCT claim
MATCH (source:Paper)
WHERE source.id = claim.paperId
WITH claim, source, startNode(claim) AS from, endNode(claim) AS to
RETURN from.name AS head, type(claim) AS relation, to.name AS tail, claim.polarity AS polarity, claim.hedged AS hedged,
       claim.confidence AS confidence, source.name AS paper, source.year AS year, claim.sentence AS sentence
ORDER BY relation, head, tail, from.id, to.id, polarity, coalesce(year, 0) DESC, source.id
LIMIT $limit

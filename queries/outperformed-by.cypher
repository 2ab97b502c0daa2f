// What a system outperforms, and who says so.
//
// One row for each paper that speaks of it. A row with the polarity "negated" is a paper that denies it: it does not
// count as support.
//
// @param method: name(Method|Model|Software)  The system that is better.
// @param limit: integer = 25  At most so many rows.
// @column winner: text  The better system.
// @column loser: text  The system that is beaten.
// @column support: integer  How many papers say that the winner is better.
// @column polarity: text  Whether this paper says so ("asserted") or denies it ("negated").
// @column hedged: boolean  Whether this paper says so with doubt.
// @column paper: text  Title of the paper.
// @column year: integer  Its year, if known.
// @column sentence: text  Its words.
// @example abstractgraph query outperformed-by --param method=MEMIT
MATCH (better:Method|Model|Software)
WHERE better.id IN $method
MATCH (better)-[claim:OUTPERFORMS]->(worse)
WHERE better.id <> worse.id
WITH better, worse, collect(claim) AS claims,
     count(DISTINCT CASE claim.polarity WHEN 'asserted' THEN claim.paperId END) AS support
UNWIND claims AS said
MATCH (source:Paper)
WHERE source.id = said.paperId
RETURN better.name AS winner, worse.name AS loser, support, said.polarity AS polarity, said.hedged AS hedged,
       source.name AS paper, source.year AS year, said.sentence AS sentence
ORDER BY support DESC, loser, winner, worse.id, better.id, polarity, coalesce(source.year, 0) DESC, source.id
LIMIT $limit

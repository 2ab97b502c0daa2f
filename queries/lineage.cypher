// Where a method comes from: what it is a variant of or based on, up to four steps back.
//
// One row for each paper that says so. Papers that deny it are left out.
//
// @param method: name(Method|Model|Software|Dataset|Benchmark|Task|Metric)  Where to begin.
// @param steps: integer = 4  At most so many steps back, from 1 to 4.
// @param limit: integer = 50  At most so many rows.
// @column step: integer  How far the ancestor is from the beginning, by the shortest way.
// @column descendant: text  What comes from the ancestor.
// @column relation: text  VARIANT_OF or BASED_ON.
// @column ancestor: text  What it comes from.
// @column hedged: boolean  Whether the paper says so with doubt.
// @column paper: text  Title of the paper that says so.
// @column year: integer  Its year, if known.
// @column sentence: text  Its words.
// @example abstractgraph query lineage --param method=GentleEdit
MATCH (start:Method|Model|Software|Dataset|Benchmark|Task|Metric)
WHERE start.id IN $method
// Step by step: DISTINCT keeps each name once, however many ways lead to it.
CALL (start) {
  MATCH (start)-[:VARIANT_OF|BASED_ON {polarity: 'asserted'}]->(older)
  RETURN 1 AS place, start AS younger, older
  UNION
  MATCH (start)-[:VARIANT_OF|BASED_ON {polarity: 'asserted'}]->(younger)
  WITH DISTINCT younger
  MATCH (younger)-[:VARIANT_OF|BASED_ON {polarity: 'asserted'}]->(older)
  RETURN 2 AS place, younger, older
  UNION
  MATCH (start)-[:VARIANT_OF|BASED_ON {polarity: 'asserted'}]->(one)
  WITH DISTINCT one
  MATCH (one)-[:VARIANT_OF|BASED_ON {polarity: 'asserted'}]->(younger)
  WITH DISTINCT younger
  MATCH (younger)-[:VARIANT_OF|BASED_ON {polarity: 'asserted'}]->(older)
  RETURN 3 AS place, younger, older
  UNION
  MATCH (start)-[:VARIANT_OF|BASED_ON {polarity: 'asserted'}]->(one)
  WITH DISTINCT one
  MATCH (one)-[:VARIANT_OF|BASED_ON {polarity: 'asserted'}]->(two)
  WITH DISTINCT two
  MATCH (two)-[:VARIANT_OF|BASED_ON {polarity: 'asserted'}]->(younger)
  WITH DISTINCT younger
  MATCH (younger)-[:VARIANT_OF|BASED_ON {polarity: 'asserted'}]->(older)
  RETURN 4 AS place, younger, older
}
WITH younger, older, min(place) AS step
WHERE step <= $steps AND NOT older.id IN $method
MATCH (younger)-[claim:VARIANT_OF|BASED_ON {polarity: 'asserted'}]->(older)
WHERE younger.id <> older.id
MATCH (source:Paper)
WHERE source.id = claim.paperId
RETURN step, younger.name AS descendant, type(claim) AS relation, older.name AS ancestor, claim.hedged AS hedged,
       source.name AS paper, source.year AS year, claim.sentence AS sentence
ORDER BY step, ancestor, descendant, older.id, younger.id, relation, coalesce(source.year, 0) DESC, source.id
LIMIT $limit

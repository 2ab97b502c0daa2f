// The claims with the least support: made by few papers, with doubt, or hard to read out of the text.
//
// @param limit: integer = 25  At most so many rows.
// @column head: text  The first name of the claim.
// @column relation: text  What is claimed, such as OUTPERFORMS.
// @column tail: text  The second name of the claim.
// @column support: integer  How many papers say so; those that deny it are not counted.
// @column certain: integer  How many of these say so without doubt.
// @column confidence: number  How sure the extraction is, of the surest sentence.
// @column sentence: text  The surest sentence.
// @example abstractgraph query weakest-claims --param limit=10
MATCH (from:Method|Model|Dataset|Benchmark|Task|Metric|Software)-[claim {polarity: 'asserted'}]->(to)
WITH from, to, claim, type(claim) AS relation,
     // Compared with: the same in both directions.
     type(claim) = 'COMPARED_WITH' AND from.id > to.id AS turn
WITH CASE WHEN turn THEN to ELSE from END AS one, CASE WHEN turn THEN from ELSE to END AS other, relation, claim
WITH one, relation, other, collect(claim) AS claims,
     count(DISTINCT claim.paperId) AS support,
     count(DISTINCT CASE WHEN NOT claim.hedged THEN claim.paperId END) AS certain,
     max(claim.confidence) AS confidence
ORDER BY support, certain, confidence, one.name, relation, other.name, one.id, other.id
LIMIT $limit
UNWIND claims AS said
WITH one, relation, other, support, certain, confidence, said
ORDER BY said.confidence DESC, said.paperId, said.sentence
WITH one, relation, other, support, certain, confidence, head(collect(said.sentence)) AS sentence
RETURN one.name AS head, relation, other.name AS tail, support, certain, confidence, sentence
ORDER BY support, certain, confidence, head, relation, tail, one.id, other.id

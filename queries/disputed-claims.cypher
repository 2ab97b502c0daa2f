// Claims that one paper makes and another denies, with the surest sentence of either.
//
// @param limit: integer = 25  At most so many rows.
// @column head: text  The first name of the claim.
// @column relation: text  What is claimed, such as OUTPERFORMS.
// @column tail: text  The second name of the claim.
// @column support: integer  How many papers say so.
// @column denied: integer  How many papers deny it.
// @column assertion: text  The surest sentence that says so.
// @column denial: text  The surest sentence that denies it.
// @example abstractgraph query disputed-claims --param limit=10
MATCH (from:Method|Model|Dataset|Benchmark|Task|Metric|Software)-[claim]->(to)
WITH from, to, claim, type(claim) AS relation,
     // Compared with: the same in both directions.
     type(claim) = 'COMPARED_WITH' AND from.id > to.id AS turn
WITH CASE WHEN turn THEN to ELSE from END AS one, CASE WHEN turn THEN from ELSE to END AS other, relation, claim
WITH one, relation, other, collect(claim) AS claims,
     count(DISTINCT CASE claim.polarity WHEN 'asserted' THEN claim.paperId END) AS support,
     count(DISTINCT CASE claim.polarity WHEN 'negated' THEN claim.paperId END) AS denied
WHERE support > 0 AND denied > 0
UNWIND claims AS said
WITH one, relation, other, support, denied, said
ORDER BY said.confidence DESC, said.paperId, said.sentence
// collect leaves out what is null.
WITH one, relation, other, support, denied,
     head(collect(CASE said.polarity WHEN 'asserted' THEN said.sentence END)) AS assertion,
     head(collect(CASE said.polarity WHEN 'negated' THEN said.sentence END)) AS denial
RETURN one.name AS head, relation, other.name AS tail, support, denied, assertion, denial
ORDER BY support + denied DESC, head, relation, tail, one.id, other.id
LIMIT $limit

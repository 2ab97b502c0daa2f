// Systems of which each is said to outperform the other, with the surest sentence for either side.
//
// That need not be a contradiction: the papers may have measured on different data. Papers that only deny that one is
// better are not counted; see the query disputed-claims.
//
// @param limit: integer = 25  At most so many rows.
// @column first: text  The one system.
// @column second: text  The other system.
// @column first_better: integer  How many papers say that the first is better.
// @column second_better: integer  How many papers say that the second is better.
// @column for_first: text  The surest sentence that says that the first is better.
// @column for_second: text  The surest sentence that says that the second is better.
// @example abstractgraph query contradictions --param limit=10
MATCH (one:Method|Model|Software)-[ahead:OUTPERFORMS {polarity: 'asserted'}]->(other)
MATCH (other)-[behind:OUTPERFORMS {polarity: 'asserted'}]->(one)
WHERE one.id < other.id
WITH one, other, ahead, behind
ORDER BY ahead.confidence DESC, ahead.paperId, behind.confidence DESC, behind.paperId
WITH one, other, count(DISTINCT ahead.paperId) AS first_better, count(DISTINCT behind.paperId) AS second_better,
     head(collect(ahead.sentence)) AS for_first, head(collect(behind.sentence)) AS for_second
RETURN one.name AS first, other.name AS second, first_better, second_better, for_first, for_second
ORDER BY first_better + second_better DESC, first, second, one.id, other.id
LIMIT $limit

// Datasets and benchmarks that the same papers evaluate or train on.
//
// @param min_papers: integer = 1  At least so many papers use both.
// @param limit: integer = 25  At most so many rows.
// @column first: text  The one dataset or benchmark.
// @column second: text  The other one.
// @column papers: integer  How many papers use both.
// @example abstractgraph query datasets-used-together --param min_papers=1
MATCH (system:Method|Model|Software)-[use:EVALUATED_ON|TRAINED_ON {polarity: 'asserted'}]->(data)
WITH use.paperId AS paper, collect(DISTINCT data) AS used
UNWIND used AS one
UNWIND used AS other
WITH paper, one, other
WHERE one.id < other.id
WITH one, other, count(paper) AS papers
WHERE papers >= $min_papers
RETURN one.name AS first, other.name AS second, papers
ORDER BY papers DESC, first, second, one.id, other.id
LIMIT $limit

// Systems that are trained and evaluated on the same data, perhaps in different papers.
//
// Their scores there may mean less.
//
// @param limit: integer = 25  At most so many rows.
// @column system: text  The system.
// @column data: text  The dataset or benchmark.
// @column trained: integer  How many papers say that the system is trained on it.
// @column evaluated: integer  How many papers say that the system is evaluated on it.
// @column same_paper: boolean  Whether one paper says both.
// @example abstractgraph query trained-and-evaluated --param limit=10
MATCH (learner:Method|Model|Software)-[claim:TRAINED_ON|EVALUATED_ON {polarity: 'asserted'}]->(source)
WITH learner, source,
     collect(DISTINCT CASE type(claim) WHEN 'TRAINED_ON' THEN claim.paperId END) AS training,
     collect(DISTINCT CASE type(claim) WHEN 'EVALUATED_ON' THEN claim.paperId END) AS testing
WHERE size(training) > 0 AND size(testing) > 0
RETURN learner.name AS system, source.name AS data, size(training) AS trained, size(testing) AS evaluated,
       any(paper IN training WHERE paper IN testing) AS same_paper
ORDER BY trained + evaluated DESC, system, data, learner.id, source.id
LIMIT $limit

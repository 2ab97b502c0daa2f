// The benchmarks and datasets for a task, by the number of papers that say so.
//
// @param task: name(Task)  The task.
// @param limit: integer = 25  At most so many rows.
// @column name: text  The benchmark or dataset.
// @column label: text  Benchmark or Dataset.
// @column relation: text  BENCHMARK_FOR where it measures the task, USED_FOR where it is used otherwise.
// @column support: integer  How many papers say so.
// @column denied: integer  How many papers deny it.
// @column evaluated: integer  How many systems are said to be evaluated on it.
// @example abstractgraph query benchmarks-for-task --param task="mathematical reasoning"
MATCH (task:Task)
WHERE task.id IN $task
MATCH (test:Benchmark|Dataset)-[claim:BENCHMARK_FOR|USED_FOR]->(task)
WITH test, type(claim) AS relation,
     count(DISTINCT CASE claim.polarity WHEN 'asserted' THEN claim.paperId END) AS support,
     count(DISTINCT CASE claim.polarity WHEN 'negated' THEN claim.paperId END) AS denied
OPTIONAL MATCH (test)<-[:EVALUATED_ON {polarity: 'asserted'}]-(system)
WITH test, relation, support, denied, count(DISTINCT system) AS evaluated
RETURN test.name AS name, labels(test)[0] AS label, relation, support, denied, evaluated
ORDER BY support DESC, denied, evaluated DESC, name, test.id, relation
LIMIT $limit

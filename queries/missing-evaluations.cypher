// Systems that no paper evaluates on a benchmark, although systems that they were compared with are evaluated on it.
//
// Two systems are compared where a paper calls one better, denies that, or compares them without a winner.
//
// @param benchmark: name(Benchmark|Dataset)  The benchmark or dataset.
// @param limit: integer = 25  At most so many rows.
// @column system: text  What is not evaluated on it.
// @column label: text  What that is: Method, Model or Software.
// @column competitors: integer  How many systems that it was compared with are evaluated on it.
// @column names: texts  Their names, in alphabetical order.
// @example abstractgraph query missing-evaluations --param benchmark=GSM8K
MATCH (test:Benchmark|Dataset)
WHERE test.id IN $benchmark
MATCH (test)<-[:EVALUATED_ON {polarity: 'asserted'}]-(rival)
WITH DISTINCT test, rival
MATCH (rival)-[claim:OUTPERFORMS|COMPARED_WITH]-(lacking)
WHERE lacking.id <> rival.id AND (claim.polarity = 'asserted' OR type(claim) = 'OUTPERFORMS')
WITH DISTINCT test, lacking, rival
ORDER BY rival.name, rival.id
WITH test, lacking, collect(rival.name) AS names
// A score on the benchmark is an evaluation, too.
WHERE NOT EXISTS { MATCH (lacking)-[:EVALUATED_ON {polarity: 'asserted'}]->(test) }
  AND NOT EXISTS { MATCH (lacking)<-[:RESULT_OF]-(:Result {polarity: 'asserted'})-[:RESULT_ON]->(test) }
RETURN lacking.name AS system, labels(lacking)[0] AS label, size(names) AS competitors, names
ORDER BY competitors DESC, system, lacking.id, test.id
LIMIT $limit

// Benchmarks and datasets that no paper evaluates a system on, although systems that it was compared with are evaluated
// on them.
//
// Two systems are compared where a paper calls one better, denies that, or compares them without a winner.
//
// @param method: name(Method|Model|Software)  The system.
// @param limit: integer = 25  At most so many rows.
// @column benchmark: text  What the system is not evaluated on.
// @column label: text  Benchmark or Dataset.
// @column competitors: integer  How many systems that it was compared with are evaluated on it.
// @column names: texts  Their names, in alphabetical order.
// @example abstractgraph query untested-benchmarks --param method=ROME
MATCH (system:Method|Model|Software)
WHERE system.id IN $method
MATCH (system)-[claim:OUTPERFORMS|COMPARED_WITH]-(rival)
WHERE rival.id <> system.id AND (claim.polarity = 'asserted' OR type(claim) = 'OUTPERFORMS')
WITH DISTINCT system, rival
MATCH (rival)-[:EVALUATED_ON {polarity: 'asserted'}]->(test)
WITH DISTINCT system, rival, test
ORDER BY rival.name, rival.id
WITH system, test, collect(rival.name) AS names
// A score on the benchmark is an evaluation, too.
WHERE NOT EXISTS { MATCH (system)-[:EVALUATED_ON {polarity: 'asserted'}]->(test) }
  AND NOT EXISTS { MATCH (system)<-[:RESULT_OF]-(:Result {polarity: 'asserted'})-[:RESULT_ON]->(test) }
RETURN test.name AS benchmark, labels(test)[0] AS label, size(names) AS competitors, names
ORDER BY competitors DESC, benchmark, test.id, system.id
LIMIT $limit

// Systems that are evaluated on the same benchmarks as a system, and that no paper compares with it.
//
// @param method: name(Method|Model|Software)  The system.
// @param limit: integer = 25  At most so many rows.
// @column other: text  What the system was never compared with.
// @column label: text  What that is: Method, Model or Software.
// @column benchmarks: integer  How many benchmarks and datasets both are evaluated on.
// @column names: texts  Their names, in alphabetical order.
// @example abstractgraph query never-compared --param method=StepLadder
MATCH (system:Method|Model|Software)
WHERE system.id IN $method
MATCH (system)-[:EVALUATED_ON {polarity: 'asserted'}]->(test)
WITH DISTINCT system, test
MATCH (test)<-[:EVALUATED_ON {polarity: 'asserted'}]-(rival)
WHERE rival.id <> system.id
WITH DISTINCT system, rival, test
ORDER BY test.name, test.id
WITH system, rival, collect(test.name) AS names
WHERE NOT EXISTS {
  MATCH (system)-[claim:OUTPERFORMS|COMPARED_WITH]-(rival)
  WHERE claim.polarity = 'asserted' OR type(claim) = 'OUTPERFORMS'
}
RETURN rival.name AS other, labels(rival)[0] AS label, size(names) AS benchmarks, names
ORDER BY benchmarks DESC, other, rival.id, system.id
LIMIT $limit

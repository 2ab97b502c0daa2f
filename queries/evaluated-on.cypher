// What is evaluated on a benchmark or dataset, by the number of papers that say so.
//
// @param benchmark: name(Benchmark|Dataset)  The benchmark or dataset.
// @param limit: integer = 25  At most so many rows.
// @column system: text  What is evaluated.
// @column label: text  What that is: Method, Model or Software.
// @column support: integer  How many papers say so.
// @column denied: integer  How many papers deny it.
// @column scores: integer  How many scores of it papers report there; differences are not counted.
// @column first_year: integer  Year of the first paper that says so, if known.
// @column last_year: integer  Year of the last paper that says so, if known.
// @example abstractgraph query evaluated-on --param benchmark=CounterFact
MATCH (test:Benchmark|Dataset)
WHERE test.id IN $benchmark
MATCH (test)<-[claim:EVALUATED_ON]-(entrant)
MATCH (source:Paper)
WHERE source.id = claim.paperId
WITH test, entrant,
     count(DISTINCT CASE claim.polarity WHEN 'asserted' THEN source END) AS support,
     count(DISTINCT CASE claim.polarity WHEN 'negated' THEN source END) AS denied,
     min(CASE claim.polarity WHEN 'asserted' THEN source.year END) AS first_year,
     max(CASE claim.polarity WHEN 'asserted' THEN source.year END) AS last_year
OPTIONAL MATCH (entrant)<-[:RESULT_OF]-(score:Result {polarity: 'asserted', isDelta: false})-[:RESULT_ON]->(test)
WITH test, entrant, support, denied, first_year, last_year, count(score) AS scores
RETURN entrant.name AS system, labels(entrant)[0] AS label, support, denied, scores, first_year, last_year
ORDER BY support DESC, denied, scores DESC, system, entrant.id, test.id
LIMIT $limit

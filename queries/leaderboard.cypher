// The scores that papers report on a benchmark, dataset or task, best first within each metric and unit.
//
// Differences ("+2.1 points over the baseline") are no scores and come last; scores that a paper says were not reached
// are left out. "Best" is the highest number: for metrics such as perplexity read from below.
//
// @param benchmark: name(Benchmark|Dataset|Task)  What was measured on.
// @param metric: text = null  Only metrics with this text in their name; case does not count.
// @param limit: integer = 50  At most so many rows.
// @column is_delta: boolean  Whether the value is a difference.
// @column metric: text  What was measured, if the paper says so.
// @column unit: text  The unit of the value, if it has one.
// @column value: number  The score.
// @column system: text  What reached it.
// @column hedged: boolean  Whether the paper says so with doubt.
// @column paper: text  Title of the paper that reports it.
// @column year: integer  Its year, if known.
// @column sentence: text  Its words.
// @example abstractgraph query leaderboard --param benchmark=GSM8K --param metric=accuracy
MATCH (test:Benchmark|Dataset|Task)
WHERE test.id IN $benchmark
MATCH (test)<-[:RESULT_ON]-(score:Result {polarity: 'asserted'})-[:RESULT_OF]->(entrant)
MATCH (source:Paper)-[:REPORTS]->(score)
OPTIONAL MATCH (score)-[:RESULT_METRIC]->(measure)
WITH score, entrant, source, coalesce(measure.name, score.metric) AS measured
WHERE $metric IS NULL OR toLower(measured) CONTAINS toLower($metric)
RETURN score.isDelta AS is_delta, measured AS metric, score.unit AS unit, score.value AS value, entrant.name AS system,
       score.hedged AS hedged, source.name AS paper, source.year AS year, score.sentence AS sentence
ORDER BY is_delta, coalesce(metric, ''), coalesce(unit, ''), value DESC, system, entrant.id, score.id
LIMIT $limit

// How many names of each kind came up in each year: a name counts in the first year that a paper mentions it.
//
// @param since: integer = 0  The first year that is asked for.
// @column year: integer  The year.
// @column label: text  What the names are, such as Method.
// @column names: integer  How many are new in this year.
// @example abstractgraph query new-names-by-year --param since=2024
MATCH (source:Paper)-[:MENTIONS|INTRODUCES]->(entity)
WITH entity, min(source.year) AS year
WHERE year >= $since
RETURN year, labels(entity)[0] AS label, count(entity) AS names
ORDER BY year, label

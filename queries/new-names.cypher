// The names that came up since a year, with the first year that a paper mentions or introduces them.
//
// Papers without a year cannot tell when a name came up: a name that only they mention is left out.
//
// @param since: integer = 0  The first year that is asked for.
// @param limit: integer = 50  At most so many rows.
// @column year: integer  The first year.
// @column name: text  The name.
// @column label: text  What it is, such as Method.
// @column papers: integer  How many papers mention it by now, those without a year too.
// @column introduced_by: texts  Titles of the papers that introduce it, in alphabetical order.
// @example abstractgraph query new-names --param since=2024
MATCH (source:Paper)-[:MENTIONS|INTRODUCES]->(entity)
WITH entity, min(source.year) AS year, count(DISTINCT source) AS papers
WHERE year >= $since
WITH entity, year, papers
ORDER BY year DESC, papers DESC, entity.name, entity.id
LIMIT $limit
OPTIONAL MATCH (origin:Paper)-[:INTRODUCES {polarity: 'asserted'}]->(entity)
WITH entity, year, papers, origin
ORDER BY origin.name, origin.id
WITH entity, year, papers, collect(origin.name) AS introduced_by
RETURN year, entity.name AS name, labels(entity)[0] AS label, papers, introduced_by
ORDER BY year DESC, papers DESC, name, entity.id

// What alone joins two tasks: methods, models, software and datasets that are used for both, when nothing else is.
//
// @param limit: integer = 25  At most so many rows.
// @column name: text  The bridge.
// @column label: text  What it is, such as Method.
// @column pairs: integer  How many pairs of tasks it alone joins.
// @column example: texts  The pair that comes first in alphabetical order.
// @example abstractgraph query bridges --param limit=10
MATCH (one:Task)<-[:USED_FOR {polarity: 'asserted'}]-(bridge)-[:USED_FOR {polarity: 'asserted'}]->(other:Task)
WHERE one.id < other.id
WITH one, other, collect(DISTINCT bridge) AS joining
WHERE size(joining) = 1
WITH joining[0] AS bridge, one, other
ORDER BY one.name, other.name, one.id, other.id
WITH bridge, count(*) AS pairs, head(collect([one.name, other.name])) AS example
RETURN bridge.name AS name, labels(bridge)[0] AS label, pairs, example
ORDER BY pairs DESC, name, bridge.id
LIMIT $limit

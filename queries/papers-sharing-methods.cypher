// The papers that speak of the same methods, models and software as a paper.
//
// @param paper: name(Paper)  The paper: its title, arXiv id, DOI or id.
// @param limit: integer = 25  At most so many rows.
// @column other: text  Title of the other paper.
// @column year: integer  Its year, if known.
// @column shared: integer  How many methods, models and software both name.
// @column methods: texts  Their names, in alphabetical order.
// @example abstractgraph query papers-sharing-methods --param paper="Editing Facts in Mixture-of-Experts Models"
MATCH (source:Paper)
WHERE source.id IN $paper
MATCH (source)-[:MENTIONS]->(system:Method|Model|Software)
WITH DISTINCT system
MATCH (system)<-[:MENTIONS]-(similar:Paper)
WHERE NOT similar.id IN $paper
WITH similar, system
ORDER BY system.name, system.id
WITH similar, collect(system.name) AS methods
RETURN similar.name AS other, similar.year AS year, size(methods) AS shared, methods
ORDER BY shared DESC, coalesce(year, 0) DESC, other, similar.id
LIMIT $limit

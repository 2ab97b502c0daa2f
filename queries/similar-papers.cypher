// The papers most like a paper, by the names that both mention; rare names count more than those that all use.
//
// @param paper: name(Paper)  The paper: its title, arXiv id, DOI or id.
// @param limit: integer = 10  At most so many rows.
// @column other: text  Title of the other paper.
// @column year: integer  Its year, if known.
// @column similarity: integer  Sum over the shared names: a name that n papers mention counts 1000 / n, rounded down.
// @column shared: integer  How many names both mention.
// @column names: texts  These names, the rarest first.
// @example abstractgraph query similar-papers --param paper="Editing Facts in Mixture-of-Experts Models"
MATCH (source:Paper)
WHERE source.id IN $paper
MATCH (source)-[:MENTIONS]->(entity)
WITH DISTINCT entity
MATCH (entity)<-[:MENTIONS]-(reader:Paper)
WITH entity, collect(reader) AS readers
UNWIND readers AS similar
// Whole numbers, since a sum of fractions depends on the order of its parts.
WITH entity, similar, 1000 / size(readers) AS weight
WHERE NOT similar.id IN $paper
WITH entity, similar, weight
ORDER BY weight DESC, entity.name, entity.id
WITH similar, sum(weight) AS similarity, collect(entity.name) AS names
RETURN similar.name AS other, similar.year AS year, similarity, size(names) AS shared, names
ORDER BY similarity DESC, shared DESC, other, similar.id
LIMIT $limit

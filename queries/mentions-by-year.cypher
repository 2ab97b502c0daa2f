// In how many papers a name comes up, year by year.
//
// @param name: name(Method|Model|Dataset|Benchmark|Task|Metric|Software)  The name.
// @column name: text  The name; two things of one name have rows of their own.
// @column label: text  What it is, such as Method.
// @column year: integer  The year; absent for the papers whose year is not known, which come last.
// @column papers: integer  How many papers mention it.
// @column mentions: integer  How often they do, together.
// @example abstractgraph query mentions-by-year --param name="Llama 2"
MATCH (entity:Method|Model|Dataset|Benchmark|Task|Metric|Software)
WHERE entity.id IN $name
MATCH (entity)<-[mention:MENTIONS]-(source:Paper)
WITH entity, source.year AS year, count(source) AS papers, sum(mention.count) AS mentions
RETURN entity.name AS name, labels(entity)[0] AS label, year, papers, mentions
ORDER BY name, entity.id, coalesce(year, 9999)

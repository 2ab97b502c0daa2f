// The methods, models and software for a task, by the number of papers that say so.
//
// @param task: name(Task)  The task.
// @param limit: integer = 25  At most so many rows.
// @column name: text  The method, model or software.
// @column label: text  What it is.
// @column support: integer  How many papers say that it is used for the task.
// @column hedged: integer  How many of these say so with doubt.
// @column denied: integer  How many papers deny it.
// @column first_year: integer  Year of the first paper that says so, if known.
// @column last_year: integer  Year of the last paper that says so, if known.
// @example abstractgraph query methods-for-task --param task="knowledge editing"
MATCH (task:Task)
WHERE task.id IN $task
MATCH (system:Method|Model|Software)-[claim:USED_FOR]->(task)
MATCH (source:Paper)
WHERE source.id = claim.paperId
WITH system, source, claim, claim.polarity = 'asserted' AS asserted
WITH system,
     count(DISTINCT CASE WHEN asserted THEN source END) AS support,
     count(DISTINCT CASE WHEN asserted AND claim.hedged THEN source END) AS hedged,
     count(DISTINCT CASE WHEN NOT asserted THEN source END) AS denied,
     min(CASE WHEN asserted THEN source.year END) AS first_year,
     max(CASE WHEN asserted THEN source.year END) AS last_year
RETURN system.name AS name, labels(system)[0] AS label, support, hedged, denied, first_year, last_year
ORDER BY support DESC, hedged, denied, name, system.id
LIMIT $limit

// What a paper introduces, what it evaluates on what, and the scores that it reports.
//
// @param paper: name(Paper)  The paper: its title, arXiv id, DOI or id.
// @column part: text  "introduces", "evaluates" or "reports".
// @column name: text  What is introduced, evaluated, or has the score.
// @column label: text  What that is, such as Method.
// @column on: text  What it was evaluated on; absent for what is introduced.
// @column score: text  The score as printed, for what is reported.
// @column polarity: text  Whether the paper says so ("asserted") or denies it ("negated").
// @column hedged: boolean  Whether the paper says so with doubt.
// @column sentence: text  Its words.
// @example abstractgraph query paper-contributions --param paper="Editing Facts in Mixture-of-Experts Models"
MATCH (source:Paper)
WHERE source.id IN $paper
CALL (source) {
  MATCH (source)-[claim:INTRODUCES]->(thing)
  RETURN 1 AS place, 'introduces' AS part, thing, null AS test, null AS score, claim.polarity AS polarity,
         claim.hedged AS hedged, claim.sentence AS sentence
  UNION ALL
  // A paper mentions all that it makes claims of; from there to its own claims.
  MATCH (source)-[:MENTIONS]->(thing)-[claim:EVALUATED_ON]->(test)
  WHERE claim.paperId = source.id
  RETURN 2 AS place, 'evaluates' AS part, thing, test, null AS score, claim.polarity AS polarity,
         claim.hedged AS hedged, claim.sentence AS sentence
  UNION ALL
  MATCH (source)-[:REPORTS]->(result)-[:RESULT_OF]->(thing)
  OPTIONAL MATCH (result)-[:RESULT_ON]->(test)
  RETURN 3 AS place, 'reports' AS part, thing, test, result.text AS score, result.polarity AS polarity,
         result.hedged AS hedged, result.sentence AS sentence
}
RETURN part, thing.name AS name, labels(thing)[0] AS label, test.name AS on, score, polarity, hedged, sentence
ORDER BY source.id, place, name, thing.id, coalesce(on, ''), coalesce(test.id, ''), coalesce(score, ''), sentence

// The spellings of a name, and what papers take it for.
//
// @param name: name(Method|Model|Dataset|Benchmark|Task|Metric|Software)  The name, in any spelling.
// @column id: text  The id of the thing; two things of one name have rows of their own.
// @column label: text  What it is, such as Method.
// @column rank: integer  0 for the name that is shown, then 1, 2, ... for the others, most frequent first.
// @column spelling: text  The spelling.
// @column votes: texts  What papers take the thing for, most papers first, with their number.
// @example abstractgraph query aliases --param name="rank-one model editing"
MATCH (entity:Method|Model|Dataset|Benchmark|Task|Metric|Software)
WHERE entity.id IN $name
WITH entity, [entity.name] + entity.aliases AS spellings,
     [i IN range(0, size(entity.typeVoteLabels) - 1) |
      entity.typeVoteLabels[i] + ' ' + entity.typeVoteCounts[i]] AS votes
UNWIND range(0, size(spellings) - 1) AS rank
RETURN entity.id AS id, labels(entity)[0] AS label, rank, spellings[rank] AS spelling, votes
ORDER BY id, rank

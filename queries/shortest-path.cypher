// How two names hang together: the shortest chains of claims from one to the other, with the evidence of each step.
//
// A chain follows claims in either direction, at most six. Of several shortest chains those come first whose ids come
// first. A step may rest on papers that deny it: see the polarity.
//
// @param from: name(Method|Model|Dataset|Benchmark|Task|Metric|Software)  Where to begin.
// @param to: name(Method|Model|Dataset|Benchmark|Task|Metric|Software)  Where to end.
// @param chains: integer = 1  At most so many chains.
// @column chain: integer  The number of the chain, from 1.
// @column step: integer  The number of the step, from 1.
// @column head: text  The first name of the claim.
// @column relation: text  What is claimed, such as EVALUATED_ON.
// @column tail: text  The second name of the claim.
// @column polarity: text  Whether the paper says so ("asserted") or denies it ("negated").
// @column hedged: boolean  Whether the paper says so with doubt.
// @column paper: text  Title of the paper.
// @column year: integer  Its year, if known.
// @column sentence: text  Its words.
// @example abstractgraph query shortest-path --param from=ROME --param to=GSM8K
MATCH (start:Method|Model|Dataset|Benchmark|Task|Metric|Software)
WHERE start.id IN $from
MATCH (goal:Method|Model|Dataset|Benchmark|Task|Metric|Software)
WHERE goal.id IN $to AND NOT goal.id IN $from
MATCH path = allShortestPaths((start)-[
  :USED_FOR|EVALUATED_ON|TRAINED_ON|BENCHMARK_FOR|OUTPERFORMS|COMPARED_WITH|VARIANT_OF|BASED_ON|PART_OF|MEASURED_BY
  *..6]-(goal))
// Several papers may make the claim of a step, which gives several paths through the same names.
WITH DISTINCT nodes(path) AS stops, length(path) AS steps
WITH stops, steps, reduce(ids = '', stop IN stops | ids + ' ' + stop.id) AS ids
ORDER BY steps, ids
LIMIT $chains
WITH collect(stops) AS found
UNWIND range(0, size(found) - 1) AS number
UNWIND range(0, size(found[number]) - 2) AS place
WITH number, place, found[number][place] AS near, found[number][place + 1] AS far
MATCH (near)-[claim]-(far)
MATCH (source:Paper)
WHERE source.id = claim.paperId
WITH number + 1 AS chain, place + 1 AS step, startNode(claim) AS one, endNode(claim) AS other, claim, source
RETURN chain, step, one.name AS head, type(claim) AS relation, other.name AS tail, claim.polarity AS polarity,
       claim.hedged AS hedged, source.name AS paper, source.year AS year, claim.sentence AS sentence
ORDER BY chain, step, relation, one.id, polarity, source.id

"""How well extracted records agree with gold records: precision, recall and F1, counted end to end.

Entities are predicted, not given: what a paper's gold record holds and the prediction lacks is missed, whether or not
it was ever a candidate. All figures are micro-averages over the papers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from .records import AnnotatedAbstract, Entity, Relation, Result
from .schema import PAPER, SYMMETRIC_RELATIONS, EntityType

FIGURES: tuple[str, ...] = (
    "mention",
    "mention-untyped",
    "mention-named",
    "node",
    "node-untyped",
    "node-named",
    "relation",
    "relation-untyped",
    "result",
    "hedged",
)
"""The figures over all types; see :func:`score`."""

# A node of the gold record and its id, or a predicted node that no gold node matches and its id.
_Node = tuple[bool, str]
RelationKey = tuple[_Node, str, _Node, str]
"""Head, type, tail and polarity: relations of the same key are one."""
ResultKey = tuple[str | None, str | None, str]
"""Method, dataset and number: results of the same key are one."""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one figure, and the rates that follow from them.

    Parameters
    ----------
    tp
        Found, and in the gold records.
    fp
        Found, and not in the gold records.
    fn
        In the gold records, and not found.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    @property
    def gold(self) -> int:
        """The number in the gold records."""
        return self.tp + self.fn

    @property
    def precision(self) -> float:
        """The part of what was found that is right, in [0, 1]; 0 if nothing was found."""
        return _ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """The part of the gold records that was found, in [0, 1]; 0 if they are empty."""
        return _ratio(self.tp, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in [0, 1]."""
        return _ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)


@dataclass(frozen=True, slots=True)
class Scores:
    """The result of :func:`score`.

    Parameters
    ----------
    figures
        Name of the figure to its score: those of :data:`FIGURES` first, then ``node/<Type>`` and ``relation/<TYPE>``
        for each type that occurs, by name. ``hedged`` is absent where the gold records do not annotate it.
    papers_without_prediction
        Number of gold papers that the predictions lack; everything in them counts as missed.
    """

    figures: Mapping[str, Score]
    papers_without_prediction: int


@dataclass(frozen=True, slots=True)
class PaperMatch:
    """A gold record beside the prediction for its paper: what the two have in common.

    Parameters
    ----------
    gold
        The gold record.
    predicted
        What was extracted; an empty record if the predictions lack the paper.
    is_predicted
        Whether the predictions have the paper.
    typed
        Id of a predicted entity to that of the gold entity of the same type that it matches, one to one.
    untyped
        The same without regard to the type.
    polarity
        Whether any gold record, of this paper or another one, has a negated claim, so that polarity counts.
    """

    gold: AnnotatedAbstract
    predicted: AnnotatedAbstract
    is_predicted: bool
    typed: Mapping[str, str]
    untyped: Mapping[str, str]
    polarity: bool

    def gold_relations(self) -> list[tuple[RelationKey, Relation]]:
        """Return the relations of the gold record in order, each with its key."""
        same = {entity.id: entity.id for entity in self.gold.entities}
        return _keyed(self.gold.relations, same, self.polarity)

    def predicted_relations(self) -> list[tuple[RelationKey, Relation]]:
        """Return the predicted relations that count, in order, each with its key; a right one has a gold key."""
        counting = [said for said in self.predicted.relations if self.polarity or said.polarity == "asserted"]
        return _keyed(counting, self.untyped, self.polarity)

    def gold_results(self) -> list[tuple[ResultKey, Result]]:
        """Return the results of the gold record in order, each with its key."""
        return [((result.of, result.on, _number(result.value)), result) for result in self.gold.results]

    def predicted_results(self) -> list[tuple[ResultKey, Result]]:
        """Return the predicted results in order, each with its key; a right one has a gold key."""
        return [
            # What matches nothing is None, as if the text named nothing.
            ((self.untyped.get(said.of), self.untyped.get(said.on) if said.on else None, _number(said.value)), said)
            for said in self.predicted.results
        ]


_Counts = defaultdict[str, Score]


def score(gold: Iterable[AnnotatedAbstract], predicted: Iterable[AnnotatedAbstract]) -> Scores:
    """Compare predictions with gold records, paper by paper, and return the figures.

    ``mention``
        A span with its type; ``mention-untyped`` without it; ``mention-named`` of proper names only.
    ``node``
        An entity of one paper: the same type, and at least one spelling in common, where case, spaces, hyphens and
        underscores do not count. One predicted entity matches at most one gold entity; those with more spellings in
        common are matched first. ``node-untyped`` does not compare the type; ``node-named`` is of proper names only.
    ``relation``
        Head, type and tail, and polarity if any gold record has a negated claim; if none has, negated predictions do
        not count. Heads and tails are matched without regard to their type, so that a wrong type of an entity is
        charged once, as a node. ``relation-untyped`` is the pair alone, in any order. Duplicates count once.
    ``result``
        Method, dataset and number of a reported score.
    ``hedged``
        The claims that are hedged, of the relations found; only if the gold records annotate polarity.

    Parameters
    ----------
    gold
        The records to compare with.
    predicted
        What was extracted. Papers are matched by title, where only letters and digits count, in lower case; the last of
        several with one title is compared. Papers that are not in `gold` do not count.
    """
    matches = match_papers(gold, predicted)
    counts: _Counts = defaultdict(Score)
    for match in matches:
        _count_mentions(counts, match.gold, match.predicted)
        _count_nodes(counts, match)
        _count_relations(counts, match)
        _count_results(counts, match)
    polarity = any(match.polarity for match in matches)
    overall = [figure for figure in FIGURES if figure != "hedged" or polarity]
    return Scores(
        {figure: counts[figure] for figure in (*overall, *sorted(counts.keys() - set(overall)))},
        papers_without_prediction=sum(not match.is_predicted for match in matches),
    )


def _add(counts: _Counts, figure: str, gold: Collection[Hashable], predicted: Collection[Hashable]) -> None:
    gold, predicted = set(gold), set(predicted)
    old, found = counts[figure], len(gold & predicted)
    counts[figure] = Score(old.tp + found, old.fp + len(predicted) - found, old.fn + len(gold) - found)


def _count_mentions(counts: _Counts, gold: AnnotatedAbstract, predicted: AnnotatedAbstract) -> None:
    g_spans, p_spans = _entity_of_span(gold), _entity_of_span(predicted)
    _add(counts, "mention-untyped", g_spans.keys(), p_spans.keys())
    g_typed = {(span, entity.type) for span, entity in g_spans.items()}
    p_typed = {(span, entity.type) for span, entity in p_spans.items()}
    _add(counts, "mention", g_typed, p_typed)
    g_named = {span for span, entity in g_spans.items() if _is_named(entity)}
    # A span that the gold record calls a name is judged as one, whatever the other mentions of the prediction are.
    p_named = {span for span, entity in p_spans.items() if _is_named(entity)} | g_named
    _add(
        counts,
        "mention-named",
        [(span, kind) for span, kind in g_typed if span in g_named],
        [(span, kind) for span, kind in p_typed if span in p_named],
    )


def _entity_of_span(record: AnnotatedAbstract) -> dict[tuple[str, int, int], Entity]:
    return {(span.field, span.start, span.end): entity for entity in record.entities for span in entity.mentions}


def _count_nodes(counts: _Counts, match: PaperMatch) -> None:
    gold, predicted, typed = match.gold, match.predicted, match.typed
    by_id = {entity.id: entity for entity in gold.entities}
    # A predicted entity that matches stands for its gold entity: whether it is a name, the gold record decides.
    g_nodes = {_gold(entity.id): entity for entity in gold.entities}
    p_nodes = {
        _node(entity.id, typed): by_id[typed[entity.id]] if entity.id in typed else entity
        for entity in predicted.entities
    }
    _add(counts, "node-untyped", g_nodes, [_node(entity.id, match.untyped) for entity in predicted.entities])
    _add(counts, "node", g_nodes, p_nodes)
    _add(counts, "node-named", _named(g_nodes), _named(p_nodes))
    for kind in {entity.type for entity in (*gold.entities, *predicted.entities)}:
        _add(counts, f"node/{kind}", _of_type(g_nodes, kind), _of_type(p_nodes, kind))


def _named(nodes: Mapping[_Node, Entity]) -> list[_Node]:
    return [node for node, entity in nodes.items() if _is_named(entity)]


def _of_type(nodes: Mapping[_Node, Entity], kind: EntityType) -> list[_Node]:
    return [node for node, entity in nodes.items() if entity.type == kind]


def _count_relations(counts: _Counts, match: PaperMatch) -> None:
    g_hedged = {key: relation.hedged for key, relation in match.gold_relations()}
    p_hedged = {key: relation.hedged for key, relation in match.predicted_relations()}
    _add(counts, "relation", g_hedged, p_hedged)
    _add(counts, "relation-untyped", _pairs(g_hedged), _pairs(p_hedged))
    for kind in {kind for _, kind, _, _ in (*g_hedged, *p_hedged)}:
        _add(
            counts,
            f"relation/{kind}",
            [key for key in g_hedged if key[1] == kind],
            [key for key in p_hedged if key[1] == kind],
        )
    if match.polarity:
        found = g_hedged.keys() & p_hedged.keys()
        _add(counts, "hedged", [key for key in found if g_hedged[key]], [key for key in found if p_hedged[key]])


def _keyed(
    relations: Iterable[Relation], to_gold: Mapping[str, str], polarity: bool
) -> list[tuple[RelationKey, Relation]]:
    to_gold = {**to_gold, PAPER: PAPER}
    return [(_relation_key(relation, to_gold, polarity), relation) for relation in relations]


def _relation_key(relation: Relation, to_gold: Mapping[str, str], polarity: bool) -> RelationKey:
    head, tail = _node(relation.head, to_gold), _node(relation.tail, to_gold)
    if relation.type in SYMMETRIC_RELATIONS:
        head, tail = sorted((head, tail))
    return head, relation.type.value, tail, relation.polarity if polarity else "asserted"


def _pairs(keys: Iterable[RelationKey]) -> set[frozenset[_Node]]:
    return {frozenset((head, tail)) for head, _, tail, _ in keys}


def _count_results(counts: _Counts, match: PaperMatch) -> None:
    _add(counts, "result", [key for key, _ in match.gold_results()], [key for key, _ in match.predicted_results()])


def match_papers(gold: Iterable[AnnotatedAbstract], predicted: Iterable[AnnotatedAbstract]) -> list[PaperMatch]:
    """Return each gold record, in order, with the prediction for its paper and what of it is the same.

    Parameters
    ----------
    gold, predicted
        As for :func:`score`.
    """
    gold = list(gold)
    by_title = {_title_key(record.paper.title): record for record in predicted}
    polarity = any(relation.polarity == "negated" for record in gold for relation in record.relations)
    return [_match_paper(record, by_title.get(_title_key(record.paper.title)), polarity) for record in gold]


def _match_paper(gold: AnnotatedAbstract, prediction: AnnotatedAbstract | None, polarity: bool) -> PaperMatch:
    predicted = AnnotatedAbstract(gold.paper) if prediction is None else prediction
    return PaperMatch(
        gold,
        predicted,
        is_predicted=prediction is not None,
        typed=_match(gold.entities, predicted.entities, typed=True),
        untyped=_match(gold.entities, predicted.entities, typed=False),
        polarity=polarity,
    )


def _match(gold: Iterable[Entity], predicted: Iterable[Entity], *, typed: bool) -> dict[str, str]:
    """Match entities one to one, those with most spellings in common first, and return predicted id to gold id."""
    spellings = [(entity, _spellings(entity)) for entity in gold]
    candidates = []
    for p_entity in predicted:
        p_spellings = _spellings(p_entity)
        for g_entity, g_spellings in spellings:
            shared = len(p_spellings & g_spellings)
            if shared and (not typed or p_entity.type == g_entity.type):
                candidates.append((-shared, p_entity.id, g_entity.id))
    to_gold: dict[str, str] = {}
    taken: set[str] = set()
    for _, p_id, g_id in sorted(candidates):
        if p_id not in to_gold and g_id not in taken:
            to_gold[p_id] = g_id
            taken.add(g_id)
    return to_gold


def _gold(node_id: str) -> _Node:
    return True, node_id


def _node(predicted_id: str, to_gold: Mapping[str, str]) -> _Node:
    return _gold(to_gold[predicted_id]) if predicted_id in to_gold else (False, predicted_id)


def _spellings(entity: Entity) -> set[str]:
    return {re.sub(r"[\s\-_]+", " ", text.lower()).strip() for text in (entity.name, *_texts(entity))}


def _is_named(entity: Entity) -> bool:
    """Tell whether this is a proper name: a capital or digit inside a mention, or a capital at the start of each."""
    texts = _texts(entity)
    return any(re.search("[A-Z0-9]", text[1:]) for text in texts) or all(text[:1].isupper() for text in texts)


def _texts(entity: Entity) -> list[str]:
    return [span.text for span in entity.mentions]


def _title_key(title: str) -> str:
    return re.sub("[^a-z0-9]+", " ", title.lower()).strip()


def _number(value: str) -> str:
    return re.sub(r"[^0-9.\-]", "", value).rstrip(".")


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0

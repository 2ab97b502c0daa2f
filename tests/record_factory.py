"""Records written by hand in a few words: entities are marked in the text, relations are triples."""

import re

from extract.names import name_key
from extract.records import Abstract, AnnotatedAbstract, Entity, Relation, Span
from extract.schema import EntityType, RelationType

TYPES = {"m": "Method", "o": "Model", "d": "Dataset", "b": "Benchmark", "t": "Task", "x": "Metric", "s": "Software"}
_MARK = re.compile(r"\[([^\]]+)\]([a-z])(\d*)")


def record(title, abstract, relations=(), *, paper_id=None, **known):
    """Return a record. ``[Quokka]o`` marks a mention of a Model; equal names, or equal numbers, are one entity.

    A relation is (head, TYPE, tail) by names, ``P`` for the paper, with its sentence found by the tail's first mention.
    """
    spans = {}
    texts = {}
    for field, marked in (("title", title), ("abstract", abstract)):
        plain, at = "", 0
        for match in _MARK.finditer(marked):
            plain += marked[at : match.start()]
            name, kind, number = match.groups()
            span = Span(field, len(plain), len(plain) + len(name), name)
            spans.setdefault((TYPES[kind], number or name_key(name)), []).append(span)
            plain += name
            at = match.end()
        texts[field] = plain + marked[at:]
    paper = Abstract(paper_id or f"title:{name_key(texts['title'])}", texts["title"], texts["abstract"], **known)
    entities = tuple(
        Entity(f"e{i}", EntityType(kind), min((s.text for s in found), key=len), tuple(found), 0.9)
        for i, ((kind, _), found) in enumerate(spans.items(), start=1)
    )
    ids = {"P": "P", **{span.text: entity.id for entity in entities for span in entity.mentions}}
    claims = tuple(
        Relation(ids[head], RelationType(kind), ids[tail], _sentence(paper, entities, ids[tail]), 0.8)
        for head, kind, tail in relations
    )
    return AnnotatedAbstract(paper, entities, claims)


def _sentence(paper, entities, entity_id):
    mention = next(e for e in entities if e.id == entity_id).mentions[-1]
    text = paper.text(mention.field)
    start = text.rfind(". ", 0, mention.start) + 2 if ". " in text[: mention.start] else 0
    stop = text.find(". ", mention.end)
    end = len(text) if stop < 0 else stop + 1
    return Span(mention.field, start, end, text[start:end])

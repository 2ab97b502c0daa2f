"""Sentences and papers as a page holds them: each once, with the names in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from ..model import Claim, Entity, Evidence, KnowledgeGraph, Mentions, Result

Json: TypeAlias = dict[str, Any]
Name: TypeAlias = tuple[int, int, str]


@dataclass
class Sources:
    """Numbers papers and sentences in the order of their use, so that each is in the page once.

    Parameters
    ----------
    graph
        Where they are from.
    shown
        The entities that are drawn; only these are marked in sentences.
    """

    graph: KnowledgeGraph
    shown: Mapping[str, Entity]
    papers: list[Json] = field(default_factory=list)
    _paper_numbers: dict[str, int] = field(default_factory=dict)
    _passage_numbers: dict[tuple[str, Evidence], int] = field(default_factory=dict)
    _named: dict[tuple[str, Evidence], set[str]] = field(default_factory=lambda: defaultdict(set))

    def paper(self, paper_id: str) -> int:
        """Return the number of a paper in :attr:`papers`."""
        if paper_id not in self._paper_numbers:
            paper = self.graph.papers[paper_id]
            self._paper_numbers[paper_id] = len(self.papers)
            self.papers.append(
                {"id": paper_id, "title": paper.title, "year": paper.year, "url": web_address(paper.url)}
            )
        return self._paper_numbers[paper_id]

    def of_claim(self, claim: Claim) -> Json:
        """Return what one paper says of an edge."""
        return {**self._sentence(claim, (claim.head, claim.tail)), "count": claim.count}

    def of_result(self, result: Result) -> Json:
        """Return what one paper says of a score."""
        return {**self._sentence(result, (result.of, result.on, result.metric)), "count": 1}

    def of_mentions(self, mentions: Mentions) -> Json:
        """Return that one paper names an entity, which takes no sentence."""
        return {
            "paper": self.paper(mentions.paper_id),
            "passage": None,
            "confidence": 1.0,
            "negated": False,
            "hedged": False,
            "count": len(mentions.spans),
        }

    def _sentence(self, said: Claim | Result, ends: Iterable[str | None]) -> Json:
        key = (said.paper_id, said.evidence)
        self._named[key].update(end for end in ends if end is not None and end in self.shown)
        return {
            "paper": self.paper(said.paper_id),
            "passage": self._passage_numbers.setdefault(key, len(self._passage_numbers)),
            "confidence": round(said.confidence, 3),
            "negated": said.polarity == "negated",
            "hedged": said.hedged,
        }

    def passages(self) -> list[Json]:
        """Return the sentences by their numbers, each in parts: a text and the ids of the entities that it names."""
        spans_of = {mention.key: mention.spans for mention in self.graph.mentions if mention.entity_id in self.shown}
        passages = []
        for paper_id, sentence in self._passage_numbers:
            names: list[Name] = []
            for entity_id in self._named[paper_id, sentence]:
                found = _mentions_within(sentence, spans_of.get((paper_id, entity_id), ()))
                found = found or _names_within(sentence.text, self.shown[entity_id])
                names.extend((start, end, entity_id) for start, end in found)
            passages.append({"paper": self.paper(paper_id), "parts": parts(sentence.text, names)})
        return passages


def parts(text: str, names: Iterable[Name]) -> list[list[str]]:
    """Cut a text wherever a name begins or ends: each piece with the ids of all that it is part of the name of.

    Names may overlap, as where one is part of another.

    Parameters
    ----------
    text
        What to cut.
    names
        (start, end, id), half-open characters of the text.

    Examples
    --------
    >>> parts("GPT-4 Turbo wins", [(0, 5, "gpt-4"), (0, 11, "turbo")])
    [['GPT-4', 'gpt-4', 'turbo'], [' Turbo', 'turbo'], [' wins']]
    """
    known = sorted(names)
    cuts = sorted({0, len(text), *(at for start, end, _ in known for at in (start, end))})
    pieces = [
        [text[a:b], *dict.fromkeys(id_ for start, end, id_ in known if start <= a and b <= end)]
        for a, b in pairwise(cuts)
    ]
    return pieces or [[text]]


def web_address(url: str | None) -> str | None:
    """Return `url` if a browser would open it as a page of the web, so no link runs a script or opens a file."""
    if url is None or not url.isprintable() or any(character.isspace() for character in url):
        return None
    try:
        address = urlsplit(url)
    except ValueError:
        return None
    return url if address.scheme in ("http", "https") and address.hostname else None


def _mentions_within(sentence: Evidence, spans: Iterable[Evidence]) -> list[tuple[int, int]]:
    return [
        (span.start - sentence.start, span.end - sentence.start)
        for span in spans
        if span.field == sentence.field and sentence.start <= span.start and span.end <= sentence.end
    ]


def _names_within(text: str, entity: Entity) -> list[tuple[int, int]]:
    spellings = sorted({entity.name, *entity.aliases} - {""}, key=lambda spelling: (-len(spelling), spelling))
    if not spellings:
        return []
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, spellings))})(?!\w)"
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]

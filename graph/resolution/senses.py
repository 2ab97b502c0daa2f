"""Abbreviations of a corpus: their senses, and which of them is meant where no paper says so.

A paper that defines an abbreviation settles it for itself. For a paper that does not, one sense is taken when the
literature and these papers hardly know another, or when the paper's other names speak for one sense alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .abbreviations import dominant, established, group_long_forms, sense_stems
from .forms import Form
from .keys import term_key

# So many names must a paper share with those of one sense alone, where the sense does not go without saying.
_SHARED_NAMES = 2
_LIKELY = 0.5
# Papers that go against the literature together.
_SEVERAL = 2


@dataclass(slots=True)
class Sense:
    """One meaning of an abbreviation.

    Parameters
    ----------
    key
        Key of one of its long forms.
    long_forms
        Key to spelling.
    literature
        Number of papers in the literature that define it so.
    defined_in
        Papers of the corpus that define it so.
    """

    key: str
    long_forms: dict[str, str] = field(default_factory=dict)
    literature: int = 0
    defined_in: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        """A long form to show: the shortest."""
        return min(self.long_forms.values(), key=lambda long: (len(long), long))

    @property
    def papers(self) -> int:
        """Number of papers that define it so."""
        return self.literature + len(self.defined_in)


class Choice(NamedTuple):
    """The sense taken for an abbreviation, by which rule, and on what grounds."""

    sense: Sense
    rule: str
    detail: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation with all its senses, by the key of the sense.

    Parameters
    ----------
    key
        Of the abbreviation.
    senses
        By their keys.
    sense_of
        Key of a long form to the key of its sense.
    rare
        Number of papers in the literature that define it in a way of their own.
    """

    key: str
    senses: dict[str, Sense]
    sense_of: dict[str, str]
    rare: int

    @property
    def is_defined(self) -> bool:
        """Whether any paper of the corpus defines it."""
        return any(sense.defined_in for sense in self.senses.values())

    def clear_sense(self) -> Choice | None:
        """Return the sense that goes without saying: the only one known at all, or the established one."""
        counts = {key: sense.papers for key, sense in self.senses.items()}
        total = sum(counts.values()) + self.rare
        best = dominant(counts, total)
        if best is not None and any(
            len(sense.defined_in) >= max(_SEVERAL, len(self.senses[best].defined_in) + 1)
            for sense in self.senses.values()
        ):
            # These papers have a usage of their own.
            return None
        if best is not None and self.senses[best].literature:
            return Choice(self.senses[best], "established", f"{counts[best]} of {total} definitions")
        if len(self.senses) == 1 and best is None and not self.is_defined:
            return None
        if len(self.senses) == 1 or best is not None:
            (sense,) = self.senses.values() if best is None else (self.senses[best],)
            return Choice(sense, "only sense", f"defined in {len(sense.defined_in)} of these papers")
        return None


class Company:
    """The names that stand beside each other in papers."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        self._papers: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._keys: set[str] = set()
        for form in forms:
            if form.unit.label != "Metric":
                # Everybody measures accuracy.
                self._names[form.unit.paper_id].add(form.key)
            self._papers[form.key, form.unit.label].add(form.unit.paper_id)
            self._keys.add(form.key)

    def names(self, paper_id: str) -> set[str]:
        """Return the keys of all names of a paper but those of measures."""
        return self._names.get(paper_id, set())

    def papers(self, key: str, label: str) -> set[str]:
        """Return the papers that have a name for a thing of this label."""
        return self._papers.get((key, label), set())

    def has(self, key: str) -> bool:
        """Tell whether any paper has this name."""
        return key in self._keys


def read_abbreviations(forms: Sequence[Form]) -> dict[str, Abbreviation]:
    """Return all abbreviations that these papers define, or use and the literature defines, by their keys."""
    table = established()
    definers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    spellings: dict[str, dict[str, str]] = defaultdict(dict)
    for form in forms:
        if form.key in table:
            definers.setdefault(form.key, defaultdict(set))
        if (definition := form.definition) is not None:
            long_key = term_key(definition.long)
            definers[definition.key][long_key].add(form.unit.paper_id)
            known = spellings[definition.key]
            known[long_key] = min(known.get(long_key, definition.long), definition.long)
    names = _names_by_stems(forms)
    return {short: _abbreviation(short, definers[short], spellings[short], names) for short in definers}


def _names_by_stems(forms: Sequence[Form]) -> dict[tuple[str, ...], dict[str, str]]:
    """Return the names of several words by their stems, each as key to spelling."""
    spellings: dict[str, str] = {}
    for form in forms:
        if " " in form.name:
            spellings[form.key] = min(spellings.get(form.key, form.name), form.name)
    found: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for key, name in spellings.items():
        found[sense_stems(name)][key] = name
    return found


def _abbreviation(
    short: str,
    definers: Mapping[str, set[str]],
    spellings: Mapping[str, str],
    names: Mapping[tuple[str, ...], Mapping[str, str]],
) -> Abbreviation:
    entry = established().get(short)
    literature: Counter[str] = Counter()
    long_forms = dict(spellings)
    for long, papers in entry.long_forms if entry is not None else ():
        literature[term_key(long)] += papers
        long_forms[term_key(long)] = long
    # Names that differ from a long form by endings alone are long forms, too.
    for long in list(long_forms.values()):
        long_forms = {**names.get(sense_stems(long), {}), **long_forms}
    sense_of = group_long_forms(long_forms)
    senses: dict[str, Sense] = {}
    for key, long in long_forms.items():
        sense = senses.setdefault(sense_of[key], Sense(sense_of[key]))
        sense.long_forms[key] = long
        sense.literature += literature[key]
        sense.defined_in |= definers.get(key, set())
    rare = entry.papers - literature.total() if entry is not None else 0
    return Abbreviation(short, senses, sense_of, max(rare, 0))


def choose_by_company(abbreviation: Abbreviation, uses: Sequence[Form], company: Company) -> list[Choice | None]:
    """Return for each use of an undefined homonym the sense that its paper's other names speak for.

    Candidates are the senses that some of the papers define, or name by the long form as a thing of the same label.

    Parameters
    ----------
    abbreviation
        Without a clear sense.
    uses
        Units that have the abbreviation as their name and do not define it.
    company
        Of all papers.
    """
    by_label: dict[str, list[Form]] = defaultdict(list)
    for use in uses:
        by_label[use.unit.label].append(use)
    chosen: dict[tuple[str, str], Choice | None] = {}
    for label, group in by_label.items():
        speakers = _speakers(abbreviation, label, company)
        owners = _owners(abbreviation, speakers, company)
        for use in group:
            chosen[use.unit.key] = _choose(abbreviation, speakers, owners, company.names(use.unit.paper_id))
    return [chosen[use.unit.key] for use in uses]


def _speakers(abbreviation: Abbreviation, label: str, company: Company) -> dict[str, set[str]]:
    """Return the candidates, each with the papers that speak of it."""
    found = {}
    for key, sense in abbreviation.senses.items():
        papers = set(sense.defined_in).union(*(company.papers(long, label) for long in sense.long_forms))
        if papers:
            found[key] = papers
    return found


def _owners(abbreviation: Abbreviation, speakers: Mapping[str, set[str]], company: Company) -> dict[str, str | None]:
    """Return for each name in the company of a candidate which candidate that is; None if it is several."""
    owners: dict[str, str | None] = {}
    for key, papers in speakers.items():
        names = set().union(*(company.names(paper) for paper in papers)) - {abbreviation.key}
        for name in names - abbreviation.sense_of.keys():
            owners[name] = key if owners.get(name, key) == key else None
    return owners


def _choose(
    abbreviation: Abbreviation, speakers: Mapping[str, set[str]], owners: Mapping[str, str | None], names: set[str]
) -> Choice | None:
    votes = Counter(owner for name in names if (owner := owners.get(name)) is not None)
    if len(votes) == 1:
        ((key, number),) = votes.items()
        if number >= _SHARED_NAMES:
            shared = sorted(name for name in names if owners.get(name) == key)
            return Choice(abbreviation.senses[key], "company", ", ".join(shared[:5]))
    if len(speakers) == 1:
        (key,) = speakers
        total = sum(sense.papers for sense in abbreviation.senses.values())
        papers = abbreviation.senses[key].papers
        is_alone = not names - {abbreviation.key}
        if papers >= _LIKELY * total and (is_alone or votes[key]):
            return Choice(abbreviation.senses[key], "established", f"{papers} of {total} definitions")
    return None

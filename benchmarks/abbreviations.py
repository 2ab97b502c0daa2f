"""Count what abbreviations stand for in many abstracts, and write the table of established ones.

usage: python benchmarks/abbreviations.py FILE -o graph/resolution/abbreviations.tsv.gz

FILE is JSON Lines with "title" and "abstract", compressed with xz or not. A line of the table is: short form, number
of papers that define it in any way, then each long form given by several papers with their number, most first. The
same FILE gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from extract.names import is_abbreviation, long_form_start, name_key, plain
from graph.resolution.keys import looks_short, term_key

SEVERAL = 2
LONGEST = 100
PARENTHESIS = re.compile(r"(?<=[\w)}$]) ?\(([^()]{2,80})\)")
SHORT = re.compile(r"[A-Za-z0-9][\w+*/&-]{1,11}")
SHORT_BEFORE = re.compile(rf"(?<![\w-])({SHORT.pattern})$")


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """Yield (short, long) for each ``long (short)`` and ``short (long)``, after Schwartz and Hearst (2003)."""
    for match in PARENTHESIS.finditer(text):
        inside, before = re.split(r"[;,:]", match[1])[0].strip(), text[: match.start()]
        if SHORT.fullmatch(inside) and looks_short(inside):
            earliest = max(before.rfind(mark) for mark in (". ", "(", ")", "\n", ", ", ": ")) + 1
            start = long_form_start(inside, before, max(earliest, len(before) - LONGEST, 0))
            short, long = inside, "" if start is None else before[start:]
        else:
            found = SHORT_BEFORE.search(before)
            short, whole = ("", "") if found is None else (found[1], match[1].strip())
            start = long_form_start(short, whole)
            long = whole[start or 0 :]
        words = len(long.split())
        if "," in long or (words == 1 and any(character.isdigit() for character in long)):
            # Examples, as in "LLMs (Llama 2, ...)".
            continue
        if (
            looks_short(short)
            and 0 < words <= min(len(short) + 5, 2 * len(short))
            and is_abbreviation(short, long)
            and fits(short, long)
        ):
            yield short, " ".join(plain(long).split())


def fits(short: str, long: str) -> bool:
    """Tell whether most capitals of a short form begin words: the long form found may be a part of the right one."""
    initials = [word[0].casefold() for word in re.findall(r"[^\W_]+", long)]
    capitals = [character.casefold() for character in short if character.isupper()]
    at = matched = 0
    for capital in capitals:
        if capital in initials[at:]:
            at += initials[at:].index(capital) + 1
            matched += 1
    return len(initials) < 3 or 2 * matched > len(capitals)


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file, compressed or not."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        yield from file


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    papers: dict[str, Counter[str]] = defaultdict(Counter)
    shorts: dict[str, Counter[str]] = defaultdict(Counter)
    longs: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in lines(arguments.file):
        paper = json.loads(line)
        text = f"{paper['title']}\n{' '.join(paper['abstract'].split())}"
        found = {(name_key(short), term_key(long)): (short, long) for short, long in definitions(text)}
        for (short_key, long_key), (short, long) in found.items():
            papers[short_key][long_key] += 1
            shorts[short_key][short] += 1
            longs[short_key, long_key][long] += 1
    rows = []
    for key in sorted(papers):
        several = [(long, number) for long, number in papers[key].items() if number >= SEVERAL]
        if several:
            ranked = sorted(several, key=lambda item: (-item[1], item[0]))
            cells = [cell for long, number in ranked for cell in (commonest(longs[key, long]), str(number))]
            rows.append("\t".join([commonest(shorts[key]), str(papers[key].total()), *cells]))
    text = "".join(f"{row}\n" for row in rows)
    arguments.output.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{len(rows)} short forms, {text.count(chr(9)) // 2} pairs, {arguments.output.stat().st_size} bytes")


def commonest(spellings: Counter[str]) -> str:
    """Return the most frequent spelling."""
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


if __name__ == "__main__":
    main()

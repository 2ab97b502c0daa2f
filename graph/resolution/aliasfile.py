"""Alias files: TOML, or CSV where the name ends in ``.csv``."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path

import tomli_w

from extract.atomic import fault, replacing

from ..errors import AliasError, OutputError
from .aliases import BUILT_IN, Action, Aliases, AliasRule, parse_rule

_BUILT_IN = Path(__file__).with_name("aliases.toml")
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*([\"']?)(\w+)\1[ \t]*\]\]", re.MULTILINE)
_COLUMNS = ["action", "name", "other"]
_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


@cache
def built_in_aliases() -> Aliases:
    """Return the rules of well-known names that come with the package."""
    return Aliases(tuple(_toml_rules(_BUILT_IN, _BUILT_IN.read_text(encoding="utf-8"), BUILT_IN)))


@lru_cache(maxsize=4)
def with_built_in(aliases: Aliases) -> Aliases:
    """Return rules with those of the package that they do not contradict."""
    return aliases.with_weaker(built_in_aliases().rules)


def read_aliases(path: Path) -> Aliases:
    """Return the rules of an alias file.

    Raises
    ------
    AliasError
        If the file cannot be read, a rule makes no sense, or two contradict each other; with the line.
    """
    return Aliases(tuple(_rules(path, _read(path))))


def add_rule(path: Path, rule: AliasRule) -> bool:
    """Write a rule at the end of an alias file, which is made if there is none; all else in it stays as it is.

    Returns
    -------
    bool
        False if the file has the rule already.

    Raises
    ------
    AliasError
        If the file cannot be read, or the rule contradicts one in it.
    OutputError
        If the file cannot be written.
    """
    text = _read(path) if path.exists() else ""
    known = tuple(_rules(path, text))
    if _is_said(rule, known):
        return False
    Aliases((*known, rule))
    added = _csv_text(rule, has_header=bool(text.strip())) if _is_csv(path) else _toml_text(rule)
    gap = "" if not text or text.endswith("\n") else "\n"
    blank = "\n" if text.strip() and not _is_csv(path) else ""
    new = f"{text}{gap}{blank}{added}"
    try:
        tuple(_rules(path, new))
    except AliasError as error:
        raise AliasError(str(path), f"no rule can be added at its end, so write it by hand: {rule}") from error
    try:
        with replacing(path) as stream:
            stream.write(new.encode())
    except OSError as error:
        raise OutputError(str(path), fault(error)) from error
    return True


def _is_said(rule: AliasRule, known: Iterable[AliasRule]) -> bool:
    """Tell whether rules say already what a rule does."""
    alike = [old for old in known if old.action is rule.action]
    if rule.action in (Action.RENAME, Action.RETYPE):
        return any((old.names, old.value) == (rule.names, rule.value) for old in alike)
    pairs = {frozenset(pair) for old in alike for pair in combinations(old.names, 2)}
    if rule.action is Action.SAME:
        return all(frozenset((rule.names[0], other)) in pairs for other in rule.names[1:])
    return all(frozenset(pair) in pairs for pair in combinations(rule.names, 2))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise AliasError(str(path), error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise AliasError(f"{path}:{line}", "it is no UTF-8; save the file as UTF-8") from error


def _is_csv(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _rules(path: Path, text: str) -> Iterator[AliasRule]:
    return _csv_rules(path, text) if _is_csv(path) else _toml_rules(path, text)


def _toml_rules(path: Path, text: str, source: str | None = None) -> Iterator[AliasRule]:
    try:
        content = tomllib.loads(text)
    except RecursionError as error:
        raise AliasError(str(path), "it is no TOML: brackets within brackets without end") from error
    except tomllib.TOMLDecodeError as error:
        place = _LINE.search(str(error))
        line = place[1] if place and place[1] else text.count("\n") + 1
        raise AliasError(f"{path}:{line}", f"it is no TOML: {_LINE.sub('', str(error)).strip()}") from error
    # The parser does not say where a table begins; the headers stand in the order of the tables.
    lines: dict[str, list[int]] = {}
    for header in _HEADER.finditer(text):
        lines.setdefault(header[2], []).append(text.count("\n", 0, header.start(2)) + 1)
    for action, tables in content.items():
        known = lines.get(action, [])
        places = known if isinstance(tables, list) and len(known) == len(tables) else None
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise AliasError(str(path), f"{action!r} is no list of rules; begin each rule with [[{action}]]")
        for i, table in enumerate(tables):
            yield parse_rule(action, table, source or (f"{path}:{places[i]}" if places else str(path)))


def _csv_rules(path: Path, text: str) -> Iterator[AliasRule]:
    rows = csv.reader(io.StringIO(text), strict=True)
    try:
        header = next(rows, None)
        if header is None:
            return
        if [column.strip() for column in header][:3] != _COLUMNS or header[3:] not in ([], ["note"]):
            raise AliasError(f"{path}:1", f"the first line is not {','.join(_COLUMNS)}")
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _csv_rule(row, f"{path}:{rows.line_num}")
    except csv.Error as error:
        raise AliasError(f"{path}:{rows.line_num}", f"it is no CSV: {error}") from error


def _csv_rule(row: list[str], source: str) -> AliasRule:
    if not 3 <= len(row) <= 4:
        raise AliasError(source, f"{len(row)} cells where {','.join(_COLUMNS)} and perhaps a note belong")
    action, name, other = (cell.strip() for cell in row[:3])
    match action:
        case "rename":
            return parse_rule(action, {"name": name, "to": other}, source)
        case "retype":
            return parse_rule(action, {"name": name, "type": other}, source)
    return parse_rule(action, {"names": [name, other]}, source)


def _toml_text(rule: AliasRule) -> str:
    match rule.action:
        case Action.RENAME:
            table: dict[str, object] = {"name": rule.names[0], "to": rule.value}
        case Action.RETYPE:
            table = {"name": rule.names[0], "type": rule.value}
        case _:
            table = {"names": list(rule.names)}
    return f"[[{rule.action}]]\n{tomli_w.dumps(table)}"


def _csv_text(rule: AliasRule, *, has_header: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if not has_header:
        writer.writerow(_COLUMNS)
    match rule.action:
        case Action.SAME:
            pairs = [(rule.names[0], other) for other in rule.names[1:]]
        case Action.DIFFERENT:
            pairs = list(combinations(rule.names, 2))
        case _:
            pairs = [(rule.names[0], rule.value)]
    writer.writerows([rule.action.value, *pair] for pair in pairs)
    return out.getvalue()

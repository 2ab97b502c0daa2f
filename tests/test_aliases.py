"""Alias rules and the files that they stand in: what is read, what contradicts, what is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import AliasError, OutputError
from graph.model import ENTITY_LABELS
from graph.resolution import Action, Aliases, AliasRule, add_rule, built_in_aliases, read_aliases
from graph.resolution.keys import term_key

FILE = """\
# Ours.
[[same]]
names = ["leaf count", "number of leaves"]
note = "asked Ann"

[[different]]
names = ["HoP", "HOP"]

[[rename]]
name = "tree walking"
to = "TW"

[[retype]]
name = "LeafBench"
type = "Benchmark"
"""
RULES = [
    (Action.SAME, ("leaf count", "number of leaves"), "", 2),
    (Action.DIFFERENT, ("HoP", "HOP"), "", 6),
    (Action.RENAME, ("tree walking",), "TW", 9),
    (Action.RETYPE, ("LeafBench",), "Benchmark", 13),
]
CSV = """\
action,name,other,note
same,leaf count,number of leaves,asked Ann

different,HoP,HOP
rename,tree walking,TW,
retype,LeafBench,Benchmark,
"""


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def error(path: Path, text: str) -> str:
    with pytest.raises(AliasError) as raised:
        read_aliases(written(path, text))
    return str(raised.value).replace(f"{path.parent}/", "")


def same(*names: str, source: str = "") -> AliasRule:
    return AliasRule(Action.SAME, names, source=source)


def different(*names: str, source: str = "") -> AliasRule:
    return AliasRule(Action.DIFFERENT, names, source=source)


def test_a_toml_file_is_read_with_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "a.toml", FILE)

    assert list(read_aliases(path).rules) == [
        AliasRule(action, names, value, f"{path}:{line}") for action, names, value, line in RULES
    ]


def test_a_csv_file_is_read_with_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", CSV)

    assert list(read_aliases(path).rules) == [
        AliasRule(action, names, value, f"{path}:{line}")
        for (action, names, value, _), line in zip(RULES, (2, 4, 5, 6), strict=True)
    ]


def test_a_byte_order_mark_and_an_empty_file_are_fine(tmp_path: Path) -> None:
    (tmp_path / "bom.toml").write_bytes(b"\xef\xbb\xbf" + FILE.encode())
    (tmp_path / "empty.csv").write_bytes(b"")

    assert len(read_aliases(tmp_path / "bom.toml").rules) == 4
    assert read_aliases(tmp_path / "empty.csv").rules == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[same]]\nnames = ["Emu"]', "a.toml:1: same takes two names or more, each another"),
        ('\n[[same]]\nnames = ["Emu", " "]', "a.toml:2: a name is empty"),
        ('[[same]]\nnames = ["Emu", "R\\u202Eoo"]', "a.toml:1: a name holds a character that cannot be seen"),
        ('[[same]]\nnames = "Emu"', "a.toml:1: same takes texts in quotes, in brackets"),
        ("[[same]]\nnames = [1, 2]", "a.toml:1: same takes texts in quotes, in brackets"),
        ('[[same]]\nname = "Emu"', "a.toml:1: same lacks 'names'; it takes names"),
        (
            '[[rename]]\nname = "Emu"\nto = "Roo"\nby = "me"',
            "a.toml:1: rename does not take 'by'; it takes name and to",
        ),
        ('[[rename]]\nname = "Emu"\nto = ""', "a.toml:1: rename of 'Emu' says not to what"),
        (
            '[[retype]]\nname = "Emu"\ntype = "Bird"',
            f"a.toml:1: 'Bird' is no type; types are {', '.join(ENTITY_LABELS)}",
        ),
        ('[[join]]\nnames = ["A", "B"]', "a.toml:1: 'join' is no action; actions are same, different, rename, retype"),
        ("same = 3", "a.toml: 'same' is no list of rules; begin each rule with [[same]]"),
        ('[[same]]\nnames = ["A",', "a.toml:2: it is no TOML: Invalid value"),
        ('x = 1\n[[same]\nnames = ["A"]', "a.toml:2: it is no TOML"),
    ],
)
def test_a_malformed_file_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    assert error(tmp_path / "a.toml", text).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,other\nA,B\n", "a.csv:1: the first line is not action,name,other"),
        ("action,name,other\nsame,A\n", "a.csv:2: 2 cells where action,name,other and perhaps a note belong"),
        ("action,name,other\n\njoin,A,B\n", "a.csv:3: 'join' is no action"),
        ("action,name,other\nretype,A,Bird\n", "a.csv:2: 'Bird' is no type"),
        ('action,name,other\nsame,"A,B\n', "a.csv:2: it is no CSV"),
    ],
)
def test_a_malformed_table_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    assert error(tmp_path / "a.csv", text).startswith(message)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"# fine\n# caf\xe9\n")

    with pytest.raises(AliasError, match=r"latin.toml:2: it is no UTF-8"):
        read_aliases(tmp_path / "latin.toml")
    with pytest.raises(AliasError, match="No such file"):
        read_aliases(tmp_path / "none.toml")
    with pytest.raises(AliasError, match="directory"):
        read_aliases(tmp_path)


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            [same("Emu", "Roo", source="f:1"), same("roo", "Yak", source="f:3"), different("EMU", "YAK", source="f:9")],
            "f:9: 'EMU' and 'YAK' are different here, but the same by f:1 and f:3",
        ),
        (
            [
                same("Emu", "Roo", source="f:1"),
                AliasRule(Action.RENAME, ("Emu",), "E", "f:5"),
                AliasRule(Action.RENAME, ("Roo",), "R", "f:7"),
            ],
            "f:7: rename of 'Roo' to 'R', but of 'Emu' to 'E' by f:5, and the two are the same",
        ),
        (
            [
                AliasRule(Action.RETYPE, ("Emu",), "Model", "f:5"),
                AliasRule(Action.RETYPE, ("EMU",), "Method", "f:7"),
            ],
            "retype of 'Emu' to 'Model', but of 'EMU' to 'Method' by f:7, and the two are the same",
        ),
    ],
)
def test_rules_that_contradict_each_other_are_told_with_both_lines(rules: list[AliasRule], message: str) -> None:
    for ordered in (rules, rules[::-1]):
        with pytest.raises(AliasError) as raised:
            Aliases(tuple(ordered))
        assert message in str(raised.value)


def test_case_counts_where_a_rule_says_so() -> None:
    rules = (different("FOX", "FoX"), same("FoX", "fox in box"))

    assert len(Aliases(rules).rules) == 2
    with pytest.raises(AliasError):
        Aliases((*rules, same("fox in box", "FOX")))


def test_rules_that_come_later_give_way() -> None:
    own = Aliases((different("Emu", "Roo"),))

    assert own.with_weaker([same("Emu", "Roo"), same("Roo", "Yak")]).rules == (*own.rules, same("Roo", "Yak"))


# What is written

TEXTS = st.text(min_size=1).filter(lambda text: text.split() and text.isprintable())
NAMES = st.lists(TEXTS, min_size=2, max_size=2, unique_by=lambda text: tuple(text.split()))
ANY_RULE = st.one_of(
    st.builds(lambda names: AliasRule(Action.SAME, tuple(names)), NAMES),
    st.builds(lambda name, to: AliasRule(Action.RENAME, (name,), to), TEXTS, TEXTS),
    st.builds(lambda name, to: AliasRule(Action.RETYPE, (name,), to), TEXTS, st.sampled_from(ENTITY_LABELS)),
)


@pytest.mark.parametrize("name", ["a.toml", "a.csv"])
@given(rules=st.lists(ANY_RULE, max_size=4))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, name: str, rules: list[AliasRule]) -> None:
    path = tmp_path_factory.mktemp("aliases") / name
    kept: list[AliasRule] = []
    for rule in rules:
        try:
            if add_rule(path, rule):
                kept.append(rule)
        except AliasError:
            assert not path.exists() or len(read_aliases(path).rules) == len(kept)

    read = read_aliases(path).rules if path.exists() else ()
    order = {action: i for i, action in enumerate(dict.fromkeys(rule.action for rule in kept))}
    expected = sorted(kept, key=lambda rule: order[rule.action]) if name.endswith("toml") else kept
    assert [(r.action, r.names, r.value) for r in read] == [(r.action, r.names, r.value) for r in expected]


def test_writing_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "a.toml", FILE.rstrip("\n"))

    assert add_rule(path, same("Emu", "Roo"))
    assert not add_rule(path, same("Emu", "Roo"))
    assert path.read_text(encoding="utf-8").startswith(FILE)
    assert read_aliases(path).rules[1] == AliasRule(Action.SAME, ("Emu", "Roo"), "", f"{path}:17")


def test_a_contradiction_is_not_written(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", CSV)

    with pytest.raises(AliasError, match="the same by"):
        add_rule(path, different("number of leaves", "Leaf Count"))
    assert path.read_text(encoding="utf-8") == CSV


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="its folder does not exist"):
        add_rule(tmp_path / "none" / "a.toml", same("Emu", "Roo"))


# What comes with the package


def test_every_rule_of_the_package_is_needed() -> None:
    rules = built_in_aliases().rules

    assert {rule.source for rule in rules} == {"built in"}
    for rule in rules:
        keys = {term_key(name) for name in rule.names}
        assert len(keys) == len(rule.names) if rule.action is Action.SAME else len(keys) < len(rule.names), rule

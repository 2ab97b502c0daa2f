"""Texts are split as Neo4j splits them; what engines could split otherwise is refused."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cypher.lexer import tokens
from graph.errors import QuerySyntaxError


def split(text):
    return [(token.kind, token.text) for token in tokens(text)]


def test_every_kind_of_token():
    assert split("MATCH (n:`a``b` {x: $y}) // no\nWHERE n.z >= 1.5 /* no */ RETURN 'it''s', \"q\"") == [
        *[("word", "MATCH"), ("symbol", "("), ("word", "n"), ("symbol", ":"), ("quoted", "a`b"), ("symbol", "{")],
        *[("word", "x"), ("symbol", ":"), ("parameter", "y"), ("symbol", "}"), ("symbol", ")"), ("word", "WHERE")],
        *[("word", "n"), ("symbol", "."), ("word", "z"), ("symbol", ">="), ("number", "1.5"), ("word", "RETURN")],
        *[("string", "it"), ("string", "s"), ("symbol", ","), ("string", "q")],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1..3", ["1", "..", "3"]),
        ("*1..", ["*", "1", ".."]),
        ("[..2]", ["[", "..", "2", "]"]),
        ("1.5e-3", ["1.5e-3"]),
        (".5", [".5"]),
        ("0xFF", ["0xFF"]),
        ("1.x", ["1", ".", "x"]),
        ("a-->b", ["a", "-", "-", ">", "b"]),
        ("a<>b=~c", ["a", "<>", "b", "=~", "c"]),
        ("$`a b`", ["a b"]),
        (":$(x)", [":", "$", "(", "x", ")"]),
        ("é_1", ["é_1"]),
        ("a\xa0b\u2003c\u3000d", ["a", "b", "c", "d"]),
        ("a/b", ["a", "/", "b"]),
        ("a // b\r\nc", ["a", "c"]),
        ("a/* /* */b", ["a", "b"]),
        ("/**/a", ["a"]),
    ],
)
def test_where_tokens_end(text, expected):
    assert [token.text for token in tokens(text)] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"'a\'b'", "a'b"),
        (r'"a\"b\\"', 'a"b\\'),
        (r"'C:\\users'", "C:\\users"),
        (r"'\t\n'", "\t\n"),
        (r"'\u0041\u00e9'", "Aé"),
        ("'a\nb'", "a\nb"),
        ("'// no /* comment'", "// no /* comment"),
        ("'\u200b\u202e'", "\u200b\u202e"),
    ],
)
def test_the_value_of_a_string(text, value):
    assert split(text) == [("string", value)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("RETURN 'a", "line 1, column 8: the string that begins here is not closed"),
        ('RETURN\n "a', "line 2, column 2: the string that begins here is not closed"),
        (r"'a\'", "string that begins here is not closed"),
        ("`a``", "name in backticks that begins here is not closed"),
        ("a /* b *", "column 3: the comment that begins here is not closed"),
        ("/*/", "comment that begins here is not closed"),
        ("LO\u200bAD", r"column 3: U\+200B \(zero width space\) has no place"),
        ("\u202eRETURN", r"U\+202E"),
        ("a\x00b", r"U\+0000"),
        ("a \u2013 b", r"U\+2013 \(en dash\)"),
        ("a\ud800", r"U\+D800"),
        ("e\u0301", r"U\+0301"),
        ("a\u0085b // a\u0085b", "column 9: a comment holds a character that may end the line"),
        ("// a\rb", "may end the line"),
        ("// a\u2028b", "may end the line"),
        (r"a\b", "backslash"),
        (r"RETURN \u0027", "backslash"),
        (r"`\u0060`", "no place outside strings"),
        (r"/* \u002a/ */", "no place outside strings"),
        (r"// \u000a SET", "no place outside strings"),
        (r"'\u0027'", "could end the string"),
        (r'"\u0022"', "could end the string"),
        (r"'\u005c'", "could end the string"),
        (r"'\u0060'", "could end the string"),
        (r"'\\u0027'", "could end the string"),
        (r"'\\ua\u0027'", "could end the string"),
        (r"'\u27'", "four hexadecimal digits"),
        ("'\\u\uff10\uff10\uff12\uff17'", "four hexadecimal digits"),
        (r"'\uu0027'", "four hexadecimal digits"),
        ("LIMIT 1SET", "put a space before it"),
        ("0xSET", "put a space before it"),
        ("IN$x", "put a space before it"),
    ],
)
def test_what_cannot_be_split_surely_is_refused(text, reason):
    with pytest.raises(QuerySyntaxError, match=reason):
        tokens(text)


@given(st.text())
def test_any_text_is_split_or_refused(text):
    try:
        found = tokens(text)
    except QuerySyntaxError:
        return
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(token.start < token.end for token in found)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_in_a_string_stays_there(text):
    literal = "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    assert split(literal) == [("string", text)]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\\")))
def test_what_is_in_backticks_stays_there(text):
    assert split("`" + text.replace("`", "``") + "`") == [("quoted", text)]

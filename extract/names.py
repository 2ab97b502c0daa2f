"""Names as strings: what is the same name in another spelling, and what is an abbreviation of what.

Pure functions. Nothing here is a similarity: two names have the same key or they do not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GREEK = re.compile(
    r"\\(alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda"
    r"|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|chi|psi|omega)(?![a-z])",
    re.IGNORECASE,
)
_SPELLED_OUT = str.maketrans(
    {
        chr(code): unicodedata.name(chr(code)).split()[-1].casefold().replace("lamda", "lambda")
        for code in (*range(0x3B1, 0x3C2), *range(0x3C3, 0x3CA))
    }
)
_SPELLED_OUT[ord("×")] = "x"  # noqa: RUF001
_LATEX_ACCENT = re.compile(r"""\\[`'^"~=.]\s*\{?([^\W\d_])\}?""")
_LATEX_ELL = re.compile(r"\\ell(?![a-zA-Z])")
_LATEX_ARGUMENT = re.compile(r"\\[a-zA-Z]+\s*\{([^{}]*)\}")
_MARK_UP = re.compile(r"[\\${}]")
_LATEX_LEFTOVER = re.compile(r"\\[,;! ]|[\\${}]")
_ROUND_NUMBER = re.compile(r"(?<![\d.])(\d+)(?:\.0)+(?![\d.])")
_ROMAN = re.compile(r"(?<=[^\W_][\s-])II(I?)(?![^\W_])")
_PART = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[+*#@&%]")
_WORD = re.compile(r"[^\W_]+")
_MODIFIERS = 2
_KEPT_ENDINGS = ("ss", "us", "is", "os", "as")
_ES_ENDINGS = ("sses", "shes", "ches", "xes", "zes")
# In long words, which leaves names alone; after a consonant, which leaves denoise, supervise and pairwise alone.
_BRITISH = re.compile(r"(?<=[^\W\d_]{2}[b-df-hj-np-tz])is(?=(?:ed?|es|ing|ations?|ational|ers?)\b)")
_DOUBLED = re.compile(r"(?<=[^\W\d_]{3}[aeiou])ll(?=(?:ed|ing|ers?)\b)")
_ENDING = re.compile(r"(?:at(?:ions?|ing|e[sd]?|ors?)|ions?|ings?|ed|es?|s|ers?)$")
_HYPHENATED = re.compile(r"(?:\w+-)*$")
STOP_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "over"}
    | {"the", "to", "towards", "using", "via", "with"}
)


def plain(name: str) -> str:
    r"""Return a name without LaTeX mark-up and in Unicode's compatible form.

    Examples
    --------
    >>> plain(r"\textsc{Foo}-$2$")
    'Foo-2'
    """
    if name.isascii() and not _MARK_UP.search(name):
        return " ".join(name.split())
    text = _GREEK.sub(_greek_letter, unicodedata.normalize("NFKC", name))
    text = _LATEX_ELL.sub("l", _LATEX_ACCENT.sub(r"\1", text))
    while (simpler := _LATEX_ARGUMENT.sub(r"\1", text)) != text:
        text = simpler
    return " ".join(_LATEX_LEFTOVER.sub("", text).split())


def _greek_letter(match: re.Match[str]) -> str:
    case = "CAPITAL" if match[1][0].isupper() else "SMALL"
    # Unicode spells it so.
    letter = match[1].upper().replace("LAMBDA", "LAMDA")
    return unicodedata.lookup(f"GREEK {case} LETTER {letter}")


def singular(name: str) -> str:
    """Return a name with its last word in the singular, by rules of English spelling.

    An ``s`` counts as a plural only when it is lower case: ``LLMs`` is a plural, ``ATLAS`` is not.

    Examples
    --------
    >>> [singular(n) for n in ("GANs", "ATLAS", "world models", "policies", "analysis", "searches")]
    ['GAN', 'ATLAS', 'world model', 'policy', 'analysis', 'search']
    """
    if len(name) < 4 or not name.endswith("s") or not name[-2].isalpha() or name.endswith(_KEPT_ENDINGS):
        return name
    if name.endswith("ies") and len(name) > 5:
        return name[:-3] + "y"
    return name[:-2] if name.endswith(_ES_ENDINGS) else name[:-1]


@lru_cache(maxsize=1 << 20)
def name_key(name: str) -> str:
    r"""Return what all spellings of a name have in common.

    Case, white space, hyphens, accents, LaTeX, plural, British spelling and the notation of versions do not count: nor
    whether a Greek letter is spelled out, ``x`` is a sign, ``2`` is written ``2.0`` or ``II``, and ``and`` is written
    ``&``. Digits, and signs such as ``+`` and ``*``, do. Different versions, sizes and modifiers give different keys.
    Never empty for a name with a letter, digit or sign; otherwise the name itself.

    Examples
    --------
    >>> {name_key(n) for n in ("LLaMA-2", "Llama 2", "Llama2")}
    {'llama2'}
    >>> {name_key(n) for n in (r"$\tau^2$-net", "τ²-Net", "Tau2 Net")}
    {'tau2net'}
    >>> name_key("CIFAR-10") == name_key("CIFAR-100")
    False
    >>> name_key("fine-tuning") == name_key("Finetuning")
    True
    """
    text = _ROMAN.sub(lambda match: str(2 + len(match[1])), singular(plain(name)).replace(" & ", " and "))
    base = _without_accents(text.casefold()).translate(_SPELLED_OUT)
    parts = _PART.findall(_ROUND_NUMBER.sub(r"\1", _DOUBLED.sub("l", _BRITISH.sub("iz", base))))
    key = ""
    for part in parts:
        # Two numbers in a row stay two: "3 1" is not "31".
        key += ("-" if key[-1:].isdigit() and part[0].isdigit() else "") + part
    return key or name.casefold()


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def is_abbreviation(short: str, long: str) -> bool:
    """Tell whether `short` can abbreviate `long`, for two names that a paper equates, as in ``long (short)``.

    The letters of `short` occur in `long` in order, the first of them at its beginning, or after one or two words that
    are not abbreviated (``MPC``, secure multi-party computation). Digits occur likewise, or stand between letters
    (``W2S``, weak to strong). The plural of either does not count. A name that merely adds words,
    versions or affixes (``Llama`` and ``Llama 2``, ``BERT`` and ``SBERT``, ``RL`` and ``rule-based RL``) abbreviates
    nothing.

    References
    ----------
    Schwartz and Hearst (2003), "A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text", who
    take the shortest long form that fits; here both names are given and the whole long form must fit.

    Examples
    --------
    >>> is_abbreviation("ROME", "Rank-One Model Editing"), is_abbreviation("GPT-3", "GPT-4 Turbo")
    (True, False)
    """
    characters = _letters(singular(plain(short)))
    expanded = plain(long)
    found = list(_WORD.finditer(expanded))
    words = [match.start() for match in found]
    if len(characters) < 2 or " " in short.strip() or not words or _extends(characters, expanded[words[0] :]):
        return False
    whole = _letters(expanded)
    if any(singular(match[0]).casefold() == characters for match in found):
        return False
    if len(characters) > 4 and whole.startswith(characters):
        # "Multi-Walk" and "multi-walk system".
        return False
    without_digits = re.sub(r"(?<=[^\W\d_])\d+(?=[^\W\d_])", "", characters)
    return any(
        len(letters) > 1 and _abbreviates(letters, _letters(expanded[start:]), is_one_word=len(words) == 1)
        for start in words[: _MODIFIERS + 1]
        for letters in (characters, without_digits)
    )


def _extends(characters: str, long: str) -> bool:
    """Tell whether a name is another with something added: a word, a version, an ending."""
    first = _letters(re.split(r"[\W_]", long, maxsplit=1)[0])
    rest = first.removeprefix(characters)
    return first.startswith(characters) and (not rest or rest.isdigit() or len(characters) > 3)


def _abbreviates(letters: str, target: str, *, is_one_word: bool) -> bool:
    long_enough = len(target) >= (2 * len(letters) if is_one_word else len(letters) + 2)
    return long_enough and letters[0] == target[0] and _in_order(letters, target)


def long_form_start(short: str, text: str, earliest: int = 0) -> int | None:
    """Return where in `text`, which ends with the long form of `short`, the long form starts; None if it does not.

    Parameters
    ----------
    short
        The abbreviation, as it stands in parentheses after the long form.
    text
        What stands before the parenthesis.
    earliest
        Where the long form may start at the earliest.

    References
    ----------
    Schwartz and Hearst (2003), as above: the shortest long form, its first letter at the beginning of a word. Words of
    just these initials come before it (``proximal policy optimization``, not its last two words for ``PPO``), and a
    hyphenated word whose parts begin with the first letter is taken whole (``multi-modal``).

    Examples
    --------
    >>> text = "we use deep belief networks"
    >>> text[long_form_start("DBN", text):]
    'deep belief networks'
    """
    characters = _letters(singular(short))
    folded = text.casefold()
    if len(characters) < 2 or len(folded) != len(text):
        return None
    start = _start_of_initials(characters, folded, earliest)
    if start is None:
        start = _shortest_start(characters, folded, earliest)
    if start is None:
        return None
    whole = start - len(_HYPHENATED.search(text[earliest:start])[0])  # type: ignore[index]
    return whole if folded[whole] == characters[0] else start


def _start_of_initials(characters: str, text: str, earliest: int) -> int | None:
    """Return where the last words of a text begin whose initials are these, small words apart; None without."""
    left = len(characters) - 1
    for word in reversed(list(_WORD.finditer(text, earliest))):
        if word[0][0] == characters[left]:
            if left == 0:
                return word.start()
            left -= 1
        elif word[0] not in STOP_WORDS:
            return None
    return None


def _shortest_start(characters: str, text: str, earliest: int) -> int | None:
    at = len(text)
    for left in range(len(characters) - 1, -1, -1):
        at -= 1
        while at >= earliest and not (text[at] == characters[left] and (left > 0 or _begins_word(text, at))):
            at -= 1
        if at < earliest:
            return None
    return at


def skipped_words(short: str, long: str) -> int:
    """Return how many words of a long form that carry meaning give no letter to its abbreviation.

    The letters are looked for from the end, as in :func:`long_form_start`.

    Examples
    --------
    >>> skipped_words("MPC", "secure multi-party computation"), skipped_words("MP", "more and very good pie")
    (1, 2)
    """
    folded, at = long.casefold(), len(long)
    taken = []
    for letter in reversed(_letters(singular(short))):
        at = folded.rfind(letter, 0, at)
        if at < 0:
            break
        taken.append(at)
    words = [match for match in re.finditer(r"[^\W_]+", folded) if match[0] not in STOP_WORDS]
    return sum(not any(word.start() <= place < word.end() for place in taken) for word in words)


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _in_order(letters: str, target: str) -> bool:
    rest = iter(target)
    return all(letter in rest for letter in letters)


def _begins_word(text: str, at: int) -> bool:
    return at == 0 or not text[at - 1].isalnum()


def content_stems(name: str) -> tuple[str, ...]:
    """Return the words of a name that carry meaning, in order, without the endings of inflection and derivation.

    Examples
    --------
    >>> content_stems("Adaptations of the Ranks") == content_stems("adapting rank") == ("adapt", "rank")
    True
    >>> content_stems("optimisation"), content_stems("Optimized")
    (('optimiz',), ('optimiz',))
    """
    words = _WORD.findall(_without_accents(plain(name).casefold()))
    return tuple(_stem(word) for word in words if word not in STOP_WORDS)


def _stem(word: str) -> str:
    word = _BRITISH.sub("iz", word)
    ending = _ENDING.search(word, 4)
    return word[: ending.start()] if ending is not None else word

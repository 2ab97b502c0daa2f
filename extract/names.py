"""Names as strings: what is the same name in another spelling, and what is an abbreviation of what.

Pure functions. Nothing here is a similarity: two names have the same key or they do not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GREEK = re.compile(
    r"\\(alpha|beta|gamma|delta|epsilon|eta|theta|kappa|mu|nu|pi|rho|sigma|tau|phi|chi|psi|omega)(?![a-z])",
    re.IGNORECASE,
)
_LATEX_ARGUMENT = re.compile(r"\\[a-zA-Z]+\s*\{([^{}]*)\}")
_LATEX_LEFTOVER = re.compile(r"\\[,;! ]|[\\${}]")
_PART = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+|[+*#@&%]")
_MODIFIERS = 2
_KEPT_ENDINGS = ("ss", "us", "is", "os", "as")
_ES_ENDINGS = ("sses", "shes", "ches", "xes", "zes")
# In long words, which leaves names alone; after a consonant, which leaves denoise, supervise and pairwise alone.
_BRITISH = re.compile(r"(?<=[^\W\d_]{2}[b-df-hj-np-tz])is(?=(?:ed?|es|ing|ations?|ational|ers?)\b)")
_DOUBLED = re.compile(r"(?<=[^\W\d_]{3}[aeiou])ll(?=(?:ed|ing|ers?)\b)")
_ENDING = re.compile(r"(?:at(?:ions?|ing|e[sd]?|ors?)|ions?|ings?|ed|es?|s|ers?)$")
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
    text = _GREEK.sub(_greek_letter, unicodedata.normalize("NFKC", name))
    while (simpler := _LATEX_ARGUMENT.sub(r"\1", text)) != text:
        text = simpler
    return " ".join(_LATEX_LEFTOVER.sub("", text).split())


def _greek_letter(match: re.Match[str]) -> str:
    case = "CAPITAL" if match[1][0].isupper() else "SMALL"
    return unicodedata.lookup(f"GREEK {case} LETTER {match[1].upper()}")


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


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Return what all spellings of a name have in common.

    Case, white space, hyphens, accents, LaTeX, plural, British spelling and the notation of versions do not count;
    digits, and signs such as ``+`` and ``*``, do. Different versions, sizes and modifiers give different keys. Never
    empty for a name with a letter, digit or sign; otherwise the name itself.

    Examples
    --------
    >>> {name_key(n) for n in ("LLaMA-2", "Llama 2", "Llama2")}
    {'llama2'}
    >>> name_key("CIFAR-10") == name_key("CIFAR-100")
    False
    >>> name_key("fine-tuning") == name_key("Finetuning")
    True
    """
    decomposed = unicodedata.normalize("NFD", singular(plain(name)).casefold())
    base = "".join(c for c in decomposed if not unicodedata.combining(c))
    parts = _PART.findall(_DOUBLED.sub("l", _BRITISH.sub("iz", base)))
    key = ""
    for part in parts:
        # Two numbers in a row stay two: "3 1" is not "31".
        key += ("-" if key[-1:].isdigit() and part[0].isdigit() else "") + part
    return key or name.casefold()


def is_abbreviation(short: str, long: str) -> bool:
    """Tell whether `short` can abbreviate `long`, for two names that a paper equates, as in ``long (short)``.

    The letters of `short` occur in `long` in order, the first of them at its beginning, or after one or two words that
    are not abbreviated (``MPC``, secure multi-party computation). Digits occur likewise, or stand between letters
    (``W2S``, weak to strong). The plural of either does not count. A name that merely adds words,
    versions or affixes (``Llama`` and ``Llama 2``, ``BERT`` and ``SBERT``) abbreviates nothing.

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
    words = [match.start() for match in re.finditer(r"[^\W_]+", expanded)]
    if len(characters) < 2 or " " in short.strip() or not words or _extends(characters, expanded[words[0] :]):
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
    Schwartz and Hearst (2003), as above: the shortest long form, its first letter at the beginning of a word.

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
    at = len(text)
    for left in range(len(characters) - 1, -1, -1):
        at -= 1
        while at >= earliest and not (folded[at] == characters[left] and (left > 0 or _begins_word(text, at))):
            at -= 1
        if at < earliest:
            return None
    return at


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
    words = re.findall(r"[^\W_]+", plain(name).casefold())
    return tuple(_stem(word) for word in words if word not in STOP_WORDS)


def _stem(word: str) -> str:
    word = _BRITISH.sub("iz", word)
    ending = _ENDING.search(word, 4)
    return word[: ending.start()] if ending is not None else word

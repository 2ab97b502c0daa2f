"""Errors of reading and extracting.

    ExtractError
    ├── InputError (also ValueError)      what was given cannot be read
    │   ├── UnreadableFileError           a file is missing, forbidden, empty, a folder, binary or truncated
    │   ├── UnknownFormatError            neither the ending nor the content names a known format
    │   └── MalformedRecordError          one record of a file is not as the format demands
    ├── ConfigurationError (also ValueError)   a training configuration is wrong
    ├── ModelError                        the shipped model is missing or does not fit this version
    └── MissingExtraError                 an optional dependency is needed and not installed

Every message says what was wrong, where, and what to do about it.
"""

from __future__ import annotations


class ExtractError(Exception):
    """Base of all errors that a user can cause or mend."""


class InputError(ExtractError, ValueError):
    """What was given cannot be read."""


class UnreadableFileError(InputError):
    """A file is missing, forbidden, empty, a folder, binary or truncated.

    Parameters
    ----------
    path
        The file, as the user named it.
    reason
        What was wrong and what to do, as the rest of a sentence.
    """

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: {reason}")


class UnknownFormatError(InputError):
    """Neither the ending nor the content of a file names a known format.

    Parameters
    ----------
    path
        The file, as the user named it.
    known
        The names of the known formats.
    """

    def __init__(self, path: str, known: tuple[str, ...]) -> None:
        self.path = path
        self.known = known
        super().__init__(
            f"{path}: the format is not recognised. Known formats: {', '.join(known)}. "
            "Name it with --input-format, or rename the file."
        )


class MalformedRecordError(InputError):
    """One record of a file is not as the format demands.

    Parameters
    ----------
    path
        The file, as the user named it.
    line
        1-based number of the line where the record starts.
    problem
        What was wrong.
    expected
        What was expected instead.
    """

    def __init__(self, path: str, line: int, problem: str, expected: str) -> None:
        self.path = path
        self.line = line
        self.problem = problem
        self.expected = expected
        super().__init__(f"{path}:{line}: {problem}; expected {expected}")


class ConfigurationError(ExtractError, ValueError):
    """A training configuration holds a wrong, missing or unknown setting."""


class ModelError(ExtractError):
    """The shipped model is missing or does not fit this version of the program."""


class MissingExtraError(ExtractError):
    """An optional dependency is needed and not installed.

    Parameters
    ----------
    extra
        The name of the extra, as in ``pip install "abstractgraph[extra]"``.
    purpose
        What it is needed for.
    """

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra = extra
        super().__init__(f'{purpose} needs an optional part. Install it: pip install "abstractgraph[{extra}]"')

"""Connections to a Neo4j server, and its errors in words.

Credentials come from the environment only: ``NEO4J_USERNAME``, ``NEO4J_PASSWORD`` and ``NEO4J_DATABASE``. No message
and no ``repr`` ever holds a password.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from ...errors import StoreError
from ..store import without_password

if TYPE_CHECKING:
    import neo4j
    import neo4j.exceptions

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
"""What a URL of a Neo4j server starts with; ``+s`` is encrypted, ``+ssc`` too, with a certificate of its own making."""

OLDEST_VERSION = 5

NO_TIME_LIMIT = 0
"""The timeout of a transaction that runs as long as it takes; None would be what the server is set to."""

_Work = TypeVar("_Work", bound=Callable[..., Any])

_CONNECT_SECONDS = 5.0
# Also bounds the wait for a server that takes the connection and then says nothing, such as a web server.
_ACQUIRE_SECONDS = 10.0
_RETRY_SECONDS = 15.0

# The driver reports every retry as a warning, which Python shows on standard error if nobody has set up logging.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Server:
    """A Neo4j server and the database in it.

    Parameters
    ----------
    url
        The store, as the user named it.
    target
        The URL to connect to.
    database
        The name of the database; None for the user's own.
    """

    url: str
    target: str
    database: str | None

    @contextmanager
    def connect(self) -> Iterator[neo4j.Driver]:
        """Give a driver that has reached the server, and put all its errors into words.

        Raises
        ------
        StoreError
            If the server cannot be reached, refuses the credentials, is too old, or fails inside the block.
        """
        import neo4j

        user, password = os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ.get("NEO4J_PASSWORD")
        with (
            self.in_words(),
            neo4j.GraphDatabase.driver(
                self.target,
                auth=None if password is None else (user, password),
                connection_timeout=_CONNECT_SECONDS,
                connection_acquisition_timeout=_ACQUIRE_SECONDS,
                max_transaction_retry_time=_RETRY_SECONDS,
                notifications_min_severity="OFF",
            ) as driver,
        ):
            check_version(self.url, driver.get_server_info().agent)
            yield driver

    @contextmanager
    def in_words(self) -> Iterator[None]:
        """Turn the driver's errors into ours.

        Raises
        ------
        StoreError
            If the driver raises an error inside the block.
        """
        import neo4j.exceptions

        try:
            yield
        except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
            raise StoreError(self.url, self._reason(error)) from error

    def _reason(self, error: neo4j.exceptions.Neo4jError | neo4j.exceptions.DriverError) -> str:
        import neo4j.exceptions

        if isinstance(error, neo4j.exceptions.Neo4jError):
            return self._refusal(error)
        if "CERTIFICATE_VERIFY_FAILED" in causes(error):
            return (
                "the certificate of the server is not signed by an authority that this machine knows; if you trust "
                "the server, write +ssc in place of +s"
            )
        if "BoltSecurityError" in causes(error):
            return "no Neo4j server speaks TLS there; correct the URL, or leave out the +s if the server is without TLS"
        if isinstance(error, neo4j.exceptions.ServiceUnavailable | neo4j.exceptions.SessionExpired):
            return "no Neo4j server answers there; start it, or correct the URL"
        return f"the connection failed: {first_line(error)}"

    def _refusal(self, error: neo4j.exceptions.Neo4jError) -> str:
        code = error.code or ""
        if code.endswith("AuthenticationRateLimit"):
            return "the server takes no login for some seconds after several wrong passwords; wait, and try again"
        if code.startswith("Neo.ClientError.Security.") and not code.endswith("Forbidden"):
            if "NEO4J_PASSWORD" not in os.environ:
                return "the server wants a password; put it into NEO4J_PASSWORD, and the user into NEO4J_USERNAME"
            return "the server refuses the user and password; correct NEO4J_USERNAME and NEO4J_PASSWORD"
        if code.endswith("DatabaseNotFound"):
            return f"the server has no database {self.database!r}; correct NEO4J_DATABASE"
        if code.endswith(("ForbiddenOnReadOnlyDatabase", "WriteOnReadOnlyAccessDatabase", "ReadOnly", "Forbidden")):
            return (
                "the server, the database or the user is read-only here; use a user with the right to write and to "
                "make constraints, or a database that is not read-only"
            )
        return f"the server reports: {first_line(error)}"


def server_of(url: str) -> Server:
    """Return the server that a URL names; ``neo4j:`` or ``bolt:`` alone stands for what ``NEO4J_URI`` says.

    ``bolt://`` without a host is a mistake, and never the server of ``NEO4J_URI``.

    Raises
    ------
    StoreError
        If the URL holds a password or a path, or names no host.
    """
    shown = without_password(url)
    target = url
    scheme, _, rest = url.partition(":")
    if not rest:
        target = os.environ.get("NEO4J_URI", "")
        if not target:
            raise StoreError(shown, f"NEO4J_URI is not set; set it, or name a server as in {_form(scheme)}")
    if "@" in target:
        raise StoreError(
            shown, "a URL ends up in histories and logs; put user and password into NEO4J_USERNAME and NEO4J_PASSWORD"
        )
    parts = urlsplit(target)
    if parts.scheme not in SCHEMES:
        raise StoreError(shown, f"NEO4J_URI does not begin with one of: {', '.join(f'{s}://' for s in SCHEMES)}")
    if parts.path not in ("", "/"):
        raise StoreError(shown, f"leave out {parts.path!r}; the database is named by NEO4J_DATABASE")
    try:
        has_host = parts.hostname is not None and parts.port != 0
    except ValueError:
        has_host = False
    if not has_host:
        source = "NEO4J_URI" if not rest else "the URL"
        raise StoreError(shown, f"{source} names no host and port; write it as in {_form(scheme)}")
    return Server(url, target, os.environ.get("NEO4J_DATABASE"))


def _form(scheme: str) -> str:
    return f"{scheme.lower()}://localhost:7687"


def without_time_limit(work: _Work) -> _Work:
    """Return the work of a transaction as one that takes as long as it takes, whatever the server is set to.

    ``db.transaction.timeout`` is made for queries, and must not end what reads or writes a whole graph half-way.
    """
    import neo4j

    return neo4j.unit_of_work(timeout=NO_TIME_LIMIT)(work)


def check_version(url: str, agent: str) -> None:
    """Do nothing if a server that introduces itself so is new enough.

    Raises
    ------
    StoreError
        If it is older than Neo4j 5.
    """
    match = re.match(r"Neo4j/(\d+)\.", agent)
    if match and int(match[1]) < OLDEST_VERSION:
        raise StoreError(url, f"the server is {agent.replace('/', ' ')}; use Neo4j {OLDEST_VERSION} or newer")


def causes(error: BaseException) -> str:
    """Return the representation of an error and of everything that caused it."""
    shown: list[str] = []
    pending: list[BaseException | None] = [error]
    while pending:
        one = pending.pop()
        if one is not None:
            shown.append(repr(one))
            pending += [one.__cause__, *getattr(one, "exceptions", ())]
    return "\n".join(shown)


def first_line(error: Any) -> str:
    """Return what an error says, without pictures and traces, not ending in a full stop."""
    message = getattr(error, "message", None) or str(error) or type(error).__name__
    return str(message).strip().split("\n")[0].rstrip(". ")

"""A Neo4j Community server out of Maven Central, without a container: fetched, started and stopped.

``make neo4j`` runs this file, and ``neo4j_server.py`` gives the server to the tests. Only Maven and a JDK are needed
(17 or newer for Neo4j 5, 21 or newer for the calendar versions, such as the one that comes with arcadedb-embedded), and
of Python only its standard library.

The server is licensed under the GPL, version 3: it is started beside the program, and never part of it.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ModuleNotFoundError:  # Windows
    fcntl = None

CHECKOUT = Path(__file__).parent.parent
FOLDER = CHECKOUT / "build" / "neo4j"
DEFAULT_VERSION = "5.26.30"
USERNAME = "neo4j"

_POM = Path(__file__).parent / "neo4j" / "pom.xml"
_START_SECONDS = 120
_STOP_SECONDS = 60
_JAVA_OPTIONS = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
_CALENDAR_JAVA_OPTIONS = ("--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector")
# Nothing leaves the machine, LOAD CSV finds no file and no host, and stopping does not wait for idle clients.
_SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "server.bolt.telemetry.enabled": "false",
    "dbms.usage_report.enabled": "false",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",
    "server.memory.heap.initial_size": "256m",
    "server.memory.heap.max_size": "1g",
    "server.memory.pagecache.size": "256m",
}
_CALENDAR_SETTINGS = {"server.fleet_discovery.enabled": "false", "dbms.fleet_manager.enabled": "false"}


class ServerUnavailable(Exception):  # noqa: N818 - it is the machine that lacks something
    """The server cannot be had on this machine; the message says why."""


class Neo4jServer:
    """One server with a home folder of its own.

    Parameters
    ----------
    version
        A version on Maven Central, such as ``5.26.30``.
    home
        Where its configuration, data and logs go.
    port
        The Bolt port, on the local machine only; None for any free one. A server that runs already keeps its own.
    password
        Of the user ``neo4j`` in a new home folder, at least eight characters; an old one keeps its own.
    java_options
        More options for its Java.
    """

    def __init__(
        self, version: str, home: Path, port: int | None, password: str, java_options: Sequence[str] = ()
    ) -> None:
        self.version = version
        self.home = home.resolve()
        self._java_options = ("-Xms256m", "-Xmx1g", *java_options)
        self._process: subprocess.Popen[bytes] | None = None
        # One that runs already keeps its port.
        self.port = (self._running_port if self.pid is not None else port) or _free_port()
        # A password is given to a new home folder only.
        self.password = self._password_file.read_text() if self._password_file.exists() else password

    @property
    def url(self) -> str:
        """The server, as a store."""
        return f"bolt://127.0.0.1:{self.port}"

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        """Start the server and return when it answers; `settings` are added to the configuration for this once."""
        if _is_open(self.port):
            raise ServerUnavailable(f"port {self.port} is in use; name another one in NEO4J_PORT")
        self._configure(settings or {})
        if not (self.home / "data" / "dbms").exists():
            self.admin("dbms", "set-initial-password", self.password)
            self._password_file.write_text(self.password)
        log = self.home / "logs" / "neo4j.log"
        seen = log.stat().st_size if log.exists() else 0
        with (self.home / "logs" / "console.log").open("wb") as console:
            self._process = process = subprocess.Popen(
                self._command(self._main_class, f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._pid_file.write_text(str(process.pid))
        deadline = time.monotonic() + _START_SECONDS
        while not self._has_started(log, seen):
            if process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                end = (self.home / "logs" / "console.log").read_text(errors="replace")[-2000:]
                raise ServerUnavailable(f"Neo4j {self.version} did not start: {end}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop the server if it runs, by the process that the last start left behind."""
        pid = self.pid
        if pid is not None:
            os.kill(pid, signal.SIGTERM)
            deadline = time.monotonic() + _STOP_SECONDS
            while self.pid is not None:
                if time.monotonic() > deadline:
                    raise ServerUnavailable(f"the server {pid} did not stop")
                time.sleep(0.1)
        self._pid_file.unlink(missing_ok=True)

    def admin(self, *arguments: str) -> str:
        """Run ``neo4j-admin`` on the home folder of the server, and return what it prints."""
        self._configure({})
        done = subprocess.run(
            [*self.admin_command(), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if done.returncode:
            raise ServerUnavailable(f"neo4j-admin {' '.join(arguments)} failed: {done.stdout[-2000:]}")
        return done.stdout

    def admin_command(self) -> list[str]:
        """Return the command that is ``neo4j-admin`` for the home folder of the server."""
        home = ["env", f"NEO4J_HOME={self.home}", f"NEO4J_CONF={self.home / 'conf'}"]
        return [*home, *self._command("org.neo4j.cli.AdminTool")]

    @property
    def pid(self) -> int | None:
        """The process of the running server; None if it does not run."""
        if self._process is not None:
            return self._process.pid if self._process.poll() is None else None
        with suppress(OSError, ValueError):
            pid = int(self._pid_file.read_text())
            # The number may belong to another program by now.
            shown = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, text=True).stdout
            if f"--home-dir={self.home} " in shown:
                return pid
        return None

    @property
    def _password_file(self) -> Path:
        return self.home / "password"

    @property
    def _pid_file(self) -> Path:
        return self.home / "run" / "neo4j.pid"

    @property
    def _running_port(self) -> int | None:
        with suppress(OSError):
            text = (self.home / "conf" / "neo4j.conf").read_text()
            if match := re.search(r"^server\.bolt\.listen_address=.*:(\d+)$", text, re.MULTILINE):
                return int(match[1])
        return None

    @property
    def _main_class(self) -> str:
        return "org.neo4j.server." + ("Neo4jCommunity" if _is_calendar(self.version) else "CommunityEntryPoint")

    def _command(self, main_class: str, *arguments: str) -> list[str]:
        options = _JAVA_OPTIONS + (_CALENDAR_JAVA_OPTIONS if _is_calendar(self.version) else ())
        java, jars = find_java(self.version), fetch(self.version)
        return [java, *options, *self._java_options, "-cp", f"{jars}{os.sep}*", main_class, *arguments]

    def _configure(self, settings: Mapping[str, str]) -> None:
        for name in ("conf", "data", "import", "logs", "plugins", "run"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        address = f"127.0.0.1:{self.port}"
        lines = {
            **_SETTINGS,
            **(_CALENDAR_SETTINGS if _is_calendar(self.version) else {}),
            "server.bolt.listen_address": address,
            "server.bolt.advertised_address": address,
            **settings,
        }
        (self.home / "conf" / "neo4j.conf").write_text("".join(f"{name}={value}\n" for name, value in lines.items()))

    def _has_started(self, log: Path, seen: int) -> bool:
        if not log.exists() or log.stat().st_size <= seen:
            return False
        with log.open("rb") as stream:
            stream.seek(seen)
            return b" Started." in stream.read() and _is_open(self.port)


def fetch(version: str) -> Path:
    """Return the folder with the jars of this version, copied from Maven Central (about 140 MB) the first time."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    # Two workers of a test run must not fetch the same files at once.
    with (FOLDER / "fetching.lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        return _fetch(version)


def _fetch(version: str) -> Path:
    jars = FOLDER / f"lib-{version}"
    complete = jars / ".complete"
    if complete.exists():
        return jars
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerUnavailable("Neo4j is fetched with Maven, and there is no command mvn")
    done = subprocess.run(
        [
            maven,
            *("-q", "-B", "-f", str(_POM)),
            *("dependency:copy-dependencies", f"-DoutputDirectory={jars}", f"-Dneo4j.version={version}"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise ServerUnavailable(f"Maven could not fetch Neo4j {version}: {done.stdout[-2000:]}")
    complete.touch()
    return jars


def find_java(version: str) -> str:
    """Return the ``java`` to run this version of Neo4j with: the first that is new enough."""
    needed = 21 if _is_calendar(version) else 17
    found = []
    for java in _javas():
        release = _java_release(java)
        if release >= needed:
            return str(java)
        found.append(str(release))
    raise ServerUnavailable(
        f"Neo4j {version} needs a JDK of version {needed} or newer in JAVA_HOME or PATH; found: "
        + (", ".join(found) or "none")
    )


def _javas() -> Iterator[Path]:
    if os.environ.get("JAVA_HOME"):
        yield Path(os.environ["JAVA_HOME"]) / "bin" / "java"
    on_path = shutil.which("java")
    if on_path is not None:
        yield Path(on_path)
    # Where Linux distributions keep the others.
    yield from sorted(Path("/usr/lib/jvm").glob("*/bin/java"))
    embedded = importlib.util.find_spec("arcadedb_embedded")
    if embedded is not None and embedded.origin is not None:
        yield from Path(embedded.origin).parent.glob("jre/bin/java")


def _java_release(java: Path) -> int:
    try:
        shown = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    except OSError:
        return 0
    match = re.search(r'version "(\d+)', shown)
    return int(match[1]) if match else 0


def _is_calendar(version: str) -> bool:
    return int(version.split(".")[0]) >= 2025


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _is_open(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def main() -> None:
    """Start or stop the server of this checkout, for a person at a terminal."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("command", choices=["start", "stop"])
    stops = parser.parse_args().command == "stop"
    version = os.environ.get("NEO4J_VERSION", DEFAULT_VERSION)
    password = os.environ.get("NEO4J_PASSWORD", "abstractgraph")
    try:
        server = Neo4jServer(version, FOLDER / f"home-{version}", int(os.environ.get("NEO4J_PORT", "7687")), password)
        if stops:
            server.stop()
            return
        if server.pid is None:
            sys.stdout.write(f"Starting Neo4j {version} in {server.home}\n")
            server.start()
    except ServerUnavailable as error:
        sys.exit(str(error))
    sys.stdout.write(
        f"Neo4j {version} answers at {server.url}. In the shell that uses it:\n"
        f"  export NEO4J_URI={server.url} NEO4J_USERNAME={USERNAME} NEO4J_PASSWORD={server.password}\n"
        "Stop it with: make neo4j-stop\n"
    )


if __name__ == "__main__":
    main()

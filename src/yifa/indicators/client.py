"""Asking the figures' worker from a web process, which never loads the engine itself."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client
from pathlib import Path
from typing import Any

from django.conf import settings

from yifa.errors import Text, Unavailable

from .figure import Figure, Traced

__all__ = ["address", "apart", "ask", "figure", "figures", "figures_between", "key", "start", "stop", "trace"]

PATIENCE = 60.0
"""Seconds to wait for a worker that is starting or busy."""

_started: list[subprocess.Popen[bytes]] = []
"""The workers this process started, so that it sees them end."""


def address() -> str:
    """The worker's socket; a short path, since a socket's path may not be long."""
    digest = hashlib.sha256(str(settings.DATA).encode()).hexdigest()[:16]
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or "/tmp")  # nosec  # noqa: S108  # the key below guards it  # the key below guards it
    return str(folder / f"yifa-figures-{os.getuid()}-{digest}.sock")


def key() -> bytes:
    """What a caller must know: derived from the installation's secret."""
    return hashlib.sha256(f"figures:{settings.SECRET_KEY}".encode()).digest()


def start() -> None:
    """Start a worker of this installation; one that is there already keeps its place."""
    if _says({"what": "here"}):
        return
    path = Path(address())
    path.unlink(missing_ok=True)
    environment = {**os.environ, "YIFA_DATA": str(settings.DATA)}
    command = [sys.executable, "-m", "yifa.indicators.worker"]
    _started.append(
        subprocess.Popen(command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL)  # noqa: S603  # our own module
    )


def stop() -> None:
    """End the worker, if there is one: the site's next start brings one with the code and the law of that day."""
    told = _says({"what": "stop"})
    while _started:
        child = _started.pop()
        if not told:
            child.terminate()
        child.wait(timeout=30)


def _says(request: dict[str, str]) -> bool:
    """Whether a worker is there and took the request."""
    try:
        with Client(address(), family="AF_UNIX", authkey=key()) as caller:
            caller.send(request)
            caller.recv()
            return True
    except (OSError, EOFError, AuthenticationError):  # nobody, or one that holds another secret
        return False


def ask(request: dict[str, Any]) -> dict[str, Any]:
    """One answer of the worker, started if it is not there. Raises `Unavailable` when it cannot be reached."""
    until, started = time.monotonic() + PATIENCE, False
    while time.monotonic() < until:
        try:
            with Client(address(), family="AF_UNIX", authkey=key()) as caller:
                caller.send(request)
                answer: dict[str, Any] = caller.recv()
                break
        except (FileNotFoundError, ConnectionError, EOFError):
            if not started:
                start()
                started = True
            time.sleep(0.1)
    else:
        raise Unavailable(
            "figures.worker",
            Text("统计进程没有响应，请稍后再试。", "The figures' worker does not answer; try again."),
        )
    if "error" in answer:
        raise Unavailable(answer["error"]["error"], Text(**answer["error"]["text"]))
    return answer


def _year(year: int) -> dict[str, str]:
    return {"first": date(year, 1, 1).isoformat(), "last": date(year, 12, 31).isoformat()}


def figures(
    year: int, *, division: str | None = None, as_of: int | None = None, ids: bool = False
) -> list[Figure]:
    """Every figure of a year, computed by the worker; with `ids`, each trace holds the hash of its acts' ids."""
    found = ask({"what": "figures", **_year(year), "division": division, "as_of": as_of, "ids": ids})
    return [Figure.from_data(data) for data in found["figures"]]


def figures_between(
    first: date,
    last: date,
    *,
    division: str | None = None,
    as_of: int | None = None,
    names: Sequence[str] | None = None,
    also: Sequence[str] = (),
) -> list[Figure]:
    """The figures of a period with the hashes of their acts: all, or those of `names`; `also` adds parts of indicators."""
    period = {"first": first.isoformat(), "last": last.isoformat()}
    asked = {"names": None if names is None else list(names), "also": list(also)}
    found = ask({"what": "figures", **period, "division": division, "as_of": as_of, "ids": True, **asked})
    return [Figure.from_data(data) for data in found["figures"]]


def figure(
    indicator: str,
    first: date,
    last: date,
    *,
    division: str | None = None,
    as_of: int | None = None,
    offset: int = 0,
    limit: int = 50,
) -> tuple[Figure, list[Figure], list[Traced]] | None:
    """One figure, those it is composed of, and a page of its acts; None where there is no such indicator."""
    page = {"division": division, "as_of": as_of, "offset": offset, "limit": limit}
    found = ask(
        {
            "what": "figure",
            "indicator": indicator,
            "first": first.isoformat(),
            "last": last.isoformat(),
            **page,
        }
    )
    if found["figure"] is None:
        return None
    parts = [Figure.from_data(data) for data in found["parts"]]
    return Figure.from_data(found["figure"]), parts, [Traced(*row) for row in found["acts"]]


def apart(
    indicator: str, first: date, last: date, *, division: str | None = None, as_of: int | None = None
) -> list[dict[str, Any]]:
    """A figure told apart by each fact its definition allows; nothing for one that is not."""
    period = {"first": first.isoformat(), "last": last.isoformat(), "division": division, "as_of": as_of}
    found: list[dict[str, Any]] = ask({"what": "apart", "indicator": indicator, **period})["apart"]
    return found


def trace(
    indicator: str, year: int, *, division: str | None = None, offset: int = 0, limit: int = 50
) -> list[Traced]:
    """One page of the acts behind a figure."""
    page = {"division": division, "offset": offset, "limit": limit}
    request = {"what": "trace", "indicator": indicator, **_year(year), **page}
    return [Traced(*row) for row in ask(request)["acts"]]

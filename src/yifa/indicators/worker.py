"""The figures' worker: one process that holds the engine, asked by web processes over a local socket.

The engine (Ibis, DuckDB) takes some 200 MiB and seconds to load; web processes never load it. Start:
`python -m yifa.indicators.worker`; `yifa serve` starts it with the site, so that it is warm when asked.
"""

from __future__ import annotations

import os
import signal
from datetime import date
from multiprocessing.connection import Listener
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yifa.server.settings")
django.setup()

from yifa.docket.world import the_law  # models need Django set up first  # noqa: E402  # models need Django set up first
from yifa.errors import YifaError  # noqa: E402  # models need Django set up first
from yifa.indicators import segments  # noqa: E402  # models need Django set up first
from yifa.indicators.apart import apart  # noqa: E402  # models need Django set up first
from yifa.indicators.client import address, key  # noqa: E402  # models need Django set up first
from yifa.indicators.compute import Question, wanted  # noqa: E402  # models need Django set up first
from yifa.indicators.engine import forget_session  # noqa: E402  # models need Django set up first
from yifa.indicators.figures import figures_for, shown, trace  # noqa: E402  # models need Django set up first
from yifa.indicators.loading import load_indicators  # noqa: E402  # models need Django set up first

__all__ = ["answer", "main", "quiet"]

QUIET = 300
"""Seconds without a request after which the worker puts its segments in order: nobody waits."""
IDLE = 3600
"""Seconds without a request after which it ends; the next request starts another."""


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """One request (`figures`, `figure`, `apart` or `trace`) answered as plain data."""
    question = Question(
        date.fromisoformat(request["first"]),
        date.fromisoformat(request["last"]),
        request.get("body"),
        request.get("division"),
        request.get("as_of"),
    )
    if request["what"] == "figures":
        some = {"names": request.get("names"), "also": request.get("also", ())}
        asked = figures_for(the_law(), question, ids=request["ids"], **some)
        return {"figures": [figure.as_data() for figure in asked]}
    if request["what"] == "apart":
        return {"apart": apart(the_law(), request["indicator"], question)}
    page = {"offset": request["offset"], "limit": request["limit"]}
    if request["what"] == "figure":
        found = shown(the_law(), request["indicator"], question, **page)
        if found is None:
            return {"figure": None}
        parts = [figure.as_data() for figure in found.parts]
        return {"figure": found.figure.as_data(), "parts": parts, "acts": found.acts}
    return {"acts": trace(the_law(), request["indicator"], question, **page)}


def quiet(*_: object) -> None:
    """Nobody has asked for a while: few segments are made of many, and the next alarm ends the process."""
    forget_session()
    segments.tidy(wanted(load_indicators(the_law()).values()))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(IDLE - QUIET)


def main() -> None:
    """Answer requests one after the other, until told to stop; an hour without one ends the process too."""
    the_law()
    with Listener(address(), family="AF_UNIX", authkey=key()) as listener:
        while True:
            signal.signal(signal.SIGALRM, quiet)
            signal.alarm(QUIET)
            with listener.accept() as caller:
                signal.alarm(0)
                try:
                    request = caller.recv()
                    if request["what"] in ("here", "stop"):
                        caller.send({})
                        if request["what"] == "stop":
                            return
                        continue
                    caller.send(answer(request))
                except YifaError as problem:
                    caller.send({"error": problem.as_data()})
                except EOFError:
                    continue


if __name__ == "__main__":
    main()

"""The web processes: the law is read once, then each is a fork of this one, so that what they share is in memory once.

`python -m yifa.server.site HOST PORT WORKERS THREADS`; `yifa serve` starts it beside the jobs.
"""

from __future__ import annotations

import gc
import multiprocessing
import sys
from ctypes import CDLL
from importlib import import_module

from django.urls import get_resolver
from granian import Granian
from granian.constants import Interfaces

from .setup import ready

__all__ = ["main"]


def main(host: str, port: int, workers: int, threads: int) -> None:
    """Serve until told to stop; a worker that dies is started again from what was read here."""
    multiprocessing.set_start_method(
        "fork"
    )  # the processes are forks by intent, whatever Python's default becomes
    ready()
    import_module("yifa.server.wsgi")
    get_resolver().url_patterns  # noqa: B018  # every page, and what it imports
    import_module("yifa.docket.world").the_law()  # models may be imported only now
    # What reading the law left over is thrown away before it is shared; what stays is shared for good: a collection that
    # walked it would copy it.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    _give_back()
    Granian(
        "yifa.server.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        websockets=False,
    ).serve()


def _give_back() -> None:
    """What reading the law took and freed goes back to the system before it is shared; only glibc has to be asked."""
    trim = getattr(CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))

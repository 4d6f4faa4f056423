"""The periodic job that makes a root: what was recorded since the last one is covered within the hour."""

from __future__ import annotations

from datetime import timedelta

from yifa.jobs import Task, handler

from .roots import make_root

__all__: list[str] = []


@handler("docket.root", every=timedelta(hours=1))
def _root(task: Task) -> None:
    """A root over the acts since the last; nothing where there are none."""
    make_root()

"""A street that works by the trial of the information request, laid over the shipped law."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from street import Sample, moment
from yifa import clock
from yifa.docket.cases import open_case
from yifa.docket.door import Command
from yifa.docket.opening import PartyIn
from yifa.docket.world import the_law

TRIALS = Path(__file__).parents[1] / "procedures" / "trials"


@pytest.fixture
def overlay(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """The district's own folder: a copy that a test may add to; `the_law.cache_clear()` reads it again."""
    folder = tmp_path / "overlay"
    shutil.copytree(TRIALS, folder)
    settings.LAW_OVERLAY = str(folder)
    the_law.cache_clear()
    yield folder
    the_law.cache_clear()


@pytest.fixture
def request_received(overlay: Path, sample: Sample) -> Callable[[str], int]:
    """An information request received at a time, recorded then; the id of its case."""

    def receive(at: str) -> int:
        with clock.at(moment(at)):
            cover = sample.cover(
                procedure="disclosure.request",
                facts={"channel": "post"},
                parties=[PartyIn("applicant", "shenqing", "person")],
                office_id=sample.street.cast["offices"]["enforcement"].pk,
                field="",
                capacity="own",
                opened_at=moment(at),
            )
            first = Command(
                "receive",
                {"clerk": [sample.id("luo")]},
                {"content": "某文件（示例）"},
                at=moment(at),
                paper="示例",
            )
            return open_case(cover, first, sample.id("liu")).case_id

    return receive

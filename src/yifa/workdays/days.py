"""One day of the official calendar: a working day or not, and by which notice or rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yifa.errors import Text
from yifa.workdays.wording import moment

__all__ = ["Day", "Kind"]

Kind = Literal["workday", "makeup", "weekend", "holiday", "projected"]


@dataclass(frozen=True, slots=True)
class Day:
    """Why a day is a working day or not.

    `kind`: `workday`; `makeup`, a rest day worked instead; `weekend`; `holiday`, off by notice or by
    local regulation; `projected`, off by the holiday regulation while no notice is published.
    `ground` and `mark` are those of the notice or rule, empty for a plain working day.
    """

    date: date
    kind: Kind
    name: Text
    ground: str
    mark: str
    provisional: bool

    @property
    def works(self) -> bool:
        """Whether it is a working day."""
        return self.kind in {"workday", "makeup"}

    @property
    def label(self) -> Text:
        """The day and what it is, such as `2026年10月10日（周六）国庆节调休上班`."""
        zh = {
            "workday": "工作日",
            "makeup": f"{self.name.zh}调休上班",
            "weekend": self.name.zh,
            "holiday": f"{self.name.zh}放假",
            "projected": f"{self.name.zh}（法定节日，推算）",
        }[self.kind]
        en = {
            "workday": "a working day",
            "makeup": f"worked in exchange for {self.name.en}",
            "weekend": self.name.en,
            "holiday": f"{self.name.en}, off",
            "projected": f"{self.name.en}, a statutory day (projected)",
        }[self.kind]
        zh, en = f"{moment(self.date).zh}{zh}", f"{moment(self.date).en} {en}"
        if self.provisional:
            return Text(f"{zh}，放假通知未发布，暂定", f"{en}; provisional until the notice is published")
        return Text(zh, en)

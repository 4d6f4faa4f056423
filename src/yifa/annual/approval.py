"""How far a report's approval has come: the case of `report.statutory` on which it is reviewed, approved and published."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from yifa.docket.models import Case, TermSpan
from yifa.docket.world import the_law
from yifa.errors import Text

__all__ = ["FAMILY", "ReportCase", "cases_of"]

FAMILY = "report.statutory"
"""The procedure by which a report is reviewed, approved and published, and of which grants speak."""


@dataclass(frozen=True, slots=True)
class ReportCase:
    """The case of a report: where it stands, and the next day by which something is due."""

    id: int
    number: str
    stage: Text
    due: str


def cases_of(body_id: int, period: str) -> dict[tuple[str, str], ReportCase]:
    """The cases of a body's reports for a period or a year's months, by report and period; the latest of each."""
    found = {}
    rows = (
        Case.objects.filter(procedure=FAMILY, body_id=body_id, training=False)
        .exclude(stage="struck")
        .order_by("pk")
    )
    for pk, number, version, stage, state in rows.values_list("pk", "number", "version", "stage", "state"):
        facts = orjson.loads(state)["case"]
        if not str(facts["period"]).startswith(period):
            continue
        text = the_law().version(version).text
        label = text.stages.get(stage) or text.ends.get(stage)
        due = (
            TermSpan.objects.filter(case_id=pk, status="running", due__isnull=False)
            .order_by("due")
            .values_list("due", flat=True)
            .first()
        )
        name = Text(label.zh, label.en) if label else Text("尚未开始", "Not begun")
        found[facts["report"], facts["period"]] = ReportCase(pk, number, name, str(due)[:10] if due else "")
    return found

"""The author's own words in a report: each saving is kept, the latest stands until the report is frozen."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from yifa import clock
from yifa.errors import BadInput, Conflict, Missing, Text
from yifa.people.models import Body, Officer

from .build import Report
from .models import Passage, Rounded
from .numbers import require_known_names, typed_numbers
from .rounding import require_lawful, shown_in
from .wording import Rounding

__all__ = ["LONGEST", "latest", "prose_of", "rounded_as", "rounded_of", "write"]

LONGEST = 20_000
"""Characters of one passage."""


def prose_of(report: str, period: str, body_id: int) -> dict[str, str]:
    """The latest text of each passage, by its key."""
    rows = Passage.objects.filter(report=report, period=period, body_id=body_id).order_by("pk")
    return dict(rows.values_list("key", "text"))


def write(
    report: Report, key: str, text: str, officer_id: int, seen: int, rules: Rounding, *, by_hand: bool = False
) -> Passage:
    """Keep a new text of a passage; `seen` is the id of the text the author had before them (0 for none).

    `report` holds every figure the text names. What the text shows rounded is kept with the exact value.
    Raises `Missing` for a passage the form does not have, `Conflict` where someone else has written since,
    `BadInput` for a text too long, a placeholder that names no figure, a number shown that is no rounding of its figure,
    and for numbers typed by hand unless `by_hand` says that they were looked at and stand for something the docket does not count.
    """
    if key not in {block.prose for block in report.form.blocks if block.prose}:
        raise Missing("annual.passage", Text("报告中没有这一部分。", "The report has no such passage."))
    if len(text) > LONGEST:
        raise BadInput(
            "annual.long", Text(f"一部分不超过 {LONGEST} 字。", f"At most {LONGEST} characters a passage.")
        )
    require_known_names(report, text)
    require_lawful([text], report.figures, rules)
    if latest(report, key) != seen:
        raise Conflict("annual.stale", Text("打开页面后，别人改过这一部分。", "Someone else has written this passage since."),
                       hint=Text("请先看别人的改动，再决定怎么改。", "Look at what they wrote before you save."))  # fmt: skip
    if not by_hand and (typed := typed_numbers(report, text)):
        numbers = "、".join(dict.fromkeys(each.number for each in typed))
        raise BadInput("annual.typed", Text(f"手工填写的数字没有来源：{numbers}。", f"Numbers typed by hand lead to no acts: {numbers}."),
                       hint=Text("案卷中有的，请改用 {指标}；案卷中没有的，确认后保存。", "Use {indicator} where the docket counts it; otherwise confirm."))  # fmt: skip
    with transaction.atomic():
        kept = Passage.objects.create(
            report=report.form.report, period=report.period, body_id=report.body_id, key=key, text=text.replace("\r\n", "\n").strip(),
            written_by=officer_id, written_at=clock.now(),
        )  # fmt: skip
        Rounded.objects.bulk_create(
            Rounded(
                passage=kept, figure=one.figure, exact=str(report.figures[one.figure].value), shown=one.shown
            )
            for one in shown_in(text)
        )
    return kept


def rounded_of(report: str, period: str, body_id: int) -> list[dict[str, Any]]:
    """What the texts that stand show rounded: passage, figure, exact value, what is shown, by whom and when; JSON-ready."""
    rows = Passage.objects.filter(report=report, period=period, body_id=body_id).order_by("pk")
    standing = {key: pk for pk, key in rows.values_list("pk", "key")}
    found = list(
        Rounded.objects.filter(passage_id__in=standing.values()).select_related("passage").order_by("pk")
    )
    names = dict(
        Officer.objects.filter(pk__in={each.passage.written_by for each in found}).values_list("pk", "name")
    )
    return [
        {
            "passage": each.passage.key, "figure": each.figure, "exact": each.exact, "shown": each.shown,
            "by": names.get(each.passage.written_by, ""), "at": each.passage.written_at.astimezone(clock.ZONE).isoformat(timespec="minutes"),
        }
        for each in found
    ]  # fmt: skip


def rounded_as(figure: str, year: int, division: str) -> list[dict[str, Any]]:
    """How the reports of a division's bodies for a year, as they stand, show a figure rounded: `rounded_of` with report and period beside it."""
    bodies = Body.objects.filter(division__path=division).values_list("pk", flat=True)
    rows = Passage.objects.filter(
        rounded__figure=figure, period__startswith=str(year), body_id__in=bodies
    ).distinct()
    reports = dict.fromkeys(rows.order_by("pk").values_list("report", "period", "body_id"))
    return [
        {**each, "report": report, "period": period}
        for report, period, body in reports
        for each in rounded_of(report, period, body)
        if each["figure"] == figure
    ]


def latest(report: Report, key: str) -> int:
    """The id of the latest text of a passage; 0 while there is none."""
    found = Passage.objects.filter(
        report=report.form.report, period=report.period, body_id=report.body_id, key=key
    )
    return found.order_by("-pk").values_list("pk", flat=True).first() or 0

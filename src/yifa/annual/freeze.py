"""Freezing a report, and replaying it years later.

What is frozen is the canonical text: figures with their traces, the prose, the watermark. A replay
computes the figures again up to the same watermark and names each that differs; acts recorded later
do not change it. A correction is a new version that says what changed.
"""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from django.db import transaction

from yifa import clock
from yifa.docket.models import Root
from yifa.docket.roots import make_root
from yifa.errors import BadInput, Conflict, Damaged, Missing, Text
from yifa.procedures import Law

from .build import Report, Source, build
from .models import FrozenReport
from .rounding import require_lawful
from .text import passages_of
from .wordcheck import findings, require_clean
from .wording import wording

__all__ = ["freeze", "replay"]


def _canonical(report: Report) -> bytes:
    return orjson.dumps(report.as_data(), option=orjson.OPT_SORT_KEYS)


def freeze(law: Law, report: Report, officer_id: int, changes: str = "") -> FrozenReport:
    """Freeze a report. Raises `BadInput` while prose is missing, a table does not balance, a number shown is no rounding (any more),
    something found in its words is unanswered, or a later version does not say what changed.
    """
    _require_whole(law, report)
    make_root()
    content = _canonical(report)
    with transaction.atomic():
        return _kept(report, content, officer_id, changes)


def _require_whole(law: Law, report: Report) -> None:
    if report.missing:
        titles = dict(passages_of(report.form))
        named = [titles.get(key, Text(key, key)) for key in report.missing]
        zh, en = "、".join(f"“{t.zh}”" for t in named), ", ".join(t.en for t in named)
        raise BadInput(
            "annual.prose",
            Text(
                f"还有未起草的部分：{zh}。请起草后再定稿。",
                f"Not yet written: {en}. Write them, then freeze.",
            ),
            report.form.ground,
        )
    if report.faults:
        raise BadInput(
            "annual.unbalanced",
            Text(
                f"表格勾稽关系不平：{report.faults[0].zh}", f"A table does not balance: {report.faults[0].en}"
            ),
            report.form.ground,
        )
    require_lawful(report.prose.values(), report.figures, wording(law).rounding)
    require_clean(findings(law, report.form.report, report.period, report.body_id, report.prose))


def _kept(report: Report, content: bytes, officer_id: int, changes: str) -> FrozenReport:
    earlier = (
        FrozenReport.objects.filter(report=report.form.report, period=report.period, body_id=report.body_id)
        .order_by("-version")
        .first()
    )
    if earlier is not None and not changes.strip():
        raise BadInput(
            "annual.changes",
            Text("更正已定稿的报告，应当写明改动。", "A corrected version must say what changed."),
        )
    if earlier is not None and earlier.hash == hashlib.sha256(content).hexdigest():
        raise Conflict("annual.same", Text("与已定稿的版本相同。", "It equals the version already frozen."))
    root = Root.objects.order_by("-id").values_list("root", flat=True).first() or ""
    return FrozenReport.objects.create(
        report=report.form.report, period=report.period, body_id=report.body_id, version=(earlier.version if earlier else 0) + 1,
        content=content.decode(), hash=hashlib.sha256(content).hexdigest(), watermark=report.watermark, root=root,
        changes=changes.strip(), frozen_by=officer_id, frozen_at=clock.now(),
    )  # fmt: skip


def replay(law: Law, frozen_id: int, source: Source) -> list[str]:
    """Compute a frozen report again; each difference is one sentence, none means it holds.

    Raises `Missing`, and `Damaged` where the stored text does not match its hash.
    """
    frozen = FrozenReport.objects.filter(pk=frozen_id).first()
    if frozen is None:
        raise Missing("annual.none", Text("没有这份定稿。", "There is no such frozen report."))
    if hashlib.sha256(frozen.content.encode()).hexdigest() != frozen.hash:
        raise Damaged(
            "annual.damaged", Text("定稿内容与其哈希不符。", "The frozen text does not match its hash.")
        )
    then: dict[str, Any] = orjson.loads(frozen.content)
    now = build(
        law,
        frozen.period,
        frozen.body_id,
        source,
        report=frozen.report,
        prose=then["prose"],
        as_of=frozen.watermark,
    ).as_data()
    return [
        f"{name}: {_said(then, name)} → {_said(now, name)}"
        for name in sorted({*then["figures"], *now["figures"]})
        if _said(then, name) != _said(now, name)
    ]


def _said(data: dict[str, Any], name: str) -> tuple[Any, Any]:
    figure = data["figures"].get(name)
    return (figure["value"], figure["trace"].get("ids")) if figure else (None, None)

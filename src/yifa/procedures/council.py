"""A body that decides: enough members present, the head speaks last, dissent stands in the record."""

from __future__ import annotations

from typing import Any

from yifa.errors import Reason, Text

from .model import Attempt
from .schema import Council, FormField, Label

__all__ = ["COUNCIL_FIELDS", "check_council"]


def _field(kind: str, zh: str, en: str, **words: Any) -> FormField:
    return FormField.model_validate({"type": kind, "title": Label(zh=zh, en=en), **words})


COUNCIL_FIELDS: dict[str, FormField] = {
    "members": _field("number", "应到人数", "Members entitled", public=True, min=1),
    "present": _field("people", "出席人员", "Present"),
    "spoke": _field("people", "发言顺序", "Order of speaking", ordered=True),
    "votes_for": _field("number", "同意票数", "Votes for", public=True),
    "votes_against": _field("number", "反对票数", "Votes against", public=True),
    "abstained": _field("number", "弃权票数", "Abstained", public=True),
    "dissent": _field("text", "不同意见", "Dissent", when="form.votes_against > 0"),
}
"""What every council's form asks, beside the fields of the act."""


def check_council(council: Council, form: dict[str, Any], attempt: Attempt) -> list[Reason]:
    """The reasons against a council's decision: quorum, votes that do not add up, order, majority, dissent."""
    present, members = len(form["present"]), form["members"]
    enough = present * 2 > members if council.quorum == "more_than_half" else present * 3 >= members * 2
    votes = form["votes_for"] + form["votes_against"] + form["abstained"]
    found: list[tuple[bool, str, str, str]] = [
        (present > members, "council.quorum", f"勾选的出席人员 {present} 人，多于应到的 {members} 人，请核对。",
         f"{present} are ticked as present, more than the {members} entitled."),
        (not enough, "council.quorum", f"到会 {present} 人，应到 {members} 人，未达法定人数。",
         f"{present} of {members} present: no quorum."),
        (votes != present, "council.votes", f"同意、反对、弃权合计 {votes} 票，与勾选的出席人员 {present} 人不符。",
         f"For, against and abstained come to {votes}; {present} are ticked as present."),
        (not set(form["spoke"]) <= set(form["present"]), "council.spoke", "发言人未到会。", "Someone spoke who was not present."),
    ]  # fmt: skip
    if council.last_to_speak:
        heads = [actor.id for actor in attempt.by.get(council.last_to_speak, ())]
        last = form["spoke"][-1] if form["spoke"] else ""
        found.append(
            (
                last not in heads,
                "council.last",
                "主要负责人应当末位发言：发言顺序中的最后一位应当是其本人。",
                "The head must speak last: the last in the order of speaking.",
            )
        )
    return [Reason(code, Text(zh, en), council.ground) for wrong, code, zh, en in found if wrong]

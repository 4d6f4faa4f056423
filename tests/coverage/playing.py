"""An example of the law folder played through the door, as far as a row's test needs it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from yifa.statutes import read_yaml

if TYPE_CHECKING:
    from .case_at import CaseAt
    from .office import Office


def written(value: Any) -> Any:
    """Days and moments as a form is given them."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return [written(each) for each in value] if isinstance(value, list) else value


def moment_text(value: Any) -> str:
    """The moment of a step; a bare day means nine in the morning."""
    text = str(value)
    return text if len(text) > 10 else f"{text} 09:00"


def play(office: Office, family: str, example: str, until: str | None) -> CaseAt:
    """A case that went as its example goes, without what is refused there, up to and with the last doing of `until`."""
    data = read_yaml(
        office.law.folder.path(f"procedures/{family.replace('.', '/')}/examples/{example}.yaml")
    ).data
    steps = [
        step
        for step in data["acts"]
        if ("act" in step or "event" in step) and "refused" not in step and "link" not in step
    ]
    names = [str(step.get("act") or step.get("event")) for step in steps]
    end = len(steps) if until is None else len(names) - names[::-1].index(until)
    first = moment_text(steps[0]["at"])
    facts = {
        name: written(value)
        for name, value in (data.get("case") or {}).items()
        if name not in ("capacity", "field")
    }
    parties = {
        role: [f"{role}{n}（{example}）" for n in range(len(people))]
        for role, people in (data.get("parties") or {}).items()
    }
    keys = {
        p["key"]: f"{role}{n + 1}"
        for role, people in (data.get("parties") or {}).items()
        for n, p in enumerate(people)
    }
    where = {
        "opened_at": office.moment(first),
        "capacity": data.get("case", {}).get("capacity", "own"),
        "field": data.get("field") or "城管",
    }
    case = office.open(family, parties=parties, where=where, **facts)
    for name, step in zip(names[:end], steps, strict=False):
        form = {key: written(value) for key, value in (step.get("form") or {}).items()}
        case.act(
            name,
            by=step.get("by") or {},
            party=keys.get(step.get("party")),
            at=moment_text(step["at"]),
            **form,
        )
    return case

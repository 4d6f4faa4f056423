"""Which entries of a docket stand: what a field of another act may name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .handing import of_no_text
from .reading import Unreadable
from .schema import FormField

if TYPE_CHECKING:
    from .model import Procedure

__all__ = ["check_entry", "standing_entries"]

MOST_TOLD = 12
"""How many entries a refusal names; more are only counted."""


def standing_entries(procedure: Procedure, entries: Iterable[Mapping[str, Any]], at: str) -> dict[int, str]:
    """The entries that stand at a moment, by number, with their acts: done by then, valid, and revoked by none that came after."""
    found: dict[int, str] = {}
    known = (e for e in entries if e.get("seq") and not of_no_text(e) and e["at"] <= at)
    for entry in sorted(known, key=lambda e: (e["at"], e["seq"])):
        if entry.get("valid") is False:
            continue
        branch = procedure.branch(entry["act"], entry["form"].get("outcome"))
        for act in branch.revokes if branch else ():
            found = {seq: one for seq, one in found.items() if one != act}
        found[entry["seq"]] = entry["act"]
    return found


def check_entry(spec: FormField, seq: int, standing: Mapping[int, str], procedure: Procedure) -> None:
    """Raises `Unreadable` for a number that is no entry of the acts the field names (`of`), saying which there are."""
    acts = [spec.of] if isinstance(spec.of, str) else list(spec.of or ())
    if standing.get(seq) in acts:
        return
    titles = [
        title for act in acts for branch in procedure.branches[act].values() for title in [branch.title]
    ]
    zh = "、".join(dict.fromkeys(f"“{title.zh}”" for title in titles))
    en = ", ".join(dict.fromkeys(f"'{title.en}'" for title in titles))
    listed = [number for number, act in standing.items() if act in acts]
    if not listed:
        raise Unreadable(
            f"案卷中还没有{zh}的记录，请先办理。", f"The docket has no entry of {en} yet: do that first."
        )
    raise Unreadable(
        f"第 {seq} 条不是{zh}的有效记录；可选：{_told(listed, '、')}。",
        f"Entry {seq} is no standing entry of {en}; choose from: {_told(listed, ', ')}.",
    )


def _told(listed: list[int], joint: str) -> str:
    """The numbers, at most some of them."""
    more = " …" if len(listed) > MOST_TOLD else ""
    return joint.join(map(str, listed[:MOST_TOLD])) + more

"""The receipt of service (送达回证): one paper for every act of service of every procedure, printed from the entry itself.

No act issues it: what was served, on whom, by which means and who signed for it stands in the docket already. Its template
is `law/papers/service_receipt.md`, which a district may replace by its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yifa.errors import Missing, Text
from yifa.procedures import Law
from yifa.procedures.kept import once_a_law

from .papers import PARTY_KINDS, UNNAMED, Source
from .template import Template, compile_template

__all__ = ["RECEIPT", "receipt_context", "receipt_template", "serves"]

RECEIPT = "service_receipt"
"""The name under which a page asks for it."""


@once_a_law
def receipt_template(law: Law) -> Template:
    """The template. Raises `LawError` with file and line for what the format does not allow, or a law there is not."""
    template = compile_template(law.folder.path(f"papers/{RECEIPT}.md"))
    law.statutes.cite(template.front.ground, where=f"{template.path}: ground")
    return template


def serves(source: Source) -> bool:
    """Whether the last of the source's entries is an act of service that stands."""
    entry = source.entries[-1]
    branch = source.procedure.branch(entry["act"], entry["form"].get("outcome")) if entry["seq"] else None
    return branch is not None and "serves" in branch.marks and "document" in entry["form"]


def receipt_context(source: Source) -> dict[str, Any]:
    """What the receipt prints of the last entry. Raises `Missing` where it served nothing."""
    if not serves(source):
        raise Missing("documents.no_service", Text("这条记录不是送达。", "This entry serves nothing."))
    entry = source.entries[-1]
    form, text = entry["form"], source.procedure.text
    served = form["document"]
    means = text.means.get(form.get("means", ""))
    return {
        "body": source.body,
        "number": None,
        "issued_on": entry["at"][:10],
        "case": {"number": source.cover["number"]},
        "paper": {"title": text.documents[served].title.zh, "number": _number(source, served)},
        "recipient": _recipient(source, entry.get("party")),
        "service": {
            "means": means.title.zh if means else "",
            "on": entry["at"][:10],
            "reached": form.get("reached_on") or entry.get("effect_on"),
            "by": "、".join(_names(source, entry)),
            "place": form.get("notice_place"),
            **{name: form.get(name) for name in ("receipt", "witness", "consent", "reason")},
        },
        **({"handled_by": source.handled_by} if source.handled_by else {}),
    }


def _number(source: Source, served: str) -> str | None:
    """The number of the paper served: the latest of its name issued before."""
    numbers = [p["number"] for e in source.entries for p in e.get("documents", ()) if p["name"] == served]
    return numbers[-1] or None if numbers else None


def _recipient(source: Source, key: str | None) -> dict[str, Any]:
    """Whom it was served on; every party whose name is known where the entry names none."""
    parties = [p for listed in source.state["parties"].values() for p in listed if key in (None, p["key"])]
    known: list[Mapping[str, Any]] = [source.identities.get(p["key"], {}) for p in parties]
    names = [str(each.get("name") or UNNAMED) for each in known]
    kinds = dict.fromkeys(PARTY_KINDS[p["kind"]] for p in parties)
    address = next((each["address"] for each in known if each.get("address")), None)
    return {"name": "、".join(names) or "、".join(kinds) or UNNAMED, "address": address}


def _names(source: Source, entry: Mapping[str, Any]) -> list[str]:
    ids = dict.fromkeys(one for people in entry["by"].values() for one in people)
    return [source.officers[one]["name"] for one in ids if one in source.officers]

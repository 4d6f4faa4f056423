"""The docket of a case as its page tells it: every entry with its facts, who did it, its papers and files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from yifa.errors import Text
from yifa.procedures import Branch, Procedure, is_reprojection
from yifa.procedures.schema import FormField

from .facts import Reading
from .files import kinds_of, shown_files

__all__ = ["described", "facts_of", "files_link", "papers_of", "timeline_of"]


def timeline_of(case_id: int, reading: Reading, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries as a page shows them, newest first; the cover is told apart."""
    kinds = kinds_of(one for entry in entries for one in _public_files(reading.procedure, entry))
    return [
        _reprojected(reading, entry) if is_reprojection(entry) else _told(case_id, reading, entry, kinds)
        for entry in reversed(entries)
        if entry["seq"] != 0
    ]


def _told(case_id: int, reading: Reading, entry: dict[str, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    branch = reading.procedure.branch(entry["act"], entry["form"].get("outcome"))
    assert branch is not None
    sealed = [(branch.fields[name].title, item["ref"]) for name, item in entry.get("sealed", {}).items()]
    return {
        **entry, "title": branch.title, "ground": branch.ground, "hidden": sealed, "who": _who(reading, branch, entry),
        "facts": facts_of(case_id, reading, entry["seq"], branch.fields, entry["form"], kinds),
        "late_entry": entry["recorded"][:10] != entry["at"][:10],
    }  # fmt: skip


def facts_of(
    case_id: int,
    reading: Reading,
    seq: int,
    fields: Mapping[str, FormField],
    values: Mapping[str, Any],
    kinds: Mapping[str, str],
    why: str = "",
) -> list[dict[str, Any]]:
    """Facts by title, each with what it says and, where it holds files, the ways to open them (with the reason already given)."""
    found: list[dict[str, Any]] = []
    for name, value in values.items():
        if name not in fields:
            continue
        if fields[name].type == "files":
            link = partial(files_link, case_id, seq, name, why)
            files = shown_files(value, kinds, link)
            found.append({"title": fields[name].title, "files": files})
        else:
            found.append({"title": fields[name].title, "text": reading.told(fields[name], value)})
    return found


def files_link(case_id: int, seq: int, field: str, why: str, sha: str) -> str:
    """The address of one file of one entry; `why` where it lies in the vault and its view is logged."""
    query: dict[str, str | int] = {"seq": seq, "field": field}
    if why:
        query["why"] = why
    return f"{reverse('case-file', args=[case_id, sha])}?{urlencode(query)}"


def _public_files(procedure: Procedure, entry: dict[str, Any]) -> list[str]:
    _, fields = described(procedure, entry)
    values = entry["case"] if entry["seq"] == 0 else entry.get("form", {})
    return [
        sha
        for name, value in values.items()
        if name in fields and fields[name].type == "files"
        for sha in value
    ]


def described(procedure: Procedure, entry: Mapping[str, Any]) -> tuple[Any, Mapping[str, FormField]]:
    """What an entry is called, and its fields: those of the cover for entry 0, none for terms counted again."""
    if entry["seq"] == 0:
        return Text("封面", "Cover"), procedure.text.case
    if is_reprojection(entry):
        return Text("工作日历更新，期限重算", "Terms counted again by a new calendar"), {}
    branch = procedure.branch(entry["act"], entry["form"].get("outcome"))
    assert branch is not None
    return branch.title, branch.fields


def _who(reading: Reading, branch: Branch, entry: Mapping[str, Any]) -> str:
    """Who acted, by role and name; for what happened to the body, the party it came from."""
    language, roles = reading.language, reading.procedure.roles
    joint, space = ("；", "、") if language == "zh" else ("; ", ", ")
    told = []
    for role, people in entry["by"].items():
        title = str(getattr(roles[role].title, language)) if role in roles else ""
        names = space.join(dict.fromkeys(reading.people.get(one, one) for one in people))
        told.append(f"{title}：{names}" if language == "zh" else f"{title}: {names}")
    if not told and entry.get("party"):
        told.append(reading.parties.get(entry["party"], ""))
    if not told and branch.kind == "event" and str(entry.get("entered_by")) in reading.people:
        name = reading.people[str(entry["entered_by"])]
        told.append(Text(f"{name}登记", f"entered by {name}").in_(language))
    return joint.join(told)


def _reprojected(reading: Reading, entry: dict[str, Any]) -> dict[str, Any]:
    """Due days a late calendar notice moved, each with the day it was."""
    moved = [
        {"title": reading.procedure.terms[change["term"]].title, "text": f"{change['was']['due']} → {change['now']['due']}"}
        for change in entry["changes"]
    ]  # fmt: skip
    title, _ = described(reading.procedure, entry)
    return {**entry, "title": title, "facts": moved, "hidden": [], "who": "", "late_entry": False}


def papers_of(
    reading: Reading, entries: list[dict[str, Any]], state: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Every paper issued, with on whom it is served and on whom not yet, by their names."""
    documents = reading.procedure.text.documents
    found = []
    for entry in entries:
        for paper in entry.get("documents", ()):
            standing = state["docs"].get(paper["name"], {})
            served = standing.get("served", {})
            to = [(reading.parties.get(key, key), served.get(key, "")) for key in standing.get("due", ())]
            found.append({**paper, "seq": entry["seq"], "at": entry["at"], "title": documents[paper["name"]].title,
                          "to": to, "template": documents[paper["name"]].template})  # fmt: skip
    return found

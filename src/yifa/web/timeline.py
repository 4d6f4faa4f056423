"""The docket of a case as its page tells it: every entry with its facts, who did it, its papers and files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from yifa.docket.draws import FAMILY
from yifa.errors import Text
from yifa.people.models import Office
from yifa.procedures import HANDOVER, NEW_LAW, PRIVATE, REPROJECTION, Branch, Procedure, of_no_text
from yifa.procedures.schema import FormField
from yifa.procedures.show import OTHERS

from .facts import Reading, officer_names
from .files import kinds_of, shown_files

OWN = {
    REPROJECTION: Text("工作日历更新，期限重算", "Terms counted again by a new calendar"),
    HANDOVER: Text("在办案件移交", "Handed over"),
    NEW_LAW: Text("新的规定施行，此后按新规定办理", "A new text came into force; from here on it applies"),
}
"""What the docket's own entries are called."""
TOLD = 60
"""How much of what an entry says stands in a list of entries."""
ASSIGNED = {"handler": Text("经办人", "Handler"), "office": Text("科室", "Office")}

__all__ = ["described", "entry_told", "facts_of", "files_link", "papers_of", "timeline_of"]


def timeline_of(case_id: int, reading: Reading, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries as a page shows them, newest first; the cover is told apart."""
    kinds = kinds_of(one for entry in entries for one in _public_files(reading, entry))
    return [
        _own(reading, entry) if of_no_text(entry) else _told(case_id, reading, entry, kinds)
        for entry in reversed(entries)
        if entry["seq"] != 0
    ]


def _told(case_id: int, reading: Reading, entry: dict[str, Any], kinds: Mapping[str, str]) -> dict[str, Any]:
    branch = reading.procedure.branch(entry["act"], entry["form"].get("outcome"))
    assert branch is not None
    _, fields = described(reading.procedure, entry, reading.entries)
    sealed = [(fields[name].title, item["ref"]) for name, item in entry.get("sealed", {}).items()]
    return {
        **entry, "title": branch.told, "ground": branch.ground, "hidden": sealed, "who": _who(reading, branch, entry),
        "facts": facts_of(case_id, reading, entry["seq"], branch.fields, entry["form"], kinds),
        "receipt": "serves" in branch.marks and "document" in entry["form"], "late_entry": entry["recorded"][:10] != entry["at"][:10], "replay": _replay(case_id, reading, entry),
    }  # fmt: skip


def entry_told(entry: Mapping[str, Any]) -> Text:
    """An entry of a page's timeline on one line: its number, what it was, when, what it says in clear."""
    said = "，".join(str(fact["text"]) for fact in entry["facts"] if fact.get("text"))
    rest = f"　{entry['at'][:10]}" + (f"　{said[:TOLD]}{'…' if len(said) > TOLD else ''}" if said else "")
    return Text(f"{entry['seq']} {entry['title'].zh}{rest}", f"{entry['seq']} {entry['title'].en}{rest}")


def _replay(case_id: int, reading: Reading, entry: Mapping[str, Any]) -> str:
    """Where a random draw is drawn again, beside the entry that drew."""
    drew = reading.procedure.family == FAMILY and entry["act"] == "draw"
    return reverse("draw", args=[case_id]) if drew else ""


def facts_of(
    case_id: int,
    reading: Reading,
    seq: int,
    fields: Mapping[str, FormField],
    values: Mapping[str, Any],
    kinds: Mapping[str, str],
    why: str = "",
) -> list[dict[str, Any]]:
    """Facts by title, in the order of their form, each with what it says and, where it holds files, the ways to open them (with the reason already given)."""
    found: list[dict[str, Any]] = []
    for name in fields:
        if name not in values:
            continue
        value = values[name]
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


def _public_files(reading: Reading, entry: dict[str, Any]) -> list[str]:
    _, fields = described(reading.procedure, entry, reading.entries)
    values = entry["case"] if entry["seq"] == 0 else entry.get("form", {})
    return [
        sha
        for name, value in values.items()
        if name in fields and fields[name].type == "files"
        for sha in value
    ]


def described(
    procedure: Procedure, entry: Mapping[str, Any], entries: Mapping[int, Mapping[str, Any]]
) -> tuple[Any, Mapping[str, FormField]]:
    """What an entry is called, and its fields: those of the cover for entry 0, none for terms counted again.

    Of a correction, also the private fields of the entry it corrects (`entries` by number), under their own keys.
    """
    if entry["seq"] == 0:
        return Text("封面", "Cover"), procedure.text.case
    if of_no_text(entry):
        return OWN[entry["kind"]], {}
    branch = procedure.branch(entry["act"], entry["form"].get("outcome"))
    assert branch is not None
    if "corrects" not in branch.marks:
        return branch.told, branch.fields
    _, corrected = described(procedure, entries[int(entry["form"]["of"])], entries)
    return branch.told, {**branch.fields, **{f"{PRIVATE}{name}": spec for name, spec in corrected.items()}}


def _who(reading: Reading, branch: Branch, entry: Mapping[str, Any]) -> str:
    """Who acted, by role and name; for what happened to the body, the party it came from."""
    language, roles = reading.language, reading.procedure.roles
    joint, space = ("；", "、") if language == "zh" else ("; ", ", ")
    told = []
    for role, people in entry["by"].items():
        title = str(getattr(roles[role].title, language)) if role in roles else ""
        names = space.join(dict.fromkeys(reading.people.get(one, one) for one in people))
        told.append(f"{title}：{names}" if language == "zh" else f"{title}: {names}")
    outside = [OTHERS[one].in_(language) for one in branch.by if one in OTHERS]
    if not told and branch.kind == "event" and outside and len(outside) == len(branch.by):
        about = reading.parties.get(entry.get("party") or "", "")
        told.append(
            space.join(outside)
            + (Text(f"（涉及{about}）", f" (about {about})").in_(language) if about else "")
        )
    if not told and entry.get("party"):
        told.append(reading.parties.get(entry["party"], ""))
    if not told and branch.kind == "event" and str(entry.get("entered_by")) in reading.people:
        name = reading.people[str(entry["entered_by"])]
        told.append(Text(f"{name}登记", f"entered by {name}").in_(language))
    return joint.join(told)


def _own(reading: Reading, entry: dict[str, Any]) -> dict[str, Any]:
    """An entry of the docket's own: a calendar that moved terms, a queue handed over, a new text in force."""
    title, _ = described(reading.procedure, entry, reading.entries)
    facts = {HANDOVER: _handed_over, NEW_LAW: _new_law, REPROJECTION: _reprojected}[entry["kind"]](
        reading, entry
    )
    return {**entry, "title": title, "facts": facts, "hidden": [], "who": "", "late_entry": False}


def _reprojected(reading: Reading, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Due days a late calendar notice moved, each with the day it was."""
    return [
        {"title": reading.procedure.terms[change["term"]].title, "text": f"{change['was']['due']} → {change['now']['due']}"}
        for change in entry["changes"]
    ]  # fmt: skip


def _new_law(reading: Reading, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """From which day, by the ground that stands beside the entry."""
    return [{"title": Text("自", "From"), "text": entry["at"][:10]}]


def _handed_over(reading: Reading, entry: dict[str, Any]) -> list[dict[str, Any]]:
    """From which handler or office to which."""
    ids = {entry["from"].get("office"), entry["assigned"].get("office")} - {None}
    offices = {str(pk): name for pk, name in Office.objects.filter(pk__in=ids).values_list("pk", "name")}
    told = []
    for name, now in entry["assigned"].items():
        known, was = (
            offices if name == "office" else officer_names({now, entry["from"].get(name)} - {None}),
            entry["from"].get(name),
        )
        parts = [str(known.get(one, one)) for one in (was, now) if one]
        told.append({"title": ASSIGNED[name], "text": " → ".join(parts)})
    return told


def papers_of(
    reading: Reading, entries: list[dict[str, Any]], state: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Every paper issued, with on whom it is served and on whom not yet, by their names; nothing of service where the procedure knows none."""
    documents = reading.procedure.text.documents
    serves = any("serves" in b.marks for outcomes in reading.procedure.branches.values() for b in outcomes.values())  # fmt: skip
    found = []
    for entry in entries:
        for paper in entry.get("documents", ()):
            standing = state["docs"].get(paper["name"], {})
            served = standing.get("served", {})
            to = [
                (reading.parties.get(key, key), served.get(key, ""))
                for key in standing.get("due", ())
                if serves
            ]
            found.append({**paper, "seq": entry["seq"], "at": entry["at"], "title": documents[paper["name"]].title,
                          "to": to, "template": documents[paper["name"]].template})  # fmt: skip
    return found

"""On the page of a case: the items it names with their present values; on the page of an item: what names it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from yifa.docket.models import Act
from yifa.docket.store import CaseRow
from yifa.docket.world import the_law
from yifa.procedures import Procedure, of_no_text
from yifa.procedures.register import FAMILY
from yifa.registers.naming import naming
from yifa.registers.reading import Item, items

from .access import Reader
from .facts import Reading
from .language import language_of, told_day
from .timeline import facts_of

__all__ = ["items_named", "named_by"]


def named_by(request: Reader, row: CaseRow, state: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What names this item of a register, each with what it is, where it stands and, for an item, its values; nothing for other cases."""
    register = str(row["procedure"]).removeprefix(FAMILY)
    if register == row["procedure"] or register not in the_law().registers:
        return []
    found = []
    for each in naming(the_law(), register, str(state["case"]["item"]), row["body_id"], request.sees):
        procedure = the_law().version(each.row["version"])
        labels = {**procedure.text.stages, **procedure.text.ends}
        values = _values(request, each.row)
        found.append({**each.row, "what": procedure.title, "stands": labels.get(each.row["stage"]), "facts": values})  # fmt: skip
    return found


def _values(request: Reader, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The values of an item of a register; of another case what was last said in clear, under the name of its act."""
    kept = the_law().registers.get(str(row["procedure"]).removeprefix(FAMILY))
    if kept is None or kept.family != row["procedure"]:
        return _last_said(request, row)
    scope = request.sees.narrowed([kept.family])
    item = next((each for each in items(kept, scope=scope) if each.case_id == row["id"]), None)
    return _told(request, kept.procedure, item) if item else []


def _last_said(request: Reader, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What stands in clear on the cover, then in the latest act that says anything in clear, with its day."""
    procedure = the_law().version(row["version"])
    reading = Reading(language_of(request), procedure)
    texts = list(Act.objects.filter(case_id=row["id"]).order_by("-seq").values_list("entry", flat=True))
    cover = facts_of(row["id"], reading, 0, procedure.text.case, orjson.loads(texts[-1])["case"], {})
    for text in texts[:-1]:
        entry = orjson.loads(text)
        branch = None if of_no_text(entry) else procedure.branch(entry["act"], entry["form"].get("outcome"))
        told = facts_of(row["id"], reading, entry["seq"], branch.fields, entry["form"], {}) if branch else []
        if branch and told:
            return [*cover, {"title": branch.title, "text": told_day(entry["at"], reading.language)}, *told]
    return cover


def items_named(
    request: Reader, row: CaseRow, procedure: Procedure, state: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The items that the cover names, as their registers have them today."""
    found = []
    for name, spec in procedure.text.case.items():
        key = state["case"].get(name)
        if spec.type != "item" or key is None:
            continue
        kept = the_law().registers[str(spec.of)]
        scope = request.sees.narrowed([kept.family])
        listed = [each for each in items(kept, scope=scope, body_id=row["body_id"]) if each.key == key]
        found += [
            {
                "id": each.case_id,
                "key": key,
                "what": spec.title,
                "facts": _told(request, kept.procedure, each),
            }
            for each in listed
        ]
    return found


def _told(request: Reader, procedure: Procedure, item: Item) -> list[dict[str, Any]]:
    """The public values of an item as people read them."""
    reading = Reading(language_of(request), procedure)
    fields = the_law().registers[procedure.family.removeprefix(FAMILY)].text.fields
    return [
        {"title": fields[n].title, "text": reading.told(fields[n], value)}
        for n, value in item.values.items()
        if n in fields and fields[n].public
    ]

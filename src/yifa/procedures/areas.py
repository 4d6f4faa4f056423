"""The fields under which pages list procedures, as data of the law folder: `law/procedures/areas.yaml`."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, Field

from yifa.errors import LawError, Text
from yifa.statutes import read_yaml

from .kept import once_a_law
from .law import Law
from .load import validated
from .model import Procedure
from .schema import Label

__all__ = ["OTHER", "by_field"]

OTHER = Text("其他", "Other")
"""Where procedures stand whose area no field holds."""


class _Field(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    title: Label
    areas: list[str] = Field(min_length=1)


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    fields: list[_Field] = Field(min_length=1)


@once_a_law
def _titles(law: Law) -> dict[str, Text]:
    """The field of each area, in the order of the file."""
    document = read_yaml(law.folder.path("procedures/areas.yaml"))
    read = validated(_Fields, document.data, document.where)
    known = {family.partition(".")[0] for family in law.families}
    found: dict[str, Text] = {}
    for place, field in enumerate(read.fields):
        for area in field.areas:
            if area in found or area not in known:
                text = Text(
                    f"“{area}”列了两次，或者没有这一领域的程序。",
                    f"'{area}' is listed twice, or no procedure is of that area.",
                )
                where = document.where("fields", place, "areas", field.areas.index(area))
                raise LawError("procedures.area", text, where=where, expected=" | ".join(sorted(known - {*found})))  # fmt: skip
            found[area] = Text(field.title.zh, field.title.en)
    return found


def by_field(law: Law, procedures: Iterable[Procedure]) -> dict[Text, list[Procedure]]:
    """The procedures by field, fields in the order of the file, what no field holds last.

    Raises `LawError` where the file cannot be read, names an area twice, or one of which there is no procedure.
    """
    titles = _titles(law)
    found: dict[Text, list[Procedure]] = {title: [] for title in [*dict.fromkeys(titles.values()), OTHER]}
    for procedure in procedures:
        found[titles.get(procedure.family.partition(".")[0], OTHER)].append(procedure)
    return {title: each for title, each in found.items() if each}

"""Books and scripts read from the law folder; what is unknown is refused with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from yifa.errors import LawError, Missing, Text
from yifa.procedures.folder import LawFolder
from yifa.statutes import read_yaml

__all__ = [
    "Book",
    "Deed",
    "Group",
    "Label",
    "Open",
    "Script",
    "books",
    "read_book",
    "read_open",
    "read_script",
]

M = TypeVar("M", bound=BaseModel)
Value = str | int | float | bool


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Label(_Strict):
    """A name in both languages."""

    zh: str
    en: str


class Deed(_Strict):
    """One act of a script: how long after the case began, who, with what form."""

    act: str
    after: str
    by: dict[str, str | list[str]] = {}
    form: dict[str, Any] = {}
    party: str | None = None
    when: str | None = None


class Script(_Strict):
    """The life of one case."""

    script: str
    procedure: str
    body: str = "street"
    office: str | None = None
    handler: str | None = None
    field: str = ""
    capacity: str
    case: dict[str, Any] = {}
    parties: list[dict[str, str]] = []
    acts: list[Deed] = Field(min_length=1)


class Group(_Strict):
    """So many cases of one script in each month of the year, with these values."""

    script: str
    title: Label
    months: list[int] = Field(min_length=12, max_length=12)
    values: dict[str, Value] = {}
    year: int | None = None
    training: bool = False
    decoy: Label | None = None


class Open(_Strict):
    """One case that stands open: begun `ago` working days before today, with the first `acts` of its script."""

    script: str
    title: Label
    ago: int = Field(ge=1)
    acts: int = Field(ge=1)
    values: dict[str, Value] = {}


class OpenBook(_Strict):
    """What stands open on the demonstration street."""

    book: str
    title: Label
    about: Label
    cases: list[Open]


class Book(_Strict):
    """A scripted year. `groups` make the year; those with `decoy` must move no figure they should not."""

    book: str
    title: Label
    about: Label
    year: int
    street: str
    name: str = Field(min_length=1)
    """The street's own name, without 街道: what its office and its committee are called by."""
    locality: str
    groups: list[Group]


def _read(model: type[M], path: Path) -> M:
    document = read_yaml(path)
    try:
        return model.model_validate(document.data)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        spot = [step for step in first["loc"] if isinstance(step, (str, int))]
        text = Text(
            f"“{'.'.join(map(str, spot))}”有误：{first['msg']}",
            f"'{'.'.join(map(str, spot))}': {first['msg']}",
        )
        raise LawError("years.word", text, where=document.where(*spot), expected=first["msg"]) from problem


def books(folder: LawFolder) -> dict[str, Path]:
    """Every book of the law folder, by name."""
    return {path.stem: path for path in folder.find("years/*.yaml")}


def read_book(folder: LawFolder, name: str) -> Book:
    """The book `name`. Raises `Missing` listing the known ones, `LawError` for a malformed file."""
    known = books(folder)
    if name not in known:
        listed = "、".join(sorted(known))
        raise Missing(
            "years.no_book",
            Text(f"没有年册“{name}”；有：{listed}。", f"No year book '{name}'; there are: {listed}."),
        )
    return _read(Book, known[name])


def read_open(folder: LawFolder) -> OpenBook:
    """The open cases of the demonstration. Raises `LawError`."""
    return _read(OpenBook, folder.path("years/today/open.yaml"))


def read_script(folder: LawFolder, name: str) -> Script:
    """The script `name`. Raises `Missing`, `LawError`."""
    path = folder.path(f"years/scripts/{name}.yaml")
    if not path.exists():
        raise Missing("years.no_script", Text(f"没有脚本“{name}”。", f"There is no script '{name}'."))
    return _read(Script, path)

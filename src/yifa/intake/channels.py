"""Channels as data: under which procedure a matter is received, and what its sheet's headers mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from yifa.errors import BadInput, Text
from yifa.people.lawfolder import law_file
from yifa.procedures import Branch, Law, Procedure
from yifa.statutes.reading import Document, read_yaml

__all__ = ["OWN_COLUMNS", "Channel", "channel_named", "channels", "read_channels"]

OWN_COLUMNS: Final = ("reference", "at", "division", "name", "phone")
"""What a sheet may say beside the facts of the procedure."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One channel. `columns` maps the headers of its sheet, empty where it has none; `answer` is (act, field) of the answer."""

    name: str
    title: Text
    procedure: str
    event: str
    party: str
    answer: tuple[str, str]
    facts: Mapping[str, Any]
    asks: tuple[str, ...]
    columns: Mapping[str, str]
    post: str = ""
    """The kind of post whose office takes it in; empty where the body as a whole does."""
    says: str = "content"
    """The field of the event in which the reporter speaks."""

    def received(self, law: Law, on: date) -> tuple[Procedure, Branch]:
        """The procedure in force on a day, and its event of receipt."""
        procedure = law.in_force(self.procedure, on)
        branch = procedure.branch(self.event)
        assert branch is not None
        return procedure, branch


def channels(law: Law) -> Mapping[str, Channel]:
    """The channels of this installation's law folder. Raises `LawError`, as `read_channels`."""
    return _read(law_file("registers/channels.yaml"), _Held(law))


class _Held:
    """A law as the key of a cache: the same object, the same law."""

    def __init__(self, law: Law) -> None:
        self.law = law

    def __hash__(self) -> int:
        return id(self.law)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.law is self.law


@lru_cache(maxsize=4)
def _read(path: Path, held: _Held) -> Mapping[str, Channel]:
    return read_channels(path, held.law)


def read_channels(path: Path, law: Law) -> Mapping[str, Channel]:
    """Read a file of channels. Raises `LawError` with file and line for any name the procedure does not have."""
    document = read_yaml(path)
    document.only({"ground", "mark", "channels"})
    return {str(name): _channel(document, str(name), law) for name in document.need(dict, "channels")}


def _channel(document: Document, name: str, law: Law) -> Channel:
    spot = ("channels", name)
    document.only(
        ("title", "procedure", "event", "party", "post", "says", "answer", "facts", "asks", "columns"), *spot
    )
    family = document.one_of(sorted(law.families), *spot, "procedure")
    procedure = law.families[family][-1]
    event = document.one_of(sorted(procedure.text.events), *spot, "event")
    branch = procedure.branch(event)
    assert branch is not None
    cover = sorted(procedure.text.case)
    told = {
        f"{act}.{field}"
        for act, each in procedure.text.acts.items()
        for field, f in each.form.items()
        if f.type == "text"
    }
    act, _, field = document.one_of(sorted(told), *spot, "answer").partition(".")
    if document.at(*spot, "facts"):
        document.only(cover, *spot, "facts")
    asks = [document.one_of(cover, *spot, "asks", n) for n in range(len(document.at(*spot, "asks") or ()))]
    meanings = sorted({*OWN_COLUMNS, *cover, *branch.fields})
    columns = {
        str(header): document.one_of(meanings, *spot, "columns", header)
        for header in document.at(*spot, "columns") or ()
    }
    return Channel(
        name=name, title=document.text(*spot, "title"), procedure=family, event=event,
        party=document.one_of(sorted(procedure.text.parties), *spot, "party"), answer=(act, field), facts=dict(document.at(*spot, "facts") or {}),
        asks=tuple(asks), columns=columns, post=_post(document, spot), says=_says(document, spot, branch),
    )  # fmt: skip


def _says(document: Document, spot: tuple[str, str], branch: Branch) -> str:
    texts = sorted(name for name, field in branch.fields.items() if field.type == "text")
    return document.one_of(texts, *spot, "says") if document.at(*spot, "says") else "content"


def _post(document: Document, spot: tuple[str, str]) -> str:
    known = read_yaml(law_file("registers/posts.yaml")).need(dict, "posts")
    return document.one_of(sorted(known), *spot, "post") if document.at(*spot, "post") else ""


def channel_named(law: Law, name: str) -> Channel:
    """A channel by name. Raises `BadInput` listing the known ones."""
    known = channels(law)
    if name not in known:
        raise BadInput("intake.channel", Text(f"没有渠道“{name}”；有：{'、'.join(known)}。", f"No channel '{name}'; there are: {', '.join(known)}."))  # fmt: skip
    return known[name]

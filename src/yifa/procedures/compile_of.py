"""What a field may be (`of`), checked when the law is loaded: it fits the field's type, and an entry names acts that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from yifa.errors import Text

from .schema import FormField, ProcedureText

if TYPE_CHECKING:
    from .load import Source

__all__ = ["of_fits"]

EXPECTED = {
    "choice": "choices with their titles, or param.NAME",
    "choices": "choices with their titles, or param.NAME",
    "item": "a register",
    "entry": "[ACT, …]",
    "case": "[area.name, area.*, …]",
}
"""What `of` says of a field, by the field's type."""


def of_fits(text: ProcedureText, source: Source) -> None:
    """Raises `LawError` with file and line for an `of` that its field's type has no use for, or that names an act there is not."""
    for spot, spec in _fields(text):
        if spec.of is None:
            continue
        if spec.type not in EXPECTED:
            told = f"“{spec.title.zh}”（{spec.type}）不用 of。", f"A field of type {spec.type} has no `of`."
            raise source.error("procedures.of", Text(*told), spot, " | ".join(EXPECTED))
        if spec.type in ("entry", "case") and not (isinstance(spec.of, list) and spec.of):
            told = f"“{spec.title.zh}”的 of 应为列表。", f"`of` of '{spec.title.en}' is a list."
            raise source.error("procedures.of", Text(*told), spot, EXPECTED[spec.type])
        if spec.type == "entry":
            _acts(spec, spot, text, source)


def _acts(spec: FormField, spot: tuple[Any, ...], text: ProcedureText, source: Source) -> None:
    """The acts whose entries a field names exist; a cover names none, for nothing was done yet."""
    known = sorted({*text.acts, *text.events}) if spot[0] != "case" else []
    for name in spec.of or ():
        if name not in known:
            zh, en = (
                f"“{spec.title.zh}”的 of：没有行为“{name}”。",
                f"`of` of '{spec.title.en}': no act '{name}'.",
            )
            raise source.error("procedures.of", Text(zh, en), spot, " | ".join(known) or "a field of an act")


def _fields(text: ProcedureText) -> Iterator[tuple[tuple[Any, ...], FormField]]:
    """Every field of a cover, an act, an event, an outcome, with where its `of` stands."""
    yield from ((("case", name, "of"), spec) for name, spec in text.case.items())
    for section in ("acts", "events"):
        for act, deed in getattr(text, section).items():
            yield from (((section, act, "form", name, "of"), spec) for name, spec in deed.form.items())
            for key, outcome in deed.outcomes.items():
                spot = (section, act, "outcomes", key, "form")
                yield from (((*spot, name, "of"), spec) for name, spec in outcome.form.items())

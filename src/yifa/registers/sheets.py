"""A register as a sheet with Chinese headers: written out as it stands on a day, read in as entries and changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yifa import clock
from yifa.docket.bulk import Life, bulk
from yifa.docket.door import Command, perform
from yifa.errors import YifaError
from yifa.files.sheets import cell_text, headed, read_rows, write_xlsx
from yifa.people.actors import Actor
from yifa.people.models import Officer
from yifa.people.scopes import post_for
from yifa.procedures import Law, Register
from yifa.procedures.schema import FormField

from .keeping import cover_of, entering
from .reading import Item, items

__all__ = ["Outcome", "Rejected", "as_xlsx", "from_cell", "import_sheet", "to_cell"]

LISTS = ("choices", "files", "people", "parties", "violations", "numbers")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken: its line (from 1, the header counted) and why."""

    line: int
    error: YifaError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a sheet: items entered, changed, found as they were, not on the sheet; rows refused."""

    entered: int
    changed: int
    same: int
    absent: tuple[str, ...]
    rejected: tuple[Rejected, ...]


def _columns(register: Register) -> dict[str, tuple[str, FormField]]:
    """Header to field: the key first, then the public fields in the order of the register."""
    fields = {"item": register.text.key, **{n: f for n, f in register.text.fields.items() if f.public}}
    return {spec.title.zh: (name, spec) for name, spec in fields.items()}


def _accounts(columns: Mapping[str, tuple[str, FormField]]) -> dict[str, str]:
    """User names by id, where a column names officers: people read and write those, not numbers."""
    if not any(spec.type == "officer" for _, spec in columns.values()):
        return {}
    return {str(pk): name for pk, name in Officer.objects.values_list("pk", "username")}


def as_xlsx(register: Register, listed: Iterable[Item]) -> bytes:
    """The list as a workbook; what is not public stays in the vault and has no column."""
    columns = _columns(register)
    accounts = _accounts(columns)
    rows = (
        [
            to_cell(spec, item.key if name == "item" else item.values.get(name), accounts)
            for name, spec in columns.values()
        ]
        for item in listed
    )
    return write_xlsx(register.text.title.zh, list(columns), rows)


def to_cell(spec: FormField, kept: Any, accounts: Mapping[str, str] | None = None) -> Any:
    """A kept value as people write it: labels for choices, yuan for fen, 是 or 否, user names for officers (`accounts`: by id)."""
    if kept is None:
        return ""
    if spec.type == "officer" and accounts:
        return accounts.get(str(kept), kept)
    if isinstance(kept, bool):
        return "是" if kept else "否"
    if spec.type == "money":
        return kept / 100
    if isinstance(spec.of, dict):
        named = [
            spec.of[each].zh if each in spec.of else str(each)
            for each in (kept if isinstance(kept, list) else [kept])
        ]
        return "、".join(named)
    return "、".join(map(str, kept)) if isinstance(kept, list) else kept


def from_cell(spec: FormField, cell: Any, officers: Mapping[str, str] | None = None) -> Any:
    """A cell as a raw value of the form: a label stands for its key, 是 and 否 for yes and no, a user name for its id (`officers`)."""
    text = cell_text(cell)
    if spec.type == "officer" and officers:
        return officers.get(text, text)
    if isinstance(spec.of, dict):
        keys = {word: key for key, label in spec.of.items() for word in (label.zh, label.en, key)}
        if spec.type in LISTS:
            return [keys.get(part.strip(), part.strip()) for part in text.split("、") if part.strip()]
        return keys.get(text, text)
    return [part for part in text.split("、") if part] if spec.type in LISTS else text


def import_sheet(law: Law, register: Register, actor: Actor, path: Path, *, dry_run: bool = False) -> Outcome:
    """Bring a register to what a sheet says: new keys are entered, other values are changes, as of now.

    An item that the sheet leaves out stays and is named in `absent`: nothing leaves a register without a reason.
    Raises `BadInput` for a file or header that cannot be read; a row that is refused is left out and told.
    """
    post = post_for(actor, "open", register.family)
    columns = _columns(register)
    needed = [header for header, (_, spec) in columns.items() if spec.required and spec.when is None]
    standing = {item.key: item for item in items(register, body_id=post.body_id)}
    moment, seen, same, changed = clock.now(), set(), 0, 0
    lives: list[Life] = []
    lines: list[int] = []
    rejected: list[Rejected] = []
    officers = {name: pk for pk, name in _accounts(columns).items()}
    for line, row in headed(read_rows(path), columns, needed):
        raw = {columns[h][0]: from_cell(columns[h][1], cell, officers) for h, cell in row.items()}
        key, values = (
            str(raw.pop("item")),
            {name: value for name, value in raw.items() if value not in ("", [])},
        )
        seen.add(key)
        if key not in standing:
            lives.append(
                Life(cover_of(law, register, post, key, values, moment), [entering(actor, values, moment)])
            )
            lines.append(line)
        elif differing := _differing(register, standing[key], values):
            changed += _changed(standing[key], differing, actor, line, rejected, dry_run=dry_run)
        else:
            same += 1
    refused = [] if dry_run else bulk(lives, actor.id)[1]
    rejected += [Rejected(lines[each.place], each.error) for each in refused]
    absent = tuple(key for key in standing if key not in seen)
    return Outcome(
        len(lives) - len(refused), changed, same, absent, tuple(sorted(rejected, key=lambda r: r.line))
    )


def _differing(register: Register, item: Item, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row that are not those of the item, told by how each would be written."""
    fields = register.text.fields
    return {
        name: value for name, value in values.items()
        if cell_text(to_cell(fields[name], item.values.get(name))) != cell_text(to_cell(fields[name], _kept(fields[name], value)))
    }  # fmt: skip


def _kept(spec: FormField, raw: Any) -> Any:
    """A raw value in the shape kept values have, as far as writing it again needs."""
    if spec.type == "yes":
        return {"是": True, "否": False}.get(raw, raw)
    if spec.type == "money":
        try:
            return float(raw) * 100
        except ValueError:
            return raw if isinstance(raw, str) else str(raw)
    return raw


def _changed(
    item: Item, values: Mapping[str, Any], actor: Actor, line: int, rejected: list[Rejected], *, dry_run: bool
) -> int:
    """Enter one change; how many were made."""
    if dry_run:
        return 1
    command = Command("change", {"keeper": [actor.id]}, {"why": "按表更新", **values})
    try:
        perform(item.case_id, command, actor.id)
    except YifaError as problem:
        rejected.append(Rejected(line, problem))
        return 0
    return 1

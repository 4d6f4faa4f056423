"""A register as a sheet with Chinese headers: written out as it stands on a day, read in as entries and changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yifa import clock
from yifa.docket.bulk import Life, bulk
from yifa.docket.door import Command, perform
from yifa.docket.models import Case
from yifa.docket.named_cases import no_such_case
from yifa.errors import BadInput, Text, YifaError
from yifa.files.sheets import cell_text, headed, read_rows, write_xlsx
from yifa.people.actors import Actor
from yifa.people.families import matches
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


@dataclass(frozen=True, slots=True)
class Written:
    """How people write what is kept by an id: officers by user name, cases by number."""

    officers: Mapping[str, str]
    cases: Mapping[str, str]

    def of(self, spec: FormField, kept: Any) -> Any:
        """A kept id as people write it; any other value as it is."""
        return getattr(self, KEPT[spec.type], {}).get(str(kept), kept) if spec.type in KEPT else kept


KEPT = {"officer": "officers", "case": "cases"}


def _written(columns: Mapping[str, tuple[str, FormField]], listed: Iterable[Item]) -> Written:
    """User names and case numbers by id, where a column names officers or cases: people read and write those, not ids."""
    types = {spec.type for _, spec in columns.values()}
    officers = Officer.objects.values_list("pk", "username") if "officer" in types else ()
    named = {n for n, spec in columns.values() if spec.type == "case"}
    ids = {int(item.values[n]) for item in listed for n in named if item.values.get(n)}
    cases = Case.objects.filter(pk__in=ids).values_list("pk", "number") if ids else ()
    return Written({str(pk): name for pk, name in officers}, {str(pk): number for pk, number in cases})


def _case_ids(
    law: Law, columns: Mapping[str, tuple[str, FormField]], values: dict[str, Any], body_id: int
) -> BadInput | None:
    """Numbers of cases made into ids, in place; what is wrong with a number that no case bears which the column may name."""
    for header, (name, spec) in columns.items():
        if spec.type != "case" or not (number := values.get(name)):
            continue
        named = Case.objects.filter(number=number, body_id=body_id, training=False)
        found = named.values_list("pk", "procedure")
        fit = [pk for pk, family in found if not spec.of or any(matches(each, family) for each in spec.of)]
        if not fit:
            told = no_such_case(spec, law) if spec.of else Text("", "")
            zh = f"“{header}”：没有编号为“{number}”的案件。{told.zh}"
            en = f"'{spec.title.en}': there is no case numbered '{number}'. {told.en}"
            return BadInput("registers.no_such_case", Text(zh, en.strip()))
        values[name] = str(fit[0])
    return None


def as_xlsx(register: Register, listed: Iterable[Item]) -> bytes:
    """The list as a workbook; what is not public stays in the vault and has no column."""
    columns, listed = _columns(register), list(listed)
    written = _written(columns, listed)
    rows = (
        [
            to_cell(spec, item.key if name == "item" else item.values.get(name), written)
            for name, spec in columns.values()
        ]
        for item in listed
    )
    return write_xlsx(register.text.title.zh, list(columns), rows)


def to_cell(spec: FormField, kept: Any, written: Written | None = None) -> Any:
    """A kept value as people write it: labels for choices, yuan for fen, 是 or 否, user names and case numbers (`written`)."""
    if kept is None:
        return ""
    if spec.type in KEPT and written is not None:
        return written.of(spec, kept)
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
    officers = {name: pk for pk, name in _written(columns, ()).officers.items()}
    for line, row in headed(read_rows(path), columns, needed):
        raw = {columns[h][0]: from_cell(columns[h][1], cell, officers) for h, cell in row.items()}
        key, values = str(raw.pop("item")), {n: value for n, value in raw.items() if value not in ("", [])}
        seen.add(key)
        if problem := _case_ids(law, columns, values, post.body_id):
            rejected.append(Rejected(line, problem))
        elif key not in standing:
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

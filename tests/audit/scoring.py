"""How well the reader reads: annotated sentences against what it says, counted by class.

    ./run audit-score [FILE …]

A figure is found where its digits overlap the annotated ones and value and unit agree. Classes: quantities in digits,
quantities in Chinese numerals, and the kind of what was found. Names, ordinals and dates count with the digits they
are written in; those in Chinese numerals are scored apart, since which idiom is a name is a matter of taste.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import yaml

from yifa.audit import Figure, Reader, Words, audit, text_of
from yifa.procedures.folder import LawFolder, shipped

GOLD = Path(__file__).parent / "gold"
SETS = [*sorted(GOLD.glob("figures/*.yaml")), *sorted(GOLD.glob("relations/*.yaml"))]
REPORTS = sorted(path for path in GOLD.glob("reports/*") if path.suffix != ".yaml")
QUIET = ("name", "ordinal", "date")


@dataclass
class Score:
    """What was counted, and every miss in words."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def ratio(self, part: str, whole: str) -> float:
        """One count over another; 1 where there is nothing to count."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0

    def lines(self) -> list[str]:
        """The table."""
        rows = []
        for name in ("digits", "chinese", "other"):
            wanted, given, _hit = (self.counts[f"{name}.{what}"] for what in ("wanted", "given", "hit"))
            rows.append(
                f"{name:8} wanted {wanted:4}  given {given:4}  recall {self.ratio(f'{name}.hit', f'{name}.wanted'):.3f}  precision {self.ratio(f'{name}.right', f'{name}.given'):.3f}"
            )
        for what in ("kind", "bound", "role"):
            rows.append(
                f"{what:8} {self.counts[f'{what}.right']}/{self.counts['hit']} = {self.ratio(f'{what}.right', 'hit'):.3f}"
            )
        return rows


@dataclass(frozen=True)
class Wanted:
    """One annotated figure with its place in the sentence."""

    at: int
    to: int
    value: Decimal | None
    unit: str
    kind: str
    bound: str
    role: str
    written: str


def wanted(text: str, lines: list[str]) -> list[Wanted]:
    """The annotated figures of a sentence, found one after the other."""
    found, place = [], 0
    for line in lines:
        written, value, unit, kind, *rest = line.split("|")
        at = text.index(written, place)
        place = at + len(written)
        bound = next((word for word in rest if word in ("about", "at_least", "at_most")), "exact")
        role = "name" if kind in ("name", "ordinal") else "target" if "target" in rest else "achieved"
        found.append(Wanted(at, place, Decimal(value) if value else None, unit, kind, bound, role, written))
    return found


def bucket(written: str, kind: str) -> str:
    """Which class a figure is scored in."""
    digits = any(sign.isascii() and sign.isdigit() for sign in written)
    return "digits" if digits else "other" if kind in QUIET else "chinese"


def same(one: Wanted, two: Figure) -> bool:
    """Whether the reader found the annotated figure."""
    if not (one.at < two.end and two.start < one.to):
        return False
    if one.kind == "name":
        return True
    return (
        two.base_value is not None
        and abs(two.base_value) == abs(one.value or 0)
        and (one.unit == two.base_unit or one.kind in QUIET)
    )


def score(reader: Reader, path: Path, into: Score) -> None:
    """Read every sentence of a file and count."""
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        text, gold = entry["text"], wanted(entry["text"], entry["figures"])
        given = reader.read(text).figures
        pairs: list[tuple[Wanted, Figure]] = []
        for one in gold:
            name = bucket(one.written, one.kind)
            into.counts[f"{name}.wanted"] += 1
            match = next((f for f in given if same(one, f)), None)
            if match is None:
                into.misses.append(f"missed {one.written} {one.value} {one.unit} in {text}")
                continue
            pairs.append((one, match))
            into.counts[f"{name}.hit"] += 1
            into.counts["hit"] += 1
            for what in ("kind", "bound", "role"):
                right = getattr(one, what) == getattr(match, what)
                into.counts[f"{what}.right"] += right
                if not right:
                    into.misses.append(
                        f"{what} of {one.written}: {getattr(match, what)}, not {getattr(one, what)} in {text}"
                    )
        taken = {id(figure) for _, figure in pairs}
        for figure in given:
            name = bucket(figure.text, figure.kind)
            into.counts[f"{name}.given"] += 1
            into.counts[f"{name}.right"] += id(figure) in taken
            if id(figure) not in taken and name != "other":
                into.misses.append(f"too much: {figure.text} ({figure.kind}) in {text}")


def relations(reader: Reader, path: Path) -> list[str]:
    """How many wrong relations are found, how many right ones are called wrong, and every mistake in words."""
    found, wrong, false, right, told = 0, 0, 0, 0, []
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        said = [f for f in audit(reader, entry["text"]).findings if f.grade != "base_missing"]
        if entry["holds"]:
            right, false = right + 1, false + bool(said)
        else:
            wrong, found = wrong + 1, found + bool(said)
        if bool(said) == entry["holds"]:
            told.append(f"{'false alarm' if said else 'not found'}: {entry['text']} {[f.rule for f in said]}")
    return [
        f"wrong relations found {found}/{wrong} = {found / max(wrong, 1):.3f}",
        f"right ones called wrong {false}/{right}",
        *told,
    ]


def whole(reader: Reader, path: Path) -> tuple[list[str], list[str], int, int]:
    """One whole report: planted contradictions found and missed, what is called wrong besides, and suspect, by number."""
    planted = yaml.safe_load((path.parent / "planted.yaml").read_text(encoding="utf-8")).get(path.name, [])
    said = audit(reader, text_of(path.name, path.read_bytes()))
    written = {figure.id: figure.text for figure in said.figures}
    named = {finding: {written[each] for each in finding.figures} for finding in said.findings}
    hits = [
        [f for f, texts in named.items() if f.grade != "base_missing" and set(one) <= texts]
        for one in planted
    ]
    right = {finding for found in hits for finding in found}
    besides = [f for f in said.findings if f not in right]
    false = [f"{f.rule}: {f.arithmetic}" for f in besides if f.grade in ("impossible", "inconsistent")]
    missed = ["、".join(one) for one, found in zip(planted, hits, strict=True) if not found]
    return missed, false, len(planted), sum(f.grade == "suspect" for f in besides)


def reports(reader: Reader) -> list[str]:
    """All whole reports, in a table."""
    rows, planted, found, false, suspect = [], 0, 0, 0, 0
    for path in REPORTS:
        missed, wrong, count, unsure = whole(reader, path)
        planted, found, false, suspect = (
            planted + count,
            found + count - len(missed),
            false + len(wrong),
            suspect + unsure,
        )
        rows += [f"not found in {path.name}: {each}" for each in missed] + [
            f"false alarm in {path.name}: {each}" for each in wrong
        ]
    return [
        f"whole reports {len(REPORTS)}  planted contradictions found {found}/{planted}  falsely impossible or inconsistent {false}  suspect besides {suspect}",
        *rows,
    ]


def speed(reader: Reader) -> str:
    """Megabytes of text a second of one core, read and checked: the annotated sentences as one report, many times over."""
    entries = [
        entry["text"] for path in sorted(SETS) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    return f"{_measured(reader, 'annotated sentences', chr(10).join(entries))}\n{_measured(reader, 'whole reports', chr(10).join(text_of(p.name, p.read_bytes()) for p in REPORTS))}"


def _measured(reader: Reader, name: str, text: str) -> str:
    many, best = 10, float("inf")
    for _ in range(3):
        started = time.process_time()
        for _ in range(many):
            audit(reader, text)
        best = min(best, (time.process_time() - started) / many)
    size = len(text.encode())
    return f"speed, {name}: {len(text)} characters ({size / 1000:.1f} kB) with {len(reader.read(text).figures)} figures in {best * 1000:.0f} ms = {size / best / 1e6:.2f} MB/s"


def main(names: list[str]) -> None:
    """Print the tables and every miss."""
    reader = Reader(Words.load(LawFolder(shipped()).path))
    for path in [Path(name) for name in names] or SETS:
        if path.parent.name == "relations":
            lines = relations(reader, path)
        else:
            total = Score()
            score(reader, path, total)
            lines = [*total.lines(), *total.misses]
        sys.stdout.write(f"{path.parent.name}/{path.name}\n" + "\n".join(lines) + "\n\n")
    if not names:
        sys.stdout.write("\n".join(reports(reader)) + "\n\n")
    sys.stdout.write(speed(reader) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

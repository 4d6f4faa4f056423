"""Where the law lies: the folder shipped with Yifa, and a district's own folder laid over it.

A file of the overlay with the same path replaces the shipped one; a new path adds to it. What was
replaced is listed by `yifa law check`, so that nobody wonders which text is in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from yifa.errors import LawError, Text

__all__ = ["LawFolder", "shipped"]


def shipped() -> Path:
    """The law folder inside the wheel, or at the root of a working copy."""
    inside = Path(str(files("yifa"))) / "law"
    return inside if inside.is_dir() else Path(str(files("yifa"))).parents[1] / "law"


@dataclass(frozen=True)
class LawFolder:
    """The law as files: `base`, with `overlay` laid over it."""

    base: Path
    overlay: Path | None = None

    def __post_init__(self) -> None:
        """Refuse a folder that is not there, rather than read no law."""
        for folder in (self.base, *([self.overlay] if self.overlay else [])):
            if not folder.is_dir():
                raise LawError(
                    "procedures.no_folder", Text(f"找不到法律目录 {folder}。", f"There is no law folder {folder}."),
                    where=str(folder), expected="a folder with statutes/, workdays/, procedures/ …",
                )  # fmt: skip

    def find(self, pattern: str) -> Iterator[Path]:
        """Every file matching `pattern` (a glob below the folder), overlay files first in rank, in path order."""
        found = {path.relative_to(self.base): path for path in self.base.glob(pattern)}
        if self.overlay:
            found.update({path.relative_to(self.overlay): path for path in self.overlay.glob(pattern)})
        for relative in sorted(found):
            yield found[relative]

    def layers(self, name: str) -> list[Path]:
        """A folder of the base and, over it, the overlay's own of that name; the latter need not exist."""
        return [self.base / name, *([self.overlay / name] if self.overlay else [])]

    def path(self, relative: str) -> Path:
        """One file, the overlay's if it has it."""
        over = self.overlay / relative if self.overlay else None
        return over if over is not None and over.exists() else self.base / relative

    def replaced(self) -> list[str]:
        """Files of the base that the overlay replaces."""
        if not self.overlay:
            return []
        mine = {p.relative_to(self.overlay) for p in self.overlay.rglob("*") if p.is_file()}
        return sorted(str(r) for r in mine if (self.base / r).exists())

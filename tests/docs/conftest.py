"""A tutorial as blocks: files to write, commands to run, and what they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
FENCE = re.compile(r"^( *)```(\w+)(?: file=(\S+))?\n(.*?)^\1```$", re.M | re.S)
"""A fence may stand inside a numbered step: then it is indented, and so is what it holds."""


@dataclass(frozen=True)
class Block:
    """One fenced block: its kind (sh, text, yaml), the file it is to be written to, its text."""

    kind: str
    file: str
    text: str


def blocks_of(path: Path) -> list[Block]:
    """The fenced blocks of a document, in order."""
    found = FENCE.findall(path.read_text(encoding="utf-8"))
    return [Block(kind, file, textwrap.dedent(text)) for _, kind, file, text in found]


class Reader:
    """Someone who does what a tutorial says, in one shell and one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.exports: dict[str, str] = {}

    def write(self, block: Block) -> None:
        """Write a file as the tutorial shows it."""
        path = self.folder / block.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")

    def run(self, block: Block) -> str:
        """Run a block of commands; what it prints on either stream. Its last command has to succeed."""
        keep = (
            "\ncode=$?\nfor n in YIFA_LAW YIFA_DATA; do printf '\\036%s=%s' $n \"${!n}\"; done\nexit $code\n"
        )
        known = {
            name: value for name, value in os.environ.items() if not name.startswith(("YIFA_", "DJANGO_"))
        }
        env = {
            **known,
            "YIFA_DATA": str(self.folder / "var"),
            **self.exports,
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }
        done = subprocess.run(
            ["bash", "-c", block.text + keep],
            cwd=self.folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{block.text}\n{done.stdout}{done.stderr}"
        printed, *exports = done.stdout.split("\036")
        self.exports = {k: v for k, _, v in (each.partition("=") for each in exports) if v}
        return printed + done.stderr


def matches(wanted: str, printed: str) -> bool:
    """Whether the print is what the tutorial shows, `…` standing for anything; blanks do not count."""
    pattern = ".*".join(re.escape(" ".join(part.split())) for part in wanted.split("…"))
    return re.search(pattern.replace(r"\ ", r"\s*"), " ".join(printed.split()), re.S) is not None

"""What a tutorial claims, a command prints; what a how-to names, exists."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from yifa.server.cli import yifa

from .conftest import DOCS, Reader, blocks_of, matches

TUTORIALS = sorted((DOCS / "tutorial").glob("*.md"))
HOW_TOS = sorted((DOCS / "how-to").glob("*.md"))


@pytest.mark.once
@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.stem)
def test_the_tutorial_runs_as_it_is_written(path: Path, tmp_path: Path) -> None:
    reader, printed = Reader(tmp_path), ""
    for block in blocks_of(path):
        if block.kind == "sh":
            printed = reader.run(block)
        elif block.file:
            reader.write(block)
        else:
            assert matches(block.text, printed), f"shown:\n{block.text}\nprinted:\n{printed}"


def command(words: list[str]) -> click.Command:
    """The command these words name. Fails for one that is not there."""
    found: click.Command = yifa
    for word in words:
        assert isinstance(found, click.Group), f"{word}: {found.name} has no commands"
        under = found.get_command(click.Context(found), word)
        assert under is not None, f"there is no command {word}"
        found = under
    return found


@pytest.mark.parametrize("path", HOW_TOS, ids=lambda path: path.stem)
def test_no_fence_of_a_how_to_is_overlooked(path: Path) -> None:
    fences = [
        line for line in path.read_text(encoding="utf-8").splitlines() if line.lstrip().startswith("```")
    ]
    assert len(blocks_of(path)) * 2 == len(fences) > 0


@pytest.mark.parametrize("path", [*TUTORIALS, *HOW_TOS], ids=lambda path: path.stem)
def test_every_command_and_option_named_exists(path: Path) -> None:
    lines = [line for block in blocks_of(path) if block.kind == "sh" for line in block.text.splitlines()]
    for words in (
        each.split() for line in lines for each in re.findall(r"(?:^|\|\s*|&&\s*)yifa ([^|>&#]*)", line)
    ):
        names = []
        for word in words:
            if not re.fullmatch(r"[a-z][a-z-]*", word) or not isinstance(command(names), click.Group):
                break
            names.append(word)
        known = {option for each in command(names).params for option in each.opts + each.secondary_opts} | {
            "--help",
            "-h",
        }
        assert {word.partition("=")[0] for word in words if word.startswith("--")} <= known, (
            path.name,
            words,
        )


@pytest.mark.parametrize(
    "path",
    [*TUTORIALS, *HOW_TOS, DOCS.parent / "README.md", DOCS.parent / "SECURITY.md"],
    ids=lambda path: path.stem,
)
def test_every_link_to_a_file_leads_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert target.startswith("http") or (path.parent / target).exists(), target

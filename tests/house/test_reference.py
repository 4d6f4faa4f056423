"""The reference says what is there: the glossary pairs the law's words, the command list every command."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import click

from yifa.people.lawfolder import law_file
from yifa.procedures import Law
from yifa.server.cli import COMMANDS
from yifa.statutes import read_yaml

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
SECTIONS = ("posts", "capacities", "certificates", "bodies")


def pairs() -> dict[str, str]:
    """Identifier → Chinese term, as the glossary says."""
    text = (REFERENCE / "glossary.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([\w.]+)` \| ([^|]+?) \|", text, re.M))


def test_the_glossary_pairs_every_word_of_the_register_with_its_chinese_term() -> None:
    known, register = pairs(), read_yaml(law_file("registers/posts.yaml")).data
    for section in SECTIONS:
        for name, word in register.get(section, {}).items():
            assert known.get(name if section == "posts" else f"{section}.{name}") == word["title"]["zh"], name


def test_the_glossary_pairs_every_procedure_with_its_chinese_title(law: Law) -> None:
    known = pairs()
    assert {family: known.get(family) for family in law.families} == {
        family: versions[-1].title.zh for family, versions in law.families.items()
    }


def test_no_term_stands_for_two_things() -> None:
    text = (REFERENCE / "glossary.md").read_text(encoding="utf-8")
    names = re.findall(r"^\| `([\w.]+)` \|", text, re.M)
    assert sorted(names) == sorted(set(names))


def commands() -> set[str]:
    """Every command and sub-command of `yifa`."""
    found = set()
    for name, (module, _) in COMMANDS.items():
        command = getattr(import_module(f"yifa.server.{module}"), name)
        inner = command.commands if isinstance(command, click.Group) else {}
        found |= {f"{name} {sub}" for sub in inner}
        if not inner or command.invoke_without_command:
            found.add(name)
    return found


def test_the_command_list_names_every_command_and_no_other() -> None:
    text = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `yifa ([\w\- ]+?)(?: [A-Z].*?)?` \|", text, re.M)) == commands()


def test_every_command_helps_with_an_example() -> None:
    for name, (module, _) in COMMANDS.items():
        command = getattr(import_module(f"yifa.server.{module}"), name)
        for one in command.commands.values() if isinstance(command, click.Group) else [command]:
            assert one.help, one.name
            assert "yifa " in (one.epilog or ""), one.name

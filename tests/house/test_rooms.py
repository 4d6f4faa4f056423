"""The rules of the house: small files, short functions, a word at every door, one clock, no address of any machine."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from statistics import median

import pytest

HOUSE = Path(__file__).resolve().parents[2]
SOURCE = HOUSE / "src" / "yifa"
CODE = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
ROOMS = sorted(p.parent for p in SOURCE.glob("*/__init__.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in CODE}
TEXTS = {".py", ".yaml", ".html", ".css", ".md", ".typ", ".toml", ".json"}
GENERATED = {"openapi.json", "uv.lock", "requirements.lock"}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}


def functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and inner ones too."""
    return [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]


def test_no_file_is_longer_than_five_hundred_lines(tracked: list[Path]) -> None:
    long = [
        p
        for p in tracked
        if p.suffix in TEXTS
        and p.name not in GENERATED
        and len(p.read_text(encoding="utf-8").splitlines()) > 500
    ]
    assert [str(p.relative_to(HOUSE)) for p in long] == []


def test_half_of_the_modules_fit_on_a_page_or_two() -> None:
    assert median(len(p.read_text(encoding="utf-8").splitlines()) for p in CODE) <= 120


def test_no_function_is_longer_than_forty_lines() -> None:
    """A docstring is counted apart: it is for the reader, not for the machine."""
    long = []
    for path, tree in TREES.items():
        for one in functions(tree):
            body = one.body[1:] if ast.get_docstring(one) else one.body
            if body and (body[-1].end_lineno or 0) - body[0].lineno + 1 > 40:
                long.append(f"{path.relative_to(HOUSE)}:{one.lineno} {one.name}")
    assert long == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_room_says_at_its_door_what_it_is_for(room: Path) -> None:
    assert (room / "README.md").read_text(encoding="utf-8").startswith(f"# {room.name}")


def test_the_map_names_every_room_and_no_other() -> None:
    named = re.findall(r"^\| `(\w+)` \|", (HOUSE / "docs/map.md").read_text(encoding="utf-8"), re.M)
    assert sorted(named) == [room.name for room in ROOMS]


def test_what_a_module_exports_is_there_and_in_order() -> None:
    for path, tree in TREES.items():
        for node in tree.body:
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name)
                and node.targets[0].id == "__all__"
            ):
                names = [ast.literal_eval(item) for item in node.value.elts]  # type: ignore[attr-defined]
                assert names == sorted(names, key=lambda n: (not n.isupper(), not n[0].isupper(), n)), path
                bound = {
                    n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
                }
                bound |= {n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
                bound |= {
                    a.asname or a.name
                    for n in ast.walk(tree)
                    if isinstance(n, ast.ImportFrom)
                    for a in n.names
                }
                assert set(names) <= bound, path


def test_everything_public_has_a_docstring() -> None:
    bare = []
    for path, tree in TREES.items():
        if not ast.get_docstring(tree) and path.read_text(encoding="utf-8").strip():
            bare.append(str(path))
        for node in tree.body:
            if (
                isinstance(node, (ast.FunctionDef, ast.ClassDef))
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                bare.append(f"{path}:{node.lineno} {node.name}")
    assert bare == []


def test_only_the_clock_asks_the_time() -> None:
    asked = []
    for path, tree in TREES.items():
        if path.name == "clock.py":
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in CLOCKS
            ):
                owner = node.func.value
                if isinstance(owner, ast.Name) and owner.id in ("datetime", "date", "timezone"):
                    asked.append(f"{path}:{node.lineno}")
    assert asked == []


def test_no_error_is_swallowed_and_nothing_is_imported_on_the_way() -> None:
    wrong = []
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None or all(isinstance(s, ast.Pass) for s in node.body)
            ):
                wrong.append(f"{path}:{node.lineno} swallowed")
        for one in functions(tree):
            wrong += [
                f"{path}:{n.lineno} imported in {one.name}"
                for n in ast.walk(one)
                if isinstance(n, (ast.Import, ast.ImportFrom))
            ]
    assert wrong == []


def test_nothing_names_a_machine_or_the_host_of_a_registry(tracked: list[Path]) -> None:
    addresses = re.compile(r"(?<![\w./])/(?:work|root|home)/\w|pypi\.org|pythonhosted\.org|files\.pyth")
    found = []
    for path in tracked:
        if path.suffix in TEXTS and path.name not in {"uv.lock", Path(__file__).name}:
            found += [
                f"{path.relative_to(HOUSE)}: {m.group()}"
                for m in addresses.finditer(path.read_text(encoding="utf-8"))
            ]
    assert found == []


def test_every_setting_is_in_the_reference_and_no_other() -> None:
    used = set()
    for path in (*CODE, HOUSE / "run"):
        used |= set(re.findall(r"\bYIFA_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    written = set(
        re.findall(
            r"^\| `(YIFA_\w+)` \|", (HOUSE / "docs/reference/settings.md").read_text(encoding="utf-8"), re.M
        )
    )
    assert used == written


def test_every_link_between_documents_leads_somewhere(tracked: list[Path]) -> None:
    broken = []
    for path in (p for p in tracked if p.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(HOUSE)}: {target}")
    assert broken == []


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_test_is_skipped_without_a_reason(tracked: list[Path]) -> None:
    for path in (p for p in tracked if p.match("tests/**/*.py") or p.parts[-2] == "tests"):
        for call in re.findall(
            r"pytest\.(?:mark\.)?skip(?:if)?\(([^)]*)\)", path.read_text(encoding="utf-8")
        ):
            assert "reason" in call or '"' in call, path

"""The law as shipped: it loads, its properties are proved, its examples run, its citations hold."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from shipped_law import LAW
from yifa.procedures import Cast, Law, examples_of, run_example
from yifa.procedures.draw import draw
from yifa.procedures.prove import prove
from yifa.procedures.show import show

EXAMPLES = [(p, path) for p in LAW.versions.values() for path in examples_of(p)]


@pytest.mark.parametrize("family", sorted(LAW.families))
def test_every_property_is_proved(law: Law, family: str) -> None:
    for procedure in law.families[family]:
        broken = [f"{p.statement}: {' → '.join(p.path)}" for p in prove(procedure) if not p.proved]
        assert not broken


@pytest.mark.parametrize(
    ("version", "path"), [(p.version, path) for p, path in EXAMPLES], ids=[f"{p.family}-{path.stem}" for p, path in EXAMPLES]
)  # fmt: skip
def test_example(law: Law, cast_of_examples: Cast, version: str, path: Path) -> None:
    run = run_example(path, law.version(version), law, cast_of_examples)
    assert run.failures == []


def test_every_example_is_run_under_one_version_of_its_procedure(law: Law) -> None:
    files = sorted(law.folder.base.glob("procedures/**/examples/*.yaml"))
    assert sorted(path for _, path in EXAMPLES) == files


@pytest.mark.parametrize("family", sorted(LAW.families))
def test_a_clerk_can_read_it_and_see_it_drawn(law: Law, family: str) -> None:
    for procedure in law.families[family]:
        for language in ("zh", "en"):
            text, picture = show(procedure, language), draw(procedure, language)
            for branches in procedure.branches.values():
                for branch in branches.values():
                    assert branch.title.in_(language) in text
            assert picture.startswith("<svg") and escape(procedure.title.in_(language)) in picture


def test_every_link_leads_to_a_procedure_or_is_named_in_the_roadmap(law: Law) -> None:
    wanted = {link.procedure for p in law.versions.values() for link in p.text.links.values()}
    missing = wanted - set(law.families)
    roadmap = (law.folder.base.parent / "docs" / "roadmap.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in roadmap for name in missing), sorted(missing)

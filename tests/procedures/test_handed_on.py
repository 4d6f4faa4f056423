"""What is handed on fits where it goes: a fact said in so many words is one of the choices there, a party one of the kinds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shipped_law import LAW
from yifa.errors import LawError
from yifa.procedures import Procedure, load_law

TEXTS = sorted(LAW.versions.values(), key=lambda p: (p.family, p.text.in_force.from_))


def handed_on() -> Iterator[tuple[Procedure, str, dict[str, str], dict[str, str], list[str]]]:
    """(from, under which name, facts, parties, families) of every referral and every case opened by an act."""
    for procedure in TEXTS:
        for name, referral in procedure.text.referrals.items():
            yield procedure, name, referral.carry, referral.parties, referral.to
        for branches in procedure.branches.values():
            for branch in branches.values():
                if branch.opens is not None:
                    link = procedure.text.links[branch.opens.link]
                    yield procedure, branch.act, branch.opens.carry, branch.opens.parties, [link.procedure]


def literal(words: str) -> Any:
    try:
        return ast.literal_eval(words)
    except (ValueError, SyntaxError):
        return None


def test_a_choice_carried_in_so_many_words_is_one_there() -> None:
    wrong = [
        (procedure.family, name, family, fact, words)
        for procedure, name, carry, _, families in handed_on()
        for family in families
        for fact, words in carry.items()
        for spec in [LAW.families[family][-1].text.case.get(fact)]
        if spec is not None and isinstance(spec.of, dict) and isinstance(literal(words), str) and literal(words) not in spec.of
    ]  # fmt: skip
    assert wrong == []


def kinds_of(procedure: Procedure, role: str) -> set[str]:
    """What a party that goes along may be: of its role, or of any role where a field of the act names the party."""
    named = procedure.text.parties.values() if role.startswith("form.") else [procedure.text.parties[role]]
    return {kind for spec in named for kind in spec.kinds}


def test_a_party_that_goes_along_has_a_role_of_its_kinds_there() -> None:
    wrong = [
        (procedure.family, name, family, into)
        for procedure, name, _, parties, families in handed_on()
        for family in families
        for into, role in parties.items()
        for spec in [LAW.families[family][-1].text.parties.get(into)]
        if spec is None or not kinds_of(procedure, role) <= set(spec.kinds)
    ]
    assert wrong == []


def test_an_event_told_to_a_case_that_has_none_such_is_refused_when_the_law_is_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "procedures/common"
    folder.mkdir(parents=True)
    shipped = LAW.folder.path("procedures/common/remedies.yaml").read_text(encoding="utf-8")
    changed = shipped.replace("  review_decided: {title", "  review_is_decided: {title")
    changed = changed.replace("after_review: review_decided", "after_review: review_is_decided")
    (folder / "remedies.yaml").write_text(changed, encoding="utf-8")
    with pytest.raises(LawError, match="review_decided"):
        load_law(overlay=tmp_path)

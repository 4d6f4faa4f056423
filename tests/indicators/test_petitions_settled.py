"""Petitions settled by mediation are a figure of their own, and among those closed."""

from __future__ import annotations

from yifa.indicators.loading import load_indicators
from yifa.procedures import Law


def test_what_is_settled_is_an_agreement_alone_and_is_closed_too(law: Law) -> None:
    known = load_indicators(law)
    settled, closed = known["petitions_settled"], known["petitions_closed"]
    assert list(settled.of) == ["petition.matter/mediate.agreed"]
    assert set(settled.of) <= set(closed.of) and settled.distinct == closed.distinct == "case"

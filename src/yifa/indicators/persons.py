"""People and bodies counted once, however many acts concern them: one by identity, else by record, else one of this case only."""

from __future__ import annotations

from collections.abc import Mapping

import ibis

from .definition import Indicator
from .engine import Engine, Expression
from .once import matched

__all__ = ["parties_of"]


def parties_of(engine: Engine, asked: Expression, indicators: Mapping[str, Indicator]) -> dict[str, int]:
    """How many parties the acts of each indicator concern: those of its role, where it names one.

    An act about one party concerns that party; any other, all who stand in the case when it is recorded.
    """
    if not indicators:
        return {}
    roles = [{"which": place, "wanted_role": i.role or ""} for place, i in enumerate(indicators.values())]
    mine = matched(engine, asked, indicators).select("which", "case_id", "party", "seq")
    mine = mine.rename(at_seq="seq").inner_join(
        engine.small("roles", roles, {"which": "int64", "wanted_role": "string"}), "which"
    )
    both = mine.inner_join(engine.parties, "case_id")
    both = both.filter((both.wanted_role == "") | (both.wanted_role == both.role))
    there = (both.since <= both.at_seq) & (both.until.isnull() | (both.until >= both.at_seq))
    both = both.filter(there & (both.party.isnull() | (both.party == both.key)))
    here = both.case_id.cast("string") + ibis.literal(":") + both.key
    who = ibis.coalesce(both.identity.nullif(""), both.party_id.nullif(""), here)
    counted = both.select("which", who=who).group_by("which").aggregate(number=lambda t: t.who.nunique())
    found = dict(engine.fetched(counted.select("which", "number")))
    return {name: found.get(place, 0) for place, name in enumerate(indicators)}

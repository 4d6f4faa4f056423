"""Which sanction of a version applies, and what a fine is reckoned from: the facts a sanction turns on, in one place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from yifa.errors import BadInput, Text

from .schema import Condition, Sanction, Tier, Version

__all__ = [
    "FORM_KINDS",
    "NO_FACTS",
    "Facts",
    "amounts",
    "asks",
    "class_of",
    "fitting",
    "is_lighter",
    "weight",
]


class Facts(NamedTuple):
    """What a sanction turns on beside the violation: whether an order was refused, whether the case is serious, one
    circumstance the law treats by itself, and amounts in fen."""

    refused: bool = False
    serious: bool = False
    circumstance: str | None = None
    cost: int | None = None
    goods_value: int | None = None

    @classmethod
    def under(cls, needs: Iterable[Condition]) -> Facts:
        """The facts under which a tier with these conditions holds.

        >>> Facts.under(["refusal", "responsible"])
        Facts(refused=True, serious=False, circumstance='responsible', cost=None, goods_value=None)
        """
        wanted = list(needs)
        other = [each for each in wanted if each not in ("refusal", "serious")]
        return cls("refusal" in wanted, "serious" in wanted, other[0] if other else None)

    @property
    def met(self) -> frozenset[str]:
        """The conditions that hold."""
        named = {"refusal": self.refused, "serious": self.serious}
        return frozenset(
            {name for name, holds in named.items() if holds}
            | ({self.circumstance} if self.circumstance else set())
        )


NO_FACTS = Facts()
FORM_KINDS: dict[str, tuple[str, ...]] = {
    "warning": ("warning",), "criticism": ("criticism",), "confiscation": ("confiscate",), "stop_business": ("stop_business",),
    "close": ("stop_business",), "restrict_business": ("restrict",), "licence": ("revoke_licence", "suspend_licence"),
}  # fmt: skip
"""A kind of penalty in the law's words, and what a decision calls it."""


def weight(version: Version) -> tuple[float, float]:
    """The heaviest fine of a version at once and at all, in yuan; a local amount counts as nothing national."""
    first = [version.person, version.organisation]
    every = [*first, *(s for tier in version.tiers for s in (tier.person, tier.organisation))]
    return _most(first), _most(every)


def _most(sanctions: Iterable[Sanction | None]) -> float:
    return max((s.fine[1] for s in sanctions if s is not None and isinstance(s.fine, tuple)), default=0.0)


def is_lighter(version: Version, then: Version) -> bool:
    """Lighter in one respect and heavier in none."""
    mine, theirs = weight(version), weight(then)
    return mine != theirs and all(a <= b for a, b in zip(mine, theirs, strict=True))


def amounts(sanction: Sanction, facts: Facts, ground: str) -> tuple[float, float] | None:
    """The range in fen where the law reckons it from the works or the goods; None where it sets amounts. Raises `BadInput`."""
    if sanction.of_cost is not None:
        if facts.cost is None:
            raise BadInput(
                "violations.of_cost",
                Text(
                    "罚款按工程造价的比例计算，须先核定造价。",
                    "The fine is a share of the cost, which must be established first.",
                ),
                ground,
            )
        return sanction.of_cost[0] * facts.cost, sanction.of_cost[1] * facts.cost
    if sanction.of_value is not None:
        if facts.goods_value is None:
            raise BadInput(
                "violations.of_value",
                Text(
                    "罚款依货值金额计算，须先核定货值。",
                    "The fine depends on the value of the goods, which must be established first.",
                ),
                ground,
            )
        if facts.goods_value >= sanction.from_value * 100:
            return sanction.of_value[0] * facts.goods_value, sanction.of_value[1] * facts.goods_value
    if sanction.fine == "none":
        raise BadInput(
            "violations.no_fine",
            Text("该行为（情形）未设罚款。", "No fine is provided for this act in this case."),
            ground,
        )
    return None


def _classes(version: Version) -> set[str]:
    """The classes of party the sanctions of a version name; persons responsible in a unit are not respondents of their own."""
    return {
        name
        for holder in (version, *version.tiers)
        if not (isinstance(holder, Tier) and "responsible" in holder.needs)
        for name in ("person", "organisation")
        if getattr(holder, name) is not None
    }


def class_of(version: Version, kind: str, by_place: str) -> str:
    """`person` or `organisation`: an individual business as the place says, unless the law names only the other."""
    named = _classes(version) if kind == "individual_business" else set()
    return named.pop() if len(named) == 1 else by_place


def fitting(version: Version, party: str, facts: Facts) -> tuple[list[Condition], Sanction] | None:
    """(conditions, sanction) of the tier that names most of the conditions met, the later of two alike; None without one."""
    tiers: list[tuple[list[Condition], Sanction | None]] = [
        ([], getattr(version, party)),
        *((tier.needs, getattr(tier, party)) for tier in version.tiers),
    ]
    found = [
        (needs, sanction)
        for needs, sanction in tiers
        if sanction is not None
        and facts.met.issuperset(needs)
        and (facts.circumstance is None or facts.circumstance in needs)
    ]
    return max(enumerate(found), key=lambda each: (len(each[1][0]), each[0]))[1] if found else None


def asks(version: Version, party: str) -> frozenset[str]:
    """The conditions on which the sanctions of a class of party turn."""
    return frozenset(
        condition for tier in version.tiers if getattr(tier, party) is not None for condition in tier.needs
    )

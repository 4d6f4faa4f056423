"""What an expression asks of substantive law (`law.…`), answered from the violations and the locality."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from yifa.errors import BadInput, Missing
from yifa.statutes.violations import Facts, Locality, Sanction, Version, Violations, asks, class_of

from .env import Env, MissingFact

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ViolationLaw"]

REFUSED = Facts(refused=True)
NO_FACTS = Facts()

Key = tuple[str, str, str, str]


class _Matter:
    """One violation, the day of the act, the day of the decision, the kind of respondent: what law turns on before any form is read."""

    def __init__(self, law: ViolationLaw, key: Key) -> None:
        self.key = key
        violation, act_date, day, kind = key
        version = law.version(violation, act_date, day)
        asked = asks(version, class_of(version, kind, law.locality.party_class(kind)))
        self.asks_serious = "serious" in asked
        self.asks_circumstance = bool(asked - {"refusal", "serious"})
        given = (
            version.person,
            version.organisation,
            *(s for tier in version.tiers for s in (tier.person, tier.organisation)),
        )
        self.asks_cost = any(one is not None and one.of_cost is not None for one in given)
        self.asks_goods_value = any(one is not None and one.of_value is not None for one in given)
        """Whether the law reckons the fine from these under some facts; under which, the facts of the form say."""
        self.asks = self.asks_serious or self.asks_circumstance or self.asks_cost or self.asks_goods_value
        self.order_first = law.violations.needs_correction_first(violation, version)
        self.oral_order = bool(version.oral_order)


class ViolationLaw:
    """The substantive law of one locality. Reads `case.violation`, `case.act_date`, `case.capacity` and the form.

    A question raises `MissingFact` (a `KeyError`) when the case or the form lacks what it turns on.
    """

    def __init__(self, violations: Violations, locality: Locality) -> None:
        self.violations, self.locality = violations, locality
        self.questions: dict[str, Callable[[Env], bool]] = {
            "may_punish": self._may_punish, "summary_allowed": self._summary_allowed, "fine_in_range": self._fine_in_range,
            "within_limitation": self._within_limitation, "no_order_needed": lambda env: not (env.matter or self._matter(env)).order_first or not self._correction_first(env),
            "highest_of_concurrent": self._highest_of_concurrent, "kinds_provided": self._kinds_provided,
            "oral_order": lambda env: (env.matter or self._matter(env)).oral_order, "first_offence_listed": self._first_offence_listed,
            "asks_circumstance": lambda env: (env.matter or self._matter(env)).asks_circumstance,
            "asks_serious": lambda env: (env.matter or self._matter(env)).asks_serious,
            "no_serious_range": lambda env: not (env.matter or self._matter(env)).asks_serious, "asks_cost": self._asks_cost,
            "asks_goods_value": self._asks_goods_value,
        }  # fmt: skip
        # The law of a day does not change: what was worked out once is remembered.
        self._settled = lru_cache(4096)(self._settle)
        self._power = lru_cache(4096)(self._find_power)
        self._range = lru_cache(4096)(self._find_range)
        self._most = lru_cache(4096)(self._find_most)
        self._sanction = lru_cache(4096)(self._find_sanction)
        self._given = lru_cache(4096)(self._find_given)
        self._judged = lru_cache(4096)(self._find_judged)
        self._limit = lru_cache(4096)(self._find_limit)

    def version(self, violation: str, act_date: str, day: str) -> Version:
        """The version of a violation for an act of one day decided on another."""
        return self.violations.version_for(violation, _day(act_date), _day(day)).version

    def _may_punish(self, env: Env) -> bool:
        cover = env.cover
        return self._power(cover["violation"], cover["capacity"], env.day)

    def _settle(self, key: Key) -> _Matter:
        return _Matter(self, key)

    def _matter(self, env: Env) -> _Matter:
        """The matter of a case, worked out once a verdict."""
        found: _Matter | None = env.matter
        if found is None:
            parties = env.state["parties"].get("respondent")
            if not parties:
                raise MissingFact("respondent.kind")
            kind = parties[0]["kind"]
            found = self._settled((env.cover["violation"], env.cover["act_date"], env.day, kind))
            if env.steady:
                env.matter = found
        return found

    def _find_power(self, violation: str, capacity: str, day: str) -> bool:
        return self.violations.may_punish(violation, self.locality, capacity, _day(day)).allowed

    def _find_range(self, matter: _Matter, tier: str | None, facts: Facts) -> tuple[int, int] | None:
        """The range in fen; None where the law gives no fine under these facts, or the standard no such tier."""
        violation, act_date, day, kind = matter.key
        try:
            version = self.version(violation, act_date, day)
            low, high, _ = self.violations.range_for(
                violation, version, kind, tier, self.locality, _day(day), facts
            )
        except (BadInput, Missing):
            return None
        return low, high

    def _find_sanction(self, matter: _Matter, facts: Facts) -> Sanction | None:
        """What the respondent faces under these facts; None where the law provides nothing."""
        violation, act_date, day, kind = matter.key
        version = self.version(violation, act_date, day)
        try:
            return self.violations.sanction(violation, version, kind, self.locality, facts)
        except BadInput:
            return None

    def _asks_cost(self, env: Env) -> bool:
        """Whether the fine is a share of the cost of the works."""
        if not (env.matter or self._matter(env)).asks_cost:
            return False
        found = self._sanction(self._matter(env), self._facts(env))
        return found is not None and found.of_cost is not None

    def _asks_goods_value(self, env: Env) -> bool:
        """Whether the fine depends on the value of the goods."""
        if not (env.matter or self._matter(env)).asks_goods_value:
            return False
        found = self._sanction(self._matter(env), self._facts(env))
        return found is not None and found.of_value is not None

    def _facts(self, env: Env) -> Facts:
        """What the sanction turns on: a refused order stands as the act `order_refused`, the rest on the form."""
        found: Facts | None = env.circumstances
        if found is None:
            refused, form = "order_refused" in env.standing, env.form
            if not (env.matter or self._matter(env)).asks:
                return REFUSED if refused else NO_FACTS
            circumstance = form.get("circumstance")
            found = Facts(
                refused, form.get("grave") is True, circumstance if circumstance != "none" else None,
                form.get("cost"), form.get("goods_value"),
            )  # fmt: skip
            if env.form_read:
                env.circumstances = found
        return found

    def _imposed(self, env: Env) -> tuple[bool, tuple[int, int] | None]:
        """Whether the law gives the kinds on the form, and the range (fen) in which a fine lies."""
        found: tuple[bool, tuple[int, int] | None] | None = env.imposed
        if found is None:
            form = env.form
            if not (kinds := form.get("kinds")):
                raise MissingFact("form.kinds")
            found = self._judged(self._matter(env), tuple(kinds), form.get("tier"), self._facts(env))
            if env.form_read:
                env.imposed = found
        return found

    def _find_judged(self, matter: _Matter, kinds: tuple[str, ...], tier: str | None, facts: Facts) -> tuple[bool, tuple[int, int] | None]:  # fmt: skip
        return self._given(matter, kinds, facts), self._range(matter, tier, facts)

    def _fine(self, env: Env) -> int:
        return int(env.form.get("fine") or 0)

    def _kinds(self, env: Env) -> list[str]:
        kinds = env.form.get("kinds")
        if not kinds:
            raise MissingFact("form.kinds")
        return list(kinds)

    def _summary_allowed(self, env: Env) -> bool:
        violation, act_date, day, kind = self._matter(env).key
        return self.violations.summary_allowed(
            violation,
            self.version(violation, act_date, day),
            kind,
            self._fine(env),
            self._kinds(env),
            _day(day),
            self.locality,
        ).allowed

    def _fine_in_range(self, env: Env) -> bool:
        _, found = self._imposed(env)
        if "fine" not in env.form["kinds"]:
            return True
        return found is not None and found[0] <= self._fine(env) <= found[1]

    def _provided(self, env: Env, facts: Facts) -> bool:
        return self._given(self._matter(env), tuple(self._kinds(env)), facts)

    def _find_given(self, matter: _Matter, kinds: tuple[str, ...], facts: Facts) -> bool:
        violation, act_date, day, kind = matter.key
        version = self.version(violation, act_date, day)
        return self.violations.kinds_provided(
            violation, version, kind, kinds, self.locality, _day(day), facts
        )

    def _kinds_provided(self, env: Env) -> bool:
        """Whether the law gives the kinds on the form for this act, party and these facts; an order not yet refused is another question."""
        return self._imposed(env)[0] or self._correction_first(env)

    def _within_limitation(self, env: Env) -> bool:
        """Whether the act was found in time; found today where the cover names no earlier day."""
        cover = env.cover
        found = min(str(cover.get("found_on") or env.day)[:10], env.day)
        return found <= self._limit(cover["violation"], cover["act_date"], cover.get("harm") is True)

    def _find_limit(self, violation: str, act_date: str, harm: bool) -> str:
        """The last day on which an act may be found, as an ISO date; dates so written compare as days."""
        return self.violations.time_limit(violation, _day(act_date), harm=harm).isoformat()

    def _highest_of_concurrent(self, env: Env) -> bool:
        """Whether, of several norms one act breaks, the case goes by the one with the highest fine (行政处罚法/29)."""
        others = env.cover.get("also_under") or ()
        if not others:
            return True
        matter, facts = self._matter(env), self._facts(env)
        own = self._most(matter, facts)
        return all(self._most(self._settled((other, *matter.key[1:])), facts) <= own for other in others)

    def _find_most(self, matter: _Matter, facts: Facts) -> int:
        """The highest fine (fen) a violation allows; none where that law sets no amount for such a party."""
        found = self._find_range(matter, None, facts)
        return found[1] if found is not None else 0

    def _correction_first(self, env: Env) -> bool:
        """Whether what the form imposes lies only after an order to correct was refused or overdue."""
        return (
            (env.matter or self._matter(env)).order_first
            and not self._provided(env, self._facts(env)._replace(refused=False))
            and self._provided(env, self._facts(env)._replace(refused=True))
        )

    def _first_offence_listed(self, env: Env) -> bool:
        """Whether the place's list of first offences names the violation; true where the place has no list."""
        return self.locality.first_offence_listed(env.cover["violation"], _day(env.day)) is not False


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])

"""What an expression asks of substantive law (`law.…`), answered from the violations and the locality."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from yifa.errors import BadInput, Missing
from yifa.statutes.violations import Locality, Violations

from .env import Env, MissingFact

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ViolationLaw"]


class ViolationLaw:
    """The substantive law of one locality. Reads `case.violation`, `case.act_date`, `case.capacity` and the form."""

    def __init__(self, violations: Violations, locality: Locality) -> None:
        self.violations, self.locality = violations, locality
        self._questions: dict[str, Callable[[Env], bool]] = {
            "may_punish": self._may_punish, "summary_allowed": self._summary_allowed, "fine_in_range": self._fine_in_range,
            "within_limitation": self._within_limitation, "correction_first": self._correction_first,
            "highest_of_concurrent": self._highest_of_concurrent,
        }  # fmt: skip
        # The law of a day does not change: what was worked out once is remembered.
        self._power = lru_cache(4096)(self._find_power)
        self._range = lru_cache(4096)(self._find_range)
        self._most = lru_cache(4096)(self._find_most)

    def verdict(self, question: str, env: Env) -> bool:
        """Answer `question`. Raises `MissingFact` when the case or the form lacks what it turns on."""
        return self._questions[question](env)

    def _version(self, env: Env) -> Any:
        return self.violations.version_for(
            _fact(env, "violation"), _day(_fact(env, "act_date")), _day(env.day)
        ).version

    def _may_punish(self, env: Env) -> bool:
        return self._power(_fact(env, "violation"), _fact(env, "capacity"), env.day)

    def _find_power(self, violation: str, capacity: str, day: str) -> bool:
        return self.violations.may_punish(violation, self.locality, capacity, _day(day)).allowed

    def _find_range(
        self, violation: str, act_date: str, day: str, kind: str, tier: str | None
    ) -> tuple[int, int]:
        version = self.violations.version_for(violation, _day(act_date), _day(day)).version
        low, high = self.violations.range_for(violation, version, kind, tier, self.locality, _day(day))[:2]
        return low, high

    def _fine(self, env: Env) -> int:
        return int(env.form.get("fine") or 0)

    def _kinds(self, env: Env) -> list[str]:
        kinds = env.form.get("kinds")
        if not kinds:
            raise MissingFact("form.kinds")
        return list(kinds)

    def _kind_of_party(self, env: Env) -> str:
        return str(env.of_parties("respondent", "kind"))

    def _summary_allowed(self, env: Env) -> bool:
        return self.violations.summary_allowed(
            _fact(env, "violation"),
            self._version(env),
            self._kind_of_party(env),
            self._fine(env),
            self._kinds(env),
            _day(env.day),
            self.locality,
        ).allowed

    def _fine_in_range(self, env: Env) -> bool:
        if "fine" not in self._kinds(env):
            return True
        low, high = self._range(
            _fact(env, "violation"),
            _fact(env, "act_date"),
            env.day,
            self._kind_of_party(env),
            env.form.get("tier"),
        )
        return bool(low <= self._fine(env) <= high)

    def _within_limitation(self, env: Env) -> bool:
        """Whether the act was found in time; found today where the cover names no earlier day."""
        cover = env.state["case"]
        found = min(_day(cover.get("found_on") or env.day), _day(env.day))
        harm = cover.get("harm") is True
        return found <= self.violations.time_limit(
            _fact(env, "violation"), _day(_fact(env, "act_date")), harm=harm
        )

    def _highest_of_concurrent(self, env: Env) -> bool:
        """Whether, of several norms one act breaks, the case goes by the one with the highest fine (行政处罚法/29)."""
        others = env.state["case"].get("also_under") or ()
        if not others:
            return True
        when = (_fact(env, "act_date"), env.day, self._kind_of_party(env))
        own = self._most(_fact(env, "violation"), *when)
        return all(self._most(other, *when) <= own for other in others)

    def _find_most(self, violation: str, act_date: str, day: str, kind: str) -> int:
        """The highest fine (fen) a violation allows; none where that law sets no amount for such a party. Raises for an unknown one."""
        self.violations.get(violation)
        try:
            return self._find_range(violation, act_date, day, kind, None)[1]
        except (BadInput, Missing):
            return 0

    def _correction_first(self, env: Env) -> bool:
        return bool(self.violations.needs_correction_first(_fact(env, "violation"), self._version(env)))


def _fact(env: Env, name: str) -> Any:
    return env.of_case(name)


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])

"""What a locality says held against the law it stands under: names, articles, violations, ranges."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from typing import Any

from yifa.errors import BadInput, LawError, Missing, Text
from yifa.statutes.citations import parse
from yifa.statutes.library import Statutes

from .localities import TOLD, Locality
from .sanctions import Facts
from .violations import Violations

__all__ = ["check_locality"]


def check_locality(
    place: Locality, violations: Violations, statutes: Statutes, params: Collection[str]
) -> None:
    """Raise `LawError` with file and line for the first thing no law knows.

    `params` are the local values the procedures ask for; beside them a place tells what papers print (`TOLD`).
    An article of an instrument in `law/statutes` must exist; an instrument that is not there must be marked local (L).
    """
    known = {*params, *TOLD}
    for spot, item in _items(place):
        _check_ground(place, spot, item, statutes)
        if spot[0] == "values" and item.name not in known:
            near = get_close_matches(item.name, known, n=1)
            raise _error(
                place, (*spot, "name"), f"没有程序使用“{item.name}”", f"nothing asks for '{item.name}'", near
            )
        if spot[0] != "values" and item.violation not in violations.known:
            near = get_close_matches(item.violation, violations.known, n=1)
            raise _error(
                place,
                (*spot, "violation"),
                f"没有“{item.violation}”",
                f"there is no '{item.violation}'",
                near,
            )
        if spot[0] == "discretion":
            _check_range(place, spot, item, violations)


def _items(place: Locality) -> Iterator[tuple[tuple[str, int], Any]]:
    for section in ("values", "powers", "fines", "discretion", "first_offence"):
        for number, item in enumerate(getattr(place.text, section)):
            yield (section, number), item


def _check_ground(place: Locality, spot: tuple[str, int], item: Any, statutes: Statutes) -> None:
    try:
        names = [name for name, _ in parse(item.ground)]
    except ValueError as problem:
        raise _error(
            place, (*spot, "ground"), f"“{item.ground}”不是引文", str(problem), ["行政处罚法/34"]
        ) from problem
    unknown = [name for name in names if name not in statutes]
    if not unknown:
        statutes.cite(item.ground, where=place.document.where(*spot, "ground"))
    elif item.mark != "L":
        near = [*get_close_matches(unknown[0], [s.short.zh for s in statutes], n=1), "mark: L"]
        raise _error(
            place,
            (*spot, "ground"),
            f"法规库中没有“{unknown[0]}”",
            f"there is no instrument '{unknown[0]}'",
            near,
        )


def _check_range(place: Locality, spot: tuple[str, int], line: Any, violations: Violations) -> None:
    """A tier of the standard lies within what the law allows (行政处罚法/34)."""
    try:
        version = violations.version_for(line.violation, line.from_, line.from_).version
        low, high, _ = violations.range_for(
            line.violation, version, line.party, None, place, line.from_, Facts.under(line.needs)
        )
    except (BadInput, Missing) as problem:
        raise _error(place, spot, problem.text.zh, problem.text.en, ["a fine the law provides"]) from problem
    if not low <= round(line.fine[0] * 100) <= round(line.fine[1] * 100) <= high:
        wanted = f"within {low / 100:g} and {high / 100:g} yuan"
        raise _error(
            place,
            (*spot, "fine"),
            "裁量幅度超出法定幅度",
            "the tier lies outside the range of the law",
            [wanted],
        )


def _error(place: Locality, spot: tuple[Any, ...], zh: str, en: str, expected: list[str]) -> LawError:
    where = place.document.where(*spot)
    return LawError(
        "localities.unknown", Text(f"{zh}。", f"{en}."), where=where, expected=" | ".join(expected)
    )

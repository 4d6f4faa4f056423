"""All instruments together: what a citation means, and whether it held on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from yifa.errors import LawError, Text
from yifa.statutes.citations import Citation, Cited, Provision, parse
from yifa.statutes.instruments import Counting, Statute
from yifa.statutes.loading import read_statute

__all__ = ["Statutes"]

_FULL = "中华人民共和国"


class Statutes:
    """The instruments of one law folder, found by any of their names."""

    def __init__(self, statutes: Iterable[Statute]) -> None:
        self._all = tuple(statutes)
        self._by_name: dict[str, Statute] = {}
        self._cited: dict[tuple[str, date | None], Citation] = {}
        for statute in self._all:
            for name in statute.names:
                other = self._by_name.setdefault(_plain(name), statute)
                if other is not statute:
                    text = Text(
                        f"名称“{name}”重复：{other.slug}", f"the name '{name}' is also that of {other.slug}"
                    )
                    raise LawError(
                        "law.name", text, where=f"{statute.slug}.yaml:1", expected="a name of its own"
                    )

    @staticmethod
    def load(*folders: Path) -> Statutes:
        """Read every instrument in `law/statutes`; a file of a later folder replaces the one of its name.

        Raises `LawError` with file and line.
        """
        found = {path.name: path for folder in folders for path in folder.glob("*.yaml")}
        return Statutes(read_statute(found[name]) for name in sorted(found))

    def __iter__(self) -> Iterator[Statute]:
        """Every instrument, by file name."""
        return iter(self._all)

    def __len__(self) -> int:
        """How many instruments there are."""
        return len(self._all)

    def __contains__(self, name: str) -> bool:
        """Whether an instrument has that name."""
        return _plain(name) in self._by_name

    def get(self, name: str, *, where: str = "") -> Statute:
        """The instrument called `name` (short or full name, number or alias).

        Raises `LawError` at `where` for an unknown name, with the nearest known one.
        """
        found = self._by_name.get(_plain(name))
        if found is None:
            near = get_close_matches(_plain(name), self._by_name, n=1, cutoff=0.5)
            text = Text(f"法规库中没有“{name}”", f"there is no instrument '{name}'")
            raise LawError(
                "law.cite", text, where=where, expected=near[0] if near else "an instrument in law/statutes"
            )
        return found

    def cite(self, text: str, on: date | None = None, *, where: str = "") -> Citation:
        """What `text` cites, in the version in force on `on`; in the newest one when no day is given.

        Raises `LawError` at `where` (`file:line`) when the citation cannot be read, the instrument is
        unknown or not in force on that day, or the article does not exist in that version.
        """
        found = self._cited.get((text, on))
        if found is None:
            try:
                parts = parse(text)
            except ValueError as error:
                message = Text(f"“{text}”不是引文", str(error))
                raise LawError("law.cite", message, where=where, expected="行政处罚法/44,62") from error
            found = Citation(tuple(self._part(name, places, on, where) for name, places in parts))
            self._cited[text, on] = found
        return found

    def workday_rule(self, name: str, on: date | None = None, *, where: str = "") -> Counting | None:
        """Which periods in days the instrument `name` counts in working days on `on`; None if none.

        `name` may be a whole citation (`行政处罚法/64`); its first instrument is meant.
        Raises `LawError` as `cite` does.
        """
        return self.cite(name, on, where=where).version.counting

    def roll_rule(self, name: str, on: date | None = None, *, where: str = "") -> str:
        """Whether the periods of the cited article move from a rest day; empty where it says nothing.

        Raises `LawError` as `cite` does.
        """
        cited = self.cite(name, on, where=where).parts[0]
        known = (cited.version.articles.get(n) for place in cited.provisions for n in place.articles)
        return next((article.roll for article in known if article is not None and article.roll), "")

    def _part(self, name: str, places: tuple[Provision, ...], on: date | None, where: str) -> Cited:
        statute = self.get(name, where=where)
        version = statute.newest if on is None else statute.on(on)
        if version is None:
            text = Text(
                f"“{statute.short.zh}”在 {on} 未施行", f"'{statute.short.zh}' is not in force on {on}"
            )
            raise LawError("law.force", text, where=where, expected=_in_force(statute))
        for article in (number for place in places for number in place.articles):
            if not version.has(article):
                text = Text(
                    f"“{statute.short.zh}”（{version.edition.zh}）没有第 {article} 条",
                    f"'{statute.short.zh}' ({version.edition.en}) has no known article {article}",
                )
                last = version.last_article
                known = (
                    f"1 to {last}" if last else ", ".join(map(str, sorted(version.articles))) or "no article"
                )
                raise LawError("law.article", text, where=where, expected=known)
        return Cited(statute, version, places)


def _plain(name: str) -> str:
    """A name without book-title marks and without the name of the state."""
    return name.strip("《》 ").removeprefix(_FULL)


def _in_force(statute: Statute) -> str:
    spans = (
        f"from {each.start}" + (f" to before {each.end}" if each.end else "") for each in statute.versions
    )
    return "a day " + ", or ".join(spans)

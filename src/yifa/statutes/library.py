"""All instruments together: what a citation means, and whether it held on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from yifa.errors import LawError, Text
from yifa.statutes.citations import Citation, Cited, Provision, parse
from yifa.statutes.instruments import Counting, Statute, Version
from yifa.statutes.loading import read_statute

__all__ = ["Statutes"]

_FULL = "中华人民共和国"


class Statutes:
    """The instruments of one law folder, found by any of their names."""

    def __init__(self, statutes: Iterable[Statute]) -> None:
        self._all = tuple(statutes)
        self._by_name: dict[str, Statute] = {}
        self._cited: dict[tuple[str, date | None, date | None], Citation] = {}
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
        """Whether an instrument has that name, its edition stated or not."""
        return _plain(self._split(name)[0]) in self._by_name

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

    def cite(
        self, text: str, on: date | None = None, *, until: date | None = None, where: str = ""
    ) -> Citation:
        """What `text` cites, in the version in force on `on`; in the newest one when no day is given.

        With `until`, an instrument that came into force after `on` but before that day will do. A name may state
        the edition itself: `行政复议法（2017年修正）/9` is that text whatever the day.

        Raises `LawError` at `where` (`file:line`) when the citation cannot be read, the instrument is
        unknown or not in force on that day, or the article does not exist in that version.
        """
        found = self._cited.get((text, on, until))
        if found is None:
            try:
                parts = parse(text)
            except ValueError as error:
                message = Text(f"“{text}”不是引文", str(error))
                raise LawError("law.cite", message, where=where, expected="行政处罚法/44,62") from error
            found = Citation(tuple(self._part(name, places, on, until, where) for name, places in parts))
            self._cited[text, on, until] = found
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

    def _part(
        self, name: str, places: tuple[Provision, ...], on: date | None, until: date | None, where: str
    ) -> Cited:
        statute, stated = self._edition(name, where)
        version = stated or (statute.newest if on is None else statute.on(on))
        if until is not None and on is not None:
            version = version or next((v for v in statute.versions if on < v.start < until), None)
        late = (
            stated is not None
            and on is not None
            and not (stated.start < until if until else stated.start <= on)
        )
        if version is None or late:
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
        return Cited(statute, version, places, stated is not None)

    def _edition(self, name: str, where: str) -> tuple[Statute, Version | None]:
        """The instrument a name means, and its version where the name states an edition in brackets."""
        plain, edition = self._split(name)
        statute = self.get(plain, where=where)
        version = next((v for v in statute.versions if v.edition.zh == edition), None)
        if edition and version is None:
            text = Text(f"“{plain}”没有“{edition}”", f"'{plain}' has no edition '{edition}'")
            known = " | ".join(v.edition.zh for v in statute.versions)
            raise LawError("law.cite", text, where=where, expected=known)
        return statute, version

    def _split(self, name: str) -> tuple[str, str]:
        """`行政复议法（2017年修正）` in two; a name that itself ends in brackets stays whole."""
        plain, bracket, edition = name.strip().removesuffix("）").rpartition("（")
        whole = _plain(name) in self._by_name or not bracket or _plain(plain) not in self._by_name
        return (name, "") if whole else (plain, edition)


def _plain(name: str) -> str:
    """A name without book-title marks and without the name of the state."""
    return name.strip("《》 ").removeprefix(_FULL)


def _in_force(statute: Statute) -> str:
    spans = (
        f"from {each.start}" + (f" to before {each.end}" if each.end else "") for each in statute.versions
    )
    return "a day " + ", or ".join(spans)

"""A text that says only wherein it differs from another: the law before an amendment, beside the law after it.

`differs_from: procedure.yaml` takes the whole of that text, its fragments included. `articles` names a table
of articles (`common/articles/NAME.yaml`, 条文对照): every citation is put under the article that said the same,
and a rule all of whose articles are new falls away with them. `without` leaves out what this law does not have;
everything else the file holds is laid over the rest. So the file holds what the two laws differ in, and no more.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from yifa.errors import LawError, Text
from yifa.statutes import Document, parse

__all__ = ["Table", "differing"]

ADDED = ("needs", "valid", "always")
"""Lists of rules: what a differing text holds of them is added; what it does not want stands under `without`."""
OWN = ("differs_from", "articles", "without")
NOT_LAW = {"ground", "mark", "title"}


class Table:
    """Old and new articles side by side: a citation of the one text on the left, of the other on the right, or `none`."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.rows: dict[str, str] = {str(new): str(old) for new, old in document.data["rows"].items()}
        self._names = {name for new in self.rows for name, _ in parse(new)}

    def translated(self, ground: str) -> str:
        """`ground` under the other text; `none` where every article it cites is new. Raises `KeyError` for a missing row."""
        found: dict[str, list[str]] = {}
        for name, provisions in parse(ground):
            if name not in self._names:
                places = [_place(p.article, p.items, p.to) for p in provisions]
                _add(found, name, places)
                continue
            if not provisions:
                self._row(found, name)
            for each in provisions:
                for article in each.articles:
                    exact = f"{name}/{_place(article, each.items, article)}"
                    self._row(found, exact if exact in self.rows else f"{name}/{article}")
        if not found:
            return "none"
        return "; ".join(name + (f"/{','.join(places)}" if places else "") for name, places in found.items())

    def _row(self, found: dict[str, list[str]], new: str) -> None:
        old = self.rows[new]
        for name, provisions in parse(old) if old != "none" else ():
            _add(found, name, [_place(p.article, p.items, p.to) for p in provisions])


def _place(article: int, items: tuple[int, ...], to: int) -> str:
    return f"{article}-{to}" if to > article else f"{article}{''.join(f'({item})' for item in items)}"


def _add(found: dict[str, list[str]], name: str, places: list[str]) -> None:
    found[name] = list(dict.fromkeys([*found.get(name, ()), *places]))


def differing(
    document: Document, base: Mapping[str, Any], table: Table | None, known: Callable[[str], bool]
) -> dict[str, Any]:
    """The whole text of `document`, which says wherein it differs from `base`. Raises `LawError`.

    `known` says of a translated citation whether every article in it was read; where one was not, the item is marked K.
    """
    own = {key: item for key, item in document.data.items() if key not in OWN}
    data: dict[str, Any] = json.loads(json.dumps(base, default=str))
    if table is not None:
        data = _translated(data, table, known, document)
    for container, names in (document.data.get("without") or {}).items():
        _leave_out(data, container, names, document)
    data.pop("in_force", None)
    whole: dict[str, Any] = _laid_over(data, json.loads(json.dumps(own, default=str)))
    _all_grounded(whole, document, ())
    return whole


def _translated(item: Any, table: Table, known: Callable[[str], bool], document: Document) -> Any:
    if isinstance(item, list):
        rules = [_translated(each, table, known, document) for each in item]
        return [each for each in rules if not (isinstance(each, dict) and each.get("ground") == "none")]
    if not isinstance(item, dict):
        return item
    if "valid" in item and isinstance(item["valid"], dict):
        item = {**item, "valid": [item["valid"]]}
    found: dict[str, Any] = {key: _translated(each, table, known, document) for key, each in item.items()}
    ground = item.get("ground")
    if ground and isinstance(ground, (str, int)):
        try:
            found["ground"] = table.translated(str(ground))
        except KeyError as missing:
            text = Text(f"条文对照表没有“{missing.args[0]}”。", f"The table of articles has no row for '{missing.args[0]}'.")  # fmt: skip
            raise LawError("procedures.no_row", text, where=document.where("articles"), expected=f"{missing.args[0]}: … | none in {table.document.path.name}") from missing  # fmt: skip
        translated = found["ground"] not in (str(ground), "none")
        if translated and found.get("mark", "V") == "V" and not known(found["ground"]):
            found["mark"] = "K"
    return found


def _leave_out(data: dict[str, Any], container: str, names: Any, document: Document) -> None:
    """Take the named items out of a mapping, or the rules with these conditions out of a list."""
    inside: Any = data
    for step in container.split("."):
        inside = inside.get(step) if isinstance(inside, dict) else None
    for place, name in enumerate([names] if isinstance(names, (str, dict)) else names):
        if isinstance(inside, dict) and isinstance(name, str) and name in inside:
            del inside[name]
            continue
        matching = [each for each in inside or () if _same(each, name)] if isinstance(inside, list) else []
        if not matching:
            text = Text(f"“{container}”中没有“{name}”。", f"'{container}' has no '{name}'.")
            raise LawError("procedures.without", text, where=document.where("without", container, place), expected="an item of the text it differs from")  # fmt: skip
        inside[:] = [each for each in inside if each not in matching]


def _same(rule: Any, name: Any) -> bool:
    if isinstance(name, str):
        return isinstance(rule, dict) and rule.get("if") == name
    plain = json.loads(json.dumps(name, default=str))
    return isinstance(rule, dict) and {k: v for k, v in rule.items() if k not in NOT_LAW} == plain


def _laid_over(under: Any, over: Any, key: str = "") -> Any:
    if isinstance(under, dict) and isinstance(over, dict):
        return {
            **under,
            **{name: _laid_over(under[name], item, name) if name in under else item for name, item in over.items()},
        }  # fmt: skip
    if key in ADDED and isinstance(under, list):
        return [*under, *(over if isinstance(over, list) else [over])]
    return over


def _all_grounded(item: Any, document: Document, path: tuple[Any, ...]) -> None:
    """Every item left has a ground in this law, or none was ever given. Raises `LawError` for the first without."""
    if isinstance(item, dict):
        if item.get("ground") == "none":
            name = ".".join(str(step) for step in path)
            text = Text(f"“{name}”所依据的条文都是新增的。", f"Every article '{name}' rests on is new.")
            raise LawError("procedures.ungrounded", text, where=document.where("differs_from"), expected=f"a ground of its own, or “{name}” under without")  # fmt: skip
        for key, each in item.items():
            _all_grounded(each, document, (*path, key))
    elif isinstance(item, list):
        for place, each in enumerate(item):
            _all_grounded(each, document, (*path, place))

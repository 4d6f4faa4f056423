"""Grants: which kind of post may do what with which procedure families, and how far.

Data of `law/registers/grants.yaml`. The outer wall only: within it each procedure's own roles decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from yifa.errors import BadInput, Text
from yifa.people.lawfolder import law_file
from yifa.people.reading import families, mapping, string, strings, title
from yifa.people.vocabulary import Vocabulary, load_vocabulary
from yifa.statutes.reading import Document, read_yaml

__all__ = ["Grant", "Grants", "Reach", "grants", "load_grants"]


class Reach(StrEnum):
    """How far a grant goes; all but the last stay within the body of the post."""

    OWN = "own"
    OFFICE = "office"
    DIVISION = "division"
    BODY = "body"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Grant:
    """Holders of `post` may do `actions` with cases of `families` within `scope`.

    `shielded`: also with cases that shield a petitioner or reporter.
    """

    post: str
    actions: tuple[str, ...]
    families: tuple[str, ...]
    scope: Reach
    shielded: bool


@dataclass(frozen=True, slots=True)
class Grants:
    """All grants, and the actions they speak of with their names."""

    actions: Mapping[str, Text]
    rows: tuple[Grant, ...]

    def of(self, post: str, action: str) -> tuple[Grant, ...]:
        """The grants of a kind of post for one action; raises `BadInput` for an unknown action."""
        if action not in self.actions:
            known = "、".join(self.actions)
            raise BadInput(
                "unknown_action",
                Text(
                    f"没有这种权限：{action}。已知：{known}。", f"No such action: {action}. Known: {known}."
                ),
            )
        return tuple(row for row in self.rows if row.post == post and action in row.actions)


@lru_cache(maxsize=8)
def load_grants(path: Path, words: Path) -> Grants:
    """The grants in the file at `path`, over the words in the file at `words`.

    Raises `LawError` with file and line for anything malformed or unknown, and for a grant in a family
    from which its post is barred (a grid worker's on penalties, an administrator's on any case).
    """
    document = read_yaml(path)
    mapping(document, (), ("ground", "mark", "actions", "grants"))
    actions = {key: title(document, ("actions", key)) for key in document.need(dict, "actions")}
    known = load_vocabulary(words)
    count = len(document.need(list, "grants"))
    return Grants(actions, tuple(_grant(document, index, actions, known) for index in range(count)))


def grants() -> Grants:
    """The grants of this installation's law folder."""
    return load_grants(law_file("registers/grants.yaml"), law_file("registers/posts.yaml"))


def _grant(document: Document, index: int, actions: Mapping[str, Text], words: Vocabulary) -> Grant:
    """The grant at `index`."""
    path = ("grants", index)
    row = mapping(document, path, ("post", "actions", "families", "scope"), ("shielded",))
    shielded = "shielded" in row and string(document, (*path, "shielded"), ("yes", "no")) == "yes"
    grant = Grant(
        post=string(document, (*path, "post"), words.posts),
        actions=strings(document, (*path, "actions"), actions),
        families=families(document, (*path, "families")),
        scope=Reach(string(document, (*path, "scope"), [reach.value for reach in Reach])),
        shielded=shielded,
    )
    _check_barred(document, index, grant, words)
    return grant


def _check_barred(document: Document, index: int, grant: Grant, words: Vocabulary) -> None:
    """Raise `LawError` if the grant reaches a family from which its post is barred."""
    post = words.post(grant.post)
    for position, pattern in enumerate(grant.families):
        if post.barred_by(pattern):
            message = (
                f"{post.title.zh}不得被授予 {pattern}（{post.ground}）",
                f"{post.title.en} may not be granted {pattern} ({post.ground})",
            )
            path = ("grants", index, "families", position)
            barred = ", ".join(post.never)
            raise document.error("law.barred", *message, *path, expected=f"nothing in {barred}")

"""Words of organisation, from `law/registers/posts.yaml`: posts, certificates, bodies, capacities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from yifa.errors import BadInput, Text
from yifa.people.families import matches, meet
from yifa.people.lawfolder import law_file
from yifa.people.reading import families, mapping, string, strings, title
from yifa.statutes.reading import Document, read_yaml

__all__ = ["PostKind", "Vocabulary", "Word", "load_vocabulary", "vocabulary"]

_SECTIONS = ("posts", "certificates", "bodies", "capacities")
_REQUIRED = ("title", "ground", "mark")
_MARKS = ("V", "K", "D", "L")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its key, its title in both languages, the article it rests on and that article's mark."""

    key: str
    title: Text
    ground: str
    mark: str


@dataclass(frozen=True, slots=True)
class PostKind(Word):
    """A kind of post; `excludes` names kinds not held beside it, `never` families never granted to it."""

    excludes: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def excludes_kind(self, kind: str) -> bool:
        """Whether the same person may not hold a post of `kind` (another one) beside this."""
        return kind != self.key and ("*" in self.excludes or kind in self.excludes)

    def barred_from(self, family: str) -> bool:
        """Whether the holder of this post is barred from procedures of `family`."""
        return any(matches(pattern, family) for pattern in self.never)

    def barred_by(self, pattern: str) -> bool:
        """Whether a grant on `pattern` would reach a family this post is barred from."""
        return any(meet(barred, pattern) is not None for barred in self.never)


_Kind = TypeVar("_Kind", bound=Word)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All the words, by section and key."""

    posts: Mapping[str, PostKind]
    certificates: Mapping[str, Word]
    bodies: Mapping[str, Word]
    capacities: Mapping[str, Word]

    def post(self, key: str) -> PostKind:
        """The kind of post; raises `BadInput` for one that the law folder does not name."""
        return _find(self.posts, key, Text("岗位", "post"))

    def certificate(self, key: str) -> Word:
        """The kind of certificate; raises `BadInput` for an unknown one."""
        return _find(self.certificates, key, Text("证件", "certificate"))

    def body(self, key: str) -> Word:
        """The kind of body; raises `BadInput` for an unknown one."""
        return _find(self.bodies, key, Text("机构类型", "kind of body"))

    def capacity(self, key: str) -> Word:
        """The capacity; raises `BadInput` for an unknown one."""
        return _find(self.capacities, key, Text("职权来源", "capacity"))


@lru_cache(maxsize=8)
def load_vocabulary(path: Path) -> Vocabulary:
    """The words in the file at `path`; raises `LawError` with file and line for anything malformed."""
    document = read_yaml(path)
    sections = mapping(document, (), _SECTIONS)
    posts = {key: _post(document, key) for key in sections["posts"]}
    _check_excludes(document, posts)
    return Vocabulary(
        posts,
        **{name: {key: _word(document, (name, key)) for key in sections[name]} for name in _SECTIONS[1:]},
    )


def vocabulary() -> Vocabulary:
    """The words of this installation's law folder."""
    return load_vocabulary(law_file("registers/posts.yaml"))


def _find(section: Mapping[str, _Kind], key: str, what: Text) -> _Kind:
    """One word of `section`, or `BadInput` that lists the known ones."""
    if key in section:
        return section[key]
    known = "、".join(section)
    text = Text(f"没有这种{what.zh}：{key}。已知：{known}。", f"No such {what.en}: {key}. Known: {known}.")
    raise BadInput("unknown_word", text)


def _word(document: Document, path: tuple[str, str]) -> Word:
    """The word at `path`."""
    mapping(document, path, _REQUIRED)
    return Word(path[-1], title(document, (*path, "title")), *_law(document, path))


def _post(document: Document, key: str) -> PostKind:
    """The kind of post called `key`."""
    path = ("posts", key)
    found = mapping(document, path, _REQUIRED, ("excludes", "never"))
    excludes = strings(document, (*path, "excludes")) if "excludes" in found else ()
    never = families(document, (*path, "never")) if "never" in found else ()
    return PostKind(key, title(document, (*path, "title")), *_law(document, path), excludes, never)


def _law(document: Document, path: tuple[str, str]) -> tuple[str, str]:
    """Ground and mark of the word at `path`."""
    return string(document, (*path, "ground")), string(document, (*path, "mark"), _MARKS)


def _check_excludes(document: Document, posts: Mapping[str, PostKind]) -> None:
    """Raise `LawError` if a post excludes a kind that is not there."""
    for key, post in posts.items():
        for index, other in enumerate(post.excludes):
            if other != "*" and other not in posts:
                message = f"没有这种岗位：{other}", f"there is no post '{other}'"
                where = ("posts", key, "excludes", index)
                raise document.error("law.post", *message, *where, expected=", ".join(("*", *posts)))

"""What is counted: the words before or after a figure, with verbs and fillers taken off."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from .words import any_of

__all__ = ["Subjects"]

_NOUN = re.compile(r"[一-鿿A-Za-z“”\"（）()、+]{1,14}")
_STOP = re.compile(r"[、）)（(”\"]|以上|以下|以内|左右|等|次|均|并|占|同比|环比|较|比")


class Subjects:
    """Finds the subject of a figure with the words of `law/audit/words.yaml`."""

    def __init__(self, words: dict[str, Any]) -> None:
        """`words` is the section `subjects`."""
        lead, verbs = any_of(words["lead"]), any_of(words["verbs"])
        self._head = re.compile(rf"(?:{lead}|{verbs}|[“”\"（）()、\s])+")
        self._fillers = re.compile(rf"(?:{lead}|[“”\"（）()、\s])+")
        self._trail = re.compile(rf"(?:{any_of(set(words['trail']) - {'为'})}|(?<!行)为|[“”\"（(、\s])+$")
        self._cut = re.compile(any_of(words["cut"]))
        self.of = lru_cache(maxsize=4096)(self._of)

    def _of(self, before: str, after: str) -> str:
        """The subject of a figure between `before` (from the clause or the last figure on) and `after`."""
        head = self._trail.sub("", before)
        following = _NOUN.match(after)
        if following and not _STOP.match(after):
            noun = self._cut.split(following.group(), maxsplit=1)[0].strip('、（）()“”"')
            if len(noun) > 1:
                return noun
        stripped = self._head.sub("", head, count=1) if self._head.match(head) else head
        return (
            stripped
            if len(stripped) > 1
            else self._fillers.sub("", head, count=1)
            if self._fillers.match(head)
            else head
        ).strip('“”"')

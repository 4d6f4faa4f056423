"""A law folder that is wrong is refused with file, line and what was expected."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yifa.errors import LawError
from yifa.procedures import load_law
from yifa.procedures.load import load_procedure

GOOD = """procedure: test.tiny
title: {zh: 试验, en: Trial}
about: {zh: 试验程序, en: A trial}
in_force: {from: 2021-07-15}
transition:
  substance: {rule: lighter, ground: 行政处罚法/37}
  procedure: {rule: immediate, ground: 行政处罚法/37}
ground: 行政处罚法/54
number: "{body}试〔{year}〕{seq}号"
capacity: {any_of: [own]}
roles:
  officer: {title: {zh: 执法人员, en: Officers}, posts: [enforcement_officer], at_least: 2, ground: 行政处罚法/42}
  head: {title: {zh: 负责人, en: Head}, posts: [head]}
stages: {filed: {zh: 已立案, en: Filed}}
ends: {done: {zh: 办结, en: Done}}
acts:
  file: {title: {zh: 立案, en: File}, from: start, to: filed, by: head}
  decide:
    title: {zh: 决定, en: Decide}
    from: filed
    to: done
    by: head
    form:
      fine: {type: money, public: yes, title: {zh: 罚款, en: Fine}}
    needs:
      - {if: form.fine <= 200, else: {zh: 太多, en: Too much}, ground: 行政处罚法/51}
terms:
  decide_in: {title: {zh: 期限, en: Term}, length: 90 days, after: file, until: decide, ground: 行政处罚法/60}
always:
  - {never: decide, unless: file, ground: 行政处罚法/54}
  - {ends: every case}
"""

FILED = "acts:\n  file: {title: {zh: 立案, en: File}, from: start, to: filed, by: head"
OPENS = (
    "links: {next: {procedure: test.tiny, title: {zh: 续, en: Next}}}\n"
    + FILED
    + ", form: {fine: {type: money, public: yes, title: {zh: 罚, en: F}}, who: {type: party, public: yes, title: {zh: 谁, en: W}}}, opens: {link: next, parties: {debtor: form.fine}}"
)
"""A party goes along by a role or by a field that names a party, and by nothing else."""


FINE = "    form:\n      fine:"
NAMING = "    form:\n      seal: {type: entry, of: ACTS, public: yes, title: {zh: 哪次, en: Which}}\n      fine:"
ON_COVER = "case: {seal: {type: entry, of: [file], public: yes, title: {zh: 哪次, en: Which}}}\n"
"""A field names entries of acts that exist, in an act and not on a cover."""


def load(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "test" / "tiny"
    folder.mkdir(parents=True)
    (folder / "procedure.yaml").write_text(text, encoding="utf-8")
    load_procedure(folder / "procedure.yaml", {})


def test_the_trial_itself_loads(tmp_path: Path) -> None:
    load(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("    by: head\n    form:", "    buy: head\n    form:", "procedures.word", "decide"),
        ("to: done", "to: finished", "procedures.unknown", "decide:"),
        (FILED, OPENS.replace("form.fine", "form.none"), "procedures.unknown", "file:"),
        (FILED, OPENS, "procedures.unknown", "file:"),
        (FINE, NAMING.replace("ACTS", "[fil]"), "procedures.of", "of: [fil]"),
        (FINE, NAMING.replace("ACTS", "file"), "procedures.of", "of: file"),
        (FINE, NAMING.replace("ACTS", "[]"), "procedures.of", "of: []"),
        (FINE, NAMING.replace("entry", "date").replace("ACTS", "[file]"), "procedures.of", "of: [file]"),
        (FINE, NAMING.replace("entry", "case").replace("ACTS", "penalty"), "procedures.of", "of: penalty"),
        ("stages:", ON_COVER + "stages:", "procedures.of", "of: [file]"),
        ("form.fine <= 200", "form.fin <= 200", "procedures.expression", "if: form.fin"),
        ("form.fine <= 200", "form.fine / 2 <= 200", "procedures.expression", "if: form.fine"),
        ("form.fine <= 200", "given(form.fin)", "procedures.expression", "if: given"),
        ("form.fine <= 200", "given(file)", "procedures.expression", "if: given"),
        ("form.fine <= 200", "given()", "procedures.expression", "if: given"),
        ("form.fine <= 200", "__import__('os')", "procedures.expression", "__import__"),
        ("form.fine <= 200", "form.fine.__class__", "procedures.expression", "__class__"),
        ("length: 90 days", "length: 90 moons", "procedures.length", "length"),
        ("after: file, until", "after: fil, until", "procedures.trigger", "after"),
        ("{never: decide, unless: file,", "{never: deside, unless: file,", "procedures.always", "never"),
        ("type: money", "type: coins", "procedures.word", "type"),
        ("posts: [head]}", "posts: [head], only_in: [file.heads]}", "procedures.only_in", "only_in"),
        ("posts: [head]}", "posts: [head], only_in: [decide.fine]}", "procedures.only_in", "only_in"),
        ("- {ends: every case}", "- {named: nobody}", "procedures.always", "named"),
        ("stages: {filed", "stages: {decide: {zh: 决, en: D}, filed", "", ""),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: str
) -> None:
    text = GOOD.replace(old, new, 1)
    if not code:
        load(tmp_path, text)
        return
    with pytest.raises(LawError) as caught:
        load(tmp_path, text)
    assert caught.value.code == code
    found = re.search(r":(\d+)$", caught.value.where)
    assert found and int(found[1]) >= 1
    assert caught.value.expected


def test_a_statute_that_does_not_exist_is_refused(tmp_path: Path, law) -> None:
    folder = tmp_path / "test" / "tiny"
    folder.mkdir(parents=True)
    (folder / "procedure.yaml").write_text(GOOD.replace("行政处罚法/60", "行政处罚法/960"), encoding="utf-8")
    with pytest.raises(LawError):
        load_procedure(folder / "procedure.yaml", {}, law.statutes)


def test_a_short_period_must_be_written_in_the_unit_the_statute_counts_in(tmp_path: Path, law) -> None:
    folder = tmp_path / "test" / "tiny"
    folder.mkdir(parents=True)
    (folder / "procedure.yaml").write_text(GOOD.replace("90 days", "7 days"), encoding="utf-8")
    with pytest.raises(LawError) as caught:
        load_procedure(folder / "procedure.yaml", {}, law.statutes)
    assert caught.value.code == "procedures.unit" and caught.value.expected == "7 workdays"


@pytest.mark.parametrize(("old", "new", "named"), [
    ("posts: [head]", "posts: [justice_minister]", "justice_minister"),
    ("posts: [enforcement_officer], at_least", "posts: [enforcement_officer], certificate: diploma, at_least", "diploma"),
])  # fmt: skip
def test_a_role_that_nobody_of_the_place_could_fill_is_refused(tmp_path: Path, old: str, new: str, named: str) -> None:
    folder = tmp_path / "overlay" / "procedures" / "test" / "tiny"
    folder.mkdir(parents=True)
    (folder / "procedure.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(LawError) as caught:
        load_law(overlay=tmp_path / "overlay")
    assert named in caught.value.text.zh

"""A text that says only wherein it differs from another, and the table of articles that puts its citations right."""

from __future__ import annotations

from pathlib import Path

import pytest

from yifa.errors import LawError
from yifa.procedures import Law
from yifa.procedures.load import load_procedure, load_table
from yifa.procedures.model import Procedure

NOW = """procedure: test.tiny
title: {zh: 试验, en: Trial}
about: {zh: 试验程序, en: A trial}
in_force: {from: 2021-07-15}
transition:
  substance: {rule: lighter, ground: 行政处罚法/37}
  procedure: {rule: immediate, ground: 行政处罚法/86}
ground: 行政处罚法/51-53
number: "{body}试〔{year}〕{seq}号"
capacity: {any_of: [handed_over, entrusted], ground: "行政处罚法/20,24"}
roles:
  head: {title: {zh: 负责人, en: Head}, posts: [head]}
stages: {filed: {zh: 已立案, en: Filed}}
ends: {done: {zh: 办结, en: Done}}
acts:
  file: {title: {zh: 立案, en: File}, from: start, to: filed, by: head, ground: 行政处罚法/54}
  decide:
    title: {zh: 决定, en: Decide}
    from: filed
    to: done
    by: head
    form:
      fine: {type: money, public: yes, title: {zh: 罚款, en: Fine}}
      on_record: {type: yes, public: yes, title: {zh: 依笔录, en: On the record}, ground: 行政处罚法/65}
    needs:
      - {if: form.fine <= 200, else: {zh: 太多, en: Too much}, ground: 行政处罚法/51}
      - {if: form.on_record, else: {zh: 应当依笔录, en: On the record}, ground: 行政处罚法/65}
    ground: 行政处罚法/57
terms:
  serve: {title: {zh: 送达, en: Serve}, length: 7 workdays, after: file, until: decide, ground: 行政处罚法/61}
always:
  - {never: decide, unless: file, ground: 行政处罚法/54}
  - {never: decide, unless: form.on_record, ground: 行政处罚法/65}
  - {never: decide, unless: form.fine <= 200, ground: 行政处罚法/51}
"""
BEFORE = """procedure: test.tiny
differs_from: procedure.yaml
articles: penalty-2018
in_force: {from: 2018-01-01, to: 2021-07-15}
transition:
  substance: {rule: lighter, ground: 法〔2004〕96号/3}
  procedure: {rule: immediate, ground: 法〔2004〕96号/3}
without:
  acts.decide.needs: [form.fine <= 200]
  acts.decide.form: [on_record]
  always:
    - {never: decide, unless: form.fine <= 200}
acts:
  decide:
    needs:
      - {if: form.fine <= 50, else: {zh: 超过五十元, en: Above 50}, ground: 行政处罚法/33}
terms:
  serve: {length: 7 days}
"""


def load(tmp_path: Path, law: Law, before: str = BEFORE, now: str = NOW) -> Procedure:
    folder = tmp_path / "test" / "tiny"
    folder.mkdir(parents=True)
    (folder / "procedure.yaml").write_text(now, encoding="utf-8")
    (folder / "procedure-2018.yaml").write_text(before, encoding="utf-8")
    table = load_table(
        law.folder.path("procedures/common/articles/penalty-2018.yaml"),
        law.statutes,
    )
    return load_procedure(folder / "procedure-2018.yaml", {}, law.statutes, {"penalty-2018": table})


def test_it_is_the_other_text_save_for_what_it_says(tmp_path: Path, law: Law) -> None:
    text = load(tmp_path, law).text
    decide = text.acts["decide"]
    assert [(rule.if_, rule.ground) for rule in decide.needs] == [("form.fine <= 50", "行政处罚法/33")]
    assert list(decide.form) == ["fine"] and text.terms["serve"].length == "7 days"
    assert text.title.zh == "试验" and str(text.in_force.to) == "2021-07-15"


def test_every_citation_stands_under_the_article_that_said_the_same(tmp_path: Path, law: Law) -> None:
    text = load(tmp_path, law).text
    assert text.ground == "行政处罚法/33,34,44" and text.capacity.ground == "行政处罚法/18,17"
    assert text.acts["decide"].ground == "行政处罚法/38" and text.terms["serve"].ground == "行政处罚法/40"


def test_a_rule_that_rests_on_new_articles_only_falls_away(tmp_path: Path, law: Law) -> None:
    text = load(tmp_path, law).text
    assert all("on_record" not in (rule.unless or "") for rule in text.always)


def test_where_the_older_article_was_not_read_the_item_says_so(tmp_path: Path, law: Law) -> None:
    now = NOW.replace("by: head, ground: 行政处罚法/54", "by: head, ground: 行政处罚法/44")
    text = load(tmp_path, law, now=now).text
    assert text.acts["file"].mark == "K" and text.acts["decide"].mark == "V"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  acts.decide.form: [on_record]\n", "", "procedures.ungrounded"),
        ("[on_record]", "[on_the_record]", "procedures.without"),
        ("[form.fine <= 200]\n", "[form.fine <= 300]\n", "procedures.without"),
        ("acts.decide.needs: ", "acts.decided.needs: ", "procedures.without"),
        ("unless: form.fine <= 200}", "unless: form.fine <= 300}", "procedures.without"),
        ("differs_from: procedure.yaml", "differs_from: procedure-2017.yaml", "procedures.no_text"),
        ("differs_from: procedure.yaml", "differs_from: procedure-2018.yaml", "procedures.no_text"),
        ("articles: penalty-2018", "articles: penalty-1996", "procedures.no_table"),
        ("in_force: {from: 2018-01-01, to: 2021-07-15}\n", "", "procedures.word"),
        ("articles: penalty-2018\n", "articles: penalty-2018\nuses: [service]\n", "procedures.uses"),
        ("7 days", "7 moons", "procedures.length"),
        ("ground: 行政处罚法/33", "ground: 行政处罚法/70", "law.article"),
        ("ground: 行政处罚法/33", "ground: 国办发〔2024〕54号", "law.force"),
    ],
)
def test_what_does_not_fit_the_other_text_is_refused(
    tmp_path: Path, law: Law, old: str, new: str, code: str
) -> None:
    assert old in BEFORE
    with pytest.raises(LawError) as caught:
        load(tmp_path, law, BEFORE.replace(old, new, 1))
    assert caught.value.code == code and caught.value.where


def test_an_article_the_table_does_not_know_is_refused(tmp_path: Path, law: Law) -> None:
    with pytest.raises(LawError) as caught:
        load(tmp_path, law, now=NOW.replace("行政处罚法/61", "行政处罚法/12"))
    assert caught.value.code == "procedures.no_row" and "行政处罚法/12" in str(caught.value)


def test_a_text_that_has_ended_may_cite_what_came_while_it_was_in_force_and_nothing_later(
    tmp_path: Path, law: Law
) -> None:
    during = BEFORE.replace("ground: 行政处罚法/33", "ground: 国办发〔2018〕118号/6")
    assert load(tmp_path / "during", law, during)
    later = BEFORE.replace("ground: 行政处罚法/33", "ground: 国办发〔2022〕27号/6")
    with pytest.raises(LawError) as caught:
        load(tmp_path / "later", law, later)
    assert caught.value.code == "law.force"


def test_a_natural_day_clause_of_the_older_law_is_not_held_to_the_working_days_of_the_newer(
    tmp_path: Path, law: Law
) -> None:
    with pytest.raises(LawError) as caught:
        load(tmp_path, law, now=NOW.replace("7 workdays", "7 days"))
        load_procedure(tmp_path / "test" / "tiny" / "procedure.yaml", {}, law.statutes)
    assert caught.value.code == "procedures.unit"
    assert load(tmp_path / "again", law)


def test_of_each_family_the_version_of_the_day_is_found(law: Law) -> None:
    for family, versions in law.families.items():
        for version in versions:
            assert law.in_force(family, version.text.in_force.from_) is version
    assert [str(v.text.in_force.from_) for v in law.families["penalty.summary"]] == [
        "2018-01-01",
        "2021-07-15",
    ]

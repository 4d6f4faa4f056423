"""What a value holds is printed as it is, and nothing is printed of a context that does not fit."""

import copy
import unicodedata
from datetime import date
from typing import Any

import pytest
from document_samples import DECISION, INQUIRY, REPLY, template
from hypothesis import given
from hypothesis import strategies as st

from yifa.documents.template import content_hash
from yifa.documents.tree import Fence, Item, Paragraph, Sheet, Table, plain
from yifa.errors import BadInput

DECIDE = template("decision")
printable = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1).filter(
    lambda text: bool(text.strip())
)


def changed(context: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {**copy.deepcopy(context), **values}


def composed(**values: Any) -> Sheet:
    return DECIDE.compose(changed(DECISION, **values))


@given(printable)
def test_a_value_is_printed_as_it_is_whatever_it_holds(value: str) -> None:
    evidence = [{"name": value, "made_on": None, "count": 1}]
    sheet = composed(bank=value, evidence=evidence, respondent={**DECISION["respondent"], "name": value})
    before = composed(bank="甲", evidence=evidence, respondent=DECISION["respondent"])
    assert len(sheet.blocks) == len(before.blocks)
    [table] = [block for block in sheet.blocks if isinstance(block, Table)]
    assert plain(table.rows[0][1]) == value.strip()
    lines = sheet.fence("lines")
    assert lines is not None
    assert plain(lines.rows[0][0]) == f"当事人：{value.strip()}"
    assert any(
        isinstance(each, Paragraph) and f"到{value.strip()}缴纳" in plain(each.line) for each in sheet.blocks
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ number }}",
        "{% for x in y %}",
        "::: seal",
        "# 一",
        "1. 甲",
        "| 甲 | 乙 |",
        "**甲**",
        "<script>",
        "&#42;",
        "---",
        "\\",
        "    甲",
    ],
)
def test_a_value_cannot_speak_the_language_of_templates(hostile: str) -> None:
    sheet = composed(facts=f"甲\n{hostile}\n乙")
    texts = [plain(each.line) for each in sheet.blocks if isinstance(each, Paragraph)]
    assert hostile.strip() in texts


def test_a_line_break_in_a_value_starts_a_paragraph_and_loses_its_indent() -> None:
    texts = [
        plain(each.line)
        for each in composed(facts="甲。\r\n\u3000\u3000乙。\n\n丙。").blocks
        if isinstance(each, Paragraph)
    ]
    assert texts[:3] == ["经查明，甲。", "乙。", "丙。"]


def test_bold_does_not_depend_on_what_a_value_begins_with() -> None:
    for fine in (20_000, 1):
        items = [each for each in composed(fine=fine).blocks if isinstance(each, Item)]
        assert [span.bold for span in items[1].line] == [False, True, False]


def test_conditions_and_lists_are_followed() -> None:
    assert "未提出陈述" in "".join(
        plain(b.line) for b in composed(heard=False).blocks if isinstance(b, Paragraph)
    )
    [table] = [block for block in composed(evidence=[]).blocks if isinstance(block, Table)]
    assert table.rows == ()
    assert table.align == ("center", "left", "center", "right")
    assert template("reply").compose(changed(REPLY, attachments=[])).fence("attachments") is None


def test_a_line_with_an_inline_condition_does_not_swallow_the_next() -> None:
    lines = [each for each in composed().blocks if isinstance(each, Fence) and each.name == "lines"]
    assert plain(lines[-1].rows[0][0]) == "执法人员：李四（99010001）、王五（99010002）"


def test_masks_are_those_of_the_masking_rules() -> None:
    sheet = template("reply").compose(REPLY)
    assert any("138****1234" in plain(each.line) for each in sheet.blocks if isinstance(each, Paragraph))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"facts": None}, "facts"),
        ({"facts": "  "}, "facts"),
        ({"facts": "a\x00b"}, "facts"),
        ({"facts": 5}, "facts"),
        ({"fine": 200.0}, "fine"),
        ({"fine": -1}, "fine"),
        ({"fine": True}, "fine"),
        ({"heard": "yes"}, "heard"),
        ({"pay_by": "2026-02-30"}, "pay_by"),
        ({"pay_by": "soon"}, "pay_by"),
        ({"evidence": "none"}, "evidence"),
        ({"evidence": [{"name": "甲", "count": 1}, {"count": 1}]}, "evidence[1].name"),
        ({"respondent": "张三"}, "respondent"),
        ({"spare": "x"}, "spare"),
        ({"issued_on": None}, "issued_on"),
    ],
)
def test_a_context_that_does_not_fit_is_refused_with_the_field(values: dict[str, Any], field: str) -> None:
    context = changed(DECISION, **values)
    assert [problem.field for problem in DECIDE.context_problems(context)] == [field]
    with pytest.raises(BadInput) as caught:
        DECIDE.compose(context)
    assert caught.value.data["problems"][0]["field"] == field
    assert caught.value.ground == "行政处罚法/59"


def test_every_problem_is_told_at_once() -> None:
    assert len(DECIDE.context_problems({"body": "甲"})) > 8


def test_a_moment_without_a_zone_is_refused() -> None:
    context = changed(INQUIRY, began="2026-09-02T09:05:00")
    assert [problem.field for problem in template("inquiry").context_problems(context)] == ["began"]


@given(st.permutations(list(DECISION)))
def test_the_content_hash_depends_on_content_and_version_alone(order: list[str]) -> None:
    shuffled = {name: DECISION[name] for name in order}
    assert content_hash("v", shuffled) == content_hash("v", DECISION)
    assert content_hash("w", shuffled) != content_hash("v", DECISION)
    assert content_hash("v", {**shuffled, "fine": 20_001}) != content_hash("v", DECISION)
    assert content_hash("v", {**shuffled, "pay_by": date(2026, 10, 13)}) == content_hash("v", DECISION)


def test_the_test_contexts_hold_no_real_person() -> None:
    assert INQUIRY["asked"]["id_number"].startswith("99")
    assert all(unicodedata.category(sign) != "Cc" for sign in INQUIRY["asked"]["name"])

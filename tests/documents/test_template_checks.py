"""A wrong template is refused when loaded, with file, line and what was expected."""

from collections.abc import Callable
from pathlib import Path

import pytest
from document_samples import TEMPLATES

from yifa.documents.template import Template, compile_template
from yifa.errors import LawError

FRONT = """---
document: paper
title: {zh: 文书, en: Paper}
form: enforcement
ground: 行政处罚法/59
fields:
  facts: text
  fine: money?
  day: date
  names: [text]
  people: [{name: text, is_owner: yes}]
---
"""
USES_ALL = """{{ facts }}{% if fine %}{{ fine | yuan }}{% endif %}{{ day | date }}{{ names | join('、') }}
{% for person in people %}{% if person.is_owner %}{{ person.name }}{% endif %}{% endfor %}
"""
FIRST_LINE = FRONT.count("\n") + 1
Compile = Callable[[str], Template]


@pytest.fixture
def compile_(tmp_path: Path) -> Compile:
    def compile_text(text: str) -> Template:
        path = tmp_path / "paper.md"
        path.write_text(text, encoding="utf-8")
        return compile_template(path)

    return compile_text


def refused(compile_: Compile, text: str) -> tuple[int, str]:
    with pytest.raises(LawError) as caught:
        compile_(text)
    assert caught.value.expected
    return int(caught.value.where.rpartition(":")[2]), str(caught.value)


def test_a_template_that_uses_all_it_declares_is_accepted(compile_: Compile) -> None:
    assert compile_(FRONT + USES_ALL).front.title.zh == "文书"


@pytest.mark.parametrize("name", ["checklist", "decision", "inquiry", "reply"])
def test_the_sample_templates_are_accepted(name: str) -> None:
    assert compile_template(TEMPLATES / f"{name}.md").sample()


def test_the_version_follows_the_text_and_not_the_line_ends(compile_: Compile) -> None:
    first = compile_(FRONT + USES_ALL).version
    assert compile_((FRONT + USES_ALL).replace("\n", "\r\n")).version == first
    assert compile_(FRONT + USES_ALL + "。").version != first


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{{ unknown }}", "'unknown' is not declared"),
        ("{{ facts.part }}", "no part 'part'"),
        ("{{ day }}", "date needs a filter"),
        ("{{ fine }}", "money needs a filter"),
        ("{{ names }}", "needs a filter"),
        ("{{ facts | yuan }}", "yuan does not take this field"),
        ("{{ facts | upper }}", "no filter 'upper'"),
        ("{{ facts | mask }}", "wrong argument of mask"),
        ("{{ facts | mask('surname') }}", "wrong argument of mask"),
        ("{{ facts.upper() }}", "not allowed here"),
        ("{{ facts ~ facts }}", "not allowed here"),
        ("{{ ''.__class__ }}", "not allowed here"),
        ("{{ facts.__class__ }}", "no part '__class__'"),
        ("{% set x = facts %}", "not allowed"),
        ("{% include 'other' %}", "not allowed"),
        ("{% for x in facts %}{% endfor %}", "over one list"),
        ("{{ facts", "does not stand on one line"),
        ("{{ fine | yuan }}", "outside an if"),
        ("- a list", "not part of the format"),
        ("> a quotation", "not part of the format"),
        ("[a link](https://example.org)", "not part of the format"),
        ("**bold", "bold is not closed"),
        ("one * star", "single *"),
        ("#### four", "three levels"),
        ("<b>html</b>", "not part of the format"),
        ("::: stamp\n:::", "unknown block"),
        ("::: head\nx\n:::", "does not go with enforcement"),
        ("::: lines\nx", "not closed"),
        ("::: receipt\nx：\n:::", "wrong label"),
        ("::: lines 标签\nx\n:::", "wrong label"),
        ("::: seal\n:::", "0 lines"),
    ],
)
def test_what_the_format_does_not_allow_is_refused_at_its_line(
    compile_: Compile, line: str, told: str
) -> None:
    at, message = refused(compile_, f"{FRONT}{USES_ALL}\n{line}\n")
    assert told in message
    assert at == FIRST_LINE + 3


def test_a_row_of_a_block_is_refused_at_its_own_line(compile_: Compile) -> None:
    at, message = refused(compile_, f"{FRONT}{USES_ALL}\n::: grid\n甲 | 乙\n丙\n:::\n")
    assert "1 cells" in message
    assert at == FIRST_LINE + 5


def test_a_condition_never_ended_is_refused(compile_: Compile) -> None:
    assert "placeholder" in refused(compile_, FRONT + USES_ALL + "{% if facts %}\n")[1]


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("document: paper", "document: other", 2, "differs from the file name"),
        ("title: {zh: 文书, en: Paper}", "title: 文书", 3, "no title"),
        ("form: enforcement", "form: poster", 4, "'form' cannot be 'poster'"),
        ("form: enforcement", "form: record", 4, "each_page goes with record"),
        ("form: enforcement", "form: enforcement\neach_page: [甲]", 5, "each_page goes with record"),
        ("ground: 行政处罚法/59", "ground: /59", 5, "'ground' is badly written"),
        ("ground: 行政处罚法/59\n", "", 1, "'ground' is missing"),
        ("  facts: text", "  facts: words", 7, "unknown type 'words'"),
        ("  facts: text", "  facts: text\n  facts: text", 8, "given twice"),
        ("  facts: text", "  facts: text\n  body: text", 6, "always there"),
        ("  facts: text", "  facts: text\n  spare: text", 6, "declared but not used: spare"),
        ("  facts: text", "  facts: text\n  loop: text", 8, "'loop' cannot be a field"),
        ("fields:", "colour: red\nfields:", 6, "unknown key 'colour'"),
        ("fields:", "fields: [", 8, "is not YAML"),
    ],
)
def test_wrong_front_matter_is_refused_at_its_line(
    compile_: Compile, old: str, new: str, line: int, told: str
) -> None:
    assert old in FRONT
    at, message = refused(compile_, FRONT.replace(old, new) + USES_ALL)
    assert told in message
    assert at == line


def test_a_part_never_used_is_named(compile_: Compile) -> None:
    text = (FRONT + USES_ALL).replace(
        "{% if person.is_owner %}{{ person.name }}{% endif %}", "{{ person.name }}"
    )
    assert "people[].is_owner" in refused(compile_, text)[1]


def test_an_error_after_a_loop_still_points_at_its_line(compile_: Compile) -> None:
    body = "{{ facts }}\n{% for n in names %}\n{{ n }}\n\n{% endfor %}\n\n- list\n"
    head = FRONT.replace("  fine: money?\n  day: date\n", "").replace(
        "  people: [{name: text, is_owner: yes}]\n", ""
    )
    assert refused(compile_, head + body)[0] == head.count("\n") + 7


def test_a_letter_needs_its_head(compile_: Compile) -> None:
    head = "---\ndocument: paper\ntitle: {zh: 函, en: Letter}\nform: letter\nground: 行政处罚法/59\n---\n"
    assert "::: head" in refused(compile_, head + "正文\n")[1]


def test_text_without_front_matter_is_refused(compile_: Compile) -> None:
    assert "no front matter" in refused(compile_, "正文")[1]


def test_a_template_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="cannot be read"):
        compile_template(tmp_path / "paper.md")
    (tmp_path / "paper.md").write_bytes(b"\xff\xfe")
    with pytest.raises(LawError, match="not UTF-8"):
        compile_template(tmp_path / "paper.md")

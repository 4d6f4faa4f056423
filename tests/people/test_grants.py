"""The grants are data: what is unknown or unlawful in them is refused with file and line."""

from pathlib import Path

import pytest
from pytest_django import Settings

from yifa.errors import BadInput, LawError
from yifa.people import lawfolder
from yifa.people.families import matches, meet
from yifa.people.grants import grants, load_grants
from yifa.people.lawfolder import law_file
from yifa.people.vocabulary import load_vocabulary, vocabulary
from yifa.procedures import Law

HEAD = "ground: 个人信息保护法/34\nmark: V\nactions:\n  see: {zh: 查看, en: See}\ngrants:\n"


def load(folder: Path, row: str) -> None:
    file = folder / "grants.yaml"
    file.write_text(f"{HEAD}  - {{{row}}}\n", encoding="utf-8")
    load_grants.cache_clear()
    load_grants(file, law_file("registers/posts.yaml"))


def test_the_shipped_grants_load_and_every_post_but_the_administrators_has_one() -> None:
    granted = {row.post for row in grants().rows}
    without = {key for key in vocabulary().posts if key not in granted}
    assert without == {"system_admin", "security_admin", "audit_admin"}


def test_no_shipped_grant_lets_a_grid_worker_inspect_or_punish() -> None:
    for row in grants().rows:
        if row.post == "grid_worker":
            for family in ("inspection.site", "penalty.summary", "coercion.seizure", "enforcement.own"):
                assert not any(matches(pattern, family) for pattern in row.families)


@pytest.mark.parametrize("family", ["penalty.*", "inspection.site", "*", "coercion.seizure"])
def test_a_grant_that_would_let_a_grid_worker_punish_does_not_load(tmp_path: Path, family: str) -> None:
    with pytest.raises(LawError, match="网格员") as error:
        load(tmp_path, f'post: grid_worker, actions: [see], families: ["{family}"], scope: all')
    assert error.value.where.endswith("grants.yaml:6")


@pytest.mark.parametrize("admin", ["system_admin", "security_admin", "audit_admin"])
def test_a_grant_of_any_case_to_an_administrator_does_not_load(tmp_path: Path, admin: str) -> None:
    with pytest.raises(LawError):
        load(tmp_path, f"post: {admin}, actions: [see], families: [grid.event], scope: own")


@pytest.mark.parametrize(
    "row",
    [
        "post: boss, actions: [see], families: [grid.*], scope: own",
        "post: head, actions: [fly], families: [grid.*], scope: own",
        "post: head, actions: [], families: [grid.*], scope: own",
        "post: head, actions: [see], families: [grid], scope: own",
        "post: head, actions: [see], families: [grid.*], scope: everywhere",
        "post: head, actions: [see], families: [grid.*], scope: own, shielded: maybe",
        "post: head, actions: [see], families: [grid.*], scope: own, colour: red",
        "post: head, actions: [see], families: [grid.*]",
        "post: head, actions: see, families: [grid.*], scope: own",
    ],
)
def test_nothing_unknown_in_a_grant_is_ignored(tmp_path: Path, row: str) -> None:
    with pytest.raises(LawError) as error:
        load(tmp_path, row)
    assert "grants.yaml:6" in error.value.where
    assert error.value.expected


def test_an_unknown_action_is_told_with_the_known_ones() -> None:
    with pytest.raises(BadInput, match="see"):
        grants().of("head", "fly")


def test_a_local_overlay_takes_the_place_of_the_shipped_file(tmp_path: Path, settings: Settings) -> None:
    shipped = law_file("registers/grants.yaml")
    settings.LAW_OVERLAY = str(tmp_path)
    assert law_file("registers/grants.yaml") == shipped
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "grants.yaml").write_text(HEAD, encoding="utf-8")
    lawfolder._found.cache_clear()  # a law folder does not change while the program runs
    assert law_file("registers/grants.yaml") == tmp_path / "registers" / "grants.yaml"


def test_a_file_that_no_law_folder_has_is_told() -> None:
    with pytest.raises(LawError, match="nowhere"):
        law_file("nowhere.yaml")


def test_a_post_that_excludes_an_unknown_post_does_not_load(tmp_path: Path) -> None:
    word = "{title: {zh: 甲, en: A}, ground: 行政处罚法/42, mark: V"
    file = tmp_path / "posts.yaml"
    file.write_text(
        f"posts:\n  a: {word}, excludes: [b]}}\n"
        f"certificates: {{c: {word}}}}}\nbodies: {{d: {word}}}}}\ncapacities: {{e: {word}}}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(LawError, match="b") as error:
        load_vocabulary(file)
    assert error.value.where.endswith("posts.yaml:2")


def test_every_word_has_both_languages_a_ground_and_a_mark() -> None:
    words = vocabulary()
    for section in (words.posts, words.certificates, words.bodies, words.capacities):
        for word in section.values():
            assert word.title.zh
            assert word.title.en
            assert word.ground
            assert word.mark in "VKDL"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("*", "*", "*"),
        ("a.*", "a.b", "a.b"),
        ("a.b", "a.b", "a.b"),
        ("a.b", "a.c", None),
        ("a.*", "ab.c", None),
    ],
)
def test_two_patterns_meet_in_one_or_in_none(one: str, other: str, both: str | None) -> None:
    assert meet(one, other) == meet(other, one) == both


def test_whoever_a_procedure_gives_something_to_do_may_do_it(law: Law) -> None:
    """A role whose post has no grant to act in the family would make its duty impossible to keep."""
    rows = grants().rows
    without = [
        (family, role, post)
        for family, versions in law.families.items()
        for role, spec in versions[-1].roles.items()
        for post in spec.posts
        if not any(
            row.post == post and "act" in row.actions and (row.shielded or not versions[-1].text.shielded)
            and any(matches(pattern, family) for pattern in row.families)
            for row in rows
        )
    ]  # fmt: skip
    assert without == []

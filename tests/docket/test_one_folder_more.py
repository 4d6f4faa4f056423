"""A new procedure is one folder: nothing else of the law is touched, and it runs through the real door, pages, papers and all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from street import Sample, moment
from yifa.docket.cases import open_case
from yifa.docket.door import Command, perform
from yifa.docket.models import Case
from yifa.docket.verify import rebuild, verify
from yifa.docket.world import the_law
from yifa.errors import Refused
from yifa.people.models import Holding, Officer
from yifa.procedures import Cast, examples_of, run_example
from yifa.procedures.folder import shipped
from yifa.procedures.prove import prove

PROCEDURE = """procedure: bikes.clearing
title: {zh: 共享单车清理, en: Clearing shared bicycles}
about: {zh: 通知企业，到期不清理的由街道移走，再归还。, en: "The company is told; what it does not clear in time the street moves, and gives back."}
in_force: {from: 2023-01-01}
transition:
  substance: {rule: time_of_act, ground: GB/T 34300-2017, mark: K}
  procedure: {rule: time_of_opening, ground: GB/T 34300-2017, mark: K}
ground: GB/T 34300-2017
mark: K
number: "{body}车〔{year}〕{seq}号"
capacity: {any_of: [own], ground: GB/T 34300-2017, mark: K}
case: {place: {type: text, public: yes, title: {zh: 地点, en: Place}}}
parties: {company: {title: {zh: 企业, en: Company}, kinds: [organisation]}}
roles: {handler: {title: {zh: 经办人, en: Handler}, posts: [handler, enforcement_officer]}}
stages: {told: {zh: 已通知, en: Told}, moved: {zh: 已移走, en: Moved}}
ends: {returned: {zh: 已归还, en: Returned}, cleared: {zh: 企业已清理, en: Cleared}}
documents: {notice: {title: {zh: 清理通知, en: Notice to clear}, number: "{body}车通〔{year}〕{seq}号", template: notice, ground: GB/T 34300-2017, mark: K}}
acts:
  tell:
    title: {zh: 通知企业, en: Tell the company}
    from: start
    to: told
    by: handler
    issues: notice
    form: {number: {type: number, public: yes, min: 1, title: {zh: 数量（辆）, en: How many}}}
    mark: K
  move:
    title: {zh: 移走, en: Move them}
    from: told
    to: moved
    by: handler
    needs:
      - {if: clear_within.lapsed, else: {zh: 企业的清理时间还没有到。, en: The company still has time.}, ground: GB/T 34300-2017, mark: L}
    mark: K
  give_back: {title: {zh: 归还, en: Give them back}, from: moved, to: returned, by: handler, mark: K}
events: {clears: {title: {zh: 企业清理完毕, en: Cleared by the company}, from: told, to: cleared, by: company, mark: K}}
terms: {clear_within: {title: {zh: 企业清理时间, en: Time for the company}, length: 24 hours, after: tell, until: clears, whose: party, mark: L}}
always:
  - {never: move, unless: clear_within.lapsed, mark: L}
  - {ends: every case, mark: K}
"""
NOTICE = """---
document: notice
title: {zh: 清理通知, en: Notice to clear}
form: list
ground: GB/T34300-2017
mark: K
fields:
  case: {place: text}
  tell: {number: number}
---
请于二十四小时内清理停放于{{ case.place }}的单车{{ tell.number }}辆。

::: seal
{{ body }}
{{ issued_on | date }}
:::
"""
EXAMPLE = """example: {zh: 时间未到不得移走；到期移走后归还, en: "Not before the time; then moved and given back"}
locality: binhai-example
case: {place: 示例路口, capacity: own}
parties: {company: [{key: qiye, kind: organisation}]}
acts:
  - {act: tell, at: 2023-05-04 09:00, by: {handler: luo}, form: {number: 12}}
  - {act: move, at: 2023-05-04 10:00, by: {handler: luo}, refused: GB/T 34300-2017}
  - {act: move, at: 2023-05-05 10:00, by: {handler: luo}}
  - {act: give_back, at: 2023-05-06 10:00, by: {handler: luo}}
expect: {stage: returned, ended: yes, documents: [notice]}
"""
OWN = Path("procedures/bikes/clearing")


def prints(folder: Path) -> dict[str, str]:
    """Every file of a folder by its path, with the hash of what it holds."""
    return {
        str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file()
    }


@pytest.fixture
def copied(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A copy of the whole law folder with one folder more, laid over the shipped one as a district's own."""
    folder = tmp_path / "law"
    shutil.copytree(shipped(), folder)
    for name, text in (("procedure.yaml", PROCEDURE), ("templates/notice.md", NOTICE), ("examples/moved.yaml", EXAMPLE)):  # fmt: skip
        target = folder / OWN / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    settings.LAW_OVERLAY = str(folder)
    the_law.cache_clear()
    yield folder
    the_law.cache_clear()


def test_one_folder_is_all_it_takes(copied: Path, sample: Sample) -> None:
    before, after = prints(shipped()), prints(copied)
    assert {path: digest for path, digest in after.items() if not path.startswith(str(OWN))} == before

    law = the_law()
    (procedure,) = law.families["bikes.clearing"]
    assert all(proof.proved for proof in prove(procedure))
    cast = Cast(law.folder.path("procedures/cast.yaml"))
    assert [run_example(path, procedure, law, cast).failures for path in examples_of(procedure)] == [[]]

    luo, office = sample.id("luo"), Holding.objects.get(officer__username="luo").post.office_id
    by = {"handler": [luo]}
    cover = sample.cover(
        procedure="bikes.clearing", facts={"place": "示例路口"}, parties=[replace(sample.someone("company"), kind="organisation")], field="", capacity="own",
        office_id=office, opened_at=moment("2023-05-04 09:00"),
    )  # fmt: skip
    case_id = open_case(
        cover, Command("tell", by, {"number": 12}, at=moment("2023-05-04 09:00"), paper="示例"), luo
    ).case_id
    with pytest.raises(Refused) as caught:
        perform(case_id, Command("move", by, at=moment("2023-05-04 10:00"), paper="示例"), luo)
    assert "企业的清理时间还没有到" in str(caught.value)

    client = Client()
    client.force_login(Officer.objects.get(pk=luo), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/cases/{case_id}/").content.decode()
    assert "共享单车清理" in page and "清理通知" in page and "企业清理时间" in page
    answer = client.get(f"/cases/{case_id}/documents/1/notice.pdf")
    assert answer.content[:4] == b"%PDF", answer.content.decode()[-1500:]
    assert client.get("/law/bikes.clearing/").status_code == 200

    for act, at in (("move", "2023-05-05 10:00"), ("give_back", "2023-05-06 10:00")):
        perform(case_id, Command(act, by, at=moment(at), paper="示例"), luo)
    assert Case.objects.get(pk=case_id).stage == "returned"
    assert verify().broken == () and rebuild().broken == ()

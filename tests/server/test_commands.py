"""The commands of whoever keeps the machine: what they change, what they refuse, with which exit code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from street import Sample
from yifa.docket.models import Case
from yifa.docket.verify import verify
from yifa.errors import BadInput, Forbidden, Missing
from yifa.people.models import VaultItem
from yifa.places.models import Division
from yifa.server.cli import yifa


@pytest.fixture(autouse=True)
def _migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's database is up to date already."""
    for module in ("cli_terms", "cli_intake", "cli_erase"):
        monkeypatch.setattr(f"yifa.server.{module}.ready_database", lambda: None)


def run(*words: str) -> Any:
    return CliRunner().invoke(yifa, words)


def test_terms_are_counted_and_listed(sample: Sample) -> None:
    sample.decided()
    assert '"overdue"' in run("terms", "--json").output
    assert "title" in run("terms", "--kind", "overdue", "--json").output
    assert run("terms", "--kind", "nonsense").exit_code == 2


def test_a_sheet_is_received_from_the_command_line_and_its_faulty_row_named(
    sample: Sample, tmp_path: Path
) -> None:
    code = Division.objects.get(path=sample.street.communities[0]).code
    path = tmp_path / "orders.csv"
    head = "工单编号,反映时间,社区编码,事件类别,地点,反映内容,反映人,联系电话\n"
    path.write_text(
        f"{head}A1,2026-11-20 09:00,{code},其他,示例路6号,示例,,\nA2,昨天,{code},其他,示例路6号,示例,,\n",
        encoding="utf-8",
    )
    done = run("intake", str(path), "--channel", "hotline")
    assert done.exit_code == 1 and "第 3 行" in done.output and Case.objects.count() == 1
    assert isinstance(run("intake", str(path), "--channel", "none").exception, BadInput)


def test_a_value_is_erased_with_its_ground_and_the_docket_stays_whole(sample: Sample) -> None:
    sample.decided()
    item = VaultItem.objects.first()
    assert item is not None
    assert run("erase", str(item.pk), "--ground", "个人信息保护法/47", "--by", "feng").exit_code == 0
    item.refresh_from_db()
    assert bytes(item.ciphertext) == b"" and item.erasure_ground == "个人信息保护法/47"
    assert verify().broken == ()
    assert isinstance(run("erase", str(item.pk), "--ground", "x", "--by", "nobody").exception, Missing)
    second = VaultItem.objects.filter(erased_at=None).first()
    assert second is not None
    for ground, by in (("随便写", "feng"), ("个人信息保护法/999", "feng"), ("个人信息保护法/47", "gao"), ("个人信息保护法/47", "zhang")):
        assert isinstance(run("erase", str(second.pk), "--ground", ground, "--by", by).exception, (BadInput, Forbidden))
    second.refresh_from_db()
    assert second.erased_at is None
    assert run("erase", "no-reference", "--ground", "x", "--by", "feng").exit_code == 2

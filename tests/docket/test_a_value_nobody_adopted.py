"""At the door: what turns on a local value nobody adopted is refused in a sentence, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from street import Sample
from yifa.docket.models import Act, Refusal
from yifa.docket.verify import verify
from yifa.docket.world import the_law
from yifa.errors import Refused
from yifa.people.models import Officer
from yifa.procedures.folder import shipped

LACKING = "  - {name: summary_filing, value: 3 workdays, ground: 住房和城乡建设行政处罚程序规定, mark: L}\n"


@pytest.fixture
def _without(tmp_path: Path, settings: Any) -> Iterator[None]:
    """The district has not adopted the time in which a penalty on the spot is filed."""
    name = "localities/binhai-example.yaml"
    text = (shipped() / name).read_text(encoding="utf-8")
    assert LACKING in text
    (tmp_path / "localities").mkdir()
    (tmp_path / name).write_text(text.replace(LACKING, ""), encoding="utf-8")
    settings.LAW_OVERLAY = str(tmp_path)
    the_law.cache_clear()
    yield
    the_law.cache_clear()


@pytest.mark.usefixtures("_without")
def test_the_act_that_starts_the_term_is_refused_by_name_and_all_before_it_goes_on(sample: Sample) -> None:
    case_id = sample.opened().case_id
    sample.tell(case_id)
    before = Act.objects.count()
    with pytest.raises(Refused) as caught:
        sample.decide(case_id)
    (reason,) = [r for r in caught.value.reasons if r.code == "param.unadopted"]
    assert (
        "当场处罚备案期限" in reason.text.zh
        and "本地目录" in reason.text.zh
        and reason.ground == "行政处罚法/52"
    )
    with pytest.raises(Refused):
        sample.decide(case_id, irregular="事后补录（示例）")
    assert Act.objects.count() == before and Refusal.objects.filter(case_id=case_id).exists()
    assert verify().broken == ()

    client = Client()
    client.force_login(
        Officer.objects.get(username="zhang"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert "尚未采用" in client.get(f"/cases/{case_id}/").content.decode()

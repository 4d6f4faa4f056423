"""What is published holds the reasons and no person."""

from document_samples import CONTEXTS, DECISION, template

from yifa.documents.published import text_of
from yifa.people.masking import mask_text


def test_the_published_decision_is_masked_throughout_and_keeps_its_reasons() -> None:
    sheet = template("decision").compose(
        {
            **DECISION,
            "statement": "电话13800001234",
            "respondent": {**DECISION["respondent"], "id_number": "990101199003071237"},
        }
    )
    text = text_of(sheet, lambda words: mask_text(words, ["张三"]))
    assert "张三" not in text
    assert text.count("张某") == 2
    assert "13800001234" not in text
    assert "990101199003071237" not in text
    assert "1.责令改正违法行为；" in text
    assert "2.处以罚款200.00元" in text
    assert "序号　证据名称　形成日期　数量" in text


def test_places_to_sign_and_receipts_are_not_published() -> None:
    text = text_of(template("decision").compose(DECISION), str)
    assert "送达签收" not in text
    assert text.splitlines()[:3] == ["某区示例街道办事处", "行政处罚决定书", "某街综执罚决〔2026〕12号"]


def test_a_letter_is_published_under_its_own_title() -> None:
    text = text_of(template("reply").compose(CONTEXTS["reply"]), str)
    assert text.splitlines()[1] == "关于幸福路占道经营联合整治有关事项的复函"
    assert "抄送" not in text

"""Synthetic contexts for the sample templates; every person and number is invented (area 99xxxx)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from yifa.documents.template import Template, compile_template

TEMPLATES = Path(__file__).parent / "templates"

DECISION: dict[str, Any] = {
    "body": "某区示例街道办事处",
    "number": "某街综执罚决〔2026〕12号",
    "issued_on": "2026-09-28",
    "respondent": {
        "name": "某市示例餐饮店（张三）",
        "id_kind": "统一社会信用代码",
        "id_number": None,
        "address": "某市示例区幸福路3号",
    },
    "officers": [
        {"name": "李四", "certificate": "99010001"},
        {"name": "王五", "certificate": "99010002"},
    ],
    "facts": (
        "2026年9月1日9时30分，本机关执法人员在幸福路3号门前检查时发现，你（单位）擅自占用人行道摆放桌椅4张，"
        "占用面积约6平方米，未取得相应许可。\n执法人员当场责令改正，你（单位）当日下午已清理完毕。"
    ),
    "evidence": [
        {"name": "现场检查（勘验）笔录", "made_on": "2026-09-01", "count": 1},
        {"name": "询问笔录（被询问人：张三）", "made_on": "2026-09-02", "count": 1},
        {"name": "现场照片 *原件* | <附说明>", "made_on": None, "count": 4},
    ],
    "broken": ["《某市市容管理条例》第十条第一款", "《某市城市道路管理办法》第八条"],
    "basis": "《某市市容管理条例》第四十条",
    "discretion": "参照本市行政处罚裁量基准，你（单位）主动改正、占用面积较小，属于较轻情形",
    "heard": True,
    "statement": "已经改正，请求从轻处罚",
    "fine": 20_000,
    "pay_by": "2026-10-13",
    "bank": "某银行示例支行",
    "review_body": "某市示例区人民政府",
    "court": "某市示例区人民法院",
}

INQUIRY: dict[str, Any] = {
    "body": "某区示例街道办事处",
    "number": None,
    "issued_on": "2026-09-02",
    "times": 1,
    "began": "2026-09-02T09:05:00+08:00",
    "ended": "2026-09-02T10:20:00+08:00",
    "place": "示例街道综合行政执法队询问室",
    "asked": {"name": "张三", "id_number": "990101199003071237", "phone": "13800001234"},
    "officers": ["李四", "王五"],
    "recorder": "王五",
    "turns": [
        {
            "question": "请说明9月1日门前摆放桌椅的经过。",
            "answer": (
                "那天中午客人多，店里坐不下，我就在门口摆了四张桌子。\n"
                "大概从九点摆到下午两点，执法人员来了以后我就收了。"
            ),
        },
        {"question": "你是否取得占用道路的许可？", "answer": "没有，我不知道要办。"},
    ]
    * 8,
}

REPLY: dict[str, Any] = {
    "body": "某区示例街道办事处",
    "number": "某街办函〔2026〕12号",
    "issued_on": "2026-01-05",
    "recipient": "某区综合行政执法局",
    "matter": "幸福路占道经营联合整治有关事项",
    "received_on": "2025-12-29",
    "points": [
        "已于2025年12月30日会同你局第三中队开展联合检查，检查沿街门店26家，发现占道经营行为5起，均已责令当场改正。",
        "对其中2起逾期未改的，已依法立案，拟按普通程序办理。",
    ],
    "attachments": ["联合检查情况表", "立案情况说明"],
    "contact": {"name": "李四", "phone": "13800001234"},
}

CHECKLIST: dict[str, Any] = {"body": "某区示例街道办事处", "number": None, "issued_on": "2026-09-01"}

CONTEXTS = {"checklist": CHECKLIST, "decision": DECISION, "inquiry": INQUIRY, "reply": REPLY}


def template(name: str) -> Template:
    """One of the sample templates, compiled."""
    return compile_template(TEMPLATES / f"{name}.md")

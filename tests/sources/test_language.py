"""Languages: English is read, others are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gestae.sources.language import language_of

BENCH = Path(__file__).parents[3] / "shared" / "bench"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Bei einem Anschlag in der Stadt sind am Sonntag neun Menschen getötet worden, teilte die Polizei mit.",
            "German",
        ),
        (
            "Nueve personas murieron el domingo en un atentado en la capital, según informó la policía del país.",
            "Spanish",
        ),
        ("В результате взрыва в центре города погибли девять человек, сообщила полиция в воскресенье.", "Russian"),
        ("قتل تسعة أشخاص في انفجار وسط العاصمة يوم الأحد، بحسب ما أعلنت الشرطة المحلية", "Arabic"),
        (
            "警方表示，周日在首都市中心发生的爆炸事件造成九人死亡，目前尚无组织宣称对此负责，调查仍在继续进行。",
            "Chinese",
        ),
        ("Bij een aanslag in de stad zijn zondag negen mensen om het leven gekomen, meldt de politie.", "Dutch"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "Troops entered Kherson.",
        "PAKISTAN PRESIDENT MUSHARRAF RESIGNS",
        "THE POLICE SAID THAT NINE PEOPLE HAD DIED IN THE BLAST IN THE CENTRE OF THE CITY, AND THAT MORE WERE HURT.",
        "Al-Shabab, Boko Haram, Hayat Tahrir al-Sham and Jabhat al-Nusra are among the groups it listed.",
        "¡No pasarán!, the crowd of some 3,000 sang in the Plaza de Mayo on Sunday as the soldiers marched past them.",
        "",
    ],
)
def test_english_and_too_short(text: str) -> None:
    assert language_of(text) == "English"


@pytest.mark.shared
@pytest.mark.parametrize("bench", ["geoparsing", "attribution", "timex", "muc4-incidents"])
def test_no_english_report_is_refused(bench: str) -> None:
    path = BENCH / bench / "input.dev.jsonl"
    if not path.exists():
        pytest.skip("the benchmark folder is not beside the checkout")
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert [row["id"] for row in rows if language_of(row["text"]) != "English"] == []


def test_a_sample_decides() -> None:
    french = "séisme mercredi faisant au moins quarante morts et des blessés "
    assert language_of(french * 500) == language_of(french * 500 + "The police said that nine people died. " * 50_000)

from __future__ import annotations

import pytest

from gestae.knowledge.credits import agency_in, load_agencies

BODY = "Two rockets fell on the port of Pelargir on Sunday, the harbour office said, and nine people were hurt. " * 12


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"BEIRUT (AP) — {BODY}", "Associated Press"),
        (f"WASHINGTON, June 16 (Reuters) - {BODY}", "Reuters"),
        (f"Tegucigalpa, 18 Nov 89 (Acan-Efe) -- {BODY}", "EFE"),
        (f"MOSCOW. Nov 3 (Interfax) - {BODY}", "Interfax"),
        (f"Headline\n\nBy JANE DOE, Associated Press Writer\n\n{BODY}", "Associated Press"),
        (f"Headline\n\nXinhua\n\n{BODY}", "Xinhua"),
        (f"{BODY}\n\nSource: Anadolu Agency", "Anadolu Agency"),
        (f"{BODY}\n\nCopyright 2020 The Associated Press. All rights reserved.", "Associated Press"),
        (f"{BODY}\n\n— AFP", "Agence France-Presse"),
        (f"{BODY} Reuters reported on Monday that the port was closed.", None),
        (f"The AP reported on Monday that the port was closed. {BODY}", None),
        (f"Headline\n\nBy Jane Doe\n\n{BODY}", None),
        ("", None),
        ("(" * 5000 + "AP", None),
    ],
)
def test_whose_report_it_is(text: str, agency: str | None) -> None:
    assert agency_in(text) == agency


def test_an_agency_that_publishes_itself() -> None:
    assert agency_in(BODY, "Reuters") == "Reuters"
    assert agency_in(BODY, "The Pelargir Post") is None


def test_every_way_of_crediting_stands_for_one_agency() -> None:
    ways = load_agencies()
    assert len(ways) > 80
    assert all(ways[agency] == agency for agency in set(ways.values()) if agency in ways)

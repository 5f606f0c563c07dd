"""Clock times in local time are in the zone of the place where it happened."""

from __future__ import annotations

import pytest

from gestae.reader import Reader
from gestae.sources.text import document_from_text


@pytest.mark.models
@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("A bomb killed two policemen in Baghdad at 3:40 p.m. local time on Tuesday.", "Asia/Baghdad"),
        ("A bomb killed two policemen in Atlanta at 3:40 p.m. local time on Tuesday.", "America/New_York"),
        ("A bomb killed two policemen in Houston at 3:40 p.m. local time on Tuesday.", "America/Chicago"),
        ("A bomb killed two policemen in Texas at 3:40 p.m. local time on Tuesday.", None),  # Texas keeps two zones
        ("A bomb killed two policemen in Baghdad at 3:40 p.m. GMT on Tuesday.", "UTC"),
        ("A bomb killed two policemen in Baghdad at 3:40 p.m. on Tuesday.", "Asia/Baghdad"),  # told in one breath
        ("A bomb killed two policemen in the United States at 3:40 p.m. local time on Tuesday.", None),
        ("A bomb killed two policemen at 3:40 p.m. local time on Tuesday.", None),
    ],
)
def test_zone_of_an_event(reader: Reader, text: str, zone: str | None) -> None:
    record = reader(document_from_text(text, name="case", published="2022-11-16"))
    dates = {event.date.zone for event in record.events if event.date is not None}
    assert dates == {zone}
    assert all(event.date.start == "2022-11-15T15:40" for event in record.events if event.date is not None)


@pytest.mark.models
def test_zones_by_region_and_country(reader: Reader) -> None:
    gazetteer = reader.knowledge.gazetteer
    assert gazetteer.zone("IRQ", None) == "Asia/Baghdad"
    assert gazetteer.zone("USA", None) is None and gazetteer.zone("USA", "US.GA") == "America/New_York"
    assert gazetteer.zone(None, None) is None

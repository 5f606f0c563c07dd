"""Plain text: headline, dateline, paragraphs, subheadings, captions and furniture told apart."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gestae.errors import EmptyReport
from gestae.sources.text import document_from_text

from .layouts import parts

BODY = "The police said that nine people had died in the blast."
NEXT = "No group has claimed the attack, a spokesman said."


def kinds(text: str) -> list[str]:
    return [kind for kind, _ in parts(text)]


def test_headline_paragraphs_subheading_and_furniture() -> None:
    text = f"Bomb Kills Nine In Kabul\n\nShare\n\n{BODY}\n\nMayor: ‘We will rebuild’\n\n{NEXT}\n\nSPREAD THE STORY"
    assert parts(text) == [
        ("headline", "Bomb Kills Nine In Kabul"),
        ("boilerplate", "Share"),
        ("paragraph", BODY),
        ("subheading", "Mayor: ‘We will rebuild’"),
        ("paragraph", NEXT),
        ("boilerplate", "SPREAD THE STORY"),
    ]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        (
            "Rescuers search the rubble of a school in Tabas. Ali Reza/AFP via Getty Images",
            "Ali Reza/AFP via Getty Images",
        ),
        ("Rescuers search the rubble of a school in Tabas. (AP Photo/Ali Reza)", "(AP Photo/Ali Reza)"),
        ("Rescuers search the rubble in Tabas [Ali Reza/Reuters]", "[Ali Reza/Reuters]"),
        ("Soldiers block a road on Feb. 2, 2021. Photograph: Min Zaw/Dispatch", "Photograph: Min Zaw/Dispatch"),
        ("FILE - In this file photo, soldiers stand guard.", ""),
    ],
)
def test_credit_at_the_end_of_a_caption_is_furniture(line: str, credit: str) -> None:
    found = [(kind, words) for kind, words in parts(f"{BODY}\n\n{line}\n\n{NEXT}") if kind != "paragraph"]
    assert found[0] == ("caption", line.removesuffix(credit).strip())
    assert [words for kind, words in found if kind == "boilerplate"] == ([credit] if credit else [])


def test_credit_below_its_caption() -> None:
    text = f"{BODY}\n\nPolice block the road to the grain depot.\nPHOTO: Northgate Wire / staff\n\n{NEXT}"
    assert kinds(text) == ["paragraph", "caption", "boilerplate", "paragraph"]


def test_credit_above_and_caption_below() -> None:
    text = f"{BODY}\n\nH/O: Kabul Map 210826\nThe two gates that were attacked on Thursday.\n\n{NEXT}"
    assert kinds(text) == ["paragraph", "boilerplate", "caption", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "A map showing the two bases that were hit on Wednesday.",
        "FILE - In this Jan. 3, 2020 file photo, soldiers stand guard in Baghdad.",
        "Rescuers search the rubble of a school in Tabas. Ali Reza/AFP via Getty Images",
        "Rescuers search the rubble of a school in Tabas. (AP Photo/Ali Reza)",
        "Rescuers search the rubble of a school in Tabas [Ali Reza/Reuters]",
        "Rescuers search the rubble of a school in Tabas on Wednesday. (Photo by Ali Reza)",
        "Photo: The scene of the blast in the centre of Kabul.",
        "This satellite image shows damage at the airfield.",
        "A woman walks past a damaged house in this photo taken on Monday.",
    ],
)
def test_captions(line: str) -> None:
    found = parts(f"{BODY}\n\n{line}\n\n{NEXT}")
    assert [kind for kind, _ in found if kind != "boilerplate"] == ["paragraph", "caption", "paragraph"]
    assert line.startswith(found[1][1])


@pytest.mark.parametrize(
    "line",
    [
        "Share",
        "Share on Facebook",
        "ADVERTISEMENT",
        "Read more: Flood kills nine",
        "RELATED: Flood kills nine in Pakistan",
        "Sign up for our newsletter to get the news every morning.",
        "Follow us on Twitter",
        "H/O: Iraqi Air Bases Google Earth Map",
        "Photo: Ali Reza/AFP",
        "© 2020 Example News. All rights reserved.",
        "Copyright 2020 Example News",
        "By Jane Doe",
        "By JANE DOE and Ali Reza, Example News",
        "Published: January 8, 2020 5:12 PM EST",
        "8 January 2020",
        "Reporting by Jane Doe in Kabul; Editing by Ali Reza",
        "(Reporting by Jane Doe; Editing by Ali Reza)",
        "Jane Doe in Kabul contributed to this report.",
        "We use cookies to improve your experience.",
        "Story continues below advertisement",
        "***",
    ],
)
def test_furniture_yields_no_text(line: str) -> None:
    found = parts(f"{BODY}\n\n{line}\n\n{NEXT}")
    assert [words for kind, words in found if kind != "boilerplate"] == [BODY, NEXT]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell sharply on Tuesday after the attack.",
        "Follow-up strikes hit the port on Monday, officials said.",
        "By Friday the army had retaken the town.",
        "Live ammunition was fired at protesters in Yangon on Sunday.",
        "Published reports put the number of dead at nine.",
        "Watch towers along the border were shelled overnight.",
        "Photographs of the site showed two craters near the runway.",
        "Via Twitter, the minister denied that troops had crossed the border.",
        "Nine in ten said so in a New York Times/CBS News poll.",
        "Sources: three men were held after the blast in Kabul, and two of them have been released since.",
        "Posted on Telegram, the video shows two men with rifles leaving a car that had been set on fire.",
    ],
)
def test_news_that_begins_like_furniture_stays(line: str) -> None:
    assert ("paragraph", line) in parts(f"{BODY}\n\n{line}\n\n{NEXT}")


def test_one_sentence_is_a_paragraph() -> None:
    assert parts(BODY) == [("paragraph", BODY)]
    assert parts("Troops entered the town") == [("paragraph", "Troops entered the town")]


def test_body_without_headline_stays_paragraphs() -> None:
    assert kinds(f"{BODY}\n\n{NEXT}\n\n{BODY}") == ["paragraph"] * 3


def test_stopped_headline_above_a_dateline() -> None:
    assert kinds("Nine die in blast. Army blamed.\n\nKABUL (Wire) - " + BODY) == ["headline", "dateline", "paragraph"]
    assert kinds("Bomb Kills Nine People In Central Kabul.\n\n" + BODY) == ["headline", "paragraph"]


def test_section_label_above_the_headline() -> None:
    text = f"World\n\nQuake kills 40 in eastern Iran\n\nMany hurt as houses fall\n\n{BODY}\n\n{NEXT}"
    assert parts(text)[:3] == [
        ("subheading", "World"),
        ("headline", "Quake kills 40 in eastern Iran"),
        ("subheading", "Many hurt as houses fall"),
    ]


def test_list_items_are_no_subheadings() -> None:
    text = f"{BODY}\n\nJane Doe, 34\n\nAli Reza, 21\n\nHador Galdor, 50\n\n{NEXT}"
    assert kinds(text).count("subheading") <= 1


def test_title_authors_and_date() -> None:
    text = (
        f"Quake kills 40 in Tabas\nBy Jane Doe and ALI REZA, Example News\nPublished Jan. 8, 2020\n\n{BODY}\n\n{NEXT}"
    )
    document = document_from_text(text, name="test")
    assert document.title == "Quake kills 40 in Tabas"
    assert document.authors == ("Jane Doe", "Ali Reza")
    assert document.published == "2020-01-08"
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_given_date_wins_and_updated_is_not_published() -> None:
    text = f"Quake kills 40 in Tabas\n\nUpdated Jan. 9, 2020\n\n{BODY}\n\n{NEXT}"
    assert document_from_text(text, name="test").published is None
    assert document_from_text(text, name="test", published="2020-01-08").published == "2020-01-08"


def test_full_date_of_a_dateline_is_the_publication_date() -> None:
    body = "Iran fired missiles at two bases, the Pentagon said."
    assert document_from_text(f"BAGHDAD, Jan. 8, 2020 (Reuters) - {body}", name="test").published == "2020-01-08"
    assert document_from_text(f"BAGHDAD, Jan. 8 (Reuters) - {body}", name="test").published is None


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "BAGHDAD, Jan 8 (Reuters) - Iran fired missiles at two Iraqi bases that house\n"
        "U.S. forces early on Wednesday, the Pentagon said, in retaliation for the\n"
        "killing of Qassem Soleimani.\n"
        "   Iraqi officials said there were no casualties among Iraqi forces. The\n"
        "Prime Minister said he had been told of the attack shortly before it began, and\n"
        "that he had warned commanders.\n"
    )
    found = parts(text)
    assert [kind for kind, _ in found] == ["dateline", "paragraph", "paragraph"]
    assert found[1][1].startswith("Iran fired") and found[1][1].endswith("Soleimani.")
    assert "\n" in found[1][1]


def test_lines_of_whole_sentences_are_paragraphs() -> None:
    text = f"Bomb kills nine in Kabul\n{BODY}\n{NEXT}\n{BODY}"
    assert kinds(text) == ["headline", "paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\f", "\v", "\x85"])
def test_line_ends_do_not_matter(end: str) -> None:
    text = f"Bomb Kills Nine In Kabul\n\n{BODY}\n\n{NEXT}".replace("\n", end)
    assert parts(text) == [("headline", "Bomb Kills Nine In Kabul"), ("paragraph", BODY), ("paragraph", NEXT)]


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "\x00\n\x00", "---\n\n***", "\u200b"])
def test_no_words_is_an_empty_report(text: str) -> None:
    with pytest.raises(EmptyReport, match=r"empty\.txt: the report is empty"):
        document_from_text(text, name="empty.txt")


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["Share", BODY, "By Jane Doe", "KABUL (AP) — " + BODY, "H/O: Map 1", "", "FILE - A view.", "# Title"]
        ),
        st.text(max_size=60),
    ),
    max_size=12,
)


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", "\f"]))
def test_parts_are_in_order_and_do_not_overlap(lines: list[str], end: str) -> None:
    text = end.join(lines)
    try:
        document = document_from_text(text, name="test")
    except EmptyReport:
        return
    assert document.text is text
    position = 0
    for part in document.parts:
        assert position <= part.start < part.end <= len(text)
        words = text[part.start : part.end]
        assert words.strip("\ufeff\u200b\u2060\x00") == words.strip()
        position = part.end


@given(st.lists(st.text(alphabet="abcdefgh XYZ.,“”‘’", min_size=1, max_size=40), min_size=1, max_size=8))
def test_no_letter_is_lost(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    try:
        document = document_from_text(text, name="test")
    except EmptyReport:
        return
    inside = "".join(text[part.start : part.end] for part in document.parts)
    assert [c for c in inside if c.isalnum()] == [c for c in text if c.isalnum()]

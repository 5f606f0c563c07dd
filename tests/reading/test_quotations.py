from __future__ import annotations

import pytest

from gestae.reading.quotations import find_quotations


def inner(text: str) -> list[str]:
    return [text[q.inner.start : q.inner.end] for q in find_quotations(text, [(0, len(text))])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said: “We will not yield.”", ["We will not yield."]),
        ('"We", he said, "will not yield."', ["We", "will not yield."]),
        ("Iran’s leader called it a ‘slap on the face’ for the US", ["slap on the face"]),
        ("«Nous» said the minister; „nie wieder“ said another", ["Nous", "nie wieder"]),
        ("The soldiers' families weren't told.", []),
        ("Trump: ‘All is well’", ["All is well"]),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_an_unclosed_quotation_ends_with_its_part() -> None:
    text = "He vowed “severe revenge on all.\nNext paragraph."
    found = find_quotations(text, [(0, 32), (33, len(text))])
    assert [(q.closed, q.inner.end) for q in found] == [(False, 32)]


def test_many_open_marks_take_linear_time() -> None:
    text = "“" * 20_000
    assert len(find_quotations(text, [(0, len(text))])) <= 20_000

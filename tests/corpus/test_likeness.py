from __future__ import annotations

from gestae.corpus.likeness import compare, passages
from gestae.corpus.sketches import SHARED, SIZE, sketch_of
from gestae.corpus.wording import Wording, document_wording, wording_of
from gestae.sources.text import document_from_text

STORY = (
    "Arnor shelled the port of Pelargir early on Wednesday and killed nine dock workers, the harbour office said. "
    "Ships burned at three quays until noon, and the ferry to the southern bank was stopped for the day. "
    "Gondor called the shelling unprovoked and asked the council of the river states to meet this week. "
    "Traders moved grain by road instead, at twice the cost, and the price of bread rose in four cities. "
)
OTHER = (
    "A strike of tram drivers in Dol Amroth ended on Friday after eleven days, the union and the city council said. "
    "Drivers will be paid for nights from April on, and two depots that were to close are to stay open until spring. "
    "The mayor thanked the people of the city for their patience and walked home, as on every day of the strike. "
)


def words(text: str) -> Wording:
    return wording_of(text, [(0, len(text))])


def test_a_text_is_its_own_exact_copy_and_another_is_none() -> None:
    assert compare(words(STORY), words(STORY)).is_exact
    likeness = compare(words(STORY), words(OTHER))
    assert likeness.share == 0.0 and not likeness.is_copy and not likeness.shares_passages


def test_empty_and_tiny_texts_compare_with_anything() -> None:
    for text in ("", ".", "Nine", "Nine killed"):
        assert not compare(words(text), words(STORY)).is_copy
        assert not compare(words(STORY), words(text)).is_copy
    assert sketch_of(words("")) == ()
    assert len(sketch_of(words("Nine killed"))) == 1


def test_a_number_told_otherwise_is_no_exact_copy() -> None:
    likeness = compare(words(STORY), words(STORY.replace("nine", "twelve")))
    assert likeness.share == 1.0 and likeness.is_copy and not likeness.is_exact
    assert len(likeness.numbers) == 1


def test_a_story_below_another_is_not_joined_to_it() -> None:
    page = compare(words(OTHER + STORY), words(STORY))
    assert page.share == 1.0 and page.shares_passages and not page.is_copy
    assert compare(words(STORY + OTHER), words(STORY)).is_copy


def test_passages_are_long_runs_only() -> None:
    assert passages([True] * 11 + [False]) == (False,) * 12
    assert passages([False] + [True] * 12) == (False,) + (True,) * 12


def test_sketches_of_a_story_and_of_its_first_half_share_numbers() -> None:
    whole, half, other = (sketch_of(words(text)) for text in (STORY, STORY[: len(STORY) // 2], OTHER))
    assert len(whole) == SIZE and list(whole) == sorted(whole)
    assert len({*whole} & {*half}) >= SHARED
    assert not {*whole} & {*other}


def test_a_sketch_is_the_same_for_ever() -> None:
    """Cases hold sketches: a change here needs a migration that computes them anew."""
    assert sketch_of(words(STORY))[:3] == (3642792403463, 5546875687735, 8884852232899)


def test_headline_caption_and_furniture_are_not_compared() -> None:
    text = f"Nine Killed in Pelargir\n\nBy Jane Doe\n\n{STORY}\n\nSign up for our newsletter\n"
    document = document_from_text(text, name="a.txt")
    plain = document_wording(document).plain
    assert plain[:3] == ("arnor", "shelled", "the") and "newsletter" not in plain and "jane" not in plain


def test_time_grows_with_length_and_not_with_its_square() -> None:
    letters = str.maketrans("0123456789", "abcdefghij")
    long = words(" ".join(f"word{number % 9777}".translate(letters) + " of ships" for number in range(40_000)))
    assert compare(long, long).is_copy
    assert len(sketch_of(long)) == SIZE


_PATTERN = (
    "A bomb exploded in a crowded market in {place} on {day}, killing {dead} people and wounding 20, police said. "
    "The blast went off at about noon when the market was full of shoppers, {who}, a police officer, said by phone. "
    "No group claimed responsibility for the attack. Militants have stepped up attacks on civilians and soldiers "
    "in the region since the army launched an offensive in the spring. The wounded were taken to a hospital in {place}."
)


def _filled(place: str, day: str, dead: str, who: str) -> Wording:
    text = _PATTERN.format(place=place, day=day, dead=dead, who=who)
    return wording_of(text, [(0, len(text))])


def test_a_pattern_filled_with_other_names_is_no_copy() -> None:
    first = _filled("Larkana", "Friday", "four", "Imran Shaikh")
    other = compare(first, _filled("Mubi", "Monday", "nine", "Musa Danjuma"))
    assert other.share > 0.9 and not other.is_copy
    assert ("imran shaikh", "musa danjuma") in other.renamed


def test_another_number_and_one_name_spelt_otherwise_are_still_a_copy() -> None:
    first = _filled("Larkana", "Friday", "four", "Imran Shaikh")
    other = compare(first, _filled("Larkhana", "Friday", "seven", "Imran Shaikh"))
    assert other.is_copy and other.renamed == (("larkana", "larkhana"),)
    assert [first.told[mine] for mine, _ in other.numbers] == ["four"]

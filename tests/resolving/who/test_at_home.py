"""Of which country those are whom the words call only by what they do, and whom the words leave open."""

from __future__ import annotations

import pytest

from gestae.reader import Reader
from gestae.record.actors import Actor
from gestae.resolving.where.places import resolve_places
from gestae.resolving.who.actors import resolve_actors
from gestae.sources.text import document_from_text

pytestmark = pytest.mark.models
DAY = "2012-05-04"


def actor_of(reader: Reader, text: str, name: str, filed_from: str | None = None) -> Actor:
    reading = reader.parse(document_from_text(text, name="test", published=DAY))
    known = reader.knowledge
    places = resolve_places(reading, gazetteer=known.gazetteer)
    actors = resolve_actors(reading, known=known.actors, places=places, published=DAY, filed_from=filed_from)
    (found,) = [actor for actor in actors.items if actor.name == name]
    return found


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Police arrested 20 protesters in Nairobi on Monday.", "Police", "KEN"),
        ("Police arrested 20 protesters in Nairobi on Monday.", "protesters", "KEN"),
        ("A court in Bamako sentenced the editor. The opposition protested.", "opposition", "MLI"),
        ("Prisoners rioted at a jail in Dili on Monday.", "Prisoners", "TLS"),
        ("Police in Lagos arrested three men.", "Police", "NGA"),  # no country of a president Lagos
        # who holds an office there by name, but no senator on a visit
        ("Judge Omar Rivera freed 28 Chilean officials on Monday.", "Omar Rivera", "CHL"),
        ("Senator Paula Ruiz visited Chile on Monday.", "Paula Ruiz", None),
        # two countries in one sentence leave it open
        ("Police fired on residents after clashes in Goma and Kigali.", "residents", None),
        # the place named last before, in the same paragraph
        ("Rockets hit flats in Kharkiv. At least 21 people died, the governor said.", "people", "UKR"),
        # whoever may come from elsewhere stays open
        ("In Nairobi, troops shot at tourists.", "tourists", None),
        ("In Nairobi, troops shot at tourists.", "troops", None),
        ("Gunmen killed a guard in Nairobi.", "Gunmen", None),
        ("Foreign workers struck in Doha on Sunday.", "Foreign workers", None),
        # the words say another country
        ("Ugandan police arrested a man in Nairobi.", "Ugandan police", "UGA"),
        # no place, no country
        ("Police arrested 20 protesters on Monday.", "Police", None),
    ],
)
def test_who_is_at_home_where_it_happens(reader: Reader, text: str, name: str, country: str | None) -> None:
    assert actor_of(reader, text, name).country == country


def test_the_place_is_quoted_beside_the_mentions(reader: Reader) -> None:
    police = actor_of(reader, "Police arrested 20 protesters in Nairobi on Monday.", "Police")
    assert [(quote.text, quote.role) for quote in police.evidence] == [("Police", "nominal"), ("Nairobi", "country")]


def test_a_dateline_says_whose_police_they_are_but_not_whose_government(reader: Reader) -> None:
    text = "Police arrested a man. Officials in Lima and Quito said the government would not comment."
    assert actor_of(reader, text, "Police", filed_from="PER").country == "PER"
    assert actor_of(reader, "The government fell, reports from Lima and Quito said.", "government").country is None


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("New Jersey Governor Jim Smith of the party spoke in Trenton.", "Jim Smith", "USA"),
        ("Jersey's chief minister, Jim Smith, spoke.", "Jim Smith", "GBR"),
    ],
)
def test_a_land_with_the_name_of_another_in_it(reader: Reader, text: str, name: str, country: str) -> None:
    assert actor_of(reader, text, name).country == country

"""The words of speech: the file keeps its schema, and a wrong file names the entry."""

from __future__ import annotations

import pytest

from gestae.errors import KnowledgeError
from gestae.lexicon.speech import load_speech, parse_speech

HEAD = """
manners = ["say"]
[nouns]
say = ["claim"]
[light]
verbs = ["make"]
[adjectives]
[hedges]
adverbs = ["reportedly"]
[carriers]
verbs = ["go"]
[speaking]
verbs = ["speak"]
[unnamed]
nouns = ["source"]
mouthpieces = ["spokesman"]
[labels]
words = ["watch"]
[recorded]
infinitives = ["say"]
unnamed = ["say"]
objects = ["say"]
knowing = ["say"]
not_telling = ["love"]
minds = ["say"]
reading = ["say"]
finding = ["find"]
wishing = ["want"]
nameless = ["named"]
standing_for = ["say"]
carrying = ["go"]
[relays]
verbs = ["quote"]
[turns]
asking = ["q"]
answering = ["a"]
[answers]
claims = ["claim"]
false = ["false"]
[voices]
documents = ["statement"]
proclaiming = ["statement"]
mute = ["study"]
plain = ["say"]
issuing = ["issue"]
public = ["minister"]
pointing = ["group"]
standing = ["GOV"]
kinds = ["state"]
"""
GROUP = """
[[verbs]]
manner = "say"
takes = ["quote"]
with = ["out about", "of"]
example = "She said so."
lemmas = ["say"]
"""


def test_the_file_that_comes_with_gestae() -> None:
    speech = load_speech()
    assert speech.verbs["say"].manner == "say"
    assert speech.verbs["deny"].manner == "deny"
    assert speech.verbs["tell"].addressee
    assert speech.phrasal["call"].leads
    assert speech.channel_of(("state", "television")) == "state media"
    assert speech.channel_of(("harbour",)) is None
    words = [*speech.verbs, *speech.nouns, *speech.adjectives, *speech.channels]
    assert all(word == word.lower() and "_" not in word for word in words)


def test_longer_prepositions_come_first() -> None:
    speech = parse_speech(HEAD + GROUP, file="f.toml")
    assert speech.verbs["say"].leads == (("out", "about"), ("of",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("manners = [", "f.toml"),
        (HEAD + "[verbz]\n", "unknown section 'verbz'"),
        (HEAD + GROUP.replace('["quote"]', '["quotes"]'), "verb group 1: unknown takes 'quotes'"),
        (HEAD + GROUP.replace('manner = "say"', 'manner = "sing"'), "verb group 1: unknown manner 'sing'"),
        (HEAD + GROUP + GROUP, "verb group 2: 'say' stands in two groups"),
        (HEAD + GROUP.replace('example = "She said so."', ""), "verb group 1: needs lemmas and an example"),
        (HEAD.replace('verbs = ["go"]', ""), "[carriers] needs verbs"),
        (HEAD + '[[channels]]\nname = "a"\nwords = ["x", "x"]\n', "channel 'a': 'x' already names 'a'"),
    ],
)
def test_a_wrong_file_names_the_entry(text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=r"f\.toml") as caught:
        parse_speech(text, file="f.toml")
    assert message in str(caught.value)

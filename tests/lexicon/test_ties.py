"""The words of relations: the file keeps its schema, and a wrong file names the entry."""

from __future__ import annotations

import pytest

from gestae.errors import KnowledgeError
from gestae.lexicon.ties import load_ties, parse_ties

HEAD = """
[forces]
nouns = ["troop"]
houses = ["house"]
stations = ["station"]
[diplomacy]
nouns = ["tie"]
adjectives = ["diplomatic"]
severs = ["cut"]
restores = ["restore"]
[past]
words = ["former"]
[state]
words = ["government"]
"""
NOUN = """
[[nouns]]
relation = "leads"
links = ["of"]
example = "The leader of the group left."
words = ["leader"]
"""
VERB = """
[[verbs]]
relation = "leads"
agent = "from"
example = "She leads the group."
lemmas = ["lead"]
participles = ["led"]
"""


def test_the_file_that_comes_with_gestae() -> None:
    ties = load_ties()
    assert ties.nouns["minister"].relation == "holds_office_in"
    assert ties.nouns["minister"].national
    assert ties.participles["backed"].relation == "backed_by"
    assert ties.verbs["lead"].agent == "from"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", "f.toml"),
        (HEAD + NOUN.replace('"leads"', '"rules"') + VERB, "noun group 1: unknown relation 'rules'"),
        (HEAD + NOUN.replace('["of"]', '["off"]') + VERB, "noun group 1: links must be some of"),
        (HEAD + NOUN + NOUN + VERB, "noun group 2: 'leader' stands twice"),
        (HEAD + NOUN.replace('words = ["leader"]', "") + VERB, "noun group 1: needs words and an example"),
        (HEAD + NOUN + VERB.replace('"from"', '"left"'), "verb group 1: agent must be from or to, not 'left'"),
        (HEAD + NOUN + VERB + VERB, "verb group 2: 'lead' stands twice"),
        (HEAD.replace('houses = ["house"]', "") + NOUN + VERB, "[forces] needs houses"),
    ],
)
def test_a_wrong_file_names_the_entry(text: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=r"f\.toml") as caught:
        parse_ties(text, file="f.toml")
    assert message in str(caught.value)

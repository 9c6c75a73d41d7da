"""Dutch at B1: one limit for each measure, and each exception by name, with its reason.

A text that fails is rewritten; the limits stay. See docs/explanation/texts.md.
"""

import pytest
from tests.unit.web import plain_dutch as plain

from feedback_api.web.catalogues import catalogue_path, read_catalogue

TEXTS = {
    str(m.id): str(m.string)
    for m in read_catalogue(catalogue_path("nl"))
    if m.id and not str(m.id).startswith("language.")
}

NAMES = {
    "axe-core",
    "coa",
    "comensha",
    "gza",
    "ind",
    "kindertelefoon",
    "klokkenluiders",
    "nederland",
    "nederlands",
    "nidos",
    "vluchtelingenwerk",
    "wcag",
}
"""Names of organisations, countries, languages and rules; the list of words holds no names."""

OFFICIAL = {
    "asielprocedure": "what everyone in it calls it, also in letters of the IND",
    "gezinshereniging": "the official word, beside (nareis)",
    "ketenpartners": "what partner organisations are called; read by them",
    "klankbordgroep": "the group's own name",
    "meldcode": "a duty by law; read by partners only",
    "nareis": "the official word, in brackets",
    "toegankelijkheidsverklaring": "the name that the decree gives that page",
    "vertrouwenspersoon": "who it is; read by staff only",
}
"""Terms that have no plain word: the term is what people know or need."""

CODEBOOK = {"bejegening", "inclusie", "vertrouwelijkheid", "wachtruimte"}
"""Words of theme labels; the codebook fixes them, so that the form and the API say the same."""

THINGS = {
    "e-mailadres": "everyone says it; the list of words lacks it",
    "ip-adres": "a list of what is not kept has to name it",
    "schermlezer": "what its users call it",
    "spaties": "no other word; streepjes and hoofdletters stand beside it",
}

HARD_TO_READ = {"access.scope": "it has to name the decree and the rules"}
"""Texts under the least reading ease."""


@pytest.mark.parametrize("key", TEXTS)
def test_no_sentence_is_longer_than_fifteen_words(key):
    assert plain.long_sentences(TEXTS[key]) == []


@pytest.mark.parametrize("key", TEXTS)
def test_every_word_is_common_or_named_here(key):
    assert plain.rare_words(TEXTS[key]) - NAMES - OFFICIAL.keys() - CODEBOOK - THINGS.keys() == set()


@pytest.mark.parametrize(
    "key", [key for key, text in TEXTS.items() if plain.words_in(text) >= plain.LONG_ENOUGH]
)
def test_longer_texts_read_easily(key):
    assert plain.reading_ease(TEXTS[key]) >= plain.LEAST_EASE or key in HARD_TO_READ


@pytest.mark.parametrize("key", TEXTS)
def test_sentences_say_who_does_it(key):
    assert plain.passives(TEXTS[key]) == []


@pytest.mark.parametrize("key", TEXTS)
def test_readers_are_addressed_politely(key):
    assert plain.familiar_forms(TEXTS[key]) == []


def test_no_exception_outlives_its_text():
    used = set().union(*(plain.rare_words(text) for text in TEXTS.values()))
    assert {*NAMES, *OFFICIAL, *CODEBOOK, *THINGS} <= used
    assert all(plain.reading_ease(TEXTS[key]) < plain.LEAST_EASE for key in HARD_TO_READ)


def test_the_measures_tell_hard_dutch_from_plain():
    hard = (
        "Indien de aanvraag door de bevoegde autoriteit wordt afgewezen, dient je zich onverwijld "
        "tot de rechtbank te wenden teneinde een voorlopige voorziening te bewerkstelligen."
    )
    assert plain.long_sentences(hard)
    assert plain.rare_words(hard)
    assert plain.passives(hard)
    assert plain.familiar_forms(hard)
    assert plain.reading_ease(hard) < plain.LEAST_EASE
    assert plain.reading_ease("Wij lezen uw tekst. Wij halen uw naam weg. Dan ziet u wat er overblijft.") > 80

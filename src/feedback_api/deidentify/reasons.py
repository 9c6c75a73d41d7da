"""Why each step takes words out, in plain words, for somebody who tries their own text."""

from feedback_api.terms.text import Span

_RECOGNISED = "recognise"
_LISTED_STEPS = {
    "keep list": "no list says that this word is harmless",
    "capitals": "its capital inside a sentence makes it a name",
    "no keep list": "there is no list of harmless words for this language",
    "context": "the word is a name too, and stands where a name stands",
    "acting": "the word is a name too, and does or is met as people do or are",
    "tagger": "the words around it make it a name",
    "sweep": "it was taken out elsewhere in this message",
    "last resort": "masking this text did not come to rest, so no word of it stays",
}
_FORMS = {
    "address": "a street, house, room or post box",
    "age": "an age",
    "spelled_age": "a number in words that counts nothing, so perhaps an age",
    "birth_date": "a date or year of birth",
    "bsn": "a citizen service number",
    "case": "a case number",
    "date": "a date with its day",
    "detail": "a rare combination that points at somebody",
    "quasi": "a rare combination that points at somebody",
    "document": "the number of a passport, card or file",
    "email": "an e-mail address",
    "handle": "an account name",
    "iban": "a bank account number",
    "ip": "an internet address",
    "job": "says that somebody is the only one, or holds a post that one person holds",
    "number": "digits that count nothing and measure no time",
    "number_words": "a number spelled out",
    "organisation": "an organisation small enough to point at somebody",
    "origin": "a country, people or rare language that somebody comes with",
    "origins": "a country, people or rare language that somebody comes with",
    "language": "a language that few speak here",
    "person": "stands behind what announces a name, or looks like initials",
    "role": "an officer with a name",
    "phone": "a telephone number",
    "place": "a town, village or centre",
    "plate": "a number plate",
    "postcode": "a postcode",
    "sensitive": "religion, orientation, violence or a named illness",
    "url": "a web address",
    "v_number": "a V-number",
}


def step_of(span: Span) -> str:
    """Which step of the engine took a span."""
    return span.found_by if span.found_by in _LISTED_STEPS else _RECOGNISED


def reason_of(span: Span) -> str:
    """Why it was taken, in words for the writer."""
    return _LISTED_STEPS.get(span.found_by) or _FORMS[span.found_by]


KNOWN_FINDERS = frozenset(_LISTED_STEPS) | frozenset(_FORMS)
"""Every ``found_by`` that has a reason."""

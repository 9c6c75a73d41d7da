"""One recogniser for each kind of identifier of domain guide section 6; their order does not matter."""

from collections.abc import Callable, Iterator, Sequence

from feedback_api.deidentify.reading import Reading
from feedback_api.deidentify.recognisers import (
    address,
    age,
    birth_date,
    bsn,
    case,
    combination,
    date,
    document,
    email,
    handle,
    iban,
    ip,
    job,
    number,
    number_words,
    organisation,
    origin,
    person,
    phone,
    place,
    plate,
    postcode,
    quasi,
    sensitive,
    spelled_age,
    url,
    v_number,
)
from feedback_api.terms.text import Span

Recogniser = Callable[[Reading], Iterator[Span]]
"""Finds one kind of identifier in a reading."""

FORMATS: tuple[Recogniser, ...] = (
    phone.find,
    bsn.find,
    v_number.find,
    iban.find,
    email.find,
    url.find,
    handle.find,
    ip.find,
    plate.find,
    postcode.find,
    document.find,
    case.find,
    date.find,
    birth_date.find,
    sensitive.find,
)
"""Recognisers of what is written alike in every language."""

CUES: tuple[Recogniser, ...] = (
    address.find,
    age.find,
    spelled_age.find,
    person.find,
    organisation.find,
    place.find,
    origin.find,
    number_words.find,
    number.find,
)
"""Recognisers that know Dutch and English words for what they seek."""

CLAUSES: tuple[Recogniser, ...] = (job.find, quasi.find, combination.find)
"""Recognisers of clauses that single somebody out, in Dutch and English."""

RECOGNISERS = (*FORMATS, *CUES, *CLAUSES)

_NEED_DIGITS = frozenset(
    (
        phone.find,
        bsn.find,
        v_number.find,
        iban.find,
        plate.find,
        postcode.find,
        document.find,
        case.find,
        number.find,
    )
)
"""Recognisers that find nothing in a text without digits, so that most texts are read faster."""


def recognise(
    reading: Reading, found: Sequence[Span] = (), recognisers: Sequence[Recogniser] = RECOGNISERS
) -> Iterator[Span]:
    """What all recognisers find, one after the other."""
    del found
    has_digit = any(c.isdigit() for c in reading.text)
    for recogniser in recognisers:
        if has_digit or recogniser not in _NEED_DIGITS:
            yield from recogniser(reading)

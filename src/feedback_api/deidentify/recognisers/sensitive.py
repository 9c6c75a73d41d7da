"""What GDPR article 9 protects, where the words alone say it of a person."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_TERMS = re.compile(
    r"(?<![\w\-])(?=\w{3})(?:bekeerd|bekeerling(?:en)?|bekering|christen(?:en)?|christelijke?|moslims?|"
    r"moslima|"
    r"jehova'?s? getuigen?|atheïst(?:en)?|atheist(?:s)?|"
    r"afvallige|ex-moslim|baha'?i|koptische?|pinkstergelovige|sjiiet|sjiitische?|soenniet|soennitische?|"
    r"gedoopt|christians?|"
    r"muslims?|converted to \w{3,15}|convert|apostate|pentecostal|shia|sunni|baptised|baptized|"
    r"homo|homo's|homoseksueel|homoseksuele|homoseksualiteit|lesbisch|lesbische|biseksueel|transgender|"
    r"transvrouw|transman|lhbti?\w{0,3}|"
    r"lgbt\w{0,4}|gay|lesbian|bisexual|homosexual|verkracht|verkrachting|verkrachter|"
    r"seksueel misbruikt?|seksueel geweld|aangerand|raped?|sexually abused|"
    r"hiv|aids|hiv-positief|hiv positive|hepatitis|tuberculose|tbc|kanker|schizofrenie|schizophrenia|"
    r"epilepsie|epilepsy|parkinson(?:'s)?|alzheimer(?:'s)?|dementie|dementia|cancer|leuk[ae]*mi[ae]|"
    r"leukemie|"
    r"dialysis|dialyse|thalass[ae]*mi[ae]|sickle cell|"
    r"abortus|abortion|besneden|besnijdenis|fgm|genitale verminking)(?!\w)",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Span]:
    """Religion and conversion, sexual orientation, sexual violence and named illnesses.

    Source: domain guide section 6; GDPR article 9(1).
    """
    yield from reading.find(_TERMS, Tag.SENSITIVE, "sensitive")

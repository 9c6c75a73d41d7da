import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("walaashay cawo waa bukto", ["cawo"]),  # tonight, after kin
        ("macallinka roble waa nin fiican", ["roble"]),
        ("waxaan ahay nabad", ["nabad"]),  # peace, after I am
        ("gabadhayda rajo ayaa xanuunsan", ["rajo"]),  # hope
        ("cabdifitaax ayaa turjumay", ["cabdifitaax"]),  # spelled by ear
        ("saxiibkay maxamuud wuu tagay", ["maxamuud"]),
        ("qofka la yiraahdo faduma ayaa ii turjumay", ["faduma"]),
        ("ninka mark la dhaho wuu qayliyay", ["mark"]),  # a common English word
        ("waxaan joogaa azc budel", ["budel"]),
        ("17 jir baan ahay", ["17"]),
        ("waxay jirtaa toddobaatan iyo saddex sano", ["toddobaatan", "saddex"]),  # an age in words
        ("da'deedu waa 67", ["67"]),
        ("12 Maarso ayaan imid", ["12", "Maarso"]),
        ("telkaygu waa eber lix afar laba toddoba sagaal", ["eber", "sagaal"]),
        ("emailkaygu waa warsame dhibic nuur at gmail dhibic com", ["warsame", "nuur", "gmail"]),
        (
            "waxaan ahay dhakhtarka kaliya ee af carabi ku hadla magaalada",
            ["dhakhtarka", "kaliya"],
        ),  # only stands behind its noun
        ("Marwo Deeqa oo ka tirsan Ururka Haweenka Hilaac", ["Deeqa", "Ururka", "Hilaac"]),
        ("wiilkaygu waa toban iyo laba sano", ["toban"]),  # an age by kin and "is"
        ("labada carruurta ah waxay jiraan toddoba iyo sagaal", ["toddoba", "sagaal"]),
        ("ururka haweenka rajo ayaa na caawiyay", ["rajo"]),  # hope, of a house
        ("seeddigay Amaan wuu yimid", ["Amaan"]),
        ("awoowe Sugulle iyo macallin Jaamac", ["awoowe", "macallin", "Sugulle", "Jaamac"]),  # titles go too
        ("Hodan Dheer ayaa i raacday", ["Hodan", "Dheer"]),  # a nickname that is a word
        ("codsade F.A. ma iman", ["F.", "A."]),
        ("ilmo afar bilood ah ayaan haystaa", ["afar"]),
        ("hooyaday waa lixdan iyo lix sano", ["lixdan"]),
        ("anigu waxaan ahay ninkii koofiyadda cas ee xerada ku heesa", ["koofiyadda", "heesa"]),
    ],
)
def test_identifiers_go(engine: Deidentifier, text: str, gone: list[str]) -> None:
    masked = engine.deidentify(RawText(text), "so").text
    assert [word for word in gone if word in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "nabad iyo nolol baan rabnaa",  # peace that is no name
        "15 bilood baan sugayay jawaab ma helin",
        "markii 4aad ayaa la baajiyay",  # an ordinal with its ending
        "gehoorka turjumaanku ma fiicnayn",  # Dutch with a Somali article
        "goaanka wali ma imaan",  # a glottal stop left out
        "go'aanka wali ma imaan",
        "warqadeydii way luntay",  # a possessive and an article
        "advocaatkaygu tel ma qabto",
        "lacagtii todobaadka ma iman",
        "Magacaygu si khaldan ayaa loo qoray",  # no sensitive word in it
        "waxaan sugaynay laba sano",  # a length of time that is no age
        "magaalo kale ayaa la ii raray",  # not "gaalo" under a prefix
    ],
)
def test_what_is_said_stays(engine: Deidentifier, text: str) -> None:
    assert engine.deidentify(RawText(text), "so").text == text

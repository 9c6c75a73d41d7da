import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("navê min bahar e", ["bahar"]),  # names that are words
        ("birayê min azad li kampê ye", ["azad"]),
        ("ji hêviyê re gotin here", ["hêvî"]),
        ("kek rizgar bersiv nade", ["rizgar"]),
        ("xaltîka Azadî nexweş e", ["Azad"]),  # names with case endings
        ("ez bi Rojdayê re hatim", ["Rojda"]),
        ("rojdayê telefon kir", ["rojda"]),
        ("keça min sê salî ye û kurê min 14 salî ye", ["sê salî", "14"]),
        ("bavê min heftê û sê salî ye", ["heftê", "sê"]),
        ("roja 16ê gulanê hevpeyvîna min bû", ["16", "gulan"]),
        ("di 3ê çileya 2025an de hatim", ["3ê", "çile"]),
        ("ez di bihara sala 1951ê de ji dayik bûme", ["1951"]),
        ("telefona min sifir şeş du heşt çar çar yek heft e", ["sifir", "heşt"]),
        ("mail: zinar nuqte kaya et hotmail nuqte com", ["zinar", "kaya", "hotmail"]),
        ("Komeleya Jinên Ronahiyê kursê dide", ["Komeleya", "Ronahî"]),
        ("mala me li kolana Tulpstraatê hejmar 16 e", ["Tulpstraat", "16"]),
        ("ez tenê wergêra zazakî me li vî welatî", ["zazakî", "wergêra"]),
        ("em ji emmen çûn weert", ["emmen", "weert"]),  # small places in small letters
        ("serokê berê yê şaredariya Nisêbînê ez im", ["serokê", "Nisêbîn"]),
        ("Xalê Evdo û Hosta Welat hatin", ["Xalê", "Hosta", "Evdo"]),  # what honours goes too
        ("daxwazkar R.K. nehat", ["R.", "K."]),
        ("ez û azad çûn gemeente", ["azad"]),
        ("min got ez hivdeh im", ["hivdeh"]),
        ("pîra me heftê û nehsalî ye", ["heftê", "nehsalî"]),
        ("kurê min deh mehî ye", ["deh"]),
        ("bavê min midûrê posta Dêrikê bû", ["midûrê", "Dêrikê"]),
        ("ez ew zilamê bi gopalê sor im ku her roj li ber derî radiweste", ["gopalê", "radiweste"]),
    ],
)
def test_identifiers_go(engine: Deidentifier, text: str, gone: list[str]) -> None:
    masked = engine.deidentify(RawText(text), "ku").text
    assert [word for word in gone if word in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "em nizanin em çi bikin",  # no letter of it is ASCII but the i
        "em hêvî dikin ku em azad bin",  # words that are also names
        "bahar hat û baran dibare",
        "jiyana me li vir dijwar e",
        "em sê meh in li benda biryarê ne",
        "hevpeyvîn çar saetan dom kir û wergêr dereng hat",
        "kes bersiva telefona me nade",
        "cevap yok, em gelek westiyan",  # mixed with Turkish
        "nexwesxane dur e u doktor wext nade",  # typed without accents
        "advocaat got brief hatiye lê azc nizane",
        "em dixwazin derkevin û nikarin razên",  # a preverb before the mood
        "Ez spasiya COA dikim ji bo odeya nû li Ter Apelê",
        "azcya kevin dûr e, hêdî hêdî diçin",
    ],
)
def test_the_rest_stays(engine: Deidentifier, text: str) -> None:
    assert engine.deidentify(RawText(text), "ku").text == text


def test_keyboard_habits_change_nothing(engine: Deidentifier) -> None:
    for text in ("birayê min Şoreş digirî", "biraye min Sores digiri", "birayê mın Şöreş digirı"):
        assert "res" not in engine.deidentify(RawText(text), "ku").text.replace("eş", "es")

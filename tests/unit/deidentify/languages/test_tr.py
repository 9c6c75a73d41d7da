import pytest

from feedback_api.deidentify.engine import Deidentifier, Lexicons
from feedback_api.deidentify.languages.harmony import to_chains
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("adım deniz, soyadım kaya", ["deniz", "kaya"]),  # names that are words
        ("umut bey cevap vermiyor", ["umut"]),
        ("yıldız teyze ameliyat oldu", ["yıldız"]),
        ("güneşin kardeşi bizimle kalıyor", ["güneşin"]),
        ("deniz dedi ki bekleyin", ["deniz"]),
        ("Barış'ın dosyası üç aydır masada", ["Barış"]),  # an apostrophe parts a name from its endings
        ("Eşim Çiçek hasta, kızım Bahar'ı da alın", ["Çiçek", "Bahar"]),
        ("mehmetin kuzeni rojhatla geldi", ["mehmet", "rojhat"]),  # endings without an apostrophe
        ("yusufla konuştum, selimin haberi yok", ["yusuf", "selim"]),
        ("avukatım femkeye yazdım", ["femke"]),
        ("Zwolle'den sonra hoogeveendeydik", ["Zwolle", "hoogeveen"]),
        ("oğlum on dört yaşında", ["on dört"]),
        ("on iki martta görüşmeye girdim", ["on iki", "mart"]),
        ("sıfır altı on iki otuz dört elli", ["on iki", "otuz"]),
        ("mailim ayse nokta yilmaz et gmail nokta com", ["ayse", "yilmaz", "gmail"]),
        ("yeni umut derneği yardım etti", ["yeni umut"]),
        ("Gündoğdu Hukuk Bürosu aradı", ["Gündoğdu", "Hukuk"]),
        ("rotterdamdaki tek zazaca tercüman oydu", ["rotterdam", "zazaca"]),
        ("eski bir savcıyım, yedi çocuk babasıyım", ["savcı", "yedi çocuk"]),
        ("oda 14te kalıyoruz", ["14"]),
        ("Kızım iki buçuk yaşında, yeğenim on beşinde", ["iki", "buçuk", "yaşında", "on beş"]),
        ("bebek sekiz aylık, mama yok", ["sekiz", "aylık"]),
        ("Mavi Kuşlar kreşi yer var dedi", ["Mavi", "Kuşlar"]),  # the kind of house stands behind its name
        ("Yağmur'la gittik. Yağmur çok ağladı", ["Yağmur"]),  # without the endings behind the apostrophe
        ("Kuzey yine ateşlendi", ["Kuzey"]),  # a word that opens a sentence as a name
        ("Sabiha Hoca ders veriyor", ["Sabiha", "Hoca"]),  # what honours a name stands behind it
        ("rapor: N.K. transfer bekliyor", ["N.K"]),
        ("Muş itfaiye müdürüydüm", ["itfaiye", "müdür"]),
    ],
)
def test_identifiers_go(engine: Deidentifier, text: str, gone: list[str]) -> None:
    masked = engine.deidentify(RawText(text), "tr").text
    assert [word for word in gone if word in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "cocuklarim usuyor, kalorifer calismiyor",  # without the Turkish letters
        "cevabınızı bekleyemeyeceğimizi söylemiştik",  # a long chain of endings
        "napcam bilmiyom, gelcez dediler gelmediler",  # spoken forms
        "azcde internet cekmiyo, coadan cevap yok",  # borrowed words with endings
        "savaştan kaçtık, barış istiyoruz, umudumuz bitti",
        "Deniz yoluyla geldik, güneş almıyor odamız.",
        "IND'den mektup geldi, avukatım açıklamadı.",
        "Ter Apel'de üç gece yerde yattık.",
        "mülakat altı saat sürdü, tercüman yanlış çevirdi",
        "tek isteğim bir cevap, iki yıldır bekliyoruz",
        "tolk degistirebilirmiyiz lutfen",
        "Umut kalmadı, hayat zor, memur bize güldü.",
        "adımı yanlış yazmışlar",  # no name behind it
    ],
)
def test_what_they_say_stays(engine: Deidentifier, text: str) -> None:
    assert engine.deidentify(RawText(text), "tr").text == text


def test_endings_follow_the_vowel_of_the_word() -> None:
    lexicon = Lexicons()["tr"]
    assert lexicon.is_known("kitaplarda")
    assert not lexicon.is_known("kitaplerde")


def test_an_unlisted_name_under_its_endings_is_no_word() -> None:
    lexicon = Lexicons()["tr"]
    assert not lexicon.is_known("selimin")  # "sel" with two endings


def test_chains_come_in_front_and_back_vowels() -> None:
    chains = to_chains({"word": "l[ae]r"})
    assert chains["+"].fullmatch("ler")
    assert not chains["*"].fullmatch("ler")

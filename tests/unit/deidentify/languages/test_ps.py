import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("زما خور سپوږمۍ ژاړي", ["سپوږمۍ"]),  # moon, after kin
        ("وکیله مې هیله نومیږي", ["هیله"]),  # hope, before is called
        ("زما ورور خوشال راغی", ["خوشال"]),  # glad, after kin
        ("ترجمان حکمت الله غلط وو", ["حکمت", "الله"]),  # a name of two words
        ("زما نوم امید دی", ["امید"]),
        ("نور احمد وردک زما ملګری دی", ["نور", "احمد", "وردک"]),
        ("باستیان ځواب نه راکوي", ["باستیان"]),  # a Dutch name
        ("په azc خیلزه کې یم", ["خیلزه"]),
        ("د زوولا ښار کې اوسم", ["زوولا"]),
        ("د سپین غونډۍ د کلي خلک یو", ["سپین غونډۍ"]),  # a village of ordinary words
        ("ورور مې ۱۵ کلن دی", ["۱۵"]),
        ("زوی مې پنځلس کلن دی", ["پنځلس"]),  # an age in words
        ("د وري په ۱۲ مرکه وشوه", ["۱۲", "وري"]),  # a solar month
        ("په ۲۱ جنوري راغلم", ["۲۱", "جنوري"]),
        ("زما نمبر صفر شپږ دوه درې څلور نهه دی", ["صفر", "نهه"]),
        ("زما ایمیل خوشال ټکی وردګ اټ جیمیل ټکی کام دی", ["خوشال", "وردګ", "جیمیل"]),
        ("زه دلته یوازینی پښتون پیلوټ یم", ["یوازینی", "پیلوټ"]),
        ("زوی مې دولس کاله دی", ["دولس"]),  # an age by kin and "is"
        ("زه یواویا کلن یم", ["یواویا"]),  # a number in one word
        ("د شلو کالو هلک یم", ["شلو"]),  # a number in the oblique
        ("د هیلې څراغ ټولنه مرسته کوي", ["هیلې", "څراغ"]),  # lamp of hope, of a house
        ("په سبا ښوونځي کې درس وايم", ["سبا"]),  # tomorrow, of a school
        ("ویاړ راته ټکټ واخیست", ["ویاړ"]),  # pride, who does something
        ("حاجي ګلاب او ماما زمري ناروغه دي", ["ګلاب", "زمري"]),
        ("پلوشه، خندا، شبنم په یوه کوټه کې دي", ["پلوشه", "خندا", "شبنم"]),
        ("د کاکا زوی طوطي دلته نشته", ["طوطي"]),
        ("لور مې ګلالۍ ۹ میاشتې، دوا نشته", ["۹", "ګلالۍ"]),
        ("غوښتونکی ک. ن. ناروغه و", ["ک. ن."]),
        ("د دفتر سپین ستوری ته لاړم", ["سپین", "ستوری"]),
        ("زه هغه ښځه یم چې په راډیو کې یې شعر ولوست", ["راډیو", "شعر"]),
    ],
)
def test_identifiers_go(engine: Deidentifier, text: str, gone: list[str]) -> None:
    masked = engine.deidentify(RawText(text), "ps").text
    assert [word for word in gone if word in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "زه خوشاله یم چې کور مو پیدا کړ",
        "نور صبر نه لرم",  # more, which is also a name
        "شپږ اونۍ نور صبر وکړه",
        "۹ میاشتې کیږي هیڅ خبر نشته",
        "په كمپ كي ډوډي خرابه ده",  # letters of an Arabic keyboard
        "د gehoor ورځ یې بیا بدله کړه",
        "خونه نه لرو",  # room, before not: no address
        "شمېره مې نشته",  # my, which is also May
        "اته ورځې وروسته راغی",  # eight begins like at
        "دوه کاله مې انتظار وکړ",  # a length of time that is no age
        "د هالنډ ټولنه ښه ده",  # society, no house
        "هههه والله ډېر وخندل",
        "مهلت تېر شو او ساکټ خراب دی",
    ],
)
def test_what_is_said_stays(engine: Deidentifier, text: str) -> None:
    assert engine.deidentify(RawText(text), "ps").text == text

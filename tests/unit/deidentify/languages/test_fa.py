import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("من بهار هستم از کمپ", ["بهار"]),  # names that are words
        ("خانم شیرین هیچ وقت زنگ نزد", ["شیرین"]),
        ("به امید جان گفتم نامه را بخواند", ["امید"]),
        ("اسمم گل احمد است", ["گل", "احمد"]),
        ("آزاد گفت باید صبر کنیم", ["آزاد"]),
        ("نواسه‌ام پروانه را آوردند", ["پروانه"]),
        ("آقای پیروز مهرآبادی پرونده را نخواند", ["پیروز", "مهرآبادی"]),
        ("آقای هندریک فان در پول رفت", ["هندریک", "پول"]),  # a Dutch name that ends in "money"
        ("حاجی غلام‌سخی و عبدالواحد آمدند", ["غلام", "سخی", "عبدالواحد"]),
        ("با حبیب الله حرف زدم", ["حبیب"]),
        ("ا.م.ی.د ام همون که دیروز اومد", ["ا.م.ی.د"]),  # letters typed apart
        ("پسرم ۱۶ ساله است", ["۱۶"]),
        ("مادرم هفتاد و دو ساله است", ["هفتاد", "دو"]),
        ("نوزدهم حمل سال گذشته مصاحبه داشتم", ["نوزدهم", "حمل"]),  # Afghan and Iranian months
        ("متولد ۱۵ مرداد ۱۳۶۲ هستم", ["۱۵", "مرداد", "۱۳۶۲"]),
        ("زنگ بزنین صفر شش بیست و یک چهل و هفت", ["صفر", "هفت"]),  # "and" inside numbers
        ("ایمیلم nilo.far ات example دات org", ["nilo", "example"]),
        ("در خیابان لاله پلاک ۵۹ می‌نشینیم", ["لاله", "۵۹"]),
        ("انجمن فرهنگی رودکی کلاس دارد", ["رودکی"]),
        ("من یگانه مترجم زبان بلوچی این کمپ هستم", ["یگانه", "بلوچی"]),
        ("قاضی محکمه در هرات بودم و شش دختر دارم", ["محکمه", "هرات"]),
        ("ما را به زوتفن و استادسکانال بردند", ["زوتفن", "استادسکانال"]),  # small places
    ],
)
def test_identifiers_go(engine: Deidentifier, text: str, gone: list[str]) -> None:
    masked = engine.deidentify(RawText(text), "fa").text
    assert [word for word in gone if word in masked.split() or f" {word} " in f" {masked} "] == []


@pytest.mark.parametrize(
    "text",
    [
        "با امید و آرزو آمدیم",  # words that are also names
        "چای شیرین و نان تازه دادند",
        "یک گل روی میز بود",
        "زندگی آزاد می‌خواهیم",
        "پانزده ماه است منتظر مصاحبه هستیم",  # lengths of time
        "بعد از ساعت ۵ زنگ بزنید",
        "پنج نفر در یک اتاق هستیم",
        "نمی‌دانم چرا جواب نمی‌دهند",  # a joiner or none between the parts of a verb
        "نمیدونم چرا جواب نمیدن خسته شدم دیگه",  # Tehran
        "مه هیچ نفامیدم ترجمان دری گپ نمیزد ما ره خبر نکدن",  # Kabul
        "مترجم لهجه‌ی ما را نمی‌فهمید",
        "بعد nader gehoor چقد طول میکشه تا جواب بیاد",  # Dutch words between
        "تو خانه‌ای که دادند آسانسور نیست",
    ],
)
def test_ordinary_words_stay(engine: Deidentifier, text: str) -> None:
    assert engine.deidentify(RawText(text), "fa").text == text

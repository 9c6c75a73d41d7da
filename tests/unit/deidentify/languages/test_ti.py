import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("ሰላም ጓለይ ትጽበ ኣላ", ["ሰላም"]),  # a greeting that is a name
        ("ወይዘሮ ደስታ ሓጊዛትኒ", ["ደስታ"]),  # happiness, after a title
        ("ንሰላም ጓለይ ንጽበ ኣለና", ["ሰላም"]),  # with a joined preposition
        ("ተስፋ ዝበሃል ተርጓሚ ነይሩ ንተስፋ ሕተትዎ", ["ተስፋ"]),  # masked once, masked under a prefix
        ("ምስ ብርሃን ሓወይ ንነብር", ["ብርሃን"]),
        ("ስመይ ፍጹም ይበሃል", ["ፍጹም"]),
        ("ሳንደር ኣይምልስን", ["ሳንደር"]),  # a Dutch name in Ge'ez letters
        ("ካብ ኣስመራ መጺአ", ["ኣስመራ"]),
        ("ናብ ዋገኒንገን ኣግዒዞምና", ["ዋገኒንገን"]),
        ("ወዲ ፲፮ ዓመት እዩ", ["፲፮"]),  # a Ge'ez numeral
        ("ዕድመይ ዕስራን ሓደን እዩ", ["ዕስራን", "ሓደን"]),  # an age in words with joined and
        ("ብ24 ጥሪ ነይረ", ["24", "ጥሪ"]),  # a preposition joined to a date
        ("12 መስከረም ተጸዊዐ", ["12", "መስከረም"]),
        ("ቁጽረይ ዜሮ ሽዱሽተ ኣርባዕተ ሓደ ክልተ ሰለስተ እዩ", ["ዜሮ", "ሽዱሽተ"]),
        ("ኢመይለይ ተስፋ ነጥቢ ሓጎስ ኣት ጂመይል ነጥቢ ኮም እዩ", ["ሓጎስ", "ጂመይል"]),
        ("ኣነ እታ እንኮ ትግርኛ ትዛረብ ሓኪም ኣብዚ ከተማ እየ", ["እንኮ", "ሓኪም"]),
        ("ጎደና ቆርነሊያ ቁ. 31", ["ቆርነሊያ", "31"]),
        ("ኣደይ 68 ዓመት እያ", ["68"]),  # an age by kin and "is"
        ("ናይ 71 ዓመት ሽማግለ እየ", ["71"]),
        ("ማሕበር ብርሃን ተስፋ ሓጊዙና", ["ብርሃን", "ተስፋ"]),  # light and hope, of a house
        ("ጠበቓይ ዮሃነስ ክፍለ ኣይበጽሖን", ["ዮሃነስ", "ክፍለ"]),  # a second name that is a word
        ("ወይዘሮ ኣንከ ደ ያኸር መጺኣ", ["ኣንከ", "ያኸር"]),  # a Dutch surname
        ("ኣደይ ለተብርሃን ትፈርሕ", ["ኣደይ", "ለተብርሃን"]),  # what honours goes too
        ("ኣንታ ፍጹም ጽሓፍ", ["ፍጹም"]),  # called by name
        ("ስድራ ገ/መድህን ተጸቢና", ["መድህን"]),
        ("ሓታታይ ያ. ሃ. መጺኡ", ["ያ.", "ሃ."]),
        ("ወደይ ናሆም ሽዱሽተ ዓመት ገይሩ", ["ሽዱሽተ"]),
        ("ሓወቦይ ሰብዓን ትሽዓተን ዓመቱ እዩ", ["ሰብዓን", "ትሽዓተን"]),
        ("ኣብ ቤት ሻሂ ወርቂ ጀበና ኮይንና", ["ወርቂ", "ጀበና"]),
        ("ኣነ እቲ ብቀይሕ ባርኔጣ ዝዘውር ሰብኣይ እየ", ["ባርኔጣ"]),
    ],
)
def test_identifiers_go(engine: Deidentifier, text: str, gone: list[str]) -> None:
    masked = engine.deidentify(RawText(text), "ti").text
    assert [word for word in gone if word in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "ክሳብ ሎሚ ተስፋ ኣሎና",  # hope that is no name
        "ሰላም ክቡራት ኣሕዋት",
        "ድሕሪ gehoor መልሲ ንምርካብ ክንደይ ግዜ ይወስድ",  # Dutch between
        "ን3 ኣዋርሕ ተጸቢና",  # a preposition joined to a count
        "ሰዓት 9:30 መጺእና",
        "ደብዳበ ኣይመጸን ኣይተረድኣንን",  # negation around the verb
        "ወረቐተይ ጠፊኡ",  # a possessive fuses with the last letter
        "ወረቀተይ ጠፊኡ",  # another spelling of it
        "ተርጓሚ ጽቡቕ ኣይተዛረበን",
        "ኣብ ሆላንድ ክልተ ዓመት ገይረ",  # a length of time that is no age
        "ክድይብ ኣይክእልን ክትድውሉለይ ትኽእሉ",  # persons of the imperfect
        "ብዘይ ተስፋን ብዘይ ሰላምን ንነብር",
    ],
)
def test_what_is_said_stays(engine: Deidentifier, text: str) -> None:
    assert engine.deidentify(RawText(text), "ti").text == text

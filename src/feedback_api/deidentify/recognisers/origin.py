"""Countries, nationalities and peoples that a person comes from; languages beyond those of the form."""

import re
from collections.abc import Iterator

from feedback_api.deidentify.reading import Reading
from feedback_api.terms.text import Span, Tag

_STEMS_NL = (
    r"syri[ëe]|eritrea|eritree|turkije|afghanistan|irak|iran|somali[ëe]|jemen|ethiopi[ëe]|soedan|"
    r"oekra[ïi]ne|rusland|wit-rusland|"
    r"belarus|armeni[ëe]|georgi[ëe]|azerbeidzjan|pakistan|india|bangladesh|nigeria|ghana|gambia|guinee|"
    r"sierra leone|congo|oeganda|"
    r"burundi|rwanda|kameroen|marokko|algerije|tunesi[ëe]|libi[ëe]|egypte|palestina|gaza|libanon|"
    r"jordani[ëe]|koeweit|china|tibet|"
    r"mongoli[ëe]|venezuela|colombia|cuba|nicaragua|el salvador|albani[ëe]|kosovo|servi[ëe]|bosni[ëe]|"
    r"moldavi[ëe]|koerdistan|"
    r"duitsland|belgi[ëe]|frankrijk|itali[ëe]|griekenland|spanje|zweden|noorwegen|denemarken|polen|"
    r"kroati[ëe]|bulgarije|roemeni[ëe]|"
    r"hongarije|oostenrijk|zwitserland|engeland|saoedi-arabi[ëe]|libya|syria|somalia|yemen|ethiopia|"
    r"sudan|south sudan|zuid-soedan|"
    r"ukraine|russia|armenia|georgia|azerbaijan|guinea|uganda|cameroon|morocco|algeria|tunisia|egypt|"
    r"palestine|lebanon|jordan|kuwait|"
    r"iraq|turkey|mongolia|albania|serbia|bosnia|moldova|kurdistan|germany|belgium|france|italy|greece|"
    r"spain|sweden|norway|denmark|"
    r"poland|croatia|bulgaria|romania|hungary|austria|switzerland|england|saudi arabia|kenya|djibouti|"
    r"mali|senegal|togo|eritrea"
)
_PEOPLES = (
    r"syri[ëe]rs?|syrische?|eritree[ëe]?rs?|eritrese?|turkse?n?|afghanen|afghaanse?|afghaan|irakezen|"
    r"irakese?|iraakse?|iraniers|irani[ëe]rs?|iraanse?|somali[ëe]rs?|"
    r"somalische|jemenieten?|jemenitische?|ethiopi[ëe]rs?|ethiopische?|soedanezen|soedanese?|"
    r"oekra[ïi]ners?|oekra[ïi]ense|russische|russen|"
    r"armeense?|armeni[ëe]rs?|georgische?|georgi[ëe]rs?|azerbeidzjaanse?|pakistaanse?|pakistani|"
    r"indiase?|nigeriaanse?|nigerianen|ghanese?|gambiaanse?|guineese?|"
    r"congolese?|oegandese?|burundese?|marokkaanse?|marokkanen|algerijnse?|tunesische?|libische?|"
    r"egyptische?|palestijnse?|palestijnen|"
    r"libanese?|jordaanse?|chinese?|tibetaanse?|mongoolse?|venezolaanse?|colombiaanse?|albanese?|"
    r"servische?|koerdische|koerden|koerd|"
    r"syrians?|eritreans?|turkish (?:man|woman|family|colleague|boy|girl|people)|afghans?|iraqis?|"
    r"iranians?|somalis|yemenis?|ethiopians?|sudanese|ukrainians|russians|"
    r"armenians?|georgians?|azerbaijanis?|pakistanis?|nigerians?|ghanaians?|gambians?|congolese|"
    r"ugandans?|burundians?|moroccans?|"
    r"algerians?|tunisians?|libyans?|egyptians?|palestinians?|lebanese|jordanians?|tibetans?|"
    r"mongolians?|venezuelans?|colombians?|"
    r"albanians?|serbians?|kurds|stateless palestinian|jezidi'?s?|yezidi'?s?|yazidis?|hazara'?s?|"
    r"tadzjiek|tadzjieken|oezbeek|pashtun|pasjtoen|"
    r"oromo'?s?|amhara|tigrayer|tigrayan|bidoen|bidoon|oeigoeren?|oeigoerse?|uyghurs?|rohingya|roma|"
    r"assyri[ëe]rs?|assyrische?|"
    r"assyrians?|arameeër|aramese?|suryoye|berbers?|amazigh|darod|hawiye|isaaq|dir clan|rahanweyn|"
    r"reer hamar|bantu|midgan|tumal|fulani|mandinka|hutu|tutsi"
)
_NAMED = re.compile(rf"(?<![\w\-])(?=\w{{3}})(?:{_STEMS_NL}|{_PEOPLES})(?!\w)", re.IGNORECASE)
COUNTRY_OR_PEOPLE = _NAMED
"""Names of countries and peoples, in Dutch and English."""
_LANGUAGES = re.compile(
    r"(?<![\w])(?=\w{3})"
    r"(?:saho|tigre|bilen|afar|amhaars|amharic|oromo|afaan oromoo|badini|bahdini|zaza|zazaki|"
    r"gorani|hawrami|lori|luri|baloetsji|"
    r"balochi|baluchi|hazaragi|oezbeeks|uzbek|turkmeens|turkmen|tadzjieks|tajik|urdu|oerdoe|punjabi|"
    r"hindi|bengaals|bengali|tamil|singalees|"
    r"mandinka|wolof|fula|fulah|pular|susu|malinke|bambara|soninke|swahili|kiswahili|lingala|"
    r"kinyarwanda|kirundi|luganda|twi|igbo|yoruba|"
    r"hausa|edo|bajuni|af-maay|maay|benadiri|chinees|mandarin|kantonees|cantonese|oeigoers|uyghur|"
    r"tibetaans|tibetan|mongools|georgisch|georgian|armeens|"
    r"armenian|azerbeidzjaans|azeri|tsjetsjeens|chechen|albanees|albanian|servisch|bosnisch|roma|romani|"
    r"romanes|aramees|aramaic|"
    r"assyrisch|neo-aramees|tamazight|berbers|hebreeuws|hebrew|spaans|spanish|portugees|portuguese|"
    r"vietnamees|vietnamese)(?!\w)",
    re.IGNORECASE,
)


def find(reading: Reading) -> Iterator[Span]:
    """Names of countries and peoples, and of languages that few speak here.

    Source: domain guide sections 6 and 9.
    """
    yield from reading.find(_NAMED, Tag.ORIGIN, "origin")
    yield from reading.find(_LANGUAGES, Tag.LANGUAGE, "origin")

"""Cues of danger: suicide, violence, abuse, trafficking. Then help is shown and no text is kept (P10).

A false cue costs a text (its themes are kept); a missed one would store words about violence.
"""

from feedback_api.intake.cues import compile_cues, has_cue
from feedback_api.terms.text import RawText

_DUTCH = """
wil ik dood | wilde ik dood | wou ik dood | wou dood | wil hij dood | wilde hij dood
wil ze dood | wilde ze dood
liever dood | dood willen | dood zijn dan | mezelf doodmaken | mezelf dood | zichzelf dood | mezelf ophangen
niet verder leven | geen zin meer in het leven | geen reden om te leven
voor de trein spring | sprong voor de trein
niet meer leven | niet langer leven | wil dood | wilde dood | dood wil | dood wilde | zelfmoord
suicid | zelfdoding
een einde aan mijn leven | einde aan mijn leven | van het leven beroven | mezelf iets aan
zichzelf iets aan
mezelf pijn | zichzelf pijn | zichzelf snijd | zelfbeschadig | beter dood
mishandel | verkracht | aangerand | seksueel geweld | seksueel misbruik | huiselijk geweld
eergerelateerd
mensenhandel | uitgebuit | uitbuiting | dwangarbeid | gedwongen prostitutie | met een mes
doodsbedreig
met de dood bedreigd | bedreigde mij | bedreigen mij | ben bedreigd | werd bedreigd | wordt bedreigd
worden bedreigd
slaat mij | sloeg mij | slaan mij | geslagen door | in elkaar geslagen | wordt geslagen | gestoken
"""
_ENGLISH = """
wish i was dead | wish i were dead | wished i was dead | wished i were dead | wanted to be dead
thought about ending | no wish to live | not worth living | tired of living | took pills to
want to die | wanted to die | wants to die | kill myself | killing myself | kill himself
kill herself | suicid
end my life | ending my life | end his life | end her life | not want to live | don t want to live
do not want to live | no reason to live | hurt myself | harm myself | self harm | better off dead
raped | rape | sexually abused | sexual abuse | sexual violence | sexually assault
domestic violence | beaten by
beats me | beat me | beat her | hits me | was stabbed | with a knife | human trafficking
trafficked | traffickers
forced labour | forced to work | exploited | death threat | threatened to kill | threatens me
threatened me
was threatened | were threatened | being threatened | honour violence
"""
_OTHERS = """
الانتحار | انتحار | انتحر | انهاء حياتي | انهي حياتي | لا اريد العيش | لا اريد ان اعيش | اريد الموت
اغتصاب | اغتصب
ضربني | يضربني | هددني | يهددني | هددوني | تهديد بالقتل | الاتجار بالبشر | استغلال جنسي | تحرش
خودکشی | نمی خواهم زنده | نمیخواهم زنده | دیگر نمی خواهم زندگی | تجاوز | کتک | مرا تهدید
تهدید به مرگ | قاچاق انسان
intihar | yasamak istemiyorum | olmek istiyorum | kendime zarar | tecavuz | dovdu | doverek
beni tehdit
olumle tehdit | insan ticareti | bicak
suicide | me tuer | plus envie de vivre | plus vivre | mettre fin a mes jours | violee | m a frapp
me frappe | me bat | m a menac | menace de mort | menaces de mort | traite des etres
traite humaine | un couteau
ነፍሰይ ከጥፍእ | ነብሰይ ከጥፍእ | ክመውት እደሊ | ምንባር ኣይደልን | ብህይወት ክነብር ኣይደልን | ዓመጽ | ገፊዑ | ወቒዑኒ | ይወቕዓኒ | ኣፈራሪሑኒ
is dil | isdil | naftayda | nolol ma rabo | inaan dhinto | kufsi | la kufsaday | i garaac
i garaacay | i hanjab
handadaad | ka ganacsiga dadka | mindi
самогуб | не хочу жити | хочу померти | накласти на себе руки | згвалт | б є мене | бив мене
побив мене
погрожува | торгівля людьми | ножем
самоубий | не хочу жить | хочу умереть | покончить с собой | изнасил | бьет меня | бил меня | избил
угрожа | торговля людьми | ножом
ځان وژ | ځان وژن | ژوند نه غواړم | مړ کېدل غواړم | جنسي تېری | وهلی یم | وهي مې | ګواښ
xwe bikujim | xwekustin | naxwazim bijim | dixwazim bimirim | tecawiz | li min da | gef li min
gefa kustin
خۆکوشتن | خۆم بکوژم | نامەوێ بژیم | دەمەوێ بمرم | دەستدرێژی | لێی دام | لێم دەدات | هەڕەشەی کوشتن
هەڕەشەم لێ
"""


_CUES = compile_cues(_DUTCH, _ENGLISH, _OTHERS)


def suggests_danger(text: RawText) -> bool:
    """Whether a text seems to be about danger to life or about violence."""
    return has_cue(text, _CUES)

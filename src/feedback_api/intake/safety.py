"""Cues of danger: suicide, violence, abuse, trafficking, theft, fear. Then no text is kept (P10).

A false cue costs a text (its themes are kept); a missed one would store words about violence.
"""

from feedback_api.intake.cues import compile_cues, has_cue
from feedback_api.terms.text import RawText

_DUTCH = """

wil ik dood | wilde ik dood | wou ik dood | wou dood | wil hij dood | wilde hij dood | wil ze dood
wilde ze dood | liever dood | dood willen | dood zijn dan | mezelf doodmaken | mezelf dood
zichzelf dood | mezelf ophangen | niet verder leven | geen zin meer in het leven
geen reden om te leven | voor de trein spring | sprong voor de trein | niet meer leven
niet langer leven | wil dood | wilde dood | dood wil | dood wilde | zelfmoord | suicid | zelfdoding
een einde aan mijn leven | einde aan mijn leven | van het leven beroven | mezelf iets aan
zichzelf iets aan | mezelf pijn | zichzelf pijn | zichzelf snijd | zelfbeschadig | beter dood
mishandel | verkracht | aangerand | seksueel geweld | seksueel misbruik | huiselijk geweld
eergerelateerd | mensenhandel | uitgebuit | uitbuiting | dwangarbeid | gedwongen prostitutie
met een mes | doodsbedreig | met de dood bedreigd | bedreigde mij | bedreigen mij | ben bedreigd
werd bedreigd | wordt bedreigd | worden bedreigd | slaat mij | sloeg mij | slaan mij | geslagen door
in elkaar geslagen | wordt geslagen | gestoken
"""
_ENGLISH = """

wish i was dead | wish i were dead | wished i was dead | wished i were dead | wanted to be dead
thought about ending | no wish to live | not worth living | tired of living | took pills to
want to die | wanted to die | wants to die | kill myself | killing myself | kill himself | kill herself
suicid | end my life | ending my life | end his life | end her life | not want to live
don t want to live | do not want to live | no reason to live | hurt myself | harm myself | self harm
better off dead | raped | rape | sexually abused | sexual abuse | sexual violence | sexually assault
domestic violence | beaten by | beats me | beat me | beat her | hits me | was stabbed | with a knife
human trafficking | trafficked | traffickers | forced labour | forced to work | exploited | death threat
threatened to kill | threatens me | threatened me | was threatened | were threatened | being threatened
honour violence
"""
_OTHERS = """

الانتحار | انتحار | انتحر | انهاء حياتي | انهي حياتي | لا اريد العيش | لا اريد ان اعيش | اريد الموت
اغتصاب | اغتصب | ضربني | يضربني | هددني | يهددني | هددوني | تهديد بالقتل | الاتجار بالبشر | استغلال جنسي
تحرش | خودکشی | نمی خواهم زنده | نمیخواهم زنده | دیگر نمی خواهم زندگی | تجاوز | کتک | مرا تهدید
تهدید به مرگ | قاچاق انسان | intihar | yasamak istemiyorum | olmek istiyorum | kendime zarar | tecavuz
dovdu | doverek | beni tehdit | olumle tehdit | insan ticareti | bicak | suicide | me tuer
plus envie de vivre | plus vivre | mettre fin a mes jours | violee | m a frapp | me frappe | me bat
m a menac | menace de mort | menaces de mort | traite des etres | traite humaine | un couteau
ነፍሰይ ከጥፍእ | ነብሰይ ከጥፍእ | ክመውት እደሊ | ምንባር ኣይደልን | ብህይወት ክነብር ኣይደልን | ዓመጽ | ገፊዑ | ወቒዑኒ | ይወቕዓኒ | ኣፈራሪሑኒ
is dil | isdil | naftayda | nolol ma rabo | inaan dhinto | kufsi | la kufsaday | i garaac | i garaacay
i hanjab | handadaad | ka ganacsiga dadka | mindi | самогуб | не хочу жити | хочу померти
накласти на себе руки | згвалт | б є мене | бив мене | побив мене | погрожува | торгівля людьми | ножем
самоубий | не хочу жить | хочу умереть | покончить с собой | изнасил | бьет меня | бил меня | избил
угрожа | торговля людьми | ножом | ځان وژ | ځان وژن | ژوند نه غواړم | مړ کېدل غواړم | جنسي تېری
وهلی یم | وهي مې | ګواښ | xwe bikujim | xwekustin | naxwazim bijim | dixwazim bimirim | tecawiz
li min da | gef li min | gefa kustin | خۆکوشتن | خۆم بکوژم | نامەوێ بژیم | دەمەوێ بمرم | دەستدرێژی
لێی دام | لێم دەدات | هەڕەشەی کوشتن | هەڕەشەم لێ
"""


_UNSAFE = """

maak je dood | maak jou dood | maakt me dood | maakt mij dood | eind aan wil maken | er een eind aan
sloeg hij | sloegen | nageroepen | vastgepakt | in elkaar getrapt | sla je dood | pillen geslikt
wil doodgaan | wil sterven | will kill | i kill you | gonna kill | dont want to live | don t wanna live
swallowed pills | overdose | says he will find | find me and | broke into | break into | wants to end
took everything | grabbed me | grabbed my | was hit | hit him | hit her | اقتلك | يقتلني | سيقتل
رح يقتل | ما بدي اعيش | ما بدي عيش | يريد ان يموت | بدي موت | بده يموت | ضربوه | ضربوا | يضرب | انتحر
ክቐትል | ክቐትለ | ክነብር ኣይደልን | ክመውት | ወቒዖም | ይወቕዑ | ተወቒዐ | ተወቒዑ | ቀተልቲ | میکشمت | می کشمت | میکشم
خودش را بکشد | خودم را بکشم | نمیخواهم زنده | کتک | oldururum | oldurecek | olmek iste | dovdu | dovuyor
bicak cek | bizi tehdit | ku dilay | ku dilaya | i dilaya | inaan noolaado | lagu garaacay | la garaacay
way garaac | te tuer | me tuer | veut mourir | veux mourir | veux plus vivre | l a frappe | ont frappe
m a frappe | tape dessus | nous a vole | m ont vole | a ete vole | вб є | вб ю | вбити | витяг ніж
витягнув ніж | ножа | хоче померти | хочу вмерти | хоче вмерти | побили | побив | б ють | убью | убьет
убить | хочет умереть | хочу умереть | избили | избил | бьют | onveilig | niet veilig | voel…veilig.
voelen…veilig. | voelde…veilig. | veiliger voel | gejat | gestolen | bestolen | diefstal | dieven
beroofd | ingebroken | inbraak | vechtpartij | gevochten | steekpartij | een mes. | mes op | mes onder
messen. | lastiggevallen | lastig gevallen | uitgescholden | bespuugd | spugen op | spuugt | achtervolg
liep me achterna | loopt me achterna | loopt mij achterna | volgde mij naar | volgt mij naar
volgt me naar | opgewacht door | agressi | bedreig | geweld. | intimid | noodknop | alarmknop
paniekknop | portofoon | durf…niet naar | durven…niet naar | durf ik s avonds | durf ik s nachts
s nachts durf | s avonds durf | bang…in het donker | bang om naar buiten | bang…s nachts | werd geslagen
werden geslagen | jongen geslagen | dronken man | gedeald | drugs | nachtbewaking | niet afsluitbaar
geen slot. | zonder slot. | slot op de badkamer | slot op de deur | deur sluit niet
deur gaat niet op slot | doodsbang | mensensmokkel | unsafe | not safe | feel safe | feels safe
felt safe | feeling safe | stolen. | stole. | steals. | theft | thieves | robbed | fights. | a fight.
brawl | stabb | knife | knives | harass | followed me | followed home | follows me | follow us
followed us | panic button | attacked | assault | threat | scared to go | scared at night | afraid to go
afraid at night | spat on | spat at | pepper spray | no lock. | without a lock | does not lock
lock on the bathroom | lock on the shower | drunk man | drunk men | smuggler | swastika | a blade.
phone was taken | guards on every | sleep in my clothes | in danger. | dangerous | هدد | يهدد | تهديد
سرق | يسرق | انسرق | مسروق | شجار | مشاجر | خناق | سكين | سكاكين | غير امن | بالامان | خايف | خائف
نخاف | تحرش | يتحرش | مخدرات | بلا قفل | سكران | سكارى | دزد | چاقو | کارد | دعوا | ناامن | امن نیست
امنیت ندار | امنیت نیست | احساس امنیت | ازار | لت و کوب | زد و خورد | ما میترسیم | ما می ترسیم
می ترسم بیرون | میترسم بیرون | نشه می | جنگ شد | جنگ میکنند | جنگ می کنند | مست. | tehdit | bicak
caldi. | caldilar | calindi | calmis | hirsiz | kavga | guvende | guvenli degil | guvensiz | taciz
saldir | kilidi yok | kilit yok | sarhos | bekcisi | menac | agress | couteau | bagarre | harcel
insecurite | en securite | pas sur la nuit | ont ete suivi | m a suivi | m a vole | ont vole | voleur
ivre. | ivres. | sans verrou | pas de verrou | sans serrure | pas de serrure | veilleur | veilleuse
peur la nuit | peur de sortir | on ma pris | ሰሪቖም | ሰሪቑ | ተሰሪቑ | ተሰሪቐ | ስርቂ | ሰረቕቲ | ካራ. | ባእሲ | ይባኣሱ
የፈራርሕ | ኣፈራሪሖም | ኣፈራሪሑ | ውሑስነት | ድሕነት | እፈርሕ | ንፈርሕ | እፈርህ | ንፈርህ | ስኽራ | hanjab | handad | tuug | xaday
xadeen | isku dagaal | nabad kuma | nabadgelyo | ammaan kuma | badbaado | cabsi | sakhraan | крад | вкра
украл | украд | ножем | ніж у | бійк | побилися | погроз | небезпе | у безпеці | в безпеці | домага
переслід | боюся вийти | боюся вноч | не боюся | п яний | п яні | ломився | охоронець заходить | краж
нож. | драк | дрались | дерутся | подрались | угроз | небезопас | в безопасности | преслед | боюсь выйти
боюсь ноч | пьяны | пьяный | травят | кидается на | ګواښ | غلا. | غلا شو | چاړه | خوندي نه | خوندي يم
وېرېږ | ویرېږ | ډارېږ | ځورو | جنګ و. | dizin. | dizi kir | diz hene | bi ker e. | gef li | gefan
ser derdik | ser dikin | ser cedibe | ewle nin | ewle me | ewlehi | ditirsim | ditirsin | nayen girtin
deri nayê girtin | odeyê nayê girtin | دزی | دزرا | دزیان | چەقۆ | هەڕەشە | شەڕ. | شەڕیان | ئاسایش
پارێزراو نی | ئەمین نی | دەترس | پاسەوان هەیە
"""
"""What people say of a place where they are not safe, or safe at last: one topic, one promise."""


_CUES = compile_cues(_DUTCH, _ENGLISH, _OTHERS, _UNSAFE)


def suggests_danger(text: RawText) -> bool:
    """Whether a text seems to be about danger to life or about violence."""
    return has_cue(text, _CUES)

"""The words of a pending decision, per language: what is not there yet, and who or when it is not.

In a sentence counts: one of ``alone``, or one of ``yet`` with one of ``what``; unless one of ``unless``
stands there too. Written from the development messages in ``training/cues/``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Blocks of phrases of one language, as :func:`feedback_api.intake.cues.compile_cues` takes them."""

    yet: str
    what: str
    alone: str
    unless: str


DUTCH = Wording(
    yet="""

nog geen | nog niet | nog steeds | nog altijd | nog open | ik wacht | wij wachten | we wachten
wacht nu | wacht al | wachten nu | zit ik te wachten | moet nog | moeten nog | afwachting | loopt nog
ligt er nog | is er nog | nog bezig | wanneer ik | zolang | totdat | over mij | over ons | ligt bij
nog in | is verlengd | het wachten op het vervolg | stil over | onderzoek | loopt. | verlengd
""",
    what="""

antwoord | beslissing | besluit | beslis | besloten | uitslag | uitspraak | gehoor | interview
gesprek met de ind | papieren | vergunning | status. | asiel | procedure | rechter | rechtbank | beroep
ind. | nareis | hereniging | naturalisatie | verlengen | verlenging | aanvraag | mag blijven
mogen blijven | mijn zaak | termijn | vervolg | verblijf | raad van state | echt uit
""",
    alone="""

beroep gedaan en wachten | wachten op de rechtbank | wachten op de rechter | over mijn aanvraag
zaak ligt bij de rechter | mijn gehoor is | mijn nader gehoor is | mijn interview is | naar…nader gehoor
morgen…gehoor | volgende week…gehoor | of ik mag blijven | of ik hier mag | of we mogen blijven
of ik terug moet | of ik moet…terug | zit in procedure | zit in de procedure | ik ben in procedure
ben asielzoeker | als asielzoeker durf | als asielzoeker kan | wij zijn asielzoekers | dublinclaimant
in afwachting van | beroep ingesteld en | in behandeling | hoop op een positieve
hopen op een positieve | hoop op…goede beslissing | het voornemen gekregen
een nieuwe datum heb ik niet | hier een toekomst heb | ze mij afwijzen | asielaanvraag loopt
aanvraag loopt | heb nog geen papieren | hoor ik of | herhaalde aanvraag is ingediend
nareis is aangevraagd
""",
    unless="""

nu is het goed | en toen | liep het goed af | liep goed af | ligt bij mij | waardering
vergunning gekregen | wachtte | gewacht | destijds | toen. | vroeger | vorig jaar | geleden | ik kreeg
in 20 | vriend | buurman | buurvrouw | kennis | mensen | bewoners | men. | asielzoekers niet | iemand
woning | huis. | examen | diploma | bus. | arts | huisarts | school | gemeente | inburgering | daarna
moet korter | zou | mag korter | excuses | de vergunning heb ik | wel al de | was een | is van beroep
mijn beroep is | spreekuur | loket | verhuizing | werd gegrond | ging het ook | nu ik mijn | was in.
was duidelijk | was goed
""",
)
ENGLISH = Wording(
    yet="""

not yet | yet whether | yet if | no answer | still | waiting | we wait | i wait | until | pending
not decided | no decision | nobody has told | haven t | havent | have not | has not | had no
in process | in procedure | is open | when i will | and wait | never got | no new date | extended
is running | while the | being looked at | nothing so far | months more
""",
    what="""

decision | decide | asylum | answer | whether i can stay | if i can stay | hearing | interview | papers
permit | status | procedure | judge | court | appeal | ind. | reunification | naturalisation | extension
renewal | application | request | my case | about me | second interview | residence | date
""",
    alone="""

about my application it | case is not finished | wait for the next one | one without an answer
lies with a judge | appealed…judge | my interview is | my hearing is | interview tomorrow
tomorrow…interview | interview is on | whether i can stay | if i can stay | if i must go back
i am an asylum seeker | are…asylum seekers | i am in procedure | dublin case | a date for the…interview
pending the outcome | we appealed and | hope for a positive | i got the intention | a future here
reject me | appealed and now | no papers yet | hear if i can | applied for extension and
applied for my…and still | decides about me | decide on my | they have not decided | as long as my case
still checking if | checks our papers | highest court and it is
""",
    unless="""

and then | now it is | did not know | told me the | grateful | too long on | about a card | phone when
waited | had been | back then | when i was | ago. | last year | last summer | in 20 | my friend
a friend | friend of | neighbour | the man next | people. | residents | asylum seekers are | house.
flat. | exam | diploma | bus. | doctor | school | municipality | course | then i | should | apology
sorry | i have my permit | i have the status | now that i have | was won | was successful | was well
was good | was in | was on | was full | once got | i am dutch | at the desk | on the phone | were still
lived day | explains what
""",
)
ARABIC = Wording(
    yet="""

ما زال | لا يزال | لسا | لسه | ناطر | نستنى | بعد. | حتى الان | الى الان | الى اليوم | لم | ما طلع
ما وصل | ما بعرف | لا اعرف | قيد | ولا جواب | بلا جواب | منذ | معلق | مددوا | ولم | وانا انتظر | انتظر
ننتظر | بدون جواب
""",
    what="""

قرار | جواب | رد. | مقابل | محكمة | قاضي | استئناف | اقامة | لم شمل | لم الشمل | جنسية | الدائرة | ساب
سابقى | يقرروا | لجوء | الاجراء | طلب | ملفي | اوراق | رسالة
""",
    alone="""

الملف عند القاضي | التجديد ولم | الان عند القاضي | تجديد | مقابلتي يوم | مقابلتي…بعد اسبوع | بكرا…مقابلة
غدا…مقابلة | انا…طالب لجوء | هل لي مستقبل | انا دبلن | انا بالاجراء | هل يرجعونني | اتمنى قرارا
لم اجر المقابلة | عم نستنى المحكمة | لم يصدر القرار | قرار ايجابي | ما طلع قرار | الاستئناف عند
ملفي…عند القاضي
""",
    unless="""

لم نكن | انتظرنا | شرحت | الموظفة | معه. | اما انا | انتظرت | نطرت | كانت. | كان. | قبل سن | قبل عام
صديق | جاري | اخي | الناس | لكل الناس | بيت. | بيتا | الباص | الامتحان | الطبيب | المدرسة | البلدية
حصلت | معي. | انقبل | وصلت بعد | يجب | قرروا | عندما | لما. | خلال شهر | كسبت | انتهت الايام | اعتذر
""",
)
TIGRINYA = Wording(
    yet="""

ገና | ክሳብ ሕጂ | ክሳብ ሎሚ | ይጽበ | እጽበ | ንጽበ | ኣይመጸን | ኣይወሰኑን | የለን | ኣይበጽሓንን | ኣይመለሱለይን | ሓቲተ | ኣይፈልጥን
""",
    what="""

ውሳነ | መልሲ | ቃለ መሕተት | ዑቕባ | ፍቓድ | ይግባይ | ቤት ፍርዲ | ፈራዲ | መስርሕ | ምጥርናፍ | ጉዳየይ | ደብዳበ | ብዛዕባይ | ኣይኤንዲ
ወረቐት
""",
    alone="""

ኣብ ፈራዲ ኣሎ | ጉዳየይ ኣብ | ምሕዳስ ሓቲተ | ኣብ መስርሕ ዑቕባ ኣለኹ | ቃለ መሕተተይ 1 | ቃለ መሕተተይ 2 | ጽባሕ…ቃለ መሕተት | ኣብ መስርሕ ስለ
ክነብር ይፍቀደለይ | ሓተቲ ዑቕባ ኢና | ሓታቲ ዑቕባ እየ | ናብ ጣልያን ክምለስ | ጽቡቕ ውሳነ ተስፋ | ቃለ መሕተት ኣሎኒ | ወረቐት ስለ ዘይብለይ
""",
    unless="""

ሽዑ | ጎረቤት | ተጸብየ | ነይሩ | ነይረ | ዓርከይ | ጎረቤተይ | ሓወይ | ሰባት | ሰብ. | ገዛ | ኣውቶቡስ | ፈተና | ሓኪም | ቤት ትምህርቲ ኣይረኸበን
ቅድሚ | ዓሚ | ፍቓድ ኣሎኒ | ተቐቢሉ | ወሲኖም | ክውሃብ ኣለዎ | ተዓዊተ | ብ2022 | ብ2020 | ይቕሬታ
""",
)
PERSIAN = Wording(
    yet="""

هنوز | منتظر | بلاتکلیف | معلوم نیست | تا حالا | تا وقتی | نیامده | در جریان | در حال بررسی | جوابی نیست
نمی دانم | تمدید
""",
    what="""

جواب | تصمیم | پناهندگی | مصاحبه | دادگاه | دادگاهیم | قاضی | اقامت | پرونده | اعتراض | پیوستن | اداره
بمانم | پروسه | کاغذ | نامه | تکلیف | مهلت | درخواست
""",
    alone="""

پیش قاضی | مصاحبه ام ۱۲ | اینده ای | ایا می توانم بمانم | مصاحبه ام 1 | مصاحبه ام ۱ | مصاحبه ام ۲
فردا…مصاحبه | هفته دیگر…مصاحبه | در پروسه هستم | هنوز پناهجو | پناهجو هستم | باید…برگردم یا نه
دوبلینی هستم | امیدوارم جواب مثبت | اینده ای اینجا | مصاحبه نشده ام | منتظر دادگاه | تکلیفمان معلوم
""",
    unless="""

ان موقع | گفتند و | ماندم | بودم | بود. | سال پیش | دوستم | همسایه | برادرم | کسانی | به همه جواب | خانه
اتوبوس | امتحان | دکتر | مدرسه | گرفتم | اقامت دارم | قبول شد | باید ظرف | باجه | عذرخواهی | در یک ماه
تصمیم گرفتند | تابستان | در ۲۰
""",
)
TURKISH = Wording(
    yet="""

hala | henuz | daha. | bekliyor | bekliyorum | bekliyoruz | gelmedi | belli degil | cikmadi
sonuclanmadi | inceleniyor | suruyor | bilmiyorum | verilene kadar | vermediler | uzattilar | cevapsiz
yoksa | umuyorum
""",
    what="""

cevap | karar | iltica | mulakat | gorusme | mahkeme | hakim | oturum | basvuru | itiraz | birlesimi
dosya | sonuc | prosedur | kagidim | mektub | hakkimda | sure
""",
    alone="""

simdi hakimde | o mektup gelmedi | dosya…hakimde | mahkemede bekli | mulakatim 1 | mulakatim 2
mulakatim…hafta sonra | yarin…mulakat | prosedurdeyim | ben…siginmaciyim | kalip kalam | italyaya don
olumlu karar umu | gelecegim var mi | hakkimda…karar | mahkemeyi bekli | mulakata girmedim | aydir cevap
""",
    unless="""

o zaman | bekledim | beklerdim | onceydi | yil once | arkadasim | komsum | abim | insan | olmayanlar
evim | ev. | otobus | sinav | doktor | okul | belediye | aldim. | oturumum var | kabul edildi
verilmeli | gisede | ozur | bir ayda | gecen yaz | kazandim | 2022 | iyi anlatil
""",
)
SOMALI = Wording(
    yet="""

weli | sugayaa | sugaynaa | ilaa maanta | ilaa hadda | ma ogi | ma garanayo | jirto | ma iman
kordhiyeen | codsaday | cusbooneysii | ilaa ay
""",
    what="""

go aan | jawaab | wareysi | magangelyo | maxkamad | garsoor | sharci | racfaan | nidaamka | isku keen
kiiskayg | warqad | inaan joogi | waraaqo | muddada | xaaskayga
""",
    alone="""

garsooraha ayuu hor | nalama siin | cusboonaysiinta waan | wareysigaygu waa | wareysigayga labaad waa
berri waa wareysi | nidaamka ayaan ku jiraa | inaan joogi karo | dublin baan ahay | igu celin
rajaynayaa go aan | mustaqbal halkan | weli lama wareysan | weli igama go aan | ahay magangelyo
magangelyo doon
""",
    unless="""

sugnay | jirin | ahayn | dhihi jireen | sugay. | ka hor | saaxiib | derisk | walaalkay go aan | dadka
guri | baska | imtixaan | dhakhtar | dugsi | waan helay | ayaan haystaa | sharci waan | la i siiyay
waa in | miiska | raali gelin | bil gudaheed | xagaagii | guulaystay | 2022 | ahaa. | markii | sharraxay
""",
)
FRENCH = Wording(
    yet="""

toujours | pas encore | n est pas | encore | que j attends | on attend | nous attendons | j attends
pas de reponse | pas de decision | sans reponse | tant que | a l etude | en cours | ne sais pas
reste ouvert | prolonge | pas ete | n ont pas
""",
    what="""

reponse | repondu | decision | decide | decideront | asile | entretien | tribunal | juge | recours
appel | titre | regroupement | renouvellement | rester | procedure | demande | dossier | papiers | ind.
carte | naturalisation | delai | fixes
""",
    alone="""

chez le juge | nous ne sommes pas fixes | devant le juge | mon entretien est | mon…entretien est fixe
demain…entretien | je suis en procedure | je suis…demandeur d asile | je suis…demandeuse d asile
si je peux rester | si on me renvoie | je suis dubline | j espere une decision | si j ai un avenir
recours et on attend | pas encore eu mon entretien | nous…demandeurs d asile
""",
    unless="""

savions | j ai attendu | attendais | attendait | etait. | etaient | a l epoque | il y a. | dernier
mon ami | mon amie | voisin | mon frere | les gens | maison | logement | bus. | examen | medecin | ecole
commune | j ai mon titre | mes papiers | accorde | devraient | guichet | excuses | en un mois | quand j
gagne | en 20 | bien expliquee | la salle | ascenseur
""",
)
UKRAINIAN = Wording(
    yet="""

досі | ще не | ще на | ще трива | ще розгляда | чекаю | чекаємо | відповіді немає
відповіді так і немає | немає рішення | паперів ще немає | поки | не прийш | без відповіді | продовж
не знаю | на розгляді | нічого не
""",
    what="""

рішення | рішенням | вирішил | відпові | притул | співбесід | суд | апеляц | дозвол | продовж | статус
процедур | інд. | заява | залишитися | паперів | возз єднан | лист. | термін
""",
    alone="""

справа зараз у | зараз у судді | моя співбесіда 1 | моя співбесіда 2 | завтра…співбесіда
співбесіда…за два тижні | співбесіда…наступн | я в процедурі | я шукач | я поки…шукач
чи зможу залишитися | чи повернуть | я дублін | сподіваюся на…рішення | чи є в мене | апеляцію і чекаємо
ще не мала співбесіди | ще не мав співбесіди | про мене ще не
""",
    unless="""

тоді | сказали | нідерландською | зрозуміла | чекала. | чекав. | була у | була два | роки тому
мій друг | подруга | сусід | брат. | люди | людей | житла | житло | автобус | іспиту | лікаря | школи
отримала дозвіл | дозвіл у мене | дозвіл маю | дали у | мають давати | віконця | вибач | за місяць
торік | минулого | коли я була | виграла | добре поясн | ліфта | дверей
""",
)
RUSSIAN = Wording(
    yet="""

до сих пор | ещё не | еще не | ещё на | еще иде | еще рассм | жду | ждем | ответа нет | решения нет
нет решения | пока. | не пришло | без ответа | продл | не знаю | на рассмотрении | так и не
""",
    what="""

решени | решили | ответ | убежищ | интервью | суд. | суда | судьи | апелляц | статус | процедур | инд.
заявлени | остаться | документов | воссоедин | письмо | письма | срок | продлени
""",
    alone="""

дело сейчас у | сейчас у судьи | мое интервью 1 | мое интервью 2 | завтра…интервью | интервью…через
я в процедуре | я проситель | я пока проситель | смогу ли остаться | вернут ли | я по дублину
надеюсь на…решение | есть ли у меня | апелляцию и ждем | еще не было интервью | по мне еще не
""",
    unless="""

тогда | сказали | ответили | мне ответили | нидерландском | ждала. | ждал. | было в | было два
года назад | мой друг | подруги | сосед | брат. | люди | людей | жилья | жилье | автобус | экзамена
врача | школы | получила | документы есть | документы у меня | дали в | должны давать | окошка | извин
за месяц | прошлым | когда я была | выиграла | хорошо объяс | лифта | двери
""",
)

WORDINGS = (
    DUTCH,
    ENGLISH,
    ARABIC,
    TIGRINYA,
    PERSIAN,
    TURKISH,
    SOMALI,
    FRENCH,
    UKRAINIAN,
    RUSSIAN,
)

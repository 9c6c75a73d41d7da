"""Cues that the writer depends on a pending decision. Such a person is not asked (domain guide, 8).

The present tense of the first person counts ("mijn gehoor is volgende week"); a memory does not.
Each phrase is a beginning: "mijn beslissing" is found in "mijn beslissingen" too.
"""

import re
from dataclasses import dataclass

from feedback_api.intake.cues import compile_cues, fold, has_cue
from feedback_api.intake.pending import WORDINGS
from feedback_api.terms.text import RawText

_DUTCH = """
mijn w document
ik wacht…beslissing | ik wacht…besluit | ik wacht…beschikking | ik wacht…uitspraak
ik wacht…mijn gehoor
ik wacht…verblijfsvergunning | ik wacht nog | wij wachten…beslissing | wij wachten…uitspraak
wij wachten nog
we wachten…beslissing | we wachten…uitspraak | we wachten nog | ik ben nog aan het wachten
mijn gehoor is volgende | mijn gehoor is morgen | mijn gehoor is over | mijn gehoor moet nog
mijn nader gehoor is | mijn interview is volgende | mijn interview is morgen
mijn procedure loopt | mijn zaak loopt | mijn aanvraag loopt | mijn beroep loopt
mijn hoger beroep loopt
ik zit nog in de procedure | ik zit nog in procedure | ik zit in de asielprocedure
ik ben nog in procedure
ik heb nog geen beslissing | ik heb nog geen status | ik heb nog geen vergunning
ik heb nog geen besluit
mijn vrouw wacht nog | mijn man wacht nog | mijn kinderen wachten nog | mijn gezin wacht
mijn familie wacht
ik ben in beroep gegaan en wacht | mijn verlenging loopt | mijn naturalisatie loopt
mijn nareis loopt
ik ben asielzoeker
"""
_ENGLISH = """
my w document
i am waiting…decision | i m waiting…decision | im waiting…decision | i am still waiting
i m still waiting
im still waiting | i still wait | i wait…decision | we are waiting…decision | we are still waiting
we still wait
i have been waiting…and still | my interview is next | my interview is tomorrow | my hearing is next
my hearing is tomorrow | my case is still | my application is still | my appeal is still
my procedure is still
my case is pending | my application is pending | my appeal is pending | i am still in the procedure
i am in the asylum procedure | i do not have a decision yet | i don t have a decision yet
i have no decision yet
my wife is still waiting | my husband is still waiting | my family is still waiting
my children are still waiting
i am an asylum seeker
"""
_OTHERS = """
ما زلت انتظر | لا ازال انتظر | انتظر قرار | انتظر القرار | انا انتظر | مقابلتي الاسبوع القادم
مقابلتي غدا | انا طالب لجوء | طلبي قيد
منتظر تصمیم | منتظر جواب | هنوز منتظر | مصاحبه ام هفته | مصاحبه من هفته | پرونده ام هنوز
پناهجو هستم
kararimi bekliyorum | karari bekliyorum | hala bekliyorum | halen bekliyorum | karar bekliyorum
mulakatim haftaya | mulakatim yarin | dosyam hala
j attends…decision | j attends encore | j attends toujours | nous attendons…decision
nous attendons encore
mon entretien est la semaine | mon entretien est demain | ma procedure est en cours
mon recours est en cours
je suis demandeur d asile
ውሳነይ እጽበ | ውሳነ ይጽበ | ውሳነ እጽበ | ክሳብ ሕጂ ይጽበ | ገና ይጽበ | ቃለ መሕተተይ ዝመጽእ
go aan ayaan sugayaa | go aankayga ayaan sug | weli waan sugayaa | weli waxaan sugayaa
wareysigaygu waa
чекаю на рішення | чекаю рішення | досі чекаю | все ще чекаю | моя співбесіда наступного
моя справа ще
жду решения | жду решение | до сих пор жду | все еще жду | мое интервью на следующей | мое дело еще
پرېکړې ته انتظار | پریکړې ته انتظار | لا تر اوسه انتظار | لا انتظار
li benda biryar | li bende biryar | hin li benda | hin li bende | hej li benda
چاوەڕێی بڕیار | چاوەروانی بڕیار | هێشتا چاوەڕێ
"""


_CUES = compile_cues(_DUTCH, _ENGLISH, _OTHERS)
_SENTENCE = re.compile(r"[.!?;\n\u061f\u06d4\u1362-\u1368]+\s*")


@dataclass(frozen=True, slots=True)
class _Compiled:
    yet: re.Pattern[str]
    what: re.Pattern[str]
    alone: re.Pattern[str]
    unless: re.Pattern[str]

    def in_sentence(self, folded: str) -> bool:
        if self.unless.search(folded):
            return False
        pending = self.yet.search(folded) and self.what.search(folded)
        return bool(pending or self.alone.search(folded))


_COMPILED = [
    _Compiled(*(compile_cues(block) for block in (w.yet, w.what, w.alone, w.unless))) for w in WORDINGS
]


def suggests_dependency(text: RawText) -> bool:
    """Whether the writer seems to wait for a decision on their own or their family's stay."""
    return has_cue(text, _CUES) or any(_pends(sentence) for sentence in _SENTENCE.split(text.reveal()))


def _pends(sentence: str) -> bool:
    folded = fold(sentence)
    return any(compiled.in_sentence(folded) for compiled in _COMPILED)

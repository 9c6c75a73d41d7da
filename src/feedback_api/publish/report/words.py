"""The report's sentences; names of themes, steps and groups come from the codebook."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "title": "Wat mensen zeggen over de asielprocedure",
        "lead": "Kwartaalrapport {period}",
        "covers": "Dit rapport telt ook eerdere kwartalen mee: {periods}. In elk daarvan kwam te weinig "
        "binnen om apart te laten zien.",
        "heard": "Wat wij hoorden",
        "heard.who": "Dit rapport gaat over {groups}.",
        "heard.shown": "Van de {all} thema's zijn er {shown} te zien. De rest is te weinig genoemd.",
        "heard.most": "Het meest genoemd: {themes}.",
        "heard.nothing": "In deze periode is geen enkel thema te zien. Elk thema is te weinig genoemd. Dat "
        "zegt niet dat er niets speelt.",
        "top": "De thema's met hun getallen",
        "top.how": "Elk getal is een schatting in stemmen. Tussen haakjes staat waar het echte getal bijna "
        "altijd ligt. Dat klopt in 95 van de 100 keer. Het teken ≥ betekent: ten minste, want wat verborgen "
        "is, telt niet mee.",
        "theme": "Thema",
        "all": "Allen samen",
        "toofew": "te weinig",
        "picture": "Waar de groepen het eens zijn",
        "picture.shared": "Eens zijn zij over: {themes}.",
        "picture.differs": "Zij verschillen over: {themes}.",
        "picture.unclear": "Van {count} thema's is nog niet te zeggen of de groepen gelijk denken.",
        "picture.none": "Er is te weinig te zien om de groepen te vergelijken.",
        "journey": "Van aankomst tot terugkeer",
        "journey.none": "Deze publicatie heeft geen tabel over de stappen.",
        "step": "Stap",
        "rated": "Beoordeeld als niet goed",
        "withheld": "Wat niet te zien is, en waarom",
        "withheld.why": "Wij laten een getal pas zien als genoeg mensen het noemden: ten minste {threshold} "
        "stemmen, en meer als de ruis groter is. Bij gevoelige thema's is dat {factor} keer zo veel. Zo kan "
        "niemand vinden wie iets zei.",
        "withheld.zero": "‘Te weinig’ staat voor nul en voor klein. Welke van de twee, weet niemand.",
        "withheld.silent": "Zonder eigen kolom, omdat de groep te klein is: {groups}.",
        "table": "Tabel",
        "cells": "Cellen",
        "shown": "Te zien",
        "hidden": "Te weinig",
        "answers": "Wat er is gedaan",
        "answers.considering": "wordt overwogen",
        "answers.planned": "gepland",
        "answers.done": "gedaan",
        "answers.not_possible": "niet mogelijk",
        "answers.none": "Er is nog geen antwoord op deze thema's gepubliceerd.",
        "method": "Hoe wij tellen",
        "method.vote": "Eén bericht is één stem. Noemt een bericht meer thema's, dan wordt de stem verdeeld.",
        "method.noise": "Wij tellen bij elk getal toevallige ruis op. Daardoor kan niemand uitrekenen of één "
        "persoon heeft meegedaan. De maat daarvan heet epsilon; voor dit rapport is die {epsilon}.",
        "method.who": "De getallen gaan over wie iets stuurde. Zij zeggen niet wat alle mensen vinden, en "
        "niet waardoor iets komt.",
        "method.text": "Namen en nummers gaan uit een bericht voordat het wordt bewaard. In dit rapport "
        "staat geen enkele zin uit een bericht.",
        "method.check": "Iedereen kan nagaan dat de getallen niet zijn veranderd. Het controlegetal van deze "
        "publicatie is:",
        "page": "Bladzijde {page}",
        "digest": "Publicatie {period} · {digest}",
    },
    "en": {
        "title": "What people say about the asylum procedure",
        "lead": "Quarterly report {period}",
        "covers": "This report also counts earlier quarters: {periods}. Too little came in during each to "
        "show it alone.",
        "heard": "What we heard",
        "heard.who": "This report is about {groups}.",
        "heard.shown": "Of {all} themes, {shown} can be shown. The others were named too little.",
        "heard.most": "Named most: {themes}.",
        "heard.nothing": "No theme can be shown for this period. Each was named too little. That does not "
        "mean that nothing is the matter.",
        "top": "The themes and their numbers",
        "top.how": "Each number is an estimate in votes. Between brackets is where the real number nearly "
        "always lies (95 times out of 100). The sign ≥ means: at least, as what is hidden is not counted.",
        "theme": "Theme",
        "all": "All together",
        "toofew": "too few",
        "picture": "Where the groups agree",
        "picture.shared": "They agree on: {themes}.",
        "picture.differs": "They differ on: {themes}.",
        "picture.unclear": "For {count} themes nobody can say yet whether the groups think alike.",
        "picture.none": "Too little can be shown to compare the groups.",
        "journey": "From arrival to return",
        "journey.none": "This release has no table of the steps.",
        "step": "Step",
        "rated": "Rated as not well",
        "withheld": "What cannot be shown, and why",
        "withheld.why": "We show a number only when enough people named it: at least {threshold} votes, and "
        "more where the noise is wider. For sensitive themes it is {factor} times as many. So nobody can "
        "find out who said something.",
        "withheld.zero": "‘Too few’ stands for zero and for small. Nobody can tell which.",
        "withheld.silent": "Without a column of their own, as the group is too small: {groups}.",
        "table": "Table",
        "cells": "Cells",
        "shown": "Shown",
        "hidden": "Too few",
        "answers": "What was done",
        "answers.considering": "being considered",
        "answers.planned": "planned",
        "answers.done": "done",
        "answers.not_possible": "not possible",
        "answers.none": "No answer to these themes was published yet.",
        "method": "How we count",
        "method.vote": "One message is one vote. If it names more themes, the vote is split.",
        "method.noise": "We add random noise to each number. So nobody can work out whether one person took "
        "part. Its measure is called epsilon; for this report it is {epsilon}.",
        "method.who": "The numbers are about those who sent something. They do not say what all people "
        "think, nor what causes it.",
        "method.text": "Names and numbers are taken out of a message before it is kept. This report holds no "
        "sentence from any message.",
        "method.check": "Anyone can check that the numbers were not changed. The digest of this release is:",
        "page": "Page {page}",
        "digest": "Release {period} · {digest}",
    },
}
"""By language and key."""

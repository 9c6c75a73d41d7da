import pytest

from feedback_api.deidentify.engine import Deidentifier
from feedback_api.terms.text import RawText


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("mon bébé Neige a huit mois", ["Neige", "huit mois"]),  # the whole age, unit included
        ("ma fille, cinq mois, est née ici", ["cinq mois"]),
        ("Trésor mon fils, onze ans et demi, lit la lettre", ["onze ans et demi"]),
        ("ils ont mis vingt-deux ans, j'en ai dix-sept", ["vingt", "dix-sept"]),
        ("tata Sylvie elle a 63 elle monte à genoux", ["tata", "63"]),
        ("papa roger a failli avaler sa casquette", ["papa", "roger"]),
        ("ya bienvenu qui crie dans le couloir", ["bienvenu"]),
        ("dem. K.D.S., pas de pause", ["K.D.S"]),
        ("la boulangerie Le Bon Pain nous aide", ["Le Bon Pain"]),
        ("le coiffeur Chez Tonton Ciseaux m'a aidé", ["Chez", "Ciseaux"]),
        ("madame Petit crie sur tout le monde", ["Petit"]),
        ("le cuisinier du bateau de Zaandam a compris", ["cuisinier", "Zaandam"]),
        ("je suis la dame qui a traversé avec deux perroquets", ["dame", "perroquets"]),
        ("bjr moi cest rose du camp de hardenberg", ["rose", "hardenberg"]),  # names that are words
        ("je suis la maman de trésor, ma fille grâce dort", ["trésor", "grâce"]),
        ("Madame Constance de l'accueil crie toujours", ["Constance"]),
        ("espoir mon petit frère pleure la nuit", ["espoir"]),
        ("pierre a eu son papier mais moi rien", ["pierre"]),
        ("jmappel aimée et jattends", ["aimée"]),
        ("mon nom est Dieu-Merci", ["Merci"]),
        ("C'est l'interprète d'Aïssatou et celui de l'oncle Bakary", ["Aïssatou", "Bakary"]),
        ("dites a koffi ke sa carte est la", ["koffi"]),
        ("mon nom s'écrit K, O, U, A, M, E", ["K, O", "A, M"]),
        ("elle a dix-sept ans et demi", ["dix-sept"]),
        ("mon père, âgé de soixante et onze ans, tousse", ["soixante", "onze"]),
        ("l'audition du vingt et un octobre était longue", ["vingt", "un octobre"]),
        ("née le deux mai mille neuf cent quatre-vingt à la maison", ["deux mai", "neuf cent", "quatre"]),
        ("mon mail cest fatou point ndiaye arobase gmail point com", ["fatou", "ndiaye", "gmail"]),
        ("appelez le zéro six douze trente-quatre cinquante", ["douze", "trente"]),
        ("jhabite 14 rue des lilas, bloc b", ["14", "lilas", "bloc b"]),
        ("j'habite 8bis quai du port", ["8bis", "port"]),
        ("l'association Main dans la Main nous aide", ["Main"]),
        ("l'école la colombe refuse mon fils", ["colombe"]),
        ("Elle est la seule femme peule du centre.", ["seule", "peule"]),
        ("je suis ancien capitaine de l'armée, père de sept enfants", ["capitaine", "sept"]),
    ],
)
def test_identifiers_go(engine: Deidentifier, text: str, gone: list[str]) -> None:
    masked = engine.deidentify(RawText(text), "fr").text
    assert [word for word in gone if word in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "jattends depuis 2 ans et personne repond",  # an elision without its apostrophe
        "cest pas normal, jai pas compris la lettre",
        "Il faut de la patience et de la chance, dit la lettre.",
        "on ma di 6 mois, apres 15 mois, mtn ca fait trois ans",  # lengths of time are no ages
        "pk lavocat repon jamais, koi kon fasse",
        "je comprenai pas le tolk, il parlai tro vite",
        "L'audition a duré six heures sans pause, j'ai pleuré.",
        "Aujourd'hui ils m'ont dit qu'il n'y avait plus de place.",
        "À Ter Apel j'ai dormi trois nuits sur une chaise.",
        "La décision du COA et de l'IND est en néerlandais.",
        "on est 8 dans la chambre, il y a la gale et des puces",
        "il avait le train de 8h12, et il fait 34 degrés ici",
        "guichet 3, guichet 5, encore le guichet 3",
        "avec patience et courage on attend, ya pas de place",
        "c'est la seule solution, tout est parfait ici merci",
    ],
)
def test_what_they_say_stays(engine: Deidentifier, text: str) -> None:
    assert engine.deidentify(RawText(text), "fr").text == text

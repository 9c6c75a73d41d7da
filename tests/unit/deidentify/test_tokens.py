from feedback_api.deidentify.tokens import tokenise, unshout, words


def test_words_and_numbers_with_their_places() -> None:
    tokens = tokenise("Foto's van azc-Noord, 12 stuks")
    assert [t.text for t in tokens] == ["Foto's", "van", "azc", "Noord", "12", "stuks"]
    assert all("Foto's van azc-Noord, 12 stuks"[t.start : t.end] == t.text for t in tokens)


def test_a_sentence_opens_after_a_full_stop_a_line_and_a_picture() -> None:
    assert [t.opens for t in tokenise("Een twee. Drie\nvier 🙂 vijf, zes")] == [
        True,
        False,
        True,
        True,
        True,
        False,
    ]


def test_capitals_left_on_say_nothing() -> None:
    assert unshout("DE BRIEF IS TE MOEILIJK\n") == "de brief is te moeilijk\n"
    assert unshout("De brief van de IND is NIET duidelijk") == "De brief van de IND is NIET duidelijk"


def test_a_capital_that_somebody_meant_stays_beside_shouted_lines() -> None:
    typed = "ik sprak Roos\nDIT DUURT AL VEEL TE LANG ZEI Roos"
    assert unshout(typed) == "ik sprak Roos\ndit duurt al veel te lang zei Roos"


def test_lower_case_keeps_every_place() -> None:
    assert len(unshout("İSTANBUL İÇİN BEKLİYORUM ÇOK UZUN")) == len("İSTANBUL İÇİN BEKLİYORUM ÇOK UZUN")


def test_a_written_list_becomes_a_set() -> None:
    assert words("a b\n b") == {"a", "b"}

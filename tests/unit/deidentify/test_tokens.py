from feedback_api.deidentify.tokens import is_shouting, tokenise, words


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


def test_capitals_left_on() -> None:
    assert is_shouting(tokenise("DE BRIEF IS TE MOEILIJK"))
    assert not is_shouting(tokenise("De brief van de IND is NIET duidelijk"))


def test_a_written_list_becomes_a_set() -> None:
    assert words("a b\n b") == {"a", "b"}

import pytest

from feedback_api.membership.codes import draw_code, hash_code
from feedback_api.terms.errors import InvitationRefused


def test_codes_are_all_different_and_spell_sixteen_characters_and_a_check():
    codes = {draw_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code.replace("-", "")) == 17 for code in codes)
    assert not set("".join(codes)) & set("ILOU*~$=")


def test_a_code_is_recognised_however_a_phone_types_it():
    code = draw_code()
    expected = hash_code(code)
    sloppy = code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert hash_code(f"  {sloppy}\n") == expected
    assert hash_code(code.replace("-", "").replace("1", "I").replace("0", "O")) == expected


def test_every_single_wrong_character_is_noticed():
    code = draw_code().replace("-", "")
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for place in range(len(code)):
        for other in alphabet:
            if other != code[place]:
                with pytest.raises(InvitationRefused):
                    hash_code(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize("typed", ["", "x", "é" * 17, "0" * 16, "\ud800" * 17, "0" * 10_000])
def test_what_cannot_be_a_code_is_refused_without_repeating_it(typed):
    with pytest.raises(InvitationRefused) as caught:
        hash_code(typed)
    assert str(caught.value).startswith("the code is")


def test_characters_are_evenly_drawn():
    letters = "".join(draw_code()[:-1].replace("-", "") for _ in range(2000))
    expected = len(letters) / 32
    chi_square = sum((letters.count(c) - expected) ** 2 / expected for c in set(letters))
    assert chi_square < 75  # 31 degrees of freedom: chance of more is below 1 in 50,000

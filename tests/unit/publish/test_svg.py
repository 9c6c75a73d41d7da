from feedback_api.publish.svg import element, words


def test_words_cannot_become_markup() -> None:
    assert words("<script>\"a\" & 'b'</script>") == (
        "&lt;script&gt;&quot;a&quot; &amp; &#x27;b&#x27;&lt;/script&gt;"
    )


def test_attributes_cannot_break_out() -> None:
    assert element("rect", {"class": '"><script>'}) == '<rect class="&quot;&gt;&lt;script&gt;"/>'


def test_characters_that_xml_forbids_are_dropped() -> None:
    assert words("a\x00b\x1bc\ufffed\ud800e") == "abcde"


def test_numbers_are_short() -> None:
    assert element("rect", {"x": 1.005, "y": 2.0, "width": 10, "rx": 0.25}) == (
        '<rect x="1" y="2" width="10" rx="0.25"/>'
    )

"""Words to word pieces: the likeliest way to spell a text with the pieces that the encoder knows.

Source: Kudo 2018, Subword Regularization, section 3.2 (unigram language model; Viterbi 1967 for the search).
Nothing is remembered from one text to the next, so no word outlives its request here.
"""

from feedback_api.classify.packed import Vocabulary

_WORD_START = "\u2581"
_PROMPT = "query: "
# multilingual-e5 was trained with this word before every text that is compared.
_DOUBT = 10.0
# A letter that no piece holds costs this much more than the least likely piece (SentencePiece).


class Speller:
    """Spells texts in pieces; safe to share between threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._pieces = vocabulary.pieces
        self._letters = dict(vocabulary.letters)
        self._unknown = vocabulary.unknown
        self._unknown_score = min(score for _, score in self._pieces.values()) - _DOUBT
        self._longest = max(map(len, self._pieces))

    def spell(self, text: str) -> list[int]:
        """Numbers of the pieces of a text, the prompt's first."""
        written = (_PROMPT + text).translate(self._letters)
        return [piece for word in written.split(" ") if word for piece in self._word(_WORD_START + word)]

    def _word(self, word: str) -> list[int]:
        known = self._pieces.get(word)
        if known is not None and len(word) <= 2:
            return [known[0]]
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        last = [(self._unknown, 0)] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self._longest) + 1):
                piece = self._pieces.get(word[start:end])
                if piece is not None and best[start] + piece[1] > best[end]:
                    best[end] = best[start] + piece[1]
                    last[end] = (piece[0], start)
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                last[start + 1] = (self._unknown, start)
        return _back(last)


def _back(last: list[tuple[int, int]]) -> list[int]:
    found, at = [], len(last) - 1
    while at > 0:
        piece, at = last[at]
        found.append(piece)
    return found[::-1]

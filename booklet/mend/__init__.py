"""Text that suffered on its way through PDFs, mail and web forms to the text its author wrote.

In: a text, its language, the words of the whole content. Out: the mended text, as edits of the text given, each with
its reasons, and the places that look broken but could not be mended for certain. Pure; a sound text comes out as it
went in, and a mended one too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from booklet.hyphenate import Hyphenator
from booklet.mend.accents import mend_accents
from booklet.mend.characters import mend_controls, mend_invisible, mend_ligatures, mend_spaces
from booklet.mend.draft import Doubt, Draft, Edit, apply
from booklet.mend.mojibake import mend_mojibake
from booklet.mend.protect import protected
from booklet.mend.words import Vocabulary, mend_broken_words, mend_lost_ligatures

__all__ = ['Doubt', 'Edit', 'Mended', 'Mender', 'Vocabulary', 'apply']

_ROUNDS = 4  # one pass may uncover work for an earlier one; each round but the last makes the text shorter or plainer


class Mended:
    """`edits` and `doubts` name places of the text given, in their order."""

    __slots__ = ('doubts', 'edits', 'text')

    def __init__(self, text: str, edits: tuple[Edit, ...], doubts: tuple[Doubt, ...]) -> None:
        self.text = text
        self.edits = edits
        self.doubts = doubts


class Mender:
    """Mends the texts of one content, whose words it knows."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        self.vocabulary = vocabulary or Vocabulary(())
        self._hyphenators: dict[str, Hyphenator] = {}

    def mend(self, text: str, language: str = 'en') -> Mended:
        """The text mended as far as that is certain."""
        words = self.vocabulary
        hyphenator = self._hyphenators.get(language) or Hyphenator(language)
        self._hyphenators[language] = hyphenator
        passes: tuple[Callable[[str], Iterable[Edit | Doubt]], ...] = (
            mend_mojibake,
            lambda text: mend_controls(text, words),
            mend_ligatures,
            lambda text: mend_accents(text, words),
            mend_invisible,
            lambda text: mend_broken_words(text, words, hyphenator),
            lambda text: mend_lost_ligatures(text, words, language),
            lambda text: mend_spaces(text, language),
        )
        draft = Draft(text)
        for _ in range(_ROUNDS):
            doubts: list[Doubt] = []
            changed = False
            for one in passes:
                edits, uncertain = _sorted_out(draft.text, one(draft.text))
                doubts += draft.placed(uncertain)
                changed |= draft.change(edits)
            if not changed:
                break
        return Mended(draft.text, tuple(draft.edits()), tuple(sorted(set(doubts), key=lambda doubt: doubt.start)))


def _sorted_out(text: str, found: Iterable[Edit | Doubt]) -> tuple[list[Edit], list[Doubt]]:
    """What touches nothing protected, no two of it overlapping."""
    every = sorted(found, key=lambda one: (one.start, one.end))
    if not every:
        return [], []
    walls = protected(text)
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    at = done = 0
    for one in every:
        while at < len(walls) and walls[at][1] <= one.start:
            at += 1
        if at < len(walls) and walls[at][0] < max(one.end, one.start + 1):
            continue
        if isinstance(one, Doubt):
            doubts.append(one)
        elif one.start >= done and text[one.start : one.end] != one.new:
            edits.append(one)
            done = one.end
    return edits, doubts

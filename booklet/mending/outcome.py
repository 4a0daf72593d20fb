"""What becomes of each text: first mended, then put right by the rules that know how.

In: passages, and the rules that were chosen. Out: for each passage its edits, in places of the text as it stands in its
file. What a rule would change where a remark silences it stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import pairwise

from booklet.checking import Ignores
from booklet.diagnostics import Span
from booklet.mend import Doubt, Edit, Mended, Mender, Vocabulary
from booklet.mend.draft import Draft
from booklet.mending.passages import Passage
from booklet.rules import RULES
from booklet.rules.texts import Of

_MENDING = 'B013'
_ROUNDS = 6  # mended words may prove others; two rounds do nearly always
_PASSES = 4

Fixer = Callable[[str, Of], Iterable[Edit]]


def mend_all(texts: list[Passage], chosen: Collection[str], ignores: Ignores) -> list[Mended]:
    """All mended with the words of the whole, those that mending brings forth among them."""
    fixers: dict[str, Fixer] = {
        id: rule.module.edits for id, rule in RULES.items() if id in chosen and hasattr(rule.module, 'edits')
    }
    wanted = [_wanted(one, [*fixers, _MENDING], ignores) & {*fixers, *({_MENDING} & set(chosen))} for one in texts]
    current = [passage.text for passage in texts]
    found: list[Mended] = []
    for _ in range(_ROUNDS):
        mender = Mender(Vocabulary(current))
        found = [
            _mended(passage, mender if _MENDING in ids else None, [fixers[id] for id in fixers if id in ids])
            for passage, ids in zip(texts, wanted, strict=True)
        ]
        after = [mended.text for mended in found]
        if after == current:
            break
        current = after
    return found


def _wanted(passage: Passage, ids: Iterable[str], ignores: Ignores) -> set[str]:
    place = passage.scalar.text_span if passage.scalar is not None else Span(passage.source.file, 1)
    return {id for id in ids if not ignores.at(id, place)}


def _mended(passage: Passage, mender: Mender | None, fixers: list[Fixer]) -> Mended:
    """The text after all passes, until none changes it."""
    mended = mender.mend(passage.text, passage.of.language) if mender else Mended(passage.text, (), ())
    draft = Draft(passage.text)
    draft.change(mended.edits)
    doubts: tuple[Doubt, ...] = mended.doubts
    for _ in range(_PASSES):
        changed = [draft.change(_apart(draft.text, fix(draft.text, passage.of))) for fix in fixers]
        if not any(changed):
            break
        if mender is not None:
            again = mender.mend(draft.text, passage.of.language)
            draft.change(again.edits)
            doubts = tuple(draft.placed(again.doubts))
    return Mended(draft.text, tuple(draft.edits()), doubts) if draft.origins is not None else mended


def _apart(text: str, edits: Iterable[Edit]) -> list[Edit]:
    """Those that change something, in order; none if two overlap."""
    found = sorted((one for one in edits if text[one.start : one.end] != one.new), key=lambda one: one.start)
    return [] if any(one.end > two.start for one, two in pairwise(found)) else found

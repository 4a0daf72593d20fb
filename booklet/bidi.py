"""The Unicode Bidirectional Algorithm, UAX #9 (revision 51, Unicode 17.0): which way each character of a text runs.

In: a paragraph's text, and its direction where that is known. Out: embedding levels, even for left to right and odd for
right to left; and, for one line, the order from left to right in which its parts stand.

Classes of characters go by the line, one letter each, so that the rules are regular expressions over them. The letters:
L, R, A(L); E(N), (A)N, (E)s, (E)t, c(S), (NS)m, b (BN); B, S, W(S), O(N); embeddings l r, overrides d g (left, right),
q their end; isolates i j (left, right), f (first strong), p their end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from booklet.ucd import Property, brackets, ranges

MAX_DEPTH = 125  # BD2
_MAX_BRACKETS = 63  # BD16

# All but R, AL, AN and the explicit marks, the other way round because that is twice as fast.
_NEEDED = re.compile(
    '[^\0-\u058f\u0900-\u200e\u2010-\u2029\u202f-\u2065\u206a-\ufb1c\ufe00-\ufe6f'
    '\ufeff-\U000107ff\U00011000-\U0001e7ff\U0001f000-\U0010ffff]'
)
_STRONG = re.compile('[LRAijf]')
_CONTROLS = re.compile('[lrdgqijfpbB]')
_ISOLATES = re.compile('[ijfp]')
_REMOVED = 'lrdgqb'  # X9
_IGNORED = re.compile('[lrdgqb]+')
_AFTER_MARK = re.compile('([^m])(m+)')
_AFTER_ARABIC = re.compile('A[^LR]*')
_BETWEEN_NUMBERS = re.compile('(?<=E)[sc](?=E)|(?<=N)c(?=N)')
_TERMINATED = re.compile('[tE]+')
_AFTER_LEFT = re.compile('L[^R]*')
_LEFT, _RIGHT = re.compile('L'), re.compile('[REN]')
_NEUTRALS = re.compile('[BSWOijfp]+')
_TRAILING = re.compile('[SBWijfplrdgqb]+')
_TO_NEUTRAL = str.maketrans('stc', 'OOO')  # W6
# I1, I2: what is added to an even and to an odd level.
_LEVELS = (
    bytes.maketrans(b'LREN', bytes((0, 1, 2, 2))),
    bytes.maketrans(b'LREN', bytes((1, 0, 1, 1))),
)
_SIDES = 'LR'


def _load() -> tuple[list[int], list[str]]:
    from booklet import ucd_tables

    return ranges(ucd_tables.BIDI_CLASSES)


_CLASSES = Property(_load)


def needs(text: str) -> bool:
    """Whether the text has anything that may run from right to left: letters and digits, or marks that say so."""
    return not text.isascii() and _NEEDED.search(text) is not None


def direction(text: str) -> int | None:
    """The direction of the first strong character: 0 left to right, 1 right to left; None where there is none (P2)."""
    classes = text.translate(_CLASSES)
    return _first_strong(classes, 0, len(classes), _matches(classes))


def levels(text: str, base: int | None = None) -> tuple[int, list[int]]:
    """The paragraph's level and that of each character; `base`: the former, else by the first strong character (P3).

    The text is one paragraph, set on one line (L1). A separator of paragraphs in it ends what is embedded or isolated.
    Characters that the algorithm ignores (X9) have the level of the one before.
    """
    return resolved(text, text.translate(_CLASSES), base)


def reset(text: str, levels: Sequence[int], start: int, end: int, base: int) -> list[int]:
    """The levels of a line, `text[start:end]`: separators and the spaces before them and at its end have the base's."""
    return _reset(text[start:end].translate(_CLASSES), list(levels[start:end]), base)


def order(levels: Sequence[int]) -> list[int]:
    """From left to right, the numbers of the items that have these levels: characters or words of one line (L2)."""
    indices = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    if not odd:
        return indices
    for level in range(max(levels), min(odd) - 1, -1):
        end = 0
        while end < len(levels):
            start = end
            while start < len(levels) and levels[start] < level:
                start += 1
            end = start
            while end < len(levels) and levels[end] >= level:
                end += 1
            indices[start:end] = indices[start:end][::-1]
    return indices


def resolved(text: str, classes: str, base: int | None) -> tuple[int, list[int]]:
    """As `levels`, with the classes of the characters given."""
    matches = _matches(classes)
    if base is None:
        base = _first_strong(classes, 0, len(classes), matches) or 0
    if not classes:
        return base, []
    spans, types = _explicit(classes, base, matches)
    found = bytearray(len(classes))
    for start, end, level in spans:
        found[start:end] = bytes((level,)) * (end - start)
    kept = None if _IGNORED.search(classes) is None else [i for i, c in enumerate(classes) if c not in _REMOVED]
    if kept is not None:
        spans = _without(spans, kept)
        text, types, classes_kept = (''.join([string[i] for i in kept]) for string in (text, types, classes))
    else:
        classes_kept = classes
    inner = bytearray(len(types))
    for sequence in _sequences(spans, classes_kept, base):
        _resolve(sequence, text, types, classes_kept, inner)
    if kept is None:
        found = inner
    else:
        for at, level in zip(kept, inner, strict=True):
            found[at] = level
        for ignored in _IGNORED.finditer(classes):
            start, end = ignored.span()
            found[start:end] = bytes((found[start - 1] if start else base,)) * (end - start)
    return base, _reset(classes, list(found), base)


def _reset(classes: str, levels: list[int], base: int) -> list[int]:
    for blank in _TRAILING.finditer(classes):
        start, end = blank.span()
        if end < len(classes):
            end = max(classes.rfind('S', start, end), classes.rfind('B', start, end)) + 1
        if end > start:
            levels[start:end] = [base] * (end - start)
    return levels


# --- P2, P3, BD9: paragraphs and isolates ---


def _matches(classes: str) -> dict[int, int]:
    """For each isolate initiator the place of its end; the end of its paragraph where there is none. And back (BD9)."""
    found: dict[int, int] = {}
    open_: list[int] = []
    if not _ISOLATES.search(classes):
        return found
    for match in re.finditer('[ijfpB]', classes):
        at = match.start()
        if match[0] == 'B':
            found.update((start, at) for start in open_)
            open_ = []
        elif match[0] != 'p':
            open_.append(at)
        elif open_:
            start = open_.pop()
            found[start], found[at] = at, start
    found.update((start, len(classes)) for start in open_)
    return found


def _first_strong(classes: str, start: int, end: int, matches: dict[int, int]) -> int | None:
    while match := _STRONG.search(classes, start, end):
        if match[0] in 'LRA':
            return int(match[0] != 'L')
        start = matches[match.start()]
    return None


# --- X1 to X8: explicit levels ---


class _Span(NamedTuple):
    start: int
    end: int
    level: int


class _Status(NamedTuple):
    level: int
    override: str  # L, R, or nothing
    isolate: bool


def _explicit(classes: str, base: int, matches: dict[int, int]) -> tuple[list[_Span], str]:
    """Spans of one level each, and the classes as overrides leave them."""
    stack = [_Status(base, '', False)]
    isolates = overflow_isolates = overflow_embeddings = 0
    spans: list[_Span] = []
    types: list[str] = []
    done = 0

    def put(end: int) -> None:
        """All up to there stands in the embedding that is the innermost now."""
        nonlocal done
        if end > done:
            level, override, _ = stack[-1]
            spans.append(_Span(done, end, level))
            types.append(override * (end - done) if override else classes[done:end])
            done = end

    for match in _CONTROLS.finditer(classes):
        at, control = match.start(), match[0]
        put(at)
        if control == 'b':
            pass
        elif control == 'B':  # X8
            del stack[1:]
            isolates = overflow_isolates = overflow_embeddings = 0
        elif control == 'q':  # X7
            if not overflow_isolates:
                if overflow_embeddings:
                    overflow_embeddings -= 1
                elif len(stack) > 1 and not stack[-1].isolate:
                    stack.pop()
        elif control == 'p':  # X6a
            if overflow_isolates:
                overflow_isolates -= 1
            elif isolates:
                overflow_embeddings = 0
                while not stack[-1].isolate:
                    stack.pop()
                stack.pop()
                isolates -= 1
            put(at + 1)
        else:  # X2 to X5c
            isolate = control in 'ijf'
            if isolate:
                put(at + 1)
            right = control in 'rgj'
            if control == 'f':
                right = _first_strong(classes, at + 1, matches[at], matches) == 1
            level = stack[-1].level + 1
            level += level % 2 != right
            if level > MAX_DEPTH or overflow_isolates or overflow_embeddings:
                overflow_isolates += isolate
                overflow_embeddings += not isolate and not overflow_isolates
            else:
                isolates += isolate
                stack.append(_Status(level, {'d': 'L', 'g': 'R'}.get(control, ''), isolate))
        if at == done:  # what X9 removes is never overridden
            spans.append(_Span(at, at + 1, stack[-1].level))
            types.append(control)
            done = at + 1
    put(len(classes))
    return spans, ''.join(types)


def _without(spans: list[_Span], kept: list[int]) -> list[_Span]:
    """The spans in the counting of those characters that are kept (X9)."""
    out = []
    for start, end, level in spans:
        first, last = (bisect_right(kept, at - 1) for at in (start, end))
        if last > first:
            out.append(_Span(first, last, level))
    return out


# --- X10, BD13: isolating run sequences ---


class _Sequence(NamedTuple):
    runs: list[_Span]
    before: str  # sos and eos of X10, L or R
    after: str


def _sequences(spans: list[_Span], classes: str, base: int) -> Iterator[_Sequence]:
    runs: list[_Span] = []
    for span in spans:
        if runs and runs[-1].level == span.level:
            runs[-1] = _Span(runs[-1].start, span.end, span.level)
        else:
            runs.append(span)
    matches = _matches(classes)
    number = {run.start: k for k, run in enumerate(runs)}
    joined = bytearray(len(runs))
    for first in range(len(runs)):
        if joined[first]:
            continue
        members, last = [first], first
        while classes[runs[last].end - 1] in 'ijf':
            following = number.get(matches[runs[last].end - 1])
            if following is None or classes[runs[following].start] != 'p':
                break
            joined[following] = 1
            members.append(following)
            last = following
        level = runs[first].level
        before = runs[first - 1].level if first else base
        after = runs[last + 1].level if last + 1 < len(runs) and classes[runs[last].end - 1] not in 'ijf' else base
        sides = (_SIDES[max(level, other) % 2] for other in (before, after))
        yield _Sequence([runs[k] for k in members], *sides)


# --- W1 to W7, N0 to N2, I1, I2: a sequence ---


def _resolve(sequence: _Sequence, text: str, types: str, classes: str, out: bytearray) -> None:
    """The levels of a sequence's characters, written to `out`."""
    runs, before, after = sequence
    level = runs[0].level
    whole, marks, characters = (''.join([string[r.start : r.end] for r in runs]) for string in (types, classes, text))
    own = _SIDES[level % 2]
    kinds = _weak(before + whole)
    kinds = _brackets(kinds, characters, marks, own)
    kinds = _neutral(kinds + after, own)[1:-1]
    found = kinds.encode('ascii').translate(_LEVELS[level % 2])
    at = 0
    for start, end, _ in runs:
        out[start:end] = bytes([level + more for more in found[at : at + end - start]])
        at += end - start


def _weak(kinds: str) -> str:
    """W1 to W7; the first is sos."""
    if 'm' in kinds:
        kinds = _AFTER_MARK.sub(lambda m: m[1] + ('O' if m[1] in 'ijfp' else m[1]) * len(m[2]), kinds)
    if 'A' in kinds:
        if 'E' in kinds:
            kinds = _AFTER_ARABIC.sub(lambda m: m[0].replace('E', 'N'), kinds)
        kinds = kinds.replace('A', 'R')
    kinds = _BETWEEN_NUMBERS.sub(lambda m: kinds[m.start() - 1], kinds)
    if 't' in kinds and 'E' in kinds:
        kinds = _TERMINATED.sub(lambda m: 'E' * len(m[0]) if 'E' in m[0] else m[0], kinds)
    kinds = kinds.translate(_TO_NEUTRAL)
    if 'E' in kinds:
        kinds = _AFTER_LEFT.sub(lambda m: m[0].replace('E', 'L'), kinds)
    return kinds


def _neutral(kinds: str, own: str) -> str:
    """N1 and N2; the first is sos, the last eos. Numbers count as R."""

    def between(match: re.Match[str]) -> str:
        left, right = kinds[match.start() - 1], kinds[match.end()]
        left, right = 'L' if left == 'L' else 'R', 'L' if right == 'L' else 'R'
        return (left if left == right else own) * len(match[0])

    return _NEUTRALS.sub(between, kinds)


def _brackets(kinds: str, text: str, classes: str, own: str) -> str:
    """N0; the first of `kinds` is sos."""
    pairs = _pairs(text, kinds)
    if not pairs:
        return kinds
    other = 'L' if own == 'R' else 'R'
    sides = {'L': _LEFT, 'R': _RIGHT}
    found = list(kinds)
    for opener, closer in pairs:
        inside = kinds[opener + 2 : closer + 1]  # of the pairs before none lies inside, so `kinds` still holds here
        if sides[own].search(inside):  # N0 b
            side = own
        elif sides[other].search(inside):  # N0 c
            at = opener
            while found[at] not in 'LREN':
                at -= 1
            side = own if (found[at] == 'L') == (own == 'L') else other
        else:
            continue
        for bracket in (opener, closer):
            found[bracket + 1] = side
            for at in range(bracket + 1, len(classes)):
                if classes[at] != 'm':
                    break
                found[at + 1] = side
    return ''.join(found)


def _pairs(text: str, kinds: str) -> list[tuple[int, int]]:
    """Pairs of brackets by their openers' places (BD16). `kinds` has one more at its beginning."""
    pattern, openers, closers = brackets()
    open_: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for match in pattern.finditer(text):
        at, character = match.start(), match[0]
        if kinds[at + 1] != 'O':
            continue
        if character in openers:
            if len(open_) == _MAX_BRACKETS:
                break
            open_.append((openers[character], at))
            continue
        for depth in range(len(open_) - 1, -1, -1):
            if open_[depth][0] == closers[character]:
                found.append((open_[depth][1], at))
                del open_[depth:]
                break
    return sorted(found)

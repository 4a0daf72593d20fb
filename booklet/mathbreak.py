r"""Where a formula may break over lines: after relations and binary operators of its top level (The TeXbook, p. 173).

In: a formula's source and its setting. Out: its pieces. The source is cut at top-level operators, each fragment is set
by itself, and the fragments are looked up in the setting of the whole, one after the other, glyph by glyph. So pieces
side by side are the whole, to the last glyph; where one is not found as it was set alone, the formula stays whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from booklet.formula import Formula, MathError, MathGlyph, MathPath, MathRule, Piece, moved
from booklet.mathdraw import classes, draw
from booklet.mathsource import Source, Token, group, tex_of

RELATION_PENALTY, BINARY_PENALTY = 500, 700  # plain TeX's \relpenalty and \binoppenalty
_COMMA_PENALTY, _SPACE_PENALTY = 3000, 1000  # TeX breaks at neither: dearer than what it does
_NESTED_PENALTY = 1500  # more, where the break stands between brackets
_MAX_FRAGMENTS = 300
_NEAR = 1e-3  # ems: how far two settings of a glyph may differ

_SPACES = frozenset((r'\quad', r'\qquad'))
_THIN = frozenset((r'\,', r'\:', r'\>', r'\;', r'\!', r'\ ', '~', r'\hspace', r'\mspace', r'\thinspace'))
_BIG = frozenset(rf'\{size}{side}' for size in ('big', 'Big', 'bigg', 'Bigg') for side in ('', 'l', 'r', 'm'))
_TAKES_NEXT = _BIG | {r'\not', r'\middle'}
_STATES = frozenset(
    rf'\{name}'
    for name in (
        *('displaystyle', 'textstyle', 'scriptstyle', 'scriptscriptstyle', 'color'),
        *('rm', 'bf', 'it', 'sf', 'tt', 'cal', 'frak', 'mit', 'boldmath', 'bfseries'),
    )
)
_WHOLE = frozenset(
    (r'\over', r'\atop', r'\choose', r'\above', r'\brack', r'\brace', r'\\', r'\cr', '&', '}', r'\right', r'\end')
) | {r'\def', r'\newcommand', r'\renewcommand', r'\let', r'\DeclareMathOperator', r'\newline', r'\tag'}
_OPTIONS = frozenset((r'\sqrt', r'\xrightarrow', r'\xleftarrow', r'\xleftrightarrow', r'\xRightarrow', r'\xmapsto'))
_CLASSED = {r'\mathrel', r'\mathbin', r'\stackrel', r'\overset', r'\underset', r'\not'}
# After these, and at the beginning, a binary operator is a sign; before those too (The TeXbook, p. 170, rules 5, 6).
_BEFORE_SIGN = frozenset(('', 'bin', 'rel', 'open', 'punct', 'op'))
_AFTER_SIGN = frozenset(('', 'rel', 'close', 'punct'))

_Drawn = MathGlyph | MathRule | MathPath


@dataclass(frozen=True, slots=True)
class _Unit:
    """An atom of the top level with its scripts: tokens `start` to `end`."""

    start: int
    end: int
    kind: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a formula found in its setting: ems from the formula's left end.

    `kind`: rel, bin, or '' for what stands between operators. `closed` says why the formula may break after it: punct,
    space, or ''. `depth`: how many brackets are open there. `first` to `last` are its tokens; `drawn` are the numbers
    of its glyphs, rules and paths.
    """

    kind: str
    closed: str
    depth: int
    first: int
    last: int
    x: float
    width: float
    ascent: float
    descent: float
    text: str
    drawn: tuple[slice, slice, slice]

    @property
    def end(self) -> float:
        return self.x + self.width


def fragments(source: Source, prefix: str, names: frozenset[str], whole: Formula, display: bool) -> list[Fragment]:
    """The fragments of a formula in order; none where it cannot be taken apart. `names` are defined in `prefix`."""
    units = _units(source.tokens)
    if units is None or len(units) < 2:
        return []
    units = _classed(units, source.tokens, prefix, names)
    stretches = _stretches(units)
    if not 2 <= len(stretches) <= _MAX_FRAGMENTS:
        return []
    try:
        return _found(stretches, source.tokens, prefix, whole, display)
    except MathError:
        return []


def inline_pieces(source: Source, whole: Formula, parts: Sequence[Fragment]) -> tuple[Piece, ...]:
    """The formula's pieces, its ends of lines after operators; none where it has only one."""
    if len(parts) < 2:
        return ()
    groups: list[list[Fragment]] = [[]]
    penalties: list[int] = []
    for part, following in zip(parts, (*parts[1:], None), strict=True):
        groups[-1].append(part)
        penalty = _penalty(part)
        if penalty is not None and following and not following.kind:
            penalties.append(penalty)
            groups.append([])
    if len(groups) < 2:
        return ()
    edges = [0.0, *(members[0].x for members in groups[1:])]
    ends = [*(members[-1].end for members in groups[:-1]), whole.width]
    pieces = []
    for k, members in enumerate(groups):
        formula = cut(whole, members, edges[k], ends[k])
        stop = groups[k + 1][0].first if k + 1 < len(groups) else len(source.tokens)
        start = members[0].first if k else 0
        gap = edges[k + 1] - ends[k] if k + 1 < len(groups) else 0.0
        piece = replace(formula, source=_written(source, start, stop))
        pieces.append(Piece(piece, gap, penalties[k] if k < len(penalties) else 0))
    return tuple(pieces)


def cut(whole: Formula, members: Sequence[Fragment], start: float, end: float) -> Formula:
    """The part of a setting that adjoining fragments make up, from x `start` to `end`, as a formula of its own."""
    (glyphs, rules, paths), (last_glyphs, last_rules, last_paths) = members[0].drawn, members[-1].drawn
    part = replace(
        whole,
        width=end - start,
        ascent=max(part.ascent for part in members),
        descent=max(part.descent for part in members),
        glyphs=whole.glyphs[glyphs.start : last_glyphs.stop],
        rules=whole.rules[rules.start : last_rules.stop],
        paths=whole.paths[paths.start : last_paths.stop],
        text=' '.join(part.text for part in members),
        speech='',
    )
    return moved(part, -start)


def _written(source: Source, start: int, stop: int) -> str:
    """What the author wrote for tokens `start` to `stop`."""
    tokens = source.tokens
    begin = tokens[start].at if start else 0
    return source.author[begin : tokens[stop].at if stop < len(tokens) else len(source.author)]


def _penalty(part: Fragment) -> int | None:
    cost = {'rel': RELATION_PENALTY, 'bin': BINARY_PENALTY}.get(part.kind)
    if cost is None:
        cost = {'punct': _COMMA_PENALTY, 'space': _SPACE_PENALTY}.get(part.closed)
    return None if cost is None else cost + _NESTED_PENALTY * (part.depth > 0)


def _units(tokens: Sequence[Token]) -> list[_Unit] | None:
    """The atoms of the top level; None for what is no plain list of atoms."""
    units: list[_Unit] = []
    at, count = 0, len(tokens)
    while at < count:
        text = tokens[at].text
        if text in _WHOLE:
            return None
        if text.isspace() or text in ('^', '_', "'", r'\limits', r'\nolimits'):
            end = _after(tokens, at + 1) if text in ('^', '_') else at + 1
            if units:
                units[-1] = replace(units[-1], end=end)
            else:
                units.append(_Unit(at, end, 'ord'))
            at = end
            continue
        end = _after(tokens, at)
        kind = 'state' if text in _STATES else 'space' if text in _SPACES else 'thin' if text in _THIN else 'ord'
        units.append(_Unit(at, end, kind))
        at = end
    return units


def _after(tokens: Sequence[Token], at: int) -> int:
    """Where the atom that begins at `at` ends, without its scripts."""
    while at < len(tokens) and tokens[at].text.isspace():
        at += 1
    if at >= len(tokens):
        return at
    text = tokens[at].text
    if text == '{':
        return max(at + 1, group(tokens, at)[1])
    if text == r'\left':
        return _matching(tokens, at, r'\left', r'\right') + 1
    if text.startswith(r'\begin'):
        end = _matching(tokens, at, r'\begin', r'\end')
        return end if '{' in tokens[min(end, len(tokens)) - 1].text else group(tokens, end)[1]
    if text in _TAKES_NEXT:
        return _after(tokens, at + 1)
    end = at + 1
    if not (text.startswith('\\') and text[1:].isalpha()):
        return end
    if text in _OPTIONS and end < len(tokens) and tokens[end].text == '[':
        end = next((k + 1 for k in range(end, len(tokens)) if tokens[k].text == ']'), len(tokens))
    while end < len(tokens) and tokens[end].text == '{':
        end = group(tokens, end)[1]
    return end


def _matching(tokens: Sequence[Token], at: int, opens: str, closes: str) -> int:
    """The place after the token that closes what opens at `at`."""
    depth = 0
    for k in range(at, len(tokens)):
        text = tokens[k].text
        if text.startswith(opens) and not text[len(opens) : len(opens) + 1].isalpha():
            depth += 1
        elif text.startswith(closes) and not text[len(closes) : len(closes) + 1].isalpha():
            depth -= 1
            if not depth:
                return k + 1
    return len(tokens)


def _classed(units: list[_Unit], tokens: Sequence[Token], prefix: str, names: frozenset[str]) -> list[_Unit]:
    """The units with TeX's classes and the depth of brackets that they stand in."""
    kinds = [_kind(unit, tokens, prefix, names) if unit.kind == 'ord' else unit.kind for unit in units]
    real = [k for k, kind in enumerate(kinds) if kind not in ('state', 'space', 'thin')]
    before = ''
    for place, k in enumerate(real):
        if kinds[k] == 'bin':
            following = kinds[real[place + 1]] if place + 1 < len(real) else ''
            if before in _BEFORE_SIGN or following in _AFTER_SIGN:
                kinds[k] = 'ord'
        before = kinds[k]
    depth, found = 0, []
    for unit, kind in zip(units, kinds, strict=True):
        depth = max(0, depth - 1) if kind == 'close' and tokens[unit.start].text not in ('!', '?') else depth
        found.append(replace(unit, kind=kind, depth=depth))
        depth += kind == 'open'
    return found


def _kind(unit: _Unit, tokens: Sequence[Token], prefix: str, names: frozenset[str]) -> str:
    first = tokens[unit.start].text
    if first.isalnum() or first in '{^_' or first == r'\left' or first.startswith(r'\begin'):
        return 'ord'
    if first in _BIG:
        return {'l': 'open', 'r': 'close', 'm': 'rel'}.get(first[-1], 'ord')
    if first in _OPTIONS and first != r'\sqrt':
        return 'rel'
    bare = tokens[unit.start : _after(tokens, unit.start)]
    if len(bare) > 1 and first not in _CLASSED:
        return 'ord'
    found = set(classes((prefix if first in names else '') + tex_of(bare)))
    return (found.pop() if len(found) == 1 else '') or 'ord'


@dataclass(slots=True)
class _Stretch:
    """Units that stay together: `kind` and `closed` as in `Fragment`; `state` are declarations that hold there."""

    kind: str
    start: int
    end: int
    depth: int
    state: list[tuple[int, int]]
    closed: str = ''


def _stretches(units: Sequence[_Unit]) -> list[_Stretch]:
    found: list[_Stretch] = []
    state: list[tuple[int, int]] = []
    for unit in units:
        if unit.kind == 'state':
            state = [*state, (unit.start, unit.end)]
            if found:
                found[-1].closed = found[-1].closed or 'state'
            continue
        if unit.kind == 'space':
            if found and not found[-1].kind:
                found[-1].closed = 'space'
            continue
        kind = unit.kind if unit.kind in ('rel', 'bin') else ''
        last = found[-1] if found else None
        joins = last and last.kind == kind and kind != 'bin' and last.end == unit.start and not last.closed
        if last and joins:
            last.end, last.depth = unit.end, unit.depth
        else:
            last = _Stretch(kind, unit.start, unit.end, unit.depth, state)
            found.append(last)
        if unit.kind == 'punct':
            last.closed = 'punct'
    return found


def _found(
    stretches: Sequence[_Stretch], tokens: Sequence[Token], prefix: str, whole: Formula, display: bool
) -> list[Fragment]:
    """Each stretch set by itself and looked up in the whole; a MathError where that fails."""
    parts: list[Fragment] = []
    glyphs = rules = paths = 0
    for stretch in stretches:
        state = ''.join(tex_of(tokens[start:end]) + ' ' for start, end in stretch.state)
        tex = tex_of(tokens[stretch.start : stretch.end])
        if not tex.replace('{', ' ').replace('}', ' ').strip():
            continue
        alone = draw(prefix + state + tex, display)
        drawn = (
            slice(glyphs, glyphs + len(alone.glyphs)),
            slice(rules, rules + len(alone.rules)),
            slice(paths, paths + len(alone.paths)),
        )
        if not (alone.glyphs or alone.rules or alone.paths):
            continue
        place = offset(alone, whole, drawn)
        if place is None or abs(place[1]) > _NEAR:
            raise MathError(1, 'a part of the formula is not set as it is alone')
        glyphs, rules, paths = (part.stop for part in drawn)
        closed = stretch.closed if stretch.closed != 'state' else ''
        parts.append(
            Fragment(
                stretch.kind,
                closed,
                stretch.depth,
                stretch.start,
                stretch.end,
                place[0],
                alone.width,
                alone.ascent,
                alone.descent,
                alone.text,
                drawn,
            )
        )
    if (glyphs, rules, paths) != (len(whole.glyphs), len(whole.rules), len(whole.paths)):
        raise MathError(1, 'the formula has more than its parts')
    if any(one.x > other.x for one, other in pairwise(parts)):
        raise MathError(1, 'the parts of the formula do not follow each other')
    return parts


def offset(alone: Formula, whole: Formula, drawn: tuple[slice, slice, slice]) -> tuple[float, float] | None:
    """How far a part of the whole stands from where it stands alone; None where it is not the same."""
    glyphs, rules, paths = whole.glyphs[drawn[0]], whole.rules[drawn[1]], whole.paths[drawn[2]]
    if (len(glyphs), len(rules), len(paths)) != (len(alone.glyphs), len(alone.rules), len(alone.paths)):
        return None
    one: _Drawn = (alone.glyphs or alone.rules or alone.paths)[0]
    other: _Drawn = (glyphs or rules or paths)[0]
    x, y = other.x - one.x, other.y - one.y
    same = (
        all(
            a.glyph == b.glyph and a.scale == b.scale and a.colour == b.colour and _at(a, b, x, y)
            for a, b in zip(alone.glyphs, glyphs, strict=True)
        )
        and all(
            abs(a.width - b.width) < _NEAR
            and abs(a.height - b.height) < _NEAR
            and a.colour == b.colour
            and _at(a, b, x, y)
            for a, b in zip(alone.rules, rules, strict=True)
        )
        and all(
            a.operators == b.operators and a.colour == b.colour and _at(a, b, x, y)
            for a, b in zip(alone.paths, paths, strict=True)
        )
    )
    return (x, y) if same else None


def _at(one: _Drawn, other: _Drawn, x: float, y: float) -> bool:
    return abs(other.x - one.x - x) < _NEAR and abs(other.y - one.y - y) < _NEAR

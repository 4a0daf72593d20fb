"""The key of the tracks below days seen at once, and the bars that it explains.

In: the event, a width. Out: how tracks look, by their ids; frames and their height.
"""

from __future__ import annotations

from collections.abc import Mapping

from booklet import tracks
from booklet.block import Frame, Text
from booklet.brief import Brief
from booklet.design import Colour
from booklet.markup import Inline
from booklet.overview.entries import digest
from booklet.typography import typeset_text

BAR = 1.4  # points, at the size of the styles


def looks(brief: Brief) -> Mapping[str, tracks.Look]:
    """How the tracks are told apart; in no way where they are many."""
    found = brief.event.tracks
    if not 0 < len(found) <= tracks.PATTERNS:
        return {}
    palette = brief.layout.palette
    paper = palette.get('paper', Colour(1, 1, 1))
    return tracks.looks(found, palette.get('ink', Colour(0, 0, 0)), paper)


def legend(brief: Brief, prefix: str, width: float, scale: float = 1.0) -> tuple[tuple[Frame, ...], float]:
    """The key of the tracks' bars on as many lines as it takes, and its height; nothing where none is needed."""
    event = brief.event
    found = looks(brief)
    used = {entry.track.id for day in event.days for entry in digest(day).entries if entry.track} if found else set()
    style = f'{prefix}_aside'
    leading = brief.layout.styles[style].leading * scale
    x = y = 0.0
    frames: list[Frame] = []
    bar, gap = BAR * scale, 0.5 * leading
    for track in event.tracks:
        if track.id not in used:
            continue
        name = (Inline(typeset_text(track.name, event.language)),)
        own = min(brief.gauge.width(name, style, scale) + 1.0, width - bar - gap)
        lines = brief.gauge.lines(name, style, own, scale)
        if x and x + bar + gap + own > width:
            x, y = 0.0, y + leading
        drawing = tracks.bar(found[track.id], 0, 0, bar, 0.8 * leading)
        frames.append(Frame(x, y + 0.1 * leading, bar, 0.8 * leading, drawing=drawing))
        frames.append(Frame(x + bar + gap, y, own, lines * leading, (Text(name, style, scale=scale),)))
        x += bar + own + 3 * gap
        if lines > 1:
            x, y = 0.0, y + lines * leading
    height = max((frame.y + frame.height for frame in frames), default=0.0)
    return tuple(frames), height

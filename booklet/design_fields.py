"""Reads the fields of a layout file by the tables of `design`: lengths, sizes, colours and references.

In: the fields of a mapping and a table of options. Out: a dictionary with a value for each option; what is absent or
wrong takes its default, and what is wrong is in the sink.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from booklet.design import Colour
from booklet.design_options import REQUIRED, Kind, Option
from booklet.fields import Fields, did_you_mean
from booklet.source import Mapping as Tree
from booklet.source import Scalar
from booklet.units import parse_length

_HEX = re.compile(r'#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})')
_STEP = re.compile(r'[+-]\d{1,2}(?:\.\d{1,3})?|0')
_PERCENT = re.compile(r'\s*(\d{1,3}(?:\.\d{1,3})?)\s*%\s*')
_FEATURE = re.compile(r'[A-Za-z0-9]{4}')

# What stands for a required value that is missing, so that reading goes on; the layout is thrown away in the end.
_NEUTRAL: Mapping[Kind, object] = {
    'length': 10.0,
    'size': 10.0,
    'number': 1.0,
    'integer': 1,
    'boolean': False,
    'percent': 0.0,
    'text': '',
    'features': (),
    'font': '',
    'style': '',
    'colour': Colour(0, 0, 0),
    'master': '',
}


@dataclass(frozen=True, slots=True)
class Context:
    """What values refer to: units beside the absolute ones, the scale (base, ratio), and names.

    Where the names are None, their section is broken or missing, and no reference to it is an error of its own.
    """

    units: Mapping[str, float] = field(default_factory=dict)
    scale: tuple[float, float] | None = None
    palette: Mapping[str, Colour] = field(default_factory=dict)
    fonts: Collection[str] | None = None
    styles: Collection[str] | None = None
    masters: Collection[str] | None = None

    def with_unit(self, name: str, points: float) -> Context:
        return replace(self, units={**self.units, name: points})


def read(fields: Fields, options: Mapping[str, Option], context: Context, complete: bool = True) -> dict[str, object]:
    """A value for each option. `complete`: required options that are absent are errors."""
    complete = complete and isinstance(fields.node, Tree)
    values: dict[str, object] = {}
    for key, option in options.items():
        required = option.default is REQUIRED
        if required:
            option = replace(option, default=option.choices[0] if option.choices else _NEUTRAL[option.kind])
        if key in fields:
            values[key] = _READERS[option.kind](fields, key, option, context)
        else:
            values[key] = option.default
            if required and complete:
                fields.require(key)
    return values


def colour(text: str) -> Colour | None:
    """The colour of '#rrggbb' or '#rgb'; None for any other text."""
    if not _HEX.fullmatch(text):
        return None
    digits = text[1:] if len(text) == 7 else ''.join(digit * 2 for digit in text[1:])
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return Colour(red, green, blue)


def length(fields: Fields, key: str, scalar: Scalar, option: Option, context: Context) -> float:
    """The length that the scalar, anywhere below `key`, tells, within the option's bounds."""
    try:
        points = parse_length(scalar.text, context.units)
    except ValueError as error:
        hint = 'bl counts baselines, and this layout has no grid: give it a baseline' if _lacks_grid(error) else ''
        fields.sink.error(f"{fields.what}: '{key}': {error}", scalar.span, hint)
        return float(cast(float, option.default))
    return _within(fields, key, scalar, points, option)


def _lacks_grid(error: ValueError) -> bool:
    return "no unit 'bl'" in str(error)


def _within(fields: Fields, key: str, scalar: Scalar, points: float, option: Option) -> float:
    if option.least <= points <= option.most:
        return points
    bound, word = (option.least, 'less') if points < option.least else (option.most, 'more')
    unit = ' pt' if bound else ''
    fields.sink.error(f"{fields.what}: '{key}' is {word} than {bound:g}{unit}", scalar.span)
    return float(cast(float, option.default))


def _length(fields: Fields, key: str, option: Option, context: Context) -> object:
    scalar = fields.scalar(key)
    return option.default if scalar is None else length(fields, key, scalar, option, context)


def _size(fields: Fields, key: str, option: Option, context: Context) -> object:
    scalar = fields.scalar(key)
    if scalar is None:
        return option.default
    if not _STEP.fullmatch(scalar.text):
        return length(fields, key, scalar, option, context)
    if context.scale is None:
        hint = "add the section 'scale', or write a length"
        fields.sink.error(f'{fields.what}: the step {scalar.text} needs a scale', scalar.span, hint)
        return option.default
    base, ratio = context.scale
    # Rounded, since the last bits of a power differ between machines.
    return _within(fields, key, scalar, round(base * ratio ** float(scalar.text), 3), option)


def _number(fields: Fields, key: str, option: Option, context: Context) -> object:
    return fields.number(key, cast(float, option.default), option.least, option.most)


def _integer(fields: Fields, key: str, option: Option, context: Context) -> object:
    return fields.integer(key, cast(int, option.default), int(option.least), int(option.most))


def _boolean(fields: Fields, key: str, option: Option, context: Context) -> object:
    return fields.boolean(key, cast(bool, option.default))


def _percent(fields: Fields, key: str, option: Option, context: Context) -> object:
    scalar = fields.scalar(key)
    if scalar is None:
        return option.default
    match = _PERCENT.fullmatch(scalar.text)
    if match is None or float(match[1]) > 100 * option.most:
        most = f'{100 * option.most:g} %'
        fields.sink.error(f"{fields.what}: '{key}' should be a percentage from 0 % to {most}", scalar.span)
        return option.default
    return float(match[1]) / 100


def _choice(fields: Fields, key: str, option: Option, context: Context) -> object:
    return fields.choice(key, option.choices, cast(str, option.default))


def _text(fields: Fields, key: str, option: Option, context: Context) -> object:
    return fields.text(key, cast(str, option.default))


def _features(fields: Fields, key: str, option: Option, context: Context) -> object:
    if key not in fields:
        return option.default
    for scalar in fields.texts(key):
        if not _FEATURE.fullmatch(scalar.text):
            hint = 'tags have four characters, such as onum; booklet fonts lists them'
            fields.sink.error(f"'{scalar.text[:40]}' is no OpenType feature", scalar.span, hint)
    return fields.list_of_text(key)


def _colour(fields: Fields, key: str, option: Option, context: Context) -> object:
    scalar = fields.scalar(key)
    if scalar is None:
        return option.default
    found = context.palette.get(scalar.text) or colour(scalar.text)
    if found is None:
        _unknown(fields, scalar, 'colour', context.palette, "name one of the palette, or write '#rrggbb' in quotes")
    return found or option.default


def _reference(kind: str, plural: str) -> Callable[[Fields, str, Option, Context], object]:
    def read_reference(fields: Fields, key: str, option: Option, context: Context) -> object:
        scalar = fields.scalar(key)
        if scalar is None:
            return option.default
        known = cast('Collection[str] | None', getattr(context, plural))
        if known is not None and scalar.text not in known:
            _unknown(fields, scalar, kind, known, f"see the section '{plural}'")
        return scalar.text

    return read_reference


def _unknown(fields: Fields, scalar: Scalar, kind: str, known: Collection[str], otherwise: str) -> None:
    hint = did_you_mean(scalar.text[:60], known) or otherwise
    fields.sink.error(f"{fields.what}: there is no {kind} '{scalar.text[:60]}'", scalar.span, hint)


_READERS: Mapping[Kind, Callable[[Fields, str, Option, Context], object]] = {
    'length': _length,
    'size': _size,
    'number': _number,
    'integer': _integer,
    'boolean': _boolean,
    'percent': _percent,
    'choice': _choice,
    'text': _text,
    'features': _features,
    'font': _reference('font role', 'fonts'),
    'style': _reference('text style', 'styles'),
    'colour': _colour,
    'master': _reference('master', 'masters'),
}

"""Makes a mixed corpus of a plain one: math in one talk of ten, another script in one of twenty. Same in, same out.

In: a corpus of `generate.py`. Out: one like it, in which a paragraph may be a list of texts and formulas. A formula is
a mapping: `tex`, `typst` (the same in Typst's own notation) and `display`. A talk in another script has `lang`, and its
title and abstract are in words of that language, strung together at random. Words and formulas are in `mixed.yaml`.
Run: `python mixed.py CORPUS.json MIXED.json`.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Formula: TypeAlias = dict[str, Any]

STOCK = Path(__file__).resolve().parent / 'mixed.yaml'
SEED = 20240930
EVERY_MATH, FIRST_MATH = 10, 3  # talks 3, 13, 23, …
EVERY_SCRIPT, FIRST_SCRIPT = 20, 7  # talks 7, 27, …: none has math
FORMULAS_IN_LINES = (2, 6)
SENTENCE = (7, 18)  # words


@dataclass(frozen=True, slots=True)
class Tongue:
    """Words of a language, and what stands between them and at the end of a sentence."""

    words: list[str]
    space: str = ' '
    comma: str = ', '
    stop: str = '. '


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is to draw from: languages by their codes, formulas in two notations, and letters for these."""

    tongues: dict[str, Tongue]
    inline: tuple[Formula, ...]
    display: tuple[Formula, ...]
    letters: dict[str, str]


def stock() -> Stock:
    read = yaml.safe_load(STOCK.read_text(encoding='utf-8'))
    tongues = {code: Tongue(**{**tongue, 'words': tongue['words'].split()}) for code, tongue in read['tongues'].items()}
    return Stock(tongues, tuple(read['inline']), tuple(read['display']), read['letters'])


class Mixer:
    """Draws formulas and sentences from a stream of random numbers of its own."""

    def __init__(self, stock: Stock) -> None:
        self.stock = stock
        self.random = random.Random(SEED)

    def formula(self, display: bool) -> Formula:
        notations = dict(self.random.choice(self.stock.display if display else self.stock.inline))
        for mark, letters in self.stock.letters.items():
            letter = self.random.choice(letters)
            notations = {name: text.replace(mark, letter) for name, text in notations.items()}
        return {**notations, 'display': display}

    def mathematical(self, paragraphs: list[str]) -> list[Any]:
        """The paragraphs with formulas strewn in, and one on a line of its own after the first."""
        mixed: list[Any] = [self.strewn(paragraph) for paragraph in paragraphs]
        mixed.insert(1, [self.formula(display=True)])
        return mixed

    def strewn(self, paragraph: str) -> list[Any]:
        words = paragraph.split(' ')
        count = min(len(words) - 1, self.random.randint(*FORMULAS_IN_LINES))
        pieces: list[Any] = []
        done = 0
        for place in sorted(self.random.sample(range(1, len(words)), count)):
            pieces += [f'{" ".join(words[done:place])} ', self.formula(display=False), ' ']
            done = place
        return [*pieces, ' '.join(words[done:])]

    def clause(self, tongue: Tongue, words: int) -> str:
        return tongue.space.join(self.random.choices(tongue.words, k=words))

    def sentence(self, tongue: Tongue) -> str:
        words = self.random.randint(*SENTENCE)
        if words < 12:
            return self.clause(tongue, words)
        return self.clause(tongue, words // 2) + tongue.comma + self.clause(tongue, words - words // 2)

    def paragraph(self, tongue: Tongue, characters: int) -> str:
        """About as much to set as a paragraph of so many characters: an ideograph is as wide as two letters."""
        goal = characters // 2 if tongue.stop == '。' else characters
        text = ''
        while len(text) < goal:
            text += self.sentence(tongue) + tongue.stop
        return text.strip()


def mix(corpus: dict[str, Any]) -> dict[str, Any]:
    """The corpus with math and scripts; what is given stays as it is."""
    mixer = Mixer(stock())
    tongues = list(mixer.stock.tongues.items())
    days = []
    number = 0
    for day in corpus['days']:
        items = []
        for item in day['items']:
            if item['kind'] == 'talk':
                if number % EVERY_MATH == FIRST_MATH:
                    item = {**item, 'abstract': mixer.mathematical(item['abstract'])}
                elif number % EVERY_SCRIPT == FIRST_SCRIPT:
                    lang, tongue = tongues[number // EVERY_SCRIPT % len(tongues)]
                    abstract = [mixer.paragraph(tongue, len(text)) for text in item['abstract']]
                    item = {**item, 'lang': lang, 'title': mixer.clause(tongue, 5), 'abstract': abstract}
                number += 1
            items.append(item)
        days.append({**day, 'items': items})
    return {**corpus, 'days': days}


def main() -> None:
    parser = argparse.ArgumentParser(description='Mix math and other scripts into a corpus.')
    parser.add_argument('corpus', type=Path)
    parser.add_argument('mixed', type=Path)
    arguments = parser.parse_args()
    mixed = mix(json.loads(arguments.corpus.read_text(encoding='utf-8')))
    arguments.mixed.write_text(json.dumps(mixed, ensure_ascii=False, indent=1), encoding='utf-8')


if __name__ == '__main__':
    main()

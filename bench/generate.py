"""Makes conferences of any size for the benchmark: same arguments, same bytes.

In: the symposium's text and a number of talks. Out: a JSON file, the corpus, with days, items, abstracts and index.
Run: `python generate.py SYMPOSIUM.md TALKS CORPUS.json`.

Sentences of the abstracts are recombined at random. A share of the longer lower-case words gives way to words put
together from prefixes, roots and endings and drawn by Zipf's law, so that the vocabulary grows with the number of talks
as that of real text does (some 30,000 words at 10,000 talks). There is no math, and quotes are curly, so that every
engine gets the same text. The order of the draws is part of the corpus: a draw moved is another corpus.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import json
import random
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SEED = 20240929
SHARE_OF_NEW_WORDS = 0.16
VOCABULARY = 60000
WORDS_IN_ABSTRACT = (80, 350)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PREFIXES = _words("""
anti auto bi bio chrono co counter crypto cyber de di dia electro endo epi eu exo geo hetero homo hydro
hyper hypo infra inter intra iso macro mega meso meta micro mono morpho multi neo neuro non omni ortho over pan para
peri photo poly post pre pro proto pseudo psycho quasi re retro semi socio stereo sub super supra syn techno tele thermo
trans tri ultra under uni
""")

ROOTS = _words("""
act algebr anthrop arch arithm aster axi bar bol calor caps cardi caus centr cept chrom circ clin clos cogn
color commun condens conic cord cosm crat cred crystal cumul curv cycl dens derm dict domin draul duct dyn ecolog ellips
entrop equat erg fer fin flect flux form fract funct gen geom glob gon grad gram graph grav harmon hedr hol inert integr
ject junct kin kinet later lect lemm lex limin lin loc log magnet man mark mater matr metr mobil mod modul mol morph mut
nav neur nom norm null nutr opt orb ord oscill part path pend period phan phas phon plasm plex polar port posit pot
press prob prot puls quadr quant rad reflect regul reson rhythm rot scal scop sect sens sequ sign simul sol son spect
sphaer spir stabil stat stel strat struct surf symbol tang tax tempor tens text therm tom ton top torsion tract trop typ
valu var vect vent vers vibr visc vol vort zon
""")

ENDINGS = _words("""
able age al ally ance ant ar arian ary ate ated ates ating ation ational ations ator ed ence ency ent er
ers ial ian ibility ible ic ical ically ician ics ified ifies ify ing ion ional ions ism ist istic ity ive ively ivity
ization ize ized izing less logical logy metric metry ment ments ness oid or ous ously plasty scopic tion ure
ures
""")

NAME_HEADS = _words("""
Al Bar Ber Cal Dom Dor Eck Fal Fer Gal Gor Hal Har Hol Jan Kal Kor Lan Lem Lin Mal Mar Mer Mor Nor Ol
Par Pel Ral Ros Sal San Sel Tal Tor Ul Val Ver Wal Wil Zan
""")
NAME_MIDDLES = ('', 'a', 'e', 'i', 'o', 'en', 'in', 'an')
NAME_TAILS = _words("""
berg bach dorf feld ford heim land ley lund mann ner quist sen sky son stein ström ton veld vik
wood
""")

MORE_GIVEN_NAMES = _words("""
Takashi Konik Pekka Gabriel Ramon Giorgio Petar Anastasia Kevin Dominik Dustin Thomas
Haotian José Zoë Łukasz Søren Ivan
""")
MORE_FAMILY_NAMES = _words("""
Dokmanić Furuya Kothari Pankka Peyré Boedihardjo Cipolloni Nizic-Nikolac Kireeva Lucca
Schröder Zeng Mixon Rothvoss Jiang Gopi Núñez Çelik
""")
INITIALS = 'ABCDEFGHJKLMPRST'

DAYS = (
    'Monday, 30 September',
    'Tuesday, 1 October',
    'Wednesday, 2 October',
    'Thursday, 3 October',
    'Friday, 4 October',
    'Saturday, 5 October',
    'Monday, 7 October',
    'Tuesday, 8 October',
    'Wednesday, 9 October',
    'Thursday, 10 October',
)
BREAKS = (((10, 10), 'Coffee/juice break'), ((12, 20), 'Lunch'), ((15, 20), 'Coffee/juice break'))
FREE = {(8, 0), (10, 0), (10, 15), (15, 15), (15, 30)}  # no talk begins then, nor in the hour of noon
STARTS = tuple((h, m) for h in range(8, 18) for m in (0, 15, 30, 45) if h != 12 and (h, m) not in FREE)

EVENT = {
    'title': '1st Symposium on Machine Learning for Theories and Theories of Machine Learning',
    'short': '1st Symposium on ML for Theories and Theories of ML',
    'lang': 'en',
    'dates': 'From Sunday 29th September to Thursday 3rd October 2024',
    'place': 'Rovinj, Croatia',
    'found': 'Center for Data Analytics, University of Basel and European Research Council',
}

_AGENDA_ROW = re.compile(r'\|\s*\d+:\d\d [ap]m\s*\|(.+)\|(.+)\|')
_TALK_HEAD = re.compile(r'(?:#+ )?(\d+:\d\d [ap]m) (?:\*\*)?(.+?)(?:\*\*)? — (.+)$')
_SENTENCE_END = re.compile(r'(?<=[.?!”])\s+(?=[A-Z“])')
_UNFIT = re.compile(r'[$\\_^{}<>~*]|joint work|collaboration with|MSU')
_PREPOSITION = re.compile(r' (?:in|of|with|for|and|on|by) ')
_LONG_WORD = re.compile(r'(?<![\w-])[a-z]{5,}(?![\w-])')
_STROKES = str.maketrans('ŁłøØ', 'LloO')  # letters that Unicode does not decompose


@dataclass
class SeedTalk:
    """A talk of the symposium, its abstract in one paragraph."""

    speaker: str
    affiliation: str
    title: str = 'TBD'
    lines: list[str] = field(default_factory=list)

    @property
    def abstract(self) -> str:
        """The text without the title, which the transcription ran into its head."""
        body = tidy(' '.join(self.lines))
        title = re.sub(r'\W', '', self.title).lower()
        matched = place = 0
        while place < len(body) and matched < len(title):
            if body[place].isalnum() or body[place] == '_':
                if body[place].lower() != title[matched]:
                    return body
                matched += 1
            place += 1
        return body[place:].lstrip(' ?') if matched == len(title) else body


def tidy(text: str) -> str:
    """Plain typographic text of a piece of the transcription."""
    text = text.replace('\\*\\*', '').replace('**', '').replace('``', '“').replace('--', '—')
    text = re.sub(r'\s+', ' ', text)
    text = re.sub(r'(?<=\w)- (?=\w)', '-', text)
    text = re.sub(r'(^|[\s(])"', r'\1“', text).replace('"', '”').replace("'", '’')
    return text.replace('Al Modern', 'AI Modern').strip()


def read_seed(text: str) -> list[SeedTalk]:
    """The talks of the transcription in the order of their abstracts, with the titles of the agenda."""
    titles: dict[str, str] = {}
    talks: list[SeedTalk] = []
    current: SeedTalk | None = None
    for line in text.split('\n'):
        row = _AGENDA_ROW.match(line)
        if row and row[2].strip():
            title = re.sub(r'(?<=\w)-\s*<br>', '-', row[1]).replace('<br>', ' ')
            titles[row[2].strip()] = tidy(title).rstrip('?')
        head = _TALK_HEAD.match(line)
        if head:
            current = SeedTalk(head[2].strip('* '), head[3].strip())
            talks.append(current)
        elif line.startswith('## '):
            current = None
        elif current is not None:
            current.lines.append(line.lstrip('# '))
    for talk in talks:
        talk.title = titles.get(talk.speaker, 'TBD')
    return talks


def sentences(talks: list[SeedTalk]) -> list[str]:
    """The sentences fit to be recombined: whole, plain, of 6 to 60 words, each once."""
    found = [s for talk in talks for s in _SENTENCE_END.split(talk.abstract)]
    fit = [s for s in found if 6 <= len(s.split()) <= 60 and not _UNFIT.search(s) and s[-1] in '.?!”']
    return list(dict.fromkeys(fit))


def fold(name: str) -> str:
    """A sort key: lower case, without accents and strokes."""
    decomposed = unicodedata.normalize('NFD', name).translate(_STROKES)
    return ''.join(c for c in decomposed if not unicodedata.combining(c)).lower()


def clock(hour: int, minute: int) -> str:
    return f'{(hour - 1) % 12 + 1}:{minute:02d} {"am" if hour < 12 else "pm"}'


class Author:
    """Invents talks, names and titles. Every method draws from one stream of random numbers."""

    def __init__(self, seed: list[SeedTalk], talks: int) -> None:
        self.random = random.Random(SEED)
        self.sentences = sentences(seed)
        self.with_comma = [s for s in self.sentences if ', ' in s]
        self.titles = [t.title for t in seed if t.title != 'TBD']
        self.affiliations = sorted({t.affiliation for t in seed})
        self.given_names = sorted({t.speaker.split()[0] for t in seed} | {*MORE_GIVEN_NAMES})
        self.family_names = sorted({t.speaker.split(' ', 1)[1] for t in seed} | {*MORE_FAMILY_NAMES})
        self.share_of_known_names = 0.5 if talks < 400 else 0.1

        shuffled = random.Random(7)
        coined = (p + r + e for p in ('', '', '', *PREFIXES) for r in ROOTS for e in ENDINGS)
        words = [w for w in dict.fromkeys(coined) if 5 <= len(w) <= 15]
        names = [a + b + c for a in NAME_HEADS for b in NAME_MIDDLES for c in NAME_TAILS]
        shuffled.shuffle(words)
        shuffled.shuffle(names)
        self.words = words[:VOCABULARY]
        self.cumulative = list(itertools.accumulate(1.0 / (rank + 1) for rank in range(len(self.words))))
        self.coined_names = names[: 60 + talks // 2]

        self.speakers: list[tuple[str, str]] = []  # name and affiliation, of all talks so far
        self.parts_of_name: dict[str, tuple[str, str]] = {}  # name to (family, given)

    def word(self) -> str:
        return self.words[bisect.bisect_left(self.cumulative, self.random.random() * self.cumulative[-1])]

    def renew(self, text: str, share: float) -> str:
        """The text with about `share` of its longer words replaced by coined ones."""
        return _LONG_WORD.sub(lambda m: self.word() if self.random.random() < share else m[0], text)

    def speaker(self) -> tuple[str, str]:
        """Name and affiliation, of someone who has spoken before or of a new person."""
        draw = self.random
        if self.speakers and draw.random() < 0.18:
            return draw.choice(self.speakers)
        known = draw.random() < self.share_of_known_names
        family = draw.choice(self.family_names if known else self.coined_names)
        given = draw.choice(self.given_names)
        if draw.random() < 0.15:
            given += f' {draw.choice(INITIALS)}.'
        name = f'{given} {family}'
        self.parts_of_name[name] = (family, given)
        known = draw.random() < 0.7
        affiliation = draw.choice(self.affiliations) if known else f'University of {draw.choice(self.coined_names)}'
        self.speakers.append((name, affiliation))
        return name, affiliation

    def title(self) -> str:
        title = self.random.choice(self.titles)
        if self.random.random() < 0.4:
            heads = _PREPOSITION.split(title, maxsplit=1)
            tails = _PREPOSITION.split(self.random.choice(self.titles), maxsplit=1)
            if len(heads) == len(tails) == 2:
                title = heads[0] + self.random.choice([' for ', ' of ', ' with ', ' in ']) + tails[1]
        return self.renew(title, 0.12)

    def sentence(self) -> str:
        """A sentence, at times the head of one on the tail of another."""
        text = self.random.choice(self.sentences)
        if ', ' in text and self.random.random() < 0.45:
            other = self.random.choice(self.with_comma)
            text = text[: text.index(', ')] + other[other.index(', ') :]
        return self.renew(text, SHARE_OF_NEW_WORDS)

    def abstract(self) -> list[str]:
        """One to three paragraphs."""
        least, most = WORDS_IN_ABSTRACT
        target = self.random.randint(least, most)
        text: list[str] = []
        count = 0
        while count < target:
            sentence = self.sentence()
            words = len(sentence.split())
            if count + words > most:
                break
            text.append(sentence)
            count += words
        paragraphs = self.random.choices([1, 2, 3], [55, 35, 10])[0]
        size = max(1, -(-len(text) // paragraphs))
        return [' '.join(text[start : start + size]) for start in range(0, len(text), size)]

    def talk(self, number: int, time: str) -> dict[str, Any]:
        invited = [self.speaker() for _ in range(self.random.choices([1, 2, 3], [80, 15, 5])[0])]
        speakers = list(dict.fromkeys(invited))
        abstract = self.abstract()
        return {
            'kind': 'talk',
            'id': f't{number}',
            'time': time,
            'title': self.title(),
            'speakers': [name for name, _ in speakers],
            'affiliation': speakers[0][1],
            'abstract': abstract,
        }


def day_items(author: Author, first: int, talks: int) -> list[dict[str, Any]]:
    """A day of `talks` talks, numbered from `first`; those that find no time of their own are parallel."""
    parallel = max(1, -(-talks // len(STARTS)))
    step = max(1, len(STARTS) // max(1, talks)) if parallel == 1 else 1
    breaks = list(BREAKS)
    items: list[dict[str, Any]] = []
    for number in range(talks):
        start = STARTS[min(len(STARTS) - 1, number // parallel * step)]
        while breaks and start > breaks[0][0]:
            time, title = breaks.pop(0)
            items.append({'kind': 'break', 'time': clock(*time), 'title': title})
        items.append(author.talk(first + number, clock(*start)))
    items.append({'kind': 'break', 'time': '6:00 pm', 'title': 'End of the day'})
    return items


def generate(text: str, talks: int) -> dict[str, Any]:
    """The corpus of `talks` talks, made from the text of the transcription."""
    author = Author(read_seed(text), talks)
    count = 4 if talks <= 60 else 6 if talks <= 1000 else 10
    each = -(-talks // count)
    days: list[dict[str, Any]] = []
    for number, name in enumerate(DAYS[:count]):
        first = min(talks, number * each)
        days.append({'day': name, 'items': day_items(author, first, min(each, talks - first))})

    def entry(name: str) -> tuple[str, str]:
        family, given = author.parts_of_name[name]
        return fold(f'{family} {given}'), f'{family}, {given}'

    spoken: dict[str, list[str]] = {}
    for talk in (item for day in days for item in day['items'] if item['kind'] == 'talk'):
        for name in talk['speakers']:
            spoken.setdefault(name, []).append(talk['id'])
        talk['sort'] = [list(entry(name)) for name in talk['speakers']]
    index: list[dict[str, Any]] = [
        {'key': entry(name)[0], 'name': entry(name)[1], 'talks': ids} for name, ids in spoken.items()
    ]
    return {**EVENT, 'days': days, 'index': sorted(index, key=lambda e: e['key'])}


def main() -> None:
    parser = argparse.ArgumentParser(description='Make the corpus of a conference.')
    parser.add_argument('symposium', type=Path)
    parser.add_argument('talks', type=int)
    parser.add_argument('corpus', type=Path)
    arguments = parser.parse_args()
    corpus = generate(arguments.symposium.read_text(encoding='utf-8'), arguments.talks)
    arguments.corpus.write_text(json.dumps(corpus, ensure_ascii=False, indent=1), encoding='utf-8')


if __name__ == '__main__':
    main()

"""EasyChair: submissions and authors, together and each alone."""

from __future__ import annotations

from hypothesis import given as given_
from hypothesis import settings
from import_fuzz import mutated_bytes, only_refusals
from import_reading import FOLDER, people, read, text, told

from booklet.importers import easychair

SUBMISSIONS, AUTHORS = ((FOLDER / 'easychair' / name).read_bytes() for name in ('submission.csv', 'author.csv'))


def test_both_tables() -> None:
    draft, losses = read(easychair, 'easychair/submission.csv', 'easychair/author.csv')
    weaving, cards = draft.items
    assert people(weaving) == [
        'Ada Lovelace, speaker, Analytical Society',
        'Luigi Menabrea, speaker, Academy of Turin, Italy',
    ]
    ada, luigi = (part.person for part in weaving.people)
    assert (ada.key, ada.family, ada.url, ada.institutes[0].place) == (
        '10',
        'Lovelace',
        'https://ada.example.org',
        'England',
    )
    assert luigi.institutes[0].place == ''
    assert (weaving.keywords, weaving.track) == (('looms', 'algebra'), 'Looms')
    assert (cards.poster, cards.keywords) == (True, ('cards', 'silk'))
    assert [track.name for track in draft.tracks] == ['Looms', 'Posters']
    assert told(losses) == [
        ('On perpetual motion', 'is not accepted: “reject”'),
        ('On brass', 'is not decided yet'),
        ('On tin', 'was deleted'),
        ('Lost Author', 'author of submission 9, which submission.csv does not have'),
    ]
    assert losses.fields == {'author.email': 5, 'form fields': 1}


def test_submissions_alone_have_names() -> None:
    draft, _ = read(easychair, 'easychair/submission.csv')
    assert people(draft.items[0]) == ['Ada Lovelace, speaker', 'Luigi Menabrea, speaker']


def test_authors_alone_are_people() -> None:
    draft, losses = read(easychair, 'easychair/author.csv')
    assert draft.items == ()
    assert [who.name for who in draft.people] == [
        'Ada Lovelace',
        'Luigi Menabrea',
        'Some Body',
        'Charles Babbage',
        'Lost Author',
    ]
    assert [loss.what for loss in losses.items] == ['event']


def test_without_any_decision_all_are_taken() -> None:
    table = '#,title,authors,decision,submitted\n1,On brass,George Boole,no decision,x\n2,On tin,Ada Lovelace,,x\n'
    draft, losses = text(easychair, 'submission.csv', table)
    assert [item.title for item in draft.items] == ['On brass', 'On tin']
    assert losses.items == []


@settings(deadline=None)
@given_(mutated_bytes(SUBMISSIONS), mutated_bytes(AUTHORS))
def test_odd_tables_are_read_or_refused(submissions: bytes, authors: bytes) -> None:
    only_refusals(easychair, ('author.csv', authors), ('submission.csv', submissions))

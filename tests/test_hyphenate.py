"""Hyphenation: Pyphen's own places, and what a line's words bring with them."""

from __future__ import annotations

import pyphen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.hyphenate import Hyphenator, joints


def parted(word: str, places: tuple[int, ...]) -> str:
    starts = (0, *places)
    return '·'.join(word[start:end] for start, end in zip(starts, (*places, len(word)), strict=True))


def broken(word: str, language: str) -> str:
    return parted(word, Hyphenator(language).positions(word))


def joined(word: str, language: str) -> str:
    return parted(word, joints(word, language))


@pytest.mark.parametrize(
    ('language', 'word', 'expected'),
    [
        ('en-US', 'hyphenation', 'hy·phen·ation'),
        ('en', 'representations', 'rep·re·sen·ta·tions'),
        ('de', 'Silbentrennung', 'Sil·ben·tren·nung'),
        ('de-AT', 'Straßenbahn', 'Stra·ßen·bahn'),
        ('fr', 'typographie', 'ty·po·gra·phie'),
        ('cs', 'matematika', 'ma·te·ma·tika'),
        ('ru', 'математика', 'ма·те·ма·ти·ка'),
        ('de', 'Zucker', 'Zu·cker'),
        ('de', 'Fenster', 'Fens·ter'),
        ('de-CH', 'Strasse', 'Stras·se'),
        ('es', 'universidad', 'uni·ver·si·dad'),
        ('pt', 'matemática', 'ma·te·má·tica'),
        ('pt-PT', 'programação', 'pro·gra·ma·ção'),
        ('nl', 'wetenschappelijk', 'we·ten·schap·pe·lijk'),
        ('pl', 'wszechświat', 'wszech·świat'),
        ('cs', 'předseda', 'před·seda'),
        ('sk', 'univerzita', 'uni·ver·zita'),
        ('hr', 'sveučilište', 'sve·uči·li·šte'),
        ('sl', 'univerza', 'uni·ver·za'),
        ('el', 'Πανεπιστήμιο', 'Πα·νε·πι·στή·μιο'),
        ('el', 'θάλασσα', 'θά·λασ·σα'),
        ('uk', 'п’ятниця', 'п’ят·ни·ця'),
        ('sv', 'vetenskap', 've·ten·skap'),
        ('da', 'videnskab', 'vi·den·skab'),
        ('nb', 'vitenskap', 'vi·ten·skap'),
        ('hu', 'számítógép', 'szá·mí·tó·gép'),
        ('ro', 'universitate', 'uni·ver·si·ta·te'),
        ('ca', 'intel·ligència', 'in·tel·li·gèn·cia'),  # the point is the word's own: `l·l` never parts
    ],
)
def test_words_break_where_the_patterns_say(language: str, word: str, expected: str) -> None:
    assert broken(word, language) == expected


@pytest.mark.parametrize(
    ('word', 'expected'),
    [
        ('“(representations)”,', '“(rep·re·sen·ta·tions)”,'),
        ('mathematician’s', 'math·e·ma·ti·cian’s'),
        ('higher-dimensional', 'higher-dimen·sional'),
        ('Representations', 'Rep·re·sen·ta·tions'),
        ('REPRESENTATIONS', 'REPRESENTATIONS'),
        ('OpenReviewing', 'OpenReviewing'),
        ('table2representations', 'table2representations'),
        ('https://representations.org', 'https://representations.org'),
        ('representations@mathematics.org', 'representations@mathematics.org'),
        ('the', 'the'),
        ('', ''),
        ('—', '—'),
    ],
)
def test_what_stands_around_the_letters(word: str, expected: str) -> None:
    assert broken(word, 'en') == expected


@pytest.mark.parametrize(
    ('language', 'word', 'expected'),
    [
        ('it', 'dell’acqua', 'del·l’ac·qua'),
        ('it', "dell'Università", "del·l'Uni·ver·si·tà"),
        ('it', 'l’università', 'l’uni·ver·si·tà'),
        ('it', 'dell’amico', 'del·l’ami·co'),
        ('it', 'dell’UNESCO', 'dell’UNESCO'),
        ('fr', 'aujourd’hui', 'au·jour·d’hui'),
        ('fr', 'l’hyphénation', 'l’hy·phé·na·tion'),
        ('fr', 'l’état', 'l’état'),
    ],
)
def test_elided_words_break_as_one_and_leave_no_letter_alone(language: str, word: str, expected: str) -> None:
    assert broken(word, language) == expected


@pytest.mark.parametrize(
    ('language', 'word', 'expected'),
    [
        ('tr', 'Türkiye', 'Tür·ki·ye'),
        ('tr', 'İstanbul', 'İs·tan·bul'),
        ('tr', 'Isparta', 'Is·par·ta'),
        ('tr', 'saat', 'sa·at'),
        ('tr', 'program', 'prog·ram'),
        ('tr', 'elektrik', 'elekt·rik'),
        ('tr', 'Ankara’da', 'An·ka·ra’da'),
        ('fi', 'matematiikka', 'ma·te·ma·tiik·ka'),
        ('fi', 'strategia', 'stra·te·gia'),
        ('fi', 'yliopisto', 'ylio·pis·to'),
    ],
)
def test_syllables_where_there_is_no_dictionary(language: str, word: str, expected: str) -> None:
    assert Hyphenator(language).known
    assert broken(word, language) == expected


@pytest.mark.parametrize('language', ['en', 'ja', 'xx'])
def test_soft_hyphens_are_the_only_breaks_of_their_word(language: str) -> None:
    assert broken('repre\u00adsentation2', language) == 'repre\u00ad·sentation2'
    assert broken('\u00adrepre\u00ad\u00adsentations\u00ad', language) == '\u00adrepre\u00ad\u00ad·sentations\u00ad'


def test_parts_around_a_dash_break_each_by_itself() -> None:
    assert broken('representation–hyphenation', 'en') == 'rep·re·sen·ta·tion–hy·phen·ation'


def test_letters_that_grow_in_lower_case_move_no_break() -> None:
    assert broken('İstanbuler', 'de') == 'İstanbuler'


@pytest.mark.parametrize(
    ('language', 'left', 'right'),
    [
        ('en', 2, 3),
        ('de', 2, 2),
        ('cs', 2, 3),
        ('sk', 2, 3),
        ('pt-BR', 2, 3),
        ('fr-CA', 2, 3),
        ('et', 2, 3),
        ('el', 2, 2),
    ],
)
def test_fewest_letters_by_language(language: str, left: int, right: int) -> None:
    hyphenator = Hyphenator(language)
    assert (hyphenator.left, hyphenator.right) == (left, right)


@pytest.mark.parametrize(
    ('language', 'words'),
    [
        ('de', 'Auf·lage Schiff·fahrt auf·fallen Auf·fassung Lauf·feuer Kauf·frau Tief·flug Dorf·fest Brief·tasche'),
        ('de', 'Kauf·leute höf·lich begriff·lich Auf·trag kauf·te fünf·jährig Auf·bau Auf·hebung tief·kühlen auf·isst'),
        ('de-AT', '„Lauf·flächen-Auf·lage“'),
        (
            'de',
            'Kaffee treffen Stoffe Pfeiffer Chiffre Souffleur Affront Stifte Hälfte Schrift öffentlich häufig Waffel',
        ),
        ('de', 'Reflexion Konflikt Inflation Grafik Elfin Umfang Flug fliehen zwölf Haus'),
        ('en', 'shelf·ful leaf·let half·life off·line off·load cuff·links self·lessness'),
        ('en', 'effect coefficient reflect inflict different effulgent baffling fly sunflower'),
        ('fr', 'offline souffle'),
    ],
)
def test_no_ligature_where_the_parts_of_a_compound_meet(language: str, words: str) -> None:
    for word in words.split():
        assert joined(word.replace('·', ''), language) == word


@given(st.text(alphabet='aeufilftbr-„İß', max_size=20), st.sampled_from(['en', 'de']))
def test_joints_lie_after_an_f(word: str, language: str) -> None:
    places = joints(word, language)
    assert list(places) == sorted(set(places))
    assert all(word[at - 1 : at].lower() == 'f' and word[at].isalpha() for at in places)


def test_breaks_that_would_respell_the_word_are_not_made() -> None:
    assert 'asz-szony' in pyphen.Pyphen(lang='hu').inserted('asszony')
    assert broken('asszony', 'hu') == 'asszony'


def test_an_unknown_language_breaks_nothing_and_says_so() -> None:
    assert Hyphenator('de').known
    for language in ('', 'xx', 'ja', 'th'):
        assert not Hyphenator(language).known
        assert Hyphenator(language).positions('representations') == ()


WORDS = st.text(alphabet='abcdefghijklmnoprstuvzäöüßéçñ', min_size=1, max_size=20)


@settings(deadline=None)  # Pyphen reads a whole dictionary at its first word
@given(WORDS, st.sampled_from([('en', 'en_US'), ('de', 'de_DE'), ('nl', 'nl_NL'), ('it', 'it_IT'), ('nb', 'nb_NO')]))
def test_the_places_are_pyphens(word: str, languages: tuple[str, str]) -> None:
    ours = Hyphenator(languages[0])
    theirs = pyphen.Pyphen(lang=languages[1], left=ours.left, right=ours.right)
    assert list(ours.positions(word)) == [int(at) for at in theirs.positions(word)]


@settings(deadline=None)
@given(
    st.text(st.characters(exclude_characters='\u00ad'), max_size=30),
    st.sampled_from(['en', 'de', 'hu', 'tr', 'fi', 'el']),
)
def test_places_lie_between_enough_letters(word: str, language: str) -> None:
    hyphenator = Hyphenator(language)
    places = hyphenator.positions(word)
    assert list(places) == sorted(set(places))
    for at in places:
        assert word[at - hyphenator.left : at].isalpha()
        assert word[at : at + hyphenator.right].isalpha()
        assert hyphenator.left <= at <= len(word) - hyphenator.right

"""What LaTeX's commands and environments mean: accents, signs, styles, and all that is layout only.

In: nothing. Out: lookup tables by name, without the backslash.
"""

from __future__ import annotations

from functools import cache

from booklet.markup.spans import Style


def _names(text: str) -> list[str]:
    return text.split()


ACCENTS = {
    "'": '\u0301', '`': '\u0300', '^': '\u0302', '"': '\u0308', '~': '\u0303', '=': '\u0304', '.': '\u0307',
    'u': '\u0306', 'v': '\u030c', 'H': '\u030b', 'c': '\u0327', 'k': '\u0328', 'r': '\u030a', 'd': '\u0323',
    'b': '\u0331', 't': '\u0361', 'h': '\u0309', 'G': '\u030f', 'U': '\u030d', 'f': '\u0311',
    'textcommabelow': '\u0326', 'textogonekcentered': '\u0328',
}  # fmt: skip
# An accent over nothing, as in `\~{}`.
SPACING = {'^': '^', '~': '~', '`': '`', "'": '´', '"': '¨', '=': '¯', '.': '˙', 'u': '˘', 'v': 'ˇ', 'H': '˝', 'r': '˚'}
BELOW = frozenset('ckdb')  # the letters i and j keep their dots over these
DOTLESS = {'ı': 'i', 'ȷ': 'j'}

# Signs that stand for themselves; those of pylatexenc's tables are added to them (`sign`).
SIGNS = {
    '%': '%', '&': '&', '#': '#', '_': '_', '$': '$', '{': '{', '}': '}', ' ': ' ', '\n': ' ', '\t': ' ', ',': '\u202f',
    'thinspace': '\u202f', 'nobreakspace': '\u00a0', 'space': ' ', 'quad': ' ', 'qquad': ' ', 'enspace': ' ',
    'enskip': ' ', ';': '\u202f', ':': '\u202f', '>': '\u202f', '!': '', '/': '', '@': '', '-': '\u00ad', 'slash': '/',
    'ldots': '…', 'dots': '…', 'textellipsis': '…', 'S': '§', 'P': '¶', 'copyright': '©', 'pounds': '£', 'euro': '€',
    'EUR': '€', 'officialeuro': '€', 'dag': '†', 'ddag': '‡', 'degree': '°', 'celsius': '℃', 'textbar': '|',
    'textless': '<', 'textgreater': '>', 'textasciitilde': '~', 'textasciicircum': '^', 'textbackslash': '\\',
    'textbraceleft': '{', 'textbraceright': '}', 'textunderscore': '_', 'textdollar': '$', 'textpercent': '%',
    'textquotesingle': "'", 'textquotedbl': '"', 'textasciigrave': '`', 'textperiodcentered': '·', 'textbullet': '•',
    'textnumero': '№', 'No': 'Nº', 'no': 'nº', 'og': '« ', 'fg': ' »', 'glqq': '„', 'grqq': '“', 'glq': '‚', 'grq': '‘',
    'flqq': '«', 'frqq': '»', 'flq': '‹', 'frq': '›', 'lq': '‘', 'rq': '’', 'textmu': 'µ', 'ordfeminine': 'ª',
    'ordmasculine': 'º', 'textvisiblespace': '␣', 'checkmark': '✓', 'qed': '∎', 'l': 'ł', 'L': 'Ł',
    'textohm': 'Ω', 'textregistered': '®', 'texttrademark': '™', 'textasteriskcentered': '*',
    'textendash': '–', 'textemdash': '—', 'textcelsius': '℃', 'SS': 'ẞ', 'DH': 'Ð', 'dh': 'ð', 'TH': 'Þ', 'th': 'þ',
    'textasciimacron': '¯', 'textacutedbl': '˝', 'perthousand': '‰', 'permil': '‰',
    'guillemetleft': '«', 'guillemetright': '»', 'lbrack': '[', 'rbrack': ']',
}  # fmt: skip
# Words: a space typed after one was never meant to be eaten.
WORDS = {
    'LaTeX': 'LaTeX', 'TeX': 'TeX', 'LaTeXe': 'LaTeX2ε', 'BibTeX': 'BibTeX', 'XeTeX': 'XeTeX', 'LuaTeX': 'LuaTeX',
    'XeLaTeX': 'XeLaTeX', 'LuaLaTeX': 'LuaLaTeX', 'pdfLaTeX': 'pdfLaTeX', 'AmS': 'AMS', 'AmSTeX': 'AMSTeX',
    'KOMAScript': 'KOMA-Script', 'etal': 'et al.', 'eg': 'e.g.', 'ie': 'i.e.',
}  # fmt: skip
_TEXT_PREFIXES = ('text', 'guil', 'quote', 'cyr', 'CYR')
_TEXT_LETTERS = frozenset(_names('oe OE ae AE aa AA o O ss i j DJ dj IJ ij NG ng'))

BULLETS = {'\\bullet': '•', '-': '–', '\\cdot': '·'}  # formulas that mark items of lists

# What a style command does: styles to set, styles to clear.
_ITALIC, _BOLD, _CODE, _CAPS = Style.EMPHASIS, Style.STRONG, Style.CODE, Style.SMALL_CAPS
_ALL, _NONE = _ITALIC | _BOLD | _CODE | _CAPS, Style.PLAIN
_STYLES = {
    (_ITALIC, _CAPS): ('textit textsl underline uline dotuline uwave', 'it sl itshape slshape'),
    (_BOLD, _NONE): ('textbf', 'bf bfseries'),
    (_CODE, _NONE): ('texttt code pkg proglang CRANpkg file', 'tt ttfamily'),
    (_CAPS, _ITALIC): ('textsc', 'sc scshape'),
    (_NONE, _ALL): ('textnormal', 'rm normalfont'),
    (_NONE, _ITALIC | _CAPS): ('textup', 'upshape'),
    (_NONE, _BOLD): ('textmd', 'mdseries'),
    (_NONE, _CODE): ('textrm textsf', 'sf sffamily rmfamily'),
    (Style.SUPERSCRIPT, Style.SUBSCRIPT): ('textsuperscript up ieme', ''),
    (Style.SUBSCRIPT, Style.SUPERSCRIPT): ('textsubscript', ''),
}
STYLED = {name: change for change, (names, _) in _STYLES.items() for name in names.split()}
DECLARED = {name: change for change, (_, names) in _STYLES.items() for name in names.split()}
UPPER, LOWER = frozenset(('uppercase', 'MakeUppercase', 'MakeTextUppercase')), frozenset(('lowercase', 'MakeLowercase'))

# Arguments: `s` a star, `o` an optional one left out, `d` one left out, `t` text that is set.
_LAYOUT_ARGUMENTS = {
    'sd': 'vspace addvspace',
    'd': """pagestyle thispagestyle bibliographystyle nocite hypersetup linespread phantom hphantom vphantom
        pagenumbering hyphenation enlargethispage fontfamily fontseries fontshape fontencoding captionsetup setstretch
        arrayrulecolor stepcounter refstepcounter newcounter newlength cline markright urlstyle sisetup lstset
        newgeometry usetikzlibrary graphicspath allowdisplaybreaks shorthandoff shorthandon newsavebox hypertarget
        protected""",
    'od': 'setlist color pagecolor index cellcolor rowcolor columncolor pagebreak linebreak cmidrule',
    'dd': 'setlength addtolength fontsize settowidth markboth fancypagestyle',
    'odd': 'rule',
    'oddd': 'definecolor',
    'soddd': 'rowcolors',
    't': """mbox hbox vbox text fbox frame leftline rightline centerline marginpar nohyphens inst email emails speaker
        sout st hl ul so""",
    'ot': 'shortstack',
    'oot': 'makebox framebox',
    'ooodt': 'parbox',
    'odt': 'textcolor colorbox',
    'oddt': 'fcolorbox',
    'doot': 'raisebox',
    'dot': 'scalebox rotatebox',
    'sddt': 'resizebox',
    'ddt': 'multicolumn',
    'ododot': 'multirow',
    'o': 'addlinespace',
    'ddd': 'addcontentsline specialrule',
}
ARGUMENTS = {name: spec for spec, names in _LAYOUT_ARGUMENTS.items() for name in names.split()}
_LENGTHS = """kern mkern baselineskip parindent parskip itemsep parsep topsep leftmargin rightmargin textwidth
    textheight oddsidemargin evensidemargin topmargin linewidth columnsep columnwidth abovedisplayskip
    belowdisplayskip tabcolsep fboxsep hsize vsize lineskip headheight headsep footskip labelsep labelwidth leftskip
    rightskip tolerance emergencystretch hbadness vbadness penalty arraystretch parfillskip"""
LENGTHS = frozenset(_LENGTHS.split())  # after these may stand a length without braces
_LAYOUT = """noindent indent centering raggedright raggedleft small footnotesize scriptsize tiny normalsize large
    Large LARGE huge Huge maketitle tableofcontents listoffigures listoftables hfil vfil dotfill hrulefill relax
    protect null leavevmode bgroup egroup begingroup endgroup selectfont displaystyle textstyle scriptstyle limits
    nolimits hline toprule midrule bottomrule endhead endfoot endfirsthead endlastfoot frenchspacing nonfrenchspacing
    sloppy fussy appendix tightlist ignorespaces unskip xspace strut nonumber notag printindex makeindex makeatletter
    makeatother allowbreak newblock obeylines frontmatter mainmatter backmatter singlespacing doublespacing
    onehalfspacing nopagebreak nolinebreak goodbreak filbreak smallbreak medbreak bigbreak FloatBarrier boldmath
    unboldmath onecolumn twocolumn qedhere columnbreak arraybackslash flushbottom raggedbottom phantomsection global
    long titlerule restoregeometry nopagecolor center"""
LAYOUT = frozenset(_LAYOUT.split())
PREAMBLE = {
    **dict.fromkeys(_names('documentclass usepackage RequirePackage documentstyle PassOptionsToPackage'), 'od'),
    **dict.fromkeys(_names('fancyhead fancyfoot fancyhf lhead rhead chead lfoot rfoot cfoot'), 'od'),
    **dict.fromkeys(_names('setmainfont setsansfont setmonofont geometry newif inputencoding theoremstyle'), 'od'),
    'newcolumntype': 'dod', 'titleformat': 'sdoddddo', 'titlespacing': 'sdddd', 'DeclareUnicodeCharacter': 'dd',
}  # fmt: skip
_FILES = {
    'd': 'input include subfile subfileinclude bibliography verbatiminput epsfig psfig epsfbox',
    'od': 'includepdf lstinputlisting includesvg addbibresource',
    'o': 'printbibliography',
    'dd': 'import subimport',
    'sood': 'includegraphics',
}
FILES = {name: spec for spec, names in _FILES.items() for name in names.split()}

SECTIONS = {
    'title': 0, 'part': 1, 'chapter': 2, 'section': 3, 'subsection': 4, 'subsubsection': 5, 'minisec': 5
}  # fmt: skip
RUN_IN = frozenset(('paragraph', 'subparagraph'))
# Name in the head, from the environments that authors use without defining them.
THEOREMS = {
    'theorem': 'Theorem', 'thm': 'Theorem', 'lemma': 'Lemma', 'lem': 'Lemma', 'proposition': 'Proposition',
    'prop': 'Proposition', 'corollary': 'Corollary', 'cor': 'Corollary', 'definition': 'Definition',
    'defn': 'Definition', 'defi': 'Definition', 'remark': 'Remark', 'rem': 'Remark', 'rmk': 'Remark',
    'example': 'Example', 'conjecture': 'Conjecture', 'conj': 'Conjecture', 'claim': 'Claim',
    'problem': 'Problem', 'question': 'Question', 'assumption': 'Assumption', 'axiom': 'Axiom', 'fact': 'Fact',
    'observation': 'Observation', 'notation': 'Notation', 'exercise': 'Exercise',
}  # fmt: skip

# Environments that only lay out what stands in them, with their arguments as above.
_TRANSPARENT = {
    '': """document abstract center flushleft flushright small footnotesize scriptsize tiny large Large LARGE huge Huge
        normalsize sloppypar titlepage samepage raggedright raggedleft centering landscape keywords keyword singlespace
        onehalfspace doublespace acknowledgement acknowledgements acknowledgments frontmatter it em bf tt sc sl rm
        appendix appendices columns subequations""",
    'd': 'spacing column adjustbox',
    'dd': 'CJK CJK*',
    'od': 'multicols multicols*',
    'o': 'figure figure* table table* sidewaysfigure sidewaystable mdframed framed tcolorbox',
    'oood': 'minipage',
    'odod': 'wrapfigure wraptable',
}
TRANSPARENT = {name: spec for spec, names in _TRANSPARENT.items() for name in names.split()}
FLOATS = {
    'figure': 'Figure', 'figure*': 'Figure', 'wrapfigure': 'Figure', 'sidewaysfigure': 'Figure', 'table': 'Table',
    'table*': 'Table', 'wraptable': 'Table', 'sidewaystable': 'Table', 'longtable': 'Table',
}  # fmt: skip
TABLES = {
    'tabular': 'od', 'tabular*': 'dod', 'tabularx': 'dod', 'tabulary': 'dod', 'longtable': 'od', 'array': 'od',
    'tabu': 'd', 'xltabular': 'odd', 'supertabular': 'od',
}  # fmt: skip
LISTS = frozenset(
    _names("""itemize enumerate description compactitem compactenum compactdesc inparaenum list trivlist itemize*
    enumerate* description* asparaenum asparaitem""")
)
# What stands in these is no text: they are set as their own source.
PICTURES = frozenset(_names('tikzpicture tikzcd picture pspicture axis forest xy'))
QUOTATIONS = frozenset(('quote', 'quotation', 'verse', 'displayquote', 'epigraph', 'blockquote'))
VERBATIM = frozenset(('verbatim', 'verbatim*', 'Verbatim', 'lstlisting', 'minted'))

# Commands that only math has, with the number of their arguments, where authors forget the dollar signs.
MATH = {
    **dict.fromkeys(
        _names("""mathbb mathbf mathrm mathcal mathfrak mathscr mathsf mathit mathtt sqrt hat bar vec tilde dot ddot
        widehat widetilde overline operatorname boldsymbol bm ensuremath overrightarrow"""), 1,
    ),
    **dict.fromkeys(('frac', 'dfrac', 'tfrac', 'binom', 'stackrel', 'overset', 'underset', 'nicefrac', 'sfrac'), 2),
    # siunitx and mhchem, whose quantities and formulas the math room sets
    'num': 1, 'si': 1, 'unit': 1, 'ang': 1, 'ce': 1, 'SI': 2, 'qty': 2, 'SIrange': 3,
}  # fmt: skip
# Where a display becomes another that is broken into lines the same way.
DISPLAYS = {
    **dict.fromkeys(('equation', 'displaymath', 'dmath', 'math'), ''),
    **dict.fromkeys(('align', 'flalign', 'alignat', 'eqnarray', 'xalignat', 'split', 'aligned'), 'aligned'),
    **dict.fromkeys(('gather', 'multline', 'gathered'), 'gathered'),
}

# Environments of formulas, where authors forget what should stand around them.
MATRICES = frozenset(
    ('cases', 'dcases', 'matrix', 'pmatrix', 'bmatrix', 'Bmatrix', 'vmatrix', 'Vmatrix', 'smallmatrix')
)

# babel's and polyglossia's names for languages, to BCP 47.
LANGUAGES = {
    'english': 'en', 'american': 'en-US', 'USenglish': 'en-US', 'british': 'en-GB', 'UKenglish': 'en-GB',
    'german': 'de', 'ngerman': 'de', 'austrian': 'de-AT', 'naustrian': 'de-AT', 'swissgerman': 'de-CH',
    'nswissgerman': 'de-CH', 'french': 'fr', 'francais': 'fr', 'frenchb': 'fr', 'canadien': 'fr-CA', 'spanish': 'es',
    'italian': 'it', 'portuguese': 'pt', 'portuges': 'pt', 'brazilian': 'pt-BR', 'brazil': 'pt-BR', 'dutch': 'nl',
    'polish': 'pl', 'czech': 'cs', 'slovak': 'sk', 'croatian': 'hr', 'slovene': 'sl', 'slovenian': 'sl',
    'serbian': 'sr', 'serbianc': 'sr-Cyrl', 'hungarian': 'hu', 'magyar': 'hu', 'romanian': 'ro', 'bulgarian': 'bg',
    'russian': 'ru', 'ukrainian': 'uk', 'greek': 'el', 'polutonikogreek': 'el-polyton', 'ancientgreek': 'grc',
    'turkish': 'tr', 'swedish': 'sv', 'norsk': 'nb', 'norwegian': 'nb', 'nynorsk': 'nn', 'danish': 'da',
    'finnish': 'fi', 'icelandic': 'is', 'estonian': 'et', 'latvian': 'lv', 'lithuanian': 'lt', 'catalan': 'ca',
    'galician': 'gl', 'basque': 'eu', 'irish': 'ga', 'welsh': 'cy', 'latin': 'la', 'hebrew': 'he', 'arabic': 'ar',
    'farsi': 'fa', 'persian': 'fa', 'hindi': 'hi', 'thai': 'th', 'vietnamese': 'vi', 'japanese': 'ja',
    'chinese': 'zh', 'korean': 'ko', 'esperanto': 'eo', 'afrikaans': 'af', 'albanian': 'sq', 'sanskrit': 'sa',
}  # fmt: skip


def sign(name: str) -> str | None:
    """The text that a command without arguments stands for."""
    found = SIGNS.get(name)
    if found is None and (name in _TEXT_LETTERS or name.startswith(_TEXT_PREFIXES)):
        found = _library().get(name)
    return found


def character(tex: str) -> str | None:
    """The character that a formula of one command is."""
    return _library().get(tex[1:]) if tex.startswith('\\') else None


def is_math(name: str) -> bool:
    """Whether a command without arguments is a sign that stands in formulas only."""
    return name in _library() and not name.startswith(_TEXT_PREFIXES) and name not in _NO_MATH


_NO_MATH = frozenset(_names('today backslash textbackslash nolinebreak'))


@cache
def _library() -> dict[str, str]:
    """pylatexenc's own signs: commands without arguments and the characters they stand for."""
    from pylatexenc.latex2text import get_default_latex_context_db

    context = get_default_latex_context_db()
    specs = list(context.iter_macro_specs(['latex-base', 'advanced-symbols']))
    texts = {spec.macroname: spec.simplify_repl for spec in reversed(specs)}
    return {name: text for name, text in texts.items() if isinstance(text, str) and text and '%' not in text}

"""Tables of the Unicode Character Database 17.0.0: bidirectional classes, paired brackets, scripts.

Made by `tests/unicode_tables.py`; not to be edited. A table goes through all characters from U+0000 on: a value, and
how many characters have it, where more than one.
"""

from __future__ import annotations

VERSION = '17.0.0'

# The letters: see `booklet.bidi`.
BIDI_CLASSES = """\
b9 S B S W B b14 B3 S W O2 t3 O5 s c s c2 E10 c O6 L26 O6 L26 O4 b6 B b26 c O t4 O4 L O2 b O2 t2 E2 O L O3 E L O5 L23 O
L31 O L449 O2 L7 O14 L2 O14 L5 O9 L O17 m112 L4 O2 L8 O L5 O2 L O L110 O L140 m7 L256 O L2 O2 t R m45 R m R m2 R m2 R m
R56 N6 O2 A t2 A c A O2 m11 A48 m21 N10 t N2 A3 m A101 m7 N O m6 A2 m2 O m4 A2 E10 A23 m A30 m27 A91 m11 A15 R43 m9 R2
O4 R3 m R24 m4 R m9 R m3 R m5 R43 m3 R4 A48 N2 A5 m9 A42 m24 N m32 L55 m L m L4 m8 L4 m L3 m7 L10 m2 L29 m L58 m L4 m4
L8 m L20 m2 L14 t2 L7 t L2 m L2 m2 L57 m L4 m2 L4 m2 L2 m3 L3 m L30 m2 L3 m L11 m2 L57 m L4 m5 L m2 L4 m L20 m2 L13 t L8
m6 L m L58 m L2 m L m4 L8 m L7 m2 L11 m2 L30 m L61 m L12 m L37 O6 t O L5 m L3 m L55 m L m3 L5 m3 L m4 L7 m2 L11 m2 L20
O7 L2 m L58 m L15 m2 L20 m2 L28 m2 L57 m2 L4 m4 L8 m L20 m2 L29 m L72 m L7 m3 L m L90 m L2 m7 L4 t L7 m8 L98 m L2 m9 L11
m7 L73 m2 L27 m L m L m O4 L51 m14 L m5 L m2 L5 m11 L m36 L9 m L102 m4 L m6 L m2 L2 m2 L25 m2 L4 m3 L16 m4 L13 m L2 m2
L6 m L15 m L703 m3 L48 O10 L102 O L639 W L26 O2 L117 m3 L29 m2 L30 m2 L30 m2 L64 m2 L m7 L8 m L2 m11 L7 t L m L18 O10 L6
O11 m3 b m L117 m2 L34 m L118 m3 L4 m2 L9 m L6 m3 L4 O L3 O2 L152 O34 L23 m2 L2 m L58 m L m7 L m L m L2 m8 L6 m10 L2 m
L48 m31 L49 m4 L48 m L m5 L m L5 m L40 m9 L12 m2 L32 m4 L2 m2 L m3 L56 m L m2 L3 m L m3 L58 m8 L2 m2 L152 m3 L m13 L m7
L4 m L6 m L3 m2 L198 m64 L445 O L O3 L11 O3 L13 O3 L13 O3 L13 O2 L W11 b3 L R O24 W B l r q d g c t5 O15 c O26 W b6 i j
f p b6 E L3 E6 s2 O3 L E10 s2 O3 L17 t48 m33 L15 O2 L O4 L O2 L10 O L O3 L5 O6 L O L O L O L4 t L11 O2 L4 O5 L5 O4 L2
O16 L41 O3 L4 O130 s t O290 L69 O26 L O148 L22 O11 L21 O40 E20 L78 O450 L O339 L256 O628 L2 O32 L O105 L229 O6 L4 m3 L7
O7 L127 m L96 m32 O94 L34 O26 L O89 L12 O214 L26 O16 W O4 L3 O25 L9 m4 L2 O L5 O2 L5 O3 L89 m2 O2 L3 O L90 O L196 O38 L9
O L45 O2 L49 O16 L28 O3 L50 O15 L12 O4 L167 O4 L99 O2 L31 O L6592 O64 L22160 O55 L326 O3 L95 m4 O m10 O2 L30 m2 L80 m2
L14 O34 L102 O L121 m L3 m L4 m L25 m2 L O4 m L11 t2 L58 O4 L76 m2 L26 m18 L13 m L38 m8 L25 m11 L46 m3 L48 m L2 m4 L2 m2
L39 m L67 m6 L2 m2 L2 m2 L12 m L8 m L47 m L51 m L m3 L2 m2 L5 m2 L m L42 m2 L8 m L115 O2 L121 m L2 m L4 m L20271 R m R10
s R38 A494 O18 A127 O b32 A13 O3 m16 O10 L6 m16 O32 c O c L O c O9 t O2 s2 O3 L O t2 O L4 A143 b L O2 t3 O5 s c s c2 E10
c O6 L26 O6 L26 O11 L122 t2 O3 t2 L O7 L b9 O5 b2 L257 O L62 O77 L3 O13 L3 O L92 m L226 m E27 L122 m5 L1157 R287 O R225
m3 R m2 R5 m4 R40 m3 R4 m R165 m2 R82 O7 R448 A36 m4 A8 N10 A6 N10 R31 m5 O R241 N31 R44 m2 R19 A60 m4 R48 A22 m11 A31
R18 m4 R122 L m L54 m15 L11 O20 L10 m L2 m2 L10 m3 L49 m4 L2 m2 L7 m L61 m3 L36 m5 L m8 L62 m L12 m2 L52 m9 L10 m4 L2 m
L95 m3 L2 m L m2 L6 m L2 m L157 m L3 m8 L21 m2 L57 m2 L3 m L37 m7 L3 m5 L70 m6 L13 m L m L m L14 m2 L85 m8 L2 m3 L m L23
m L84 m6 L m L4 m2 L m2 L238 m4 L6 m2 L m2 L27 m2 L85 m8 L2 m L m2 L31 O13 L62 m L m L2 m6 L m L101 m L m L2 m4 L m5
L259 m9 L m2 L256 m2 L m L4 m L144 m4 L2 m2 L4 m L32 m6 L2 m2 L40 m6 L2 m4 L8 m L9 m6 L2 m3 L46 m13 L m2 L406 m7 L m6
L84 m22 L2 m7 L m2 L m2 L122 m6 L3 m L m2 L m7 L m L72 m2 L3 m L m L347 m2 L11 m2 L52 m5 L5 m L m L23 m L122 O8 t4 O17
L5198 m L6 m15 L11464 m12 L3 m3 L2496 m5 L59 m7 L1048 m L63 m4 L79 O L m L19640 m2 L b4 L3932 O214 L26 E10 L6 O436 L76
m46 L2 m23 L544 m3 L9 b8 m8 L2 m7 L30 m4 L59 O2 L21 O66 m3 O L186 O87 L874 O L25 O L31 O L25 O L31 O L25 O L31 O L25 O
L31 O L25 O L10 E50 L512 m55 L4 m50 L8 m L14 m L22 m5 L m15 L1360 m7 L m17 L2 m7 L m2 L m5 L100 m L160 m7 L375 m L61 m4
L15 t L492 m4 L254 m2 L528 R208 m7 R109 m7 R805 A80 R64 A80 R176 A240 O2 A14 R256 O44 L4 O100 L12 O15 L2 O15 L O15 L O37
L10 E11 O5 L31 O L58 O6 L61 O L178 O6 L154 O984 L4 O17 L3 O13 L3 O119 L4 O95 L6 O12 L4 O L15 O12 L4 O56 L8 O10 L6 O40 L8
O30 L2 O12 L4 O2 L62 O340 L12 O14 L2 O13 L3 O10 L5 O56 L7 O15 L2 O11 L6 O9 L7 O147 L O92 E10 L1028 b2 L65534 b2 L65534
b2 L65534 b2 L65534 b2 L65534 b2 L65534 b2 L65534 b2 L65534 b2 L65534 b2 L65534 b2 L65534 b2 L65534 b258 m240 b3600
L61438 b2 L65534 b2 L65534 b2
"""

# Openers, each with its closer.
BRACKETS = (
    '()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e'
    '\u208d\u208e\u2308\u2309\u230a\u230b\u2329\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f'
    '\u2770\u2771\u2772\u2773\u2774\u2775\u27c5\u27c6\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed'
    '\u27ee\u27ef\u2983\u2984\u2985\u2986\u2987\u2988\u2989\u298a\u298b\u298c\u298d\u2990\u298f\u298e'
    '\u2991\u2992\u2993\u2994\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd\u2e22\u2e23'
    '\u2e24\u2e25\u2e26\u2e27\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008\u3009'
    '\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019\u301a\u301b'
    '\ufe59\ufe5a\ufe5b\ufe5c\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f\uff60\uff62\uff63'
)

# After a common character's Zyyy stand the scripts that share it (ScriptExtensions).
SCRIPTS = """\
Zyyy65 Latn26 Zyyy6 Latn26 Zyyy47 Latn Zyyy12
Zyyy.Avst.Cari.Copt.Dupl.Elba.Geor.Glag.Gong.Goth.Grek.Hani.Latn.Lydi.Mahj.Perm.Shaw Zyyy2 Latn Zyyy5 Latn23 Zyyy Latn31
Zyyy Latn449 Zyyy3 Zyyy.Beng.Cyrl.Deva.Latn.Lisu.Thai.Toto Zyyy10 Zyyy.Bopo.Latn Zyyy Zyyy.Bopo.Latn3 Zyyy
Zyyy.Latn.Lisu Zyyy9 Zyyy.Latn.Thai Zyyy Zyyy.Bopo.Latn Zyyy6 Latn5 Zyyy5 Bopo2 Zyyy20 Zinh112 Grek4 Zyyy.Copt.Grek
Grek3 Zzzz2 Grek4 Zyyy Grek Zzzz4 Grek Zyyy Grek Zyyy Grek3 Zzzz Grek Zzzz Grek20 Zzzz Grek63 Copt14 Grek16 Cyrl133
Zinh2 Cyrl169 Zzzz Armn38 Zzzz2 Armn50 Zzzz2 Armn3 Zzzz Hebr55 Zzzz8 Hebr27 Zzzz4 Hebr6 Zzzz11 Arab5 Zyyy Arab6
Zyyy.Arab.Gara.Nkoo.Rohg.Syrc.Thaa.Yezi Arab14 Zyyy.Arab.Gara.Nkoo.Rohg.Syrc.Thaa.Yezi Arab3
Zyyy.Adlm.Arab.Gara.Nkoo.Rohg.Syrc.Thaa.Yezi Arab32 Zyyy.Adlm.Arab.Mand.Mani.Ougr.Phlp.Rohg.Sogd.Syrc Arab10 Zinh11
Arab26 Zinh Arab108 Zyyy Arab34 Syrc14 Zzzz Syrc60 Zzzz2 Syrc3 Arab48 Thaa50 Zzzz14 Nkoo59 Zzzz2 Nkoo3 Samr46 Zzzz2
Samr15 Zzzz Mand28 Zzzz2 Mand Zzzz Syrc11 Zzzz5 Arab34 Zzzz5 Arab75 Zyyy Arab29 Deva81 Zinh4 Deva15
Zyyy.Beng.Deva.Dogr.Gong.Gonm.Gran.Gujr.Guru.Knda.Mahj.Mlym.Nand.Onao.Orya.Sind.Sinh.Sylo.Takr.Taml.Telu.Tirh
Zyyy.Beng.Deva.Dogr.Gong.Gonm.Gran.Gujr.Gukh.Guru.Knda.Limb.Mahj.Mlym.Nand.Onao.Orya.Sind.Sinh.Sylo.Takr.Taml.Telu.Tirh
Deva26 Beng4 Zzzz Beng8 Zzzz2 Beng2 Zzzz2 Beng22 Zzzz Beng7 Zzzz Beng Zzzz3 Beng4 Zzzz2 Beng9 Zzzz2 Beng2 Zzzz2 Beng4
Zzzz8 Beng Zzzz4 Beng2 Zzzz Beng5 Zzzz2 Beng25 Zzzz2 Guru3 Zzzz Guru6 Zzzz4 Guru2 Zzzz2 Guru22 Zzzz Guru7 Zzzz Guru2
Zzzz Guru2 Zzzz Guru2 Zzzz2 Guru Zzzz Guru5 Zzzz4 Guru2 Zzzz2 Guru3 Zzzz3 Guru Zzzz7 Guru4 Zzzz Guru Zzzz7 Guru17 Zzzz10
Gujr3 Zzzz Gujr9 Zzzz Gujr3 Zzzz Gujr22 Zzzz Gujr7 Zzzz Gujr2 Zzzz Gujr5 Zzzz2 Gujr10 Zzzz Gujr3 Zzzz Gujr3 Zzzz2 Gujr
Zzzz15 Gujr4 Zzzz2 Gujr12 Zzzz7 Gujr7 Zzzz Orya3 Zzzz Orya8 Zzzz2 Orya2 Zzzz2 Orya22 Zzzz Orya7 Zzzz Orya2 Zzzz Orya5
Zzzz2 Orya9 Zzzz2 Orya2 Zzzz2 Orya3 Zzzz7 Orya3 Zzzz4 Orya2 Zzzz Orya5 Zzzz2 Orya18 Zzzz10 Taml2 Zzzz Taml6 Zzzz3 Taml3
Zzzz Taml4 Zzzz3 Taml2 Zzzz Taml Zzzz Taml2 Zzzz3 Taml2 Zzzz3 Taml3 Zzzz3 Taml12 Zzzz4 Taml5 Zzzz3 Taml3 Zzzz Taml4
Zzzz2 Taml Zzzz6 Taml Zzzz14 Taml21 Zzzz5 Telu13 Zzzz Telu3 Zzzz Telu23 Zzzz Telu16 Zzzz2 Telu9 Zzzz Telu3 Zzzz Telu4
Zzzz7 Telu2 Zzzz Telu3 Zzzz Telu2 Zzzz2 Telu4 Zzzz2 Telu10 Zzzz7 Telu9 Knda13 Zzzz Knda3 Zzzz Knda23 Zzzz Knda10 Zzzz
Knda5 Zzzz2 Knda9 Zzzz Knda3 Zzzz Knda4 Zzzz7 Knda2 Zzzz5 Knda3 Zzzz Knda4 Zzzz2 Knda10 Zzzz Knda3 Zzzz12 Mlym13 Zzzz
Mlym3 Zzzz Mlym51 Zzzz Mlym3 Zzzz Mlym6 Zzzz4 Mlym16 Zzzz2 Mlym26 Zzzz Sinh3 Zzzz Sinh18 Zzzz3 Sinh24 Zzzz Sinh9 Zzzz
Sinh Zzzz2 Sinh7 Zzzz3 Sinh Zzzz4 Sinh6 Zzzz Sinh Zzzz Sinh8 Zzzz6 Sinh10 Zzzz2 Sinh3 Zzzz12 Thai58 Zzzz4 Zyyy Thai28
Zzzz37 Laoo2 Zzzz Laoo Zzzz Laoo5 Zzzz Laoo24 Zzzz Laoo Zzzz Laoo23 Zzzz2 Laoo5 Zzzz Laoo Zzzz Laoo7 Zzzz Laoo10 Zzzz2
Laoo4 Zzzz32 Tibt72 Zzzz Tibt36 Zzzz4 Tibt39 Zzzz Tibt36 Zzzz Tibt15 Zzzz Tibt7 Zyyy4 Tibt2 Zzzz37 Mymr160 Geor38 Zzzz
Geor Zzzz5 Geor Zzzz2 Geor43 Zyyy.Geor.Glag.Latn Geor4 Hang256 Ethi73 Zzzz Ethi4 Zzzz2 Ethi7 Zzzz Ethi Zzzz Ethi4 Zzzz2
Ethi41 Zzzz Ethi4 Zzzz2 Ethi33 Zzzz Ethi4 Zzzz2 Ethi7 Zzzz Ethi Zzzz Ethi4 Zzzz2 Ethi15 Zzzz Ethi57 Zzzz Ethi4 Zzzz2
Ethi67 Zzzz2 Ethi32 Zzzz3 Ethi26 Zzzz6 Cher86 Zzzz2 Cher6 Zzzz2 Cans640 Ogam29 Zzzz3 Runr75 Zyyy.Runr3 Runr11 Zzzz7
Tglg22 Zzzz9 Tglg Hano21 Zyyy.Buhd.Hano.Tagb.Tglg2 Zzzz9 Buhd20 Zzzz12 Tagb13 Zzzz Tagb3 Zzzz Tagb2 Zzzz12 Khmr94 Zzzz2
Khmr10 Zzzz6 Khmr10 Zzzz6 Mong2 Zyyy.Mong.Phag2 Mong Zyyy.Mong.Phag Mong20 Zzzz6 Mong89 Zzzz7 Mong43 Zzzz5 Cans70 Zzzz10
Limb31 Zzzz Limb12 Zzzz4 Limb12 Zzzz4 Limb Zzzz3 Limb12 Tale30 Zzzz2 Tale5 Zzzz11 Talu44 Zzzz4 Talu26 Zzzz6 Talu11 Zzzz3
Talu2 Khmr32 Bugi28 Zzzz2 Bugi2 Lana63 Zzzz Lana29 Zzzz2 Lana11 Zzzz6 Lana10 Zzzz6 Lana14 Zzzz2 Zinh46 Zzzz2 Zinh12
Zzzz20 Bali77 Zzzz Bali50 Sund64 Batk52 Zzzz8 Batk4 Lepc56 Zzzz3 Lepc15 Zzzz3 Lepc3 Olck48 Cyrl11 Zzzz5 Geor43 Zzzz2
Geor3 Sund8 Zzzz8 Zinh3 Zyyy.Deva.Gran.Knda Zinh13 Zyyy.Beng.Deva Zinh7 Zyyy.Deva.Nand.Newa Zyyy.Beng.Deva.Shrd
Zyyy.Deva.Newa Zyyy.Deva Zinh Zyyy.Deva4 Zyyy.Beng.Deva.Gran.Knda.Mlym.Nand.Orya.Sinh.Telu.Tirh.Tutg Zyyy.Deva.Gran Zinh
Zyyy.Beng.Deva2 Zyyy.Beng Zinh2 Zyyy.Nand Zzzz5 Latn38 Grek5 Cyrl Latn49 Grek5 Latn4 Grek5 Latn13 Cyrl Latn70 Grek
Zinh64 Latn256 Grek22 Zzzz2 Grek6 Zzzz2 Grek38 Zzzz2 Grek6 Zzzz2 Grek8 Zzzz Grek Zzzz Grek Zzzz Grek Zzzz Grek31 Zzzz2
Grek53 Zzzz Grek15 Zzzz Grek14 Zzzz2 Grek6 Zzzz Grek19 Zzzz2 Grek3 Zzzz Grek9 Zzzz Zyyy12 Zinh2 Zyyy33
Zyyy.Latn.Mong.Phag Zyyy31 Zyyy.Adlm.Arab Zyyy10 Zyyy.Cari.Geor.Glag.Hung.Lyci.Orkh Zyyy2 Zyyy.Cari.Grek.Hung.Mero Zyyy7
Zzzz Zyyy11 Latn Zzzz2 Zyyy11 Latn Zyyy15 Zzzz Latn13 Zzzz3 Zyyy34 Zzzz14 Zinh33 Zzzz15 Zyyy38 Grek Zyyy3 Latn2 Zyyy6
Latn Zyyy27 Latn Zyyy17 Latn41 Zyyy3 Zzzz4 Zyyy666 Zzzz22 Zyyy11 Zzzz21 Zyyy928 Brai256 Zyyy628 Zzzz2 Zyyy138 Glag96
Latn32 Copt116 Zzzz5 Copt7 Geor38 Zzzz Geor Zzzz5 Geor Zzzz2 Tfng56 Zzzz7 Tfng2 Zzzz14 Tfng Ethi23 Zzzz9 Ethi7 Zzzz
Ethi7 Zzzz Ethi7 Zzzz Ethi7 Zzzz Ethi7 Zzzz Ethi7 Zzzz Ethi7 Zzzz Ethi7 Zzzz Cyrl32 Zyyy23 Zyyy.Copt.Latn Zyyy24
Zyyy.Avst.Orkh Zyyy.Avst.Cari.Geor.Hung.Kthi.Lydi.Samr Zyyy10 Zyyy.Dupl Zyyy4 Zyyy.Adlm.Arab.Hung Zyyy Zyyy.Cyrl.Glag
Zyyy26 Zzzz34 Hani26 Zzzz Hani89 Zzzz12 Hani214 Zzzz26 Zyyy.Hani.Tang16 Zyyy Zyyy.Bopo.Hang.Hani.Hira.Kana.Mong.Yiii
Zyyy.Bopo.Hang.Hani.Hira.Kana.Mong.Phag.Yiii Zyyy.Bopo.Hang.Hani.Hira.Kana Zyyy Hani Zyyy.Hani Hani
Zyyy.Bopo.Hang.Hani.Hira.Kana.Mong.Tibt.Yiii2 Zyyy.Bopo.Hang.Hani.Hira.Kana.Lisu.Mong.Tibt.Yiii2
Zyyy.Bopo.Hang.Hani.Hira.Kana.Yiii6 Zyyy Zyyy.Bopo.Hang.Hani.Hira.Kana Zyyy.Bopo.Hang.Hani.Hira.Kana.Yiii8
Zyyy.Bopo.Hang.Hani.Hira.Kana4 Zyyy Hani9 Zinh4 Hang2 Zyyy.Bopo.Hang.Hani.Hira.Kana Zyyy.Hira.Kana5 Zyyy
Zyyy.Bopo.Hang.Hani.Hira.Kana Hani4 Zyyy.Hani.Hira.Kana2 Zyyy.Hani2 Zzzz Hira86 Zzzz2 Zinh2 Zyyy.Hira.Kana2 Hira3
Zyyy.Hira.Kana Kana90 Zyyy.Bopo.Hang.Hani.Hira.Kana.Yiii Zyyy.Hira.Kana Kana3 Zzzz5 Bopo43 Zzzz Hang94 Zzzz Zyyy.Hani16
Bopo32 Zyyy.Hani38 Zzzz9 Zyyy.Hani.Tang Kana16 Hang31 Zzzz Zyyy.Hani40 Zyyy24 Hang31 Zyyy Zyyy.Hani49 Zyyy15 Zyyy.Hani12
Zyyy4 Kana47 Zyyy.Hani Kana88 Zyyy.Hani25 Zyyy10 Zyyy.Hani5 Zyyy96 Zyyy.Hani31 Zyyy Hani6592 Zyyy64 Hani20992 Yiii1165
Zzzz3 Yiii55 Zzzz9 Lisu48 Vaii300 Zzzz20 Cyrl96 Bamu88 Zzzz8 Zyyy.Hani.Latn8 Zyyy26 Latn102 Zyyy3 Latn82 Zzzz20 Latn15
Sylo45 Zzzz3 Zyyy.Deva.Dogr.Gujr.Guru.Khoj.Knda.Kthi.Mahj.Mlym.Modi.Nand.Shrd.Sind.Takr.Tirh.Tutg3
Zyyy.Deva.Dogr.Gujr.Guru.Khoj.Knda.Kthi.Mahj.Modi.Nand.Shrd.Sind.Takr.Tirh.Tutg3
Zyyy.Deva.Dogr.Gujr.Guru.Khoj.Kthi.Mahj.Modi.Sind.Takr.Tirh2
Zyyy.Deva.Dogr.Gujr.Guru.Khoj.Kthi.Mahj.Modi.Shrd.Sind.Takr.Tirh
Zyyy.Deva.Dogr.Gujr.Guru.Khoj.Kthi.Mahj.Modi.Sind.Takr.Tirh Zzzz6 Phag56 Zzzz8 Saur70 Zzzz8 Saur12 Zzzz6 Deva32 Kali46
Zyyy.Kali.Latn.Mymr Kali Rjng36 Zzzz11 Rjng Hang29 Zzzz3 Java78 Zzzz Zyyy.Bugi.Java Java10 Zzzz4 Java2 Mymr31 Zzzz
Cham55 Zzzz9 Cham14 Zzzz2 Cham10 Zzzz2 Cham4 Mymr32 Tavt67 Zzzz24 Tavt5 Mtei23 Zzzz10 Ethi6 Zzzz2 Ethi6 Zzzz2 Ethi6
Zzzz9 Ethi7 Zzzz Ethi7 Zzzz Latn43 Zyyy Latn9 Grek Latn4 Zyyy2 Zzzz4 Cher80 Mtei46 Zzzz2 Mtei10 Zzzz6 Hang11172 Zzzz12
Hang23 Zzzz4 Hang49 Zzzz8452 Hani366 Zzzz2 Hani106 Zzzz38 Latn7 Zzzz12 Armn5 Zzzz5 Hebr26 Zzzz Hebr5 Zzzz Hebr Zzzz
Hebr2 Zzzz Hebr2 Zzzz Hebr10 Arab494 Zyyy.Arab.Nkoo2 Arab144 Zzzz32 Arab16 Zinh16 Zyyy10 Zzzz6 Zinh14 Cyrl2 Zyyy21
Zyyy.Bopo.Hang.Hani.Hira.Kana2 Zyyy12 Zzzz Zyyy19 Zzzz Zyyy4 Zzzz4 Arab5 Zzzz Arab135 Zzzz2 Zyyy Zzzz Zyyy32 Latn26
Zyyy6 Latn26 Zyyy6 Zyyy.Bopo.Hang.Hani.Hira.Kana.Yiii5 Kana10 Zyyy.Hira.Kana Kana45 Zyyy.Hira.Kana2 Hang31 Zzzz3 Hang6
Zzzz2 Hang6 Zzzz2 Hang6 Zzzz2 Hang3 Zzzz3 Zyyy7 Zzzz Zyyy7 Zzzz10 Zyyy5 Zzzz2 Linb12 Zzzz Linb26 Zzzz Linb19 Zzzz Linb2
Zzzz Linb15 Zzzz2 Linb14 Zzzz34 Linb123 Zzzz5 Zyyy.Cpmn.Cprt.Linb2 Zyyy.Cprt.Linb Zzzz4 Zyyy.Cprt.Lina.Linb45 Zzzz3
Zyyy.Cprt.Linb9 Grek79 Zzzz Zyyy13 Zzzz3 Grek Zzzz47 Zyyy45 Zinh Zzzz130 Lyci29 Zzzz3 Cari49 Zzzz15 Zinh
Zyyy.Arab.Copt27 Zzzz4 Ital36 Zzzz9 Ital3 Goth27 Zzzz5 Perm43 Zzzz5 Ugar30 Zzzz Ugar Xpeo36 Zzzz4 Xpeo14 Zzzz42 Dsrt80
Shaw48 Osma30 Zzzz2 Osma10 Zzzz6 Osge36 Zzzz4 Osge36 Zzzz4 Elba40 Zzzz8 Aghb52 Zzzz11 Aghb Vith11 Zzzz Vith15 Zzzz Vith7
Zzzz Vith2 Zzzz Vith11 Zzzz Vith15 Zzzz Vith7 Zzzz Vith2 Zzzz3 Todr52 Zzzz12 Lina311 Zzzz9 Lina22 Zzzz10 Lina8 Zzzz24
Latn6 Zzzz Latn42 Zzzz Latn9 Zzzz69 Cprt6 Zzzz2 Cprt Zzzz Cprt44 Zzzz Cprt2 Zzzz3 Cprt Zzzz2 Cprt Armi22 Zzzz Armi9
Palm32 Nbat31 Zzzz8 Nbat9 Zzzz48 Hatr19 Zzzz Hatr2 Zzzz5 Hatr5 Phnx28 Zzzz3 Phnx Lydi26 Zzzz5 Lydi Sidt26 Zzzz38 Mero32
Merc24 Zzzz4 Merc20 Zzzz2 Merc46 Khar4 Zzzz Khar2 Zzzz5 Khar8 Zzzz Khar3 Zzzz Khar29 Zzzz2 Khar3 Zzzz4 Khar10 Zzzz7
Khar9 Zzzz7 Sarb32 Narb32 Zzzz32 Mani39 Zzzz4 Mani12 Zzzz9 Avst54 Zzzz3 Avst7 Prti22 Zzzz2 Prti8 Phli19 Zzzz5 Phli8
Phlp18 Zzzz7 Phlp4 Zzzz12 Phlp7 Zzzz80 Orkh73 Zzzz55 Hung51 Zzzz13 Hung51 Zzzz7 Hung6 Rohg40 Zzzz8 Rohg10 Zzzz6 Gara38
Zzzz3 Gara29 Zzzz8 Gara2 Zzzz208 Arab31 Zzzz Yezi42 Zzzz Yezi3 Zzzz2 Yezi2 Zzzz16 Arab6 Zzzz8 Arab9 Zzzz33 Arab6 Sogo40
Zzzz8 Sogd42 Zzzz22 Ougr26 Zzzz38 Chrs28 Zzzz20 Elym23 Zzzz9 Brah78 Zzzz4 Brah36 Zzzz9 Brah Kthi67 Zzzz10 Kthi Zzzz2
Sora25 Zzzz7 Sora10 Zzzz6 Cakm53 Zzzz Cakm18 Zzzz8 Mahj39 Zzzz9 Shrd96 Zzzz Sinh20 Zzzz11 Khoj18 Zzzz Khoj47 Zzzz62
Mult7 Zzzz Mult Zzzz Mult4 Zzzz Mult15 Zzzz Mult11 Zzzz6 Sind59 Zzzz5 Sind10 Zzzz6 Gran4 Zzzz Gran8 Zzzz2 Gran2 Zzzz2
Gran22 Zzzz Gran7 Zzzz Gran2 Zzzz Gran5 Zzzz Zinh Gran9 Zzzz2 Gran2 Zzzz2 Gran3 Zzzz2 Gran Zzzz6 Gran Zzzz5 Gran7 Zzzz2
Gran7 Zzzz3 Gran5 Zzzz11 Tutg10 Zzzz Tutg Zzzz2 Tutg Zzzz Tutg38 Zzzz Tutg10 Zzzz Tutg Zzzz2 Tutg Zzzz Tutg4 Zzzz Tutg10
Zzzz Tutg2 Zzzz8 Tutg2 Zzzz29 Newa92 Zzzz Newa5 Zzzz30 Tirh72 Zzzz8 Tirh10 Zzzz166 Sidd54 Zzzz2 Sidd38 Zzzz34 Modi69
Zzzz11 Modi10 Zzzz6 Mong13 Zzzz19 Takr58 Zzzz6 Takr10 Zzzz6 Mymr20 Zzzz28 Ahom27 Zzzz2 Ahom15 Zzzz4 Ahom23 Zzzz185
Dogr60 Zzzz100 Wara83 Zzzz12 Wara Diak7 Zzzz2 Diak Zzzz2 Diak8 Zzzz Diak2 Zzzz Diak30 Zzzz Diak2 Zzzz2 Diak12 Zzzz9
Diak10 Zzzz70 Nand8 Zzzz2 Nand46 Zzzz2 Nand11 Zzzz27 Zanb72 Zzzz8 Soyo83 Zzzz13 Cans16 Pauc57 Zzzz7 Deva10 Zzzz86 Shrd8
Zzzz88 Sunu34 Zzzz14 Sunu10 Zzzz6 Bhks9 Zzzz Bhks45 Zzzz Bhks14 Zzzz10 Bhks29 Zzzz3 Marc32 Zzzz2 Marc22 Zzzz Marc14
Zzzz73 Gonm7 Zzzz Gonm2 Zzzz Gonm44 Zzzz3 Gonm Zzzz Gonm2 Zzzz Gonm9 Zzzz8 Gonm10 Zzzz6 Gong6 Zzzz Gong2 Zzzz Gong37
Zzzz Gong2 Zzzz Gong6 Zzzz7 Gong10 Zzzz6 Tols44 Zzzz4 Tols10 Zzzz246 Maka25 Zzzz7 Kawi17 Zzzz Kawi41 Zzzz3 Kawi29 Zzzz85
Lisu Zzzz15 Taml50 Zzzz13 Taml Xsux922 Zzzz102 Xsux111 Zzzz Xsux5 Zzzz11 Xsux196 Zzzz2636 Cpmn99 Zzzz13 Egyp1110 Zzzz10
Egyp3995 Zzzz5 Hluw583 Zzzz6841 Gukh58 Zzzz1734 Bamu569 Zzzz7 Mroo31 Zzzz Mroo10 Zzzz4 Mroo2 Tnsa79 Zzzz Tnsa10 Zzzz6
Bass30 Zzzz2 Bass6 Zzzz10 Hmng70 Zzzz10 Hmng10 Zzzz Hmng7 Zzzz Hmng21 Zzzz5 Hmng19 Zzzz432 Krai58 Zzzz198 Medf91 Zzzz5
Berf25 Zzzz2 Berf25 Zzzz44 Plrd75 Zzzz4 Plrd57 Zzzz7 Plrd17 Zzzz64 Tang Nshu Hani2 Kits Zzzz11 Hani7 Zzzz9 Tang6912
Kits470 Zzzz41 Kits Tang31 Zzzz97 Tang115 Zzzz8701 Kana4 Zzzz Kana7 Zzzz Kana2 Zzzz Kana Hira287 Kana3 Zzzz15 Hira
Zzzz29 Hira3 Zzzz2 Kana Zzzz14 Kana4 Zzzz8 Nshu396 Zzzz2308 Dupl107 Zzzz5 Dupl13 Zzzz3 Dupl9 Zzzz7 Dupl10 Zzzz2 Dupl4
Zyyy.Dupl4 Zzzz3932 Zyyy253 Zzzz3 Zyyy436 Zzzz6 Zyyy23 Zzzz15 Zyyy17 Zzzz15 Zinh46 Zzzz2 Zinh23 Zzzz9 Zyyy116 Zzzz60
Zyyy246 Zzzz10 Zyyy39 Zzzz2 Zyyy62 Zinh3 Zyyy17 Zinh8 Zyyy2 Zinh7 Zyyy30 Zinh4 Zyyy61 Zzzz21 Grek70 Zzzz122 Zyyy20
Zzzz12 Zyyy20 Zzzz12 Zyyy87 Zzzz9 Zyyy.Hani18 Zyyy7 Zzzz135 Zyyy85 Zzzz Zyyy71 Zzzz Zyyy2 Zzzz2 Zyyy Zzzz2 Zyyy2 Zzzz2
Zyyy4 Zzzz Zyyy12 Zzzz Zyyy Zzzz Zyyy7 Zzzz Zyyy65 Zzzz Zyyy4 Zzzz2 Zyyy8 Zzzz Zyyy7 Zzzz Zyyy28 Zzzz Zyyy4 Zzzz Zyyy5
Zzzz Zyyy Zzzz3 Zyyy7 Zzzz Zyyy340 Zzzz2 Zyyy292 Zzzz2 Zyyy50 Sgnw652 Zzzz15 Sgnw5 Zzzz Sgnw15 Zzzz1104 Latn31 Zzzz6
Latn6 Zzzz213 Glag7 Zzzz Glag17 Zzzz2 Glag7 Zzzz Glag2 Zzzz Glag5 Zzzz5 Cyrl62 Zzzz33 Cyrl Zzzz112 Hmnp45 Zzzz3 Hmnp14
Zzzz2 Hmnp10 Zzzz4 Hmnp2 Zzzz320 Toto31 Zzzz17 Wcho58 Zzzz5 Wcho Zzzz464 Nagm42 Zzzz214 Onao43 Zzzz4 Onao Zzzz192 Tayo31
Zzzz Tayo22 Zzzz8 Tayo2 Zzzz224 Ethi7 Zzzz Ethi4 Zzzz Ethi2 Zzzz Ethi15 Zzzz Mend197 Zzzz2 Mend16 Zzzz41 Adlm76 Zzzz4
Adlm10 Zzzz4 Adlm2 Zzzz785 Zyyy68 Zzzz76 Zyyy61 Zzzz194 Arab4 Zzzz Arab27 Zzzz Arab2 Zzzz Arab Zzzz2 Arab Zzzz Arab10
Zzzz Arab4 Zzzz Arab Zzzz Arab Zzzz6 Arab Zzzz4 Arab Zzzz Arab Zzzz Arab Zzzz Arab3 Zzzz Arab2 Zzzz Arab Zzzz2 Arab Zzzz
Arab Zzzz Arab Zzzz Arab Zzzz Arab Zzzz Arab2 Zzzz Arab Zzzz2 Arab4 Zzzz Arab7 Zzzz Arab4 Zzzz Arab4 Zzzz Arab Zzzz
Arab10 Zzzz Arab17 Zzzz5 Arab3 Zzzz Arab5 Zzzz Arab17 Zzzz52 Arab2 Zzzz270 Zyyy44 Zzzz4 Zyyy100 Zzzz12 Zyyy15 Zzzz2
Zyyy15 Zzzz Zyyy15 Zzzz Zyyy37 Zzzz10 Zyyy174 Zzzz56 Zyyy26 Hira Zyyy2 Zzzz13 Zyyy44 Zzzz4 Zyyy9 Zzzz7 Zyyy.Hani2 Zzzz14
Zyyy6 Zzzz154 Zyyy985 Zzzz3 Zyyy17 Zzzz3 Zyyy13 Zzzz3 Zyyy218 Zzzz6 Zyyy12 Zzzz4 Zyyy Zzzz15 Zyyy12 Zzzz4 Zyyy56 Zzzz8
Zyyy10 Zzzz6 Zyyy40 Zzzz8 Zyyy30 Zzzz2 Zyyy12 Zzzz4 Zyyy2 Zzzz14 Zyyy9 Zzzz39 Zyyy344 Zzzz8 Zyyy14 Zzzz2 Zyyy13 Zzzz3
Zyyy11 Zzzz3 Zyyy57 Zzzz Zyyy Zzzz4 Zyyy16 Zzzz2 Zyyy12 Zzzz4 Zyyy10 Zzzz7 Zyyy147 Zzzz Zyyy103 Zzzz1029 Hani42720
Zzzz32 Hani4382 Zzzz2 Hani5774 Zzzz2 Hani7473 Zzzz15 Hani622 Zzzz2466 Hani542 Zzzz1506 Hani4939 Zzzz5 Hani8490
Zzzz707463 Zyyy Zzzz30 Zyyy96 Zzzz128 Zinh240 Zzzz196112
"""

SCRIPT_NAMES = """\
Adlm:Adlam Aghb:Caucasian_Albanian Ahom:Ahom Arab:Arabic Armi:Imperial_Aramaic Armn:Armenian Avst:Avestan Bali:Balinese
Bamu:Bamum Bass:Bassa_Vah Batk:Batak Beng:Bengali Berf:Beria_Erfe Bhks:Bhaiksuki Bopo:Bopomofo Brah:Brahmi Brai:Braille
Bugi:Buginese Buhd:Buhid Cakm:Chakma Cans:Canadian_Aboriginal Cari:Carian Cham:Cham Cher:Cherokee Chrs:Chorasmian
Copt:Coptic Cpmn:Cypro_Minoan Cprt:Cypriot Cyrl:Cyrillic Deva:Devanagari Diak:Dives_Akuru Dogr:Dogra Dsrt:Deseret
Dupl:Duployan Egyp:Egyptian_Hieroglyphs Elba:Elbasan Elym:Elymaic Ethi:Ethiopic Gara:Garay Geor:Georgian Glag:Glagolitic
Gong:Gunjala_Gondi Gonm:Masaram_Gondi Goth:Gothic Gran:Grantha Grek:Greek Gujr:Gujarati Gukh:Gurung_Khema Guru:Gurmukhi
Hang:Hangul Hani:Han Hano:Hanunoo Hatr:Hatran Hebr:Hebrew Hira:Hiragana Hluw:Anatolian_Hieroglyphs Hmng:Pahawh_Hmong
Hmnp:Nyiakeng_Puachue_Hmong Hrkt:Katakana_Or_Hiragana Hung:Old_Hungarian Ital:Old_Italic Java:Javanese Kali:Kayah_Li
Kana:Katakana Kawi:Kawi Khar:Kharoshthi Khmr:Khmer Khoj:Khojki Kits:Khitan_Small_Script Knda:Kannada Krai:Kirat_Rai
Kthi:Kaithi Lana:Tai_Tham Laoo:Lao Latn:Latin Lepc:Lepcha Limb:Limbu Lina:Linear_A Linb:Linear_B Lisu:Lisu Lyci:Lycian
Lydi:Lydian Mahj:Mahajani Maka:Makasar Mand:Mandaic Mani:Manichaean Marc:Marchen Medf:Medefaidrin Mend:Mende_Kikakui
Merc:Meroitic_Cursive Mero:Meroitic_Hieroglyphs Mlym:Malayalam Modi:Modi Mong:Mongolian Mroo:Mro Mtei:Meetei_Mayek
Mult:Multani Mymr:Myanmar Nagm:Nag_Mundari Nand:Nandinagari Narb:Old_North_Arabian Nbat:Nabataean Newa:Newa Nkoo:Nko
Nshu:Nushu Ogam:Ogham Olck:Ol_Chiki Onao:Ol_Onal Orkh:Old_Turkic Orya:Oriya Osge:Osage Osma:Osmanya Ougr:Old_Uyghur
Palm:Palmyrene Pauc:Pau_Cin_Hau Perm:Old_Permic Phag:Phags_Pa Phli:Inscriptional_Pahlavi Phlp:Psalter_Pahlavi
Phnx:Phoenician Plrd:Miao Prti:Inscriptional_Parthian Rjng:Rejang Rohg:Hanifi_Rohingya Runr:Runic Samr:Samaritan
Sarb:Old_South_Arabian Saur:Saurashtra Sgnw:SignWriting Shaw:Shavian Shrd:Sharada Sidd:Siddham Sidt:Sidetic
Sind:Khudawadi Sinh:Sinhala Sogd:Sogdian Sogo:Old_Sogdian Sora:Sora_Sompeng Soyo:Soyombo Sund:Sundanese Sunu:Sunuwar
Sylo:Syloti_Nagri Syrc:Syriac Tagb:Tagbanwa Takr:Takri Tale:Tai_Le Talu:New_Tai_Lue Taml:Tamil Tang:Tangut Tavt:Tai_Viet
Tayo:Tai_Yo Telu:Telugu Tfng:Tifinagh Tglg:Tagalog Thaa:Thaana Thai:Thai Tibt:Tibetan Tirh:Tirhuta Tnsa:Tangsa
Todr:Todhri Tols:Tolong_Siki Toto:Toto Tutg:Tulu_Tigalari Ugar:Ugaritic Vaii:Vai Vith:Vithkuqi Wara:Warang_Citi
Wcho:Wancho Xpeo:Old_Persian Xsux:Cuneiform Yezi:Yezidi Yiii:Yi Zanb:Zanabazar_Square Zinh:Inherited Zyyy:Common
Zzzz:Unknown
"""

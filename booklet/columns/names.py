"""What people call the columns of a programme, in some twenty languages.

In: nothing. Out: `NAMES`: the names of each field,
        in small letters without signs. A name stands for one field only.
"""

from __future__ import annotations


def _names(text: str) -> tuple[str, ...]:
    return tuple(' '.join(name.split()) for name in text.split(','))


NAMES: dict[str, tuple[str, ...]] = {
    'title': _names(
        """
        title, talk title, titel, titre, título, titulo, titolo, tytuł, tytul, název, nazev, názov, naslov,
        naziv, cím, titlu, titull, tittel, otsikko, τίτλος, название, назва, заглавие, başlık, judul, tiêu đề,
        タイトル, 題名, 演題, 标题, 題目, 题目, 제목, العنوان, כותרת, talk, paper, paper title, presentation,
        presentation title, contribution, vortrag, thema, topic, subject, lecture, vortragstitel, exposé,
        ponencia, charla, conférence, intervention, event, event title, activity, what, programme item,
        agenda item, item, beitrag, veranstaltung, name, talk name, event name, submission title, poster title,
        proposal title, abstract title, przedmiot, referat, actividad, evento, attività, heading, headline, tema
        """
    ),
    'subtitle': _names(
        """
        subtitle, untertitel, sous titre, subtítulo, sottotitolo, podtytuł, podtitul, ondertitel, undertitel,
        サブタイトル
        """
    ),
    'speakers': _names(
        """
        speaker, speakers, presenter, presenters, presenting author, sprecher, sprecherin, referent, referentin,
        referenten, referierende, vortragende, vortragender, redner, rednerin, orateur, orateurs, oratrice,
        intervenant, intervenants, conférencier, ponente, ponentes, orador, conferenciante, expositor, relatore,
        relatori, relatrice, palestrante, palestrantes, apresentador, spreker, sprekers, prelegent, prelegenci,
        mówca, řečník, přednášející, prednášajúci, predavatelj, predavač, előadó, előadók, vorbitor,
        foredragsholder, föreläsare, talare, puhuja, esiintyjä, taler, ομιλητής, докладчик, докладчики, спикер,
        доповідач, лектор, konuşmacı, pembicara, diễn giả, 発表者, 講演者,
        登壇者, スピーカー, 报告人, 演讲者, 講者, 讲者, 발표자, 연사,
        المتحدث, דובר, who, person, persons, people, lecturer, host, hosts, teilnehmer, participants,
        speaker name, speaker names, presenter name, full name, fullname, invited speaker, keynote speaker,
        led by, instructor, trainer, facilitator, nom complet, speaker names, 氏名, 演者
        """
    ),
    'authors': _names(
        """
        author, authors, co authors, coauthors, coauthor, co author, autor, autoren, autorin, autorinnen,
        auteur, auteurs, autores, autore, autori, autorzy, autoři, autori spoluautori, szerző, szerzők, autorul,
        autorii, forfatter, forfattare, författare, kirjoittaja, kirjoittajat, συγγραφείς, авторы, автор,
        автори, yazar, yazarlar, penulis, tác giả, 著者, 作者, 共著者, 저자, المؤلفون, מחברים, mitautoren, koautoren,
        author names, author list, all authors, byline, contributors
        """
    ),
    'first': _names(
        """
        first name, firstname, first, given name, given names, givenname, forename, vorname, prénom, prenom,
        nombre, nome, imię, imie, jméno, křestní jméno, ime, keresztnév, prenume, fornavn, förnamn, etunimi,
        voornaam, имя, ім я, ad, 名, adı, presenter first name, speaker first name
        """
    ),
    'last': _names(
        """
        last name, lastname, last, surname, family name, familyname, nachname, familienname, nom de famille,
        nom, apellido, apellidos, cognome, sobrenome, apelido, nazwisko, příjmení, priezvisko, priimek, prezime,
        vezetéknév, nume, etternavn, efternavn, efternamn, sukunimi, achternaam, фамилия, прізвище, soyadı,
        soyad, 姓, last names
        """
    ),
    'affiliation': _names(
        """
        affiliation, affiliations, institution, institutions, institute, organisation, organization, org,
        company, employer, university, institut, institutionen, zugehörigkeit, firma, einrichtung, hochschule,
        établissement, etablissement,  afiliación, institución, organización, empresa,
        affiliazione, istituzione, ente, afiliação, instituição, afiliacja, instytucja, afiliace, instituce,
        pracoviště, inštitúcia, ustanova, intézmény, afiliere, instituție, tilknytning, lärosäte, organisaatio,
        affiliaatio, instelling, организация, аффилиация, учреждение, установа, kurum, afiliasi, cơ quan, 所属,
        单位, 單位, 机构, 소속, الانتماء, שיוך, authors affiliation, author affiliation, speaker affiliation,
        presenter affiliation, organisations, presenter org
        """
    ),
    'abstract': _names(
        """
        abstract, abstracts, description, desc, summary text, zusammenfassung, beschreibung, kurzfassung,
        inhalt, résumé, resume, descriptif, resumen, descripción, resumo, descrição, riassunto, sommario,
        descrizione, streszczenie, abstrakt, opis, popis, anotace, povzetek, sažetak, összefoglaló, kivonat,
        leírás, rezumat, descriere, sammendrag, sammanfattning, tiivistelmä, samenvatting, omschrijving,
        περίληψη, аннотация, описание, тезисы, анотація, резюме, özet, abstrak, deskripsi, tóm tắt, 概要, 要旨, 抄録,
        説明, 摘要, 简介, 초록, 설명, ملخص, תקציר, long description, details, body, abstract text, content text
        """
    ),
    'date': _names(
        """
        date, dates, datum, fecha, data, dátum, dato, päivämäärä, pvm, ημερομηνία, дата, tarih, tanggal, 日付, 日期,
        날짜, תאריך, start date, session date, startdate, full date, when, presentation date,
        date time, datetime, 日時, fecha y hora
        """
    ),
    'day': _names(
        """
        day, tag, jour, día, dia, giorno, dzień, den, deň, dan, nap, zi, ziua, dag, päivä, день, gün, hari,
        ngày, 日, 曜日, اليوم, יום, conference day, weekday, wochentag, days, day of conference
        """
    ),
    'start': _names(
        """
        start, start time, starttime, begin, begins, beginn, anfang, von, startzeit, uhrzeit, début, debut,
        heure de début, heure, inicio, comienzo, hora de inicio, hora, inizio, ora inizio, ora, início,
        początek, godzina, od, začátek, čas, začiatok, začetek, ura, početak, kezdés, kezdete, început,
        start tid, starttid, klockslag, alku, alkaa, aloitus, aanvang, begintijd, έναρξη, ώρα, начало, початок,
        başlangıç, mulai, bắt đầu, 開始, 開始時刻, 开始, 开始时间, 시작, البداية,
        התחלה, from, starts, starts at, time start,
        start hour, begin time, startzeitpunkt, klo, kl
        """
    ),
    'end': _names(
        """
        end, end time, endtime, ende, bis, endzeit, fin, heure de fin, hora de fin, fine, ora fine, fim,
        término, koniec, do, konec, kraj, konac, befejezés, vége, sfârșit, slutt, slut, sluttid, loppu, päättyy,
        einde, eindtijd, λήξη, конец, окончание, кінець, bitiş, selesai, kết thúc, 終了, 終了時刻, 结束, 结束时间, 종료,
        النهاية, סיום, until, to, ends, ends at, time end, finish, end date, hora final, hora fin, fin hora
        """
    ),
    'time': _names(
        """
        time, times, zeit, zeiten, horaire, horaires, horario, orario, horário, czas, tid, aika, tijd, время,
        час, zaman, saat, waktu, thời gian, 時間, 时间, 시간, الوقت, שעה, time slot, timeslot, slot, slot time, hours,
        idő,
        vreme, časovno, zeitraum, uhr, czas trwania od do
        """
    ),
    'duration': _names(
        """
        duration, length, dauer, länge, durée, duración, durata, duração, czas trwania, délka, trvanie,
        trajanje, időtartam, durată, varighet, varighed, längd, kesto, duur, διάρκεια, длительность,
        продолжительность, тривалість, süre, durasi, thời lượng, 所要時間, 时长, 소요시간, minutes, min, duration min,
        duration minutes
        """
    ),
    'room': _names(
        """
        room, rooms, location, venue, place, hall, raum, räume, saal, ort, salle, lieu, sala, aula, lugar,
        luogo, local, miejsce, místnost, sál, miestnosť, prostor, dvorana, mjesto, terem, helyszín, sală,
        locație, rom, sted, lokal, rum, plats, sali, paikka, zaal, locatie, ruimte, αίθουσα, аудитория, зал,
        место, зала, аудиторія, salon, yer, ruang, phòng, 会場, 部屋, 会议室, 地点, 會場, 장소, القاعة, אולם, room name,
        where, stage, bühne, track room, building
        """
    ),
    'track': _names(
        """
        track, tracks, track name, stream, strand, sektion, theme, themenbereich, thématique, axe, eje,
        eje temático, area, linea, sezione, seção, sekcja, sekce, sekcija, szekció, secțiune, spor, spår,
        seksjon, секция, секція, bölüm, topic area, category, kategorie, catégorie, categoría, categoria,
        kategoria, topics area, subject area, トラック, 分野, 主题, 트랙
        """
    ),
    'session': _names(
        """
        session, sessions, session title, session name, sitzung, panel title, sesión, sessione, sessão, sesja,
        zasedání, sesia, seja, sesija, ülés, sesiune, sesjon, istunto, sessie, συνεδρία, сессия, заседание,
        сесія, oturum, sesi, phiên, セッション, 会议, 分会, 세션, الجلسة, מושב, séance, block, block title,
        parallel session, workshop title
        """
    ),
    'session_id': _names(
        """
        session id, sessionid, session number, session num, session no, session code, panel id, panel number,
        sitzungsnummer, session short, session key
        """
    ),
    'session_start': _names('session start, session start time, session begin, sitzungsbeginn'),
    'session_end': _names('session end, session end time, sitzungsende'),
    'chairs': _names(
        """
        chair, chairs, session chair, session chairs, chairman, chairperson, chaired by, vorsitz, leitung,
        sitzungsleitung, président, présidente, présidence, moderador, presidente, moderatore sessione,
        przewodniczący, prowadzący, předsedající, predsedajúci, predsedujoči, elnök, ordstyrer, ordförande,
        puheenjohtaja, voorzitter, προεδρείο, председатель, головуючий, oturum başkanı, ketua sesi, chủ tọa, 座長,
        主持人, 좌장, رئيس الجلسة, יו ר, chair person, convener, convenor, conveners
        """
    ),
    'moderators': _names(
        """
        moderator, moderators, moderation, moderatorin, modérateur, modératrice, moderatore, moderátor, ведущий,
        司会
        """
    ),
    'panellists': _names('panellists, panelists, panellist, panelist, podium, podiumsgäste'),
    'discussants': _names('discussant, discussants, kommentar, diskutant, discutant, respondent, respondents'),
    'kind': _names(
        """
        type, kind, format, art, typ, tipo, rodzaj, druh, vrsta, típus, tip, tyyppi, soort, τύπος, тип, tür,
        jenis, loại, 種別, 種類, 类型, 유형, session type, talk type, submission type, presentation type,
        contribution type, event type, typdoc, session format, presentation format, vortragsart, mode
        """
    ),
    'keywords': _names(
        """
        keywords, keyword, tags, tag list, stichworte, schlagworte, schlagwörter, schlüsselwörter, mots clés,
        palabras clave, parole chiave, palavras chave, słowa kluczowe, klíčová slova, kľúčové slová,
        ključne besede, ključne riječi, kulcsszavak, cuvinte cheie, nøkkelord, nyckelord, avainsanat,
        trefwoorden, λέξεις κλειδιά, ключевые слова, ключові слова, anahtar kelimeler, kata kunci, từ khóa,
        キーワード, 关键词, 關鍵詞, 키워드, الكلمات المفتاحية, מילות מפתח, topics
        """
    ),
    'url': _names(
        """
        url, link, website, webseite, homepage, web, web page, webpage, lien, enlace, sito, odkaz, weblink,
        ссылка, 链接, リンク, 링크
        """
    ),
    'id': _names(
        """
        id, uid, no, nr, number, nummer, num, numéro, número, numero, numer, číslo, broj, szám, paper id,
        talk id, submission id, paper number, paper no, submission, abstract id, abstract number,
        contribution id, code, key, slug, event id, presentation id, beitragsnummer, номер, 番号, 编号, 번호,
        proposal id, id program, poster id, transaction
        """
    ),
    'language': _names(
        """
        language, sprache, langue, idioma, lingua, język, jazyk, jezik, nyelv, limba, språk, sprog, kieli, taal,
        γλώσσα, язык, мова, dil, bahasa, ngôn ngữ, 言語, 语言, 언어, lang
        """
    ),
    'board': _names(
        """
        board, board number, poster number, poster no, poster board, board no, tafel, posternummer, panneau,
        número de póster, stellwand
        """
    ),
    'status': _names(
        """
        status, decision, state, acceptance, accepted, entscheidung, décision, estado, stato, decyzja,
        rozhodnutí, állapot, статус, решение, durum, 採否, 状态, 상태, result
        """
    ),
    'biography': _names(
        """
        biography, bio, biographie, biografie, biografía, biografia, cv, lebenslauf, short bio, speaker bio,
        über, about the speaker, about, życiorys, životopis, биография, プロフィール, 个人简介, 약력
        """
    ),
    'note': _names(
        """
        note, notes, remark, remarks, comment, comments, bemerkung, bemerkungen, anmerkung, hinweis, notiz,
        remarque, remarques, nota, notas, note interne, uwagi, poznámka, opomba, napomena, megjegyzés,
        huomautus, opmerking, примечание, 備考, 备注, 비고
        """
    ),
    'email': _names(
        """
        email, e mail, mail, presenter email, author email, mail address, email address,
        e mail adresse, correo, correo electrónico, courriel,
        posta elettronica, メール, 邮箱, 이메일, почта, adresse mail, speaker email, author email, phone, telephone,
        telefon
        """
    ),
    'cancelled': _names('cancelled, canceled, abgesagt, annulé, cancelado, annullato, odwołane, zrušeno'),
    'repeats': _names('repeats, repeat of, wiederholung von'),
    'place': _names(
        """
        country, city, land, stadt, pays, ville, país, ciudad, paese, città, cidade, kraj, miasto,
        země, město, ország, város, țară,
        maa, страна, город, ülke, şehir, negara, kota, 国, 国家, 城市, 국가, 도시, city and country,
        speaker country, author country
        """
    ),
    'unread': _names(
        """
        photo, picture, image, headshot, speaker photo, job title, speaker title, position,
        twitter, zoom link, zoom,
        meeting link, join link, chair affiliation, chair email, slides, video, recording,
        attachment, attachments,
        speaker image, salutation, academic title, gender, pronouns, dietary requirements
        """
    ),
}  # fmt: skip

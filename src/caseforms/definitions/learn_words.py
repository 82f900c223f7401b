"""What labels ask, English and Spanish: concepts and their parts as patterns.

Sources: domain.md 4, common fields; labels of published forms. All patterns are matched on folded words
(`fieldtypes.text.fold`): lower case, no accents, no punctuation; `#` is written `number`, `/` is written `or`.
The pattern that matches the longest stretch of a label wins; of two as long, the one that stands first.
"""

from __future__ import annotations

import re

#: Concept, part, pattern. "other" is what looks like one of the others and is none.
CONCEPTS: tuple[tuple[str, str, str], ...] = (
    ("other", "", (
        r"(country|pais) (of|de) \w+|(place|country|city|state|province|town) (or (city|town|province|"
        r"country|state) )*of birth|birth ?place|lugar de nacimiento|pais de nacimiento|birth certificate|"
        r"age at birth|name at birth")),
    ("other", "", (
        r"(name|type|kind) of (the )?(bank|drug|medication|medicine|plan|insurance|company|business|court|"
        r"school|program|institution|record|records|benefit|benefits|vehicle|form|product|facility|"
        r"organization|agency|tribe|ship|entity|clinic|hospital|country)")),
    ("school", "", r"(name of )?school( name)?|escuela"),
    ("court", "", r"court( name)?( and street address)?|superior court|tribunal"),
    ("organization", "", (
        r"(company|business|agency|organization|organisation|facility|firm|bank|plan|insurance|program|"
        r"hospital|clinic|employer|law firm|institution|practice|union|tribe|department|office) name|"
        r"name of (firm|facility)|organization|nombre de la (empresa|organizacion)")),
    ("user", "", r"user ?name|file name|street name|domain name"),
    ("title", "", r"(job |your )?title|position|occupation|ocupacion|puesto"),
    ("document", "", (
        r"(passport|travel document|license|licence|permit|i 94|i94|i 94 arrival departure record|"
        r"arrival departure record|arrival record|form|policy|group|vehicle|account|routing|badge|bar|"
        r"attorney bar|visa|itin|ein|tax id|uscis online account|invoice|check|room|line|item|box|page|"
        r"plate|serial)( identification)?( number| no)")),
    ("other", "", (
        r"(social security|supplemental security|ssi|ssa) (income|benefits?|administration|office|"
        r"disability|payments?|card|retirement|claim)")),
    ("other", "", r"(phone|email|address|mail|fax|telephone) (type|preference|changed?|verified)"),
    ("other", "", (
        r"(date|fecha) (of |de )?(entry|arrival|hire|marriage|divorce|separation|death|service|discharge|"
        r"admission|loss|change|event|purchase|issue|issued|issuance|expiration|start|end|last|order|"
        r"incident|injury|decision|application|matricula|caducidad|vencimiento|servicio)")),
    ("other", "", (
        r"(hire|start|end|begin|beginning|effective|expiration|expires?|expiry|marriage|divorce|separation|"
        r"arrival|entry|due|hearing|service|admission|discharge|issue|issued|court|event|last|from|to|"
        r"through|visit|appointment|received|receipt|completed|issuance|filing|employment|change|move|moved|"
        r"death|purchase|order|birthing|deadline|expected|valid|anticipated) dates?|dates? (received|from|"
        r"to|range|issued|expires?|needed|begins?|ends?|started|ended|left|arrived|moved|filed|completed)|"
        r"deadline|due by|fecha de (caducidad|vencimiento|expiracion|entrada|servicio|alta)")),
    ("aka", "", (
        r"(any )?other (last |first |full |legal )*names?( you have)?( ever)?( used)?|alias(es)?|a k a|aka|"
        r"also known as|maiden( name)?( or other names?)?|maiden or aka|(former|previous|prior|"
        r"birth) (last |legal )?names?|names? at birth|nicknames?|otros? nombres?( usados?)?|"
        r"apellidos? de solter[ao]|nombre anterior|nombres? de solter[ao]|maiden aka|other names? or aliases")),
    ("preferred_name", "", r"preferred (first )?name|chosen name|name you go by|nombre preferido|goes by"),
    ("name", "all", (
        r"(names? )?((last|first|middle|family|given|mi|m i|surname|apellidos?|nombres?|primero?)( names?|"
        r" initial)?( or (surname|family|given))?( and| or| y)? )+(last|first|middle|mi|m i|initial|suffix|"
        r"jr|sr|given|nombres?|apellidos?)( names?| initial)?( (etc|jr|sr|iii|suffix|or))*")),
    ("name", "first", (
        r"first names?|given names?|forenames?|fname|f name|name first|nombre de pila|primer nombre|"
        r"legal first name|namefirst|^(first|given)$")),
    ("name", "middle", (
        r"middle (names?|initials?)( initial)?( \d)?|middle name or initial|m i|mi|initial|name middle|"
        r"segundo nombre|inicial|namemiddle|mname|^middle$")),
    ("name", "last", (
        r"last names?|second (last )?names?|family names?|surnames?|lname|l name|name last|apellidos?|namelast|"
        r"legal last name|^last$")),
    ("name", "suffix", r"suffix|name suffix|sufijo"),
    ("name", "", (
        r"full (legal )?names?|legal name|complete name|(printed?|type|typed|please print|print) (full |"
        r"your )?names?|names? (please )?(printed?|typed?)|nombre( y apellidos?| completo)?( en (imprenta|"
        r"letra de imprenta|letra de molde))?|names?|nombres y apellidos|print in full|nombre legal|printed|"
        r"imprenta")),
    ("birth_date", "", (
        r"dates? of birth|birth ?dates?|dob|d o b|birthdays?|fecha (de )?nac(imiento)?|born on|date born|"
        r"bdate|born|dateofbirth|birth (month|day|year)|(mes|dia|ano) de nacimiento")),
    ("ssn", "", (
        r"(last (four|4) (digits )?(of |numbers of )?(your |the )?)?(us |u s |"
        r"ultimos 4 digitos (de )?)?(social security|ssn|ss)( ssn)?( (account )?(numbers?|no|nbr|"
        r"num))( ssn)?|(last (four|4) (digits )?(of |numbers of )?(your |the )?)?ssn|social ?security|"
        r"(numero de )?seguro social|ultimos 4 digitos|soc sec( no| number)?|ss number")),
    ("case_number", "case", (
        r"(?:(?:tanf|snap|medicaid|medical|dhs|dcfs|welfare|state|agency|client|family|iv d|child support|"
        r"existing) (?:or )?)*(?:case|cases) ?(?:id )?(?:numbers?|no|nbr|num|id)|numero de(?:l)? caso|"
        r"case file (?:number|no)")),
    ("case_number", "claim", (
        r"(?:va |ssi |ssa |insurance )?claims? (?:file )?(?:numbers?|no)|numero de reclamo|"
        r"record claim number")),
    ("case_number", "docket", r"(?:docket|court case|cause|civil action|court file|index) (?:numbers?|no)|docket"),
    ("case_number", "receipt", r"receipt (?:numbers?|no)"),
    ("case_number", "file", r"(?:va |our |your |client |patient )?(?:file|chart|record) (?:numbers?|no)"),
    ("case_number", "mrn", (
        r"(?:[a-z]+ )?(?:mrn|mr number|mr no)(?: number)?|medical record(?: (?:numbers?|no))?(?: mrn)?|"
        r"numero de (?:expediente|historia clinica)|numero de registro medico")),
    ("case_number", "alien", (
        r"(?:alien|a)(?: registration)? numbers?(?: a number)?|alien registration(?: number)?|a no")),
    ("case_number", "client", (
        r"(?:client|person|individual|member|recipient|participant|patient|student|medicaid|chip|medicare|"
        r"mmis|uci)(?: or chip)?(?: (?:id|identification))?(?: (?:number|no|id|identification))|"
        r"medicaid(?: or)? chip|(?:doc|case id|client id|patient id)(?: number| no)?|"
        r"(?:offender|inmate) (?:id )?(?:number|no|id)")),
    ("fax", "", r"fax( (numbers?|no|phone))?|facsimile( number)?|numero de fax"),
    ("email", "", (
        r"(electronic mail|e ?mail|correo electronico|direccion de correo electronico|courriel)( addresses?|"
        r" address| id)?")),
    ("phone", "area", r"area code|codigo de area|areacode"),
    ("phone", "extension", r"ext(ension)?|extension number"),
    ("phone", "exchange", r"prefix|exchange"),
    ("phone", "", (
        r"(international |best |contact |daytime |day time |evening |day |home |cell(ular)? |mobile |work |"
        r"business |message |alternate |alternative |other |second(ary)? |main |primary |office |emergency |"
        r"direct |land ?line )*(tele)?(phones?|phone numbers?|telephone|telephones|tele|tel|cell|mobile|"
        r"celular|telefono( celular| de casa| movil)?)( (numbers?|no|nos|num|nbr|with area code|home|cell|"
        r"mobile|work|day|evening|message))*|numero de telefono|contact number|(home|cell|mobile|work|"
        r"daytime|day|message|alternate) number|phonenumber")),
    ("address", "unit", (
        r"(apt|apartment|unit|suite|ste|apartamento|depto|floor|flr|lot|room)( (or )?(apt|apartment|unit|"
        r"suite|ste|floor|flr|lot|space))*( numbers?| no| letter)?|address (line )?2|street address 2|"
        r"apartment (number )?or suite( number)?|space number|numero de apartamento")),
    ("address", "city_state_zip", (
        r"(city|town|ciudad)(?: or town)?(?: and| or)?(?: (?:city|town|state|province|estado|country|and|"
        r"or))* (zip( codes?)?|postal codes?|codigo postal)|citystatezip( code)?")),
    ("address", "city_state", r"city (and |or )?state|citystate"),
    ("address", "city", r"city( or town)?( or village)?( name)?|town( or city)?|ciudad|municipality|municipio"),
    ("address", "state", r"states?( or province)?( id| code)?|estado|province|stateid"),
    ("address", "zip", (
        r"zip ?codes?( or postal code)?( (plus|\+) ?4)?|zip( or postal( code)?)?|postal ?codes?|"
        r"codigo ?postal|zipcode|zip 4")),
    ("address", "county", r"county( of residence)?( name)?|condado|parish"),
    ("address", "country", r"country|pais"),
    ("address", "street", (
        r"(mailing |home |residential |residence |physical |current |permanent |street |"
        r"present )*(street addresses?|street( (number|no))?( and| or)? (names?|number)|"
        r"number and street( name| or rural route)?|no and street|streets?( names?)?( and number)?|"
        r"house number and street|calle( y numero)?|address line 1|address 1|st address|street or p ?o box|"
        r"po box|rural route)")),
    ("address", "", (
        r"(current |present |permanent |complete |full |legal |u s |us )*(home|mailing|residential|"
        r"residence|physical|mail|postal|street|living)? ?(addresses|"
        r"address)( \(?(line )?1\)?)?( in the (us|u s|united states))?|(direccion|domicilio)( postal|"
        r" actual| del domicilio| particular| residencial)?|residence|where (do )?you live|addr|"
        r"resid(es|ing) at|living at")),
    ("signature_date", "", (
        r"(date|fecha) (of |de )?(signature|signed|signing|firma|signatures)|signature dates?|sig ?date|"
        r"date of your signature|signed (on )?date|date signed|todays date|fecha de hoy|signed on|"
        r"fecha (de la )?firma|sign date")),
    ("signature", "", (
        r"(digital |electronic |authorized |legal |2nd |second |first )*signatures?( here)?( \d)?|"
        r"sign (your name( here)?|here|name)|^sign$|firma(do)?|signed( by)?|by signature")),
    ("relationship", "", (
        r"relations?(hip)?( status)?( to| of| with)?( (the )?(client|patient|child|applicant|minor|subject|"
        r"you|individual|student|head))*|how related|relacion( con)?( (el|la) (paciente|cliente|nino|"
        r"menor))?|parentesco|authority to (act|sign)|legal authority|description of authority|"
        r"relationship authority")),
    ("language", "", (
        r"((primary|preferred|native|main|first|home|spoken|written|best|other) )*languages?( (spoken|"
        r"preferred|you speak( best)?|preference|read|written|at home|do you speak))*|idiomas?( (preferido|"
        r"principal|que habla))?|lengua( materna)?|what language")),
    ("gender", "", r"gender|sex|sexo|genero"),
    ("age", "", r"age|edad"),
    ("amount", "", r"(payment |total |monthly |gross |net )*amounts?( requested)?|cantidad"),
    ("payee", "", r"payee( name)?|payable to"),
    ("purpose", "", r"(request |reason|purpose)( for| of)?( (request|disclosure|release))?|proposito"),
    ("grade", "", r"grade( level)?|grado"),
    ("date", "month", r"months?|mm|mo|mes"),
    ("date", "day", r"days?|dd|dia"),
    ("date", "year", r"years?|yyyy|yy|yr|ano"),
    ("date", "", r"dates?|fecha|mm dd yyyy|date mm dd yyyy|datetime ?field"),
)  # fmt: skip

#: Words that add nothing to what a label asks.
FILLERS = frozenset(
    "0 1 10 11 12 2 3 4 5 6 7 8 9 a all an and any appears applicable are area as at black box by clearly code "
    "complete con current dd de del did do does e each eg el en enter f favor field first fld for form form1 ft "
    "full g has have here how i ie if in include including ink input instructions is it item known la las legal "
    "legibly line los mm no number numbers o of on one only optional or own p page para part pg please primary "
    "print question required s section see sf shown su subform such text tf the this to todays topmostsubform "
    "two txt type u us use used was were what when where which who will with write y you your yy yyyy".split()
)


#: Words that have no plural: with an s behind them they are others ("mes" is a month).
_NO_PLURAL = r"(?<!\bm[eyi])(?<!\byou)"


def compiled(table: tuple[tuple[str, ...], ...]) -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    """Compile the last entry of each row as a pattern of whole words, in the singular or with an s behind it."""
    return tuple((row[:-1], re.compile(rf"\b(?:{row[-1]})(?:{_NO_PLURAL}s\b|\b)")) for row in table)

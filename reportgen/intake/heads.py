"""What the heads of columns say: the words by which it is known what stands below them."""

from __future__ import annotations

import re

MISSING = frozenset({"", "na", "n/a", "-", "..", "nan", "null", "none", "#n/a"})
"""What stands in a column of names or codes where there is none."""


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![a-z])(?:{text})(?![a-z])")


PERIOD = _words(
    r"years?|periods?|time|time[ _-]?(?:frame|period)|date|fiscal[ _-]?year|fy|school[ _-]?year|academic[ _-]?year|"
    r"reporting[ _-]?(?:period|year)|ref[ _-]?(?:date|period)|jahr|jahre|monat|zeit|zeitraum|datum|berichtsjahr|"
    r"stichtag|año|anio|ano|ciclo(?:[ _-]?escolar)?|periodo|fecha|année|annee|période|quarter|month|"
    r"week(?:[ _-]?ending)?"
)
PART = _words(r"month|quarter|monat|quartal|mes|trimestre|mois|qtr|mon")
QUARTER = _words(r"quarters?|quartale?|trimestres?|qtr")
PLACE = _words(
    r"places?|states?|country|countries|county|counties|region|regions|locations?|area|areas|locality|localities|"
    r"city|cities|municipality|district|districts|provinces?|territory|boroughs?(?:[ _-]?name)?|parish|wards?|tract|"
    r"zip|neighbou?rhood|geo|geograph(?:y|ic)|geographic[ _-]?area|jurisdiction|school|institution|agency|"
    r"organi[sz]ation(?:[ _-]?unit)?|divisions?|org[ _-]?unit|"
    r"provider|facility|hospital|clinic|cent(?:re|er)|office|branch|"
    r"library|station|site|trust|land|länder|bundesland|bundesländer|kreise?|gemeinden?|bezirke?|stadt|städte|ort|"
    r"quartier|wohnviertel|kantone?|gebiet|estados?|entidad(?:[ _-]?federativa)?|país|pais|municipios?|provincias?|"
    r"comunidad(?:es)?|ccaa|local[ _-]?authorit(?:y|ies)|"
    r"ciudad|hospitales|escuelas?|colegios?|centros?(?:[ _-]educativos?)?|[ée]tablissements?|h[ôo]pita(?:l|ux)|"
    r"écoles?|académies?|kliniken?|krankenh(?:aus|äuser)|schulen?|einrichtung(?:en)?|"
    r"régions?|départements?|communes?|la[ _-]?name|nation|nuts|"
    r"police[ _-]?force|force[ _-]?name|constabulary|characteristic"
)
NAME = _words(r"name|names|bezeichnung|label|nombre|nom|title|description")
CODE = _words(
    r"codes?|fips|geo[ _-]?id|id|ids|uid|iso[ _-]?[0-9]?|nuts|gss|ons|key|dbn|(?:nr|nummer|no|number)\.?$|"
    r"abbr(?:eviation)?|ags|bfs|geocode|alpha-?[23]|usps|stateabbr"
)
"""What the heads of codes say; `No` does behind all else, and not in `No-shows` or `Number of beds`."""
ID = re.compile(
    r"[a-z](?:Id|ID|Code|Nr)$|"
    r"(?i:^id$|[ _-]id$|(?:geo|place|location|state|county|school|area|region|site|district|agency|record|row|object)"
    r"(?:id|code)$)"
)
"""A head that ends with a code, as `LocationId` does; `Covid`, `paid` and `St. Brigid` end otherwise."""
LAST_CODE = re.compile(r"(?i)(?<![a-z])(?:code|id|fips|key|geoid)$")
LAST_WORDS = re.compile(rf"(?i)(?:[ _-]+(?:{NAME.pattern[4:]}|{CODE.pattern[4:]}))+\s*$")
CODED = re.compile(r"(?=.*[0-9])[0-9A-Z_.-]{2,}")
"""What cells of codes look like, whatever their head says."""
TYPE = _words(
    r"types?|class|classification|category|categories|group|groups|kind|sector|art|typ|gruppe|kategorie|tipo|grupo"
)
LEVEL = _words(
    r"(?:geographic(?:al)?|geo|area|place|location)[ _-]?(?:level|type)|level|ebene|nivel|location[ _-]?type"
)
MEASURE = _words(
    r"indicators?|indicateurs?|measures?|variables?|series|metric|statistic|kennzahl(?:en)?|indikator|merkmal|indicador|"
    r"(?:indicator|measure|series|variable|data)[ _-]?name|data[ _-]?element|"
    r"data[ _-]?(?:code|id|uid)"
)
UNIT = _words(
    r"units?|data[ _-]?format|uom|unit[ _-]?of[ _-]?measure|einheit|unidad|unité|(?:data|value|measure)[ _-]?type"
)
_LIMIT = r"[ _-]*(?:[(]?9[0-9](?:[.][0-9])? ?%?[)]?[ _-]*)?(?:ci|cl|confidence|limits?|bound|interval|estimate|value|$)"
LOWER = _words(rf"(?:lower|low){_LIMIT}|low95|lcl|lci|ci[ _(-]*low(?:er)?|ll|untere|inf(?:erior)?(?:$|[ _-]?lim)")
UPPER = _words(
    rf"(?:upper|high|up){_LIMIT}|up95|ucl|uci|ci[ _(-]*(?:up(?:per)?|high)|ul|obere|sup(?:erior)?(?:$|[ _-]?lim)"
)
"""What limits of figures are called; `Lower secondary` and `High school` are none."""
LIMIT_MEMBER = re.compile(r"(?i)(?:^|[_-])(?P<end>LW|LOW|LO|LL|LOWER|UP|UPP|UL|UPPER)[0-9]*$")
MARGIN = _words(r"margin[ _-]?of[ _-]?error|[a-z]*moe|±|\+/-|confidence[ _-]?interval")
STANDARD_ERROR = _words(
    r"standard[ _-]?errors?|std[ _-]?err(?:or)?|[a-z0-9]+[ _]se$|standardfehler|error[ _-]?estándar"
)
SAMPLE = _words(
    r"^[(]?n[)]?$|n ?=.*|sample[ _-]?size|unweighted[ _-]?(?:n|count|base)|n[ _-]?unweighted|base[ _-]?size|stichprobe"
)
NOTE = _words(
    r"notes?|foot[ _-]?notes?|comments?|remarks?|caveats?|bemerkung(?:en)?|hinweise?|observaciones|"
    r"flags?|symbols?|annotations?|anmerkung(?:en)?|nota"
)
SOURCE = re.compile(r"(?i)(?:(?:data|figure|original)[ _-]?)?(?:sources?|quellen?|datenquellen?|fuentes?)")
"""Heads that as a whole say where figures are from; an `Income source` is what they are of."""
FLAGS = _words(r"(?:obs(?:ervation)?[ _-]?)?(?:status|flags?)(?:[ _-]?codes?)?|foot[ _-]?note[ _-]?codes?|symbols?")
"""Heads of letters that say of what status a figure is."""
SCALE = re.compile(r"(?i)scalar[ _-]?factor|unit[ _-]?mult(?:iplier)?|power[ _-]?code|scale|multiplier")
"""Heads of columns that say in how many figures stand: `thousands`, or the 3 of its power of ten."""
TECHNICAL = re.compile(
    r"(?i)vector|coordinate|decimals?|dguid|terminated|(?:scalar|uom)[ _-]?id|action|dataflow|"
    r"(?:unit|power|reference period)[ _-]?code|powercode code|structure(?:[ _-](?:id|name))?|"
    r"obs[ _-]?conf|conf[ _-]?status|freq(?:uency)?|objectid|fid|globalid|latitude|longitude|lat|lon|lng|long|koor[xy]|"
    r"unnamed: 0|index|row(?:[ _-]?(?:no|nr|num|number|id))?|"
    r"(?:last|date)[ _-]?(?:updated?|modified)|(?:updated|modified|created|loaded)[ _-]?(?:on|at)|time[ _-]?stamp|"
    r"zeitstempel|marca temporal|e-?mail(?:[ _-]?address)?|(?:tele)?phone(?:[ _-]?number)?|shape[ _.-]*(?:area|length)"
)
"""Heads of columns that only serve who keeps the file: keys of a database, where a point lies on a map."""
CHANNEL = re.compile(r"(?i)e-?mails?|(?:tele)?phones?")
"""Heads of addresses, and of the calls and letters that came so: `Phone` above counts."""
DATED = _words(r"date|datum|fecha|day|tag|week|stichtag")
"""Heads below which a whole number may be the day as a workbook keeps it, counted from the year 1900."""
CHANGE = _words(
    r"change|difference|variance|growth|increase|decrease|veränderung|differenz|abweichung|cambio|variación|diferencia"
)
"""Heads of what follows from figures of two periods."""
RANK = _words(r"rank(?:ing)?|rang|hdi rank|posición")
AGE = _words(r"age|ages|age[ _-]?group|grade|edad|alter|altersgruppe|âge|sex|gender|geschlecht|sexo")
PEOPLE = _words(
    r"(?:under|over|below)[ ][0-9]{1,2}|(?<![0-9])[0-9]{1,2}[ ]?(?:to|-|–|bis|a|à)[ ]?[0-9]{1,2}|"
    r"[0-9]{2}[ ]?(?:years[ ])?(?:and|or|&)[ ](?:over|older)|[0-9]{2}[+]|"
    r"males?|females?|men|women|boys|girls|männer|frauen|"
    r"männlich|weiblich|hombres|mujeres|hommes|femmes|white|black|asian|hispanic|latino|native[ ]hawaiian|"
    r"american[ ]indian.*|two[ ]or[ ]more[ ]races|(?:native|foreign)[- ]born|married.*|divorced|widowed"
)
"""Names of groups of people: ages, sexes, races, as tables by characteristics list them."""
COUNTED = re.compile(
    r"\b(?:people|persons?|child(?:ren)?|kids?|pupils?|students?|patients?|residents?|inmates?|prisoners?|clients?|victims?"
    r"|famil(?:y|ies)|households?|women|men|girls?|boys?|births?|deaths?|cases|admissions?|arrests?|claimants?|recipients?"
    r"|employees?|homeless|personen|kinder|schüler\w*|patient\w*|fälle|geburten|todesfälle|familien|haushalte"
    r"|personas|niñ[oa]s|alumn[oa]s|casos|nacimientos|muertes|defunciones|familias|hogares)\b",
    re.IGNORECASE,
)
"""Words of a title that say that people are counted, or what befell them."""
BEFALLEN = re.compile(
    r"\b(?:referrals?|placements?|placed|removals?|reunifi(?:ed|cations?)|adoptions?|adopted|adoptees|reports|investigations?"
    r"|substantiat(?:ed|ions?)|incidents?|assaults?|complaints?|allegations?|offen[cs]es?|offenders?|detentions?|detained"
    r"|detainees|suspensions?|exclusions?|expulsions?|evictions?|applicants?|applications?|enrol?lments?|enrolled|entries"
    r"|exits?|discharges?|hospitali[sz]ations?|injuries|suicides?|overdoses?|calls?|contacts?|visits?|stays|guests|members"
    r"|staff|workers?|volunteers?|learners?|young|youths?|adults?|mothers?|fathers?|parents?|carers?|caregivers?|refugees?"
    r"|migrants?|asylum|survivors?|participants?|beneficiar(?:y|ies)|inobhutnahmen?|meldungen|verdachtsfälle|anträge"
    r"|unterbringungen|entlassungen|straftaten|anrufe|besuche|jugendliche\w*|mädchen|jungen|frauen|männer|derivaciones"
    r"|acogimientos|ingresos hospitalarios|denuncias|solicitudes|llamadas|visitas|jóvenes|víctimas)\b",
    re.IGNORECASE,
)
"""Words of heads that say that people are counted by what is done for or to them: each referral is of somebody."""
GENERIC = frozenset([
    "estimate", "estimates", "value", "values", "data", "wert", "werte", "obs_value", "obs", "figure", "figures",
    "number", "total", "valor", "datos", "count", "amount", "anzahl", "n", "observation", "observations",
])  # fmt: skip
"""Heads that do not say what is measured."""
NOTE_NUMBERS = re.compile(r"(?i)(?:foot[ _-]?)?notes?|fußnoten?|notas?|anmerkung(?:en)?")
"""Heads of the numbers of notes beside figures, which are no figures themselves."""
_ACTUAL = r"actuals?|ergebnis|ist|outturn|final|audited|revised|restated"
ACTUAL = _words(_ACTUAL)
"""What heads say of figures that are those of the period, and not planned."""
SCENARIOS = _words(
    rf"plan|planned|budget(?:ed)?|approved|adopted|target|forecast|projected|projection|{_ACTUAL}|soll|estimate|estimated|"
    r"est\.?|provisional|preliminary|prelim\.?|vorläufig|prognose|hochrechnung|ansatz|presupuesto|presupuestado|previsto"
)
TO_DATE = re.compile(
    r"(?i)(?<![^\W_])(?:ytd|year[ -]to[ -]date|to date|so far|partial(?: year)?|part[ -]year|"
    r"(?:first|second|1st|2nd) half|h[12]|(?:[1-9]|1[01]) months|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: ?[-–] ?| to )[a-z]{3,9}\.?|"
    r"(?:through|thru|until|bis|hasta) [a-zäé]{3,10}|bisher|halbjahr|lo que va de año|a la fecha)(?![^\W_])"
)
"""What heads say of figures of a part of the period that they name: `2025 YTD`, `2025 (Jan–Jun)`."""


def apart(head: str) -> str:
    """Return a head in words: `TimeFrame` as `Time Frame`, `la_name` as `la name`, `periodname` as `period name`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", head).replace("_", " ")
    return _JOINED.sub(lambda found: f"{_UNIT_OF.sub(' unit', found[1])} {found[2]}", words)


_JOINED = re.compile(
    r"(?i)^(period|(?:organi[sz]ation|org)unit|data|indicator|location|country|state|county|district|region|area|school|"
    r"facility|site|borough|ward)(id|uid|code|name|description)$"
)
_UNIT_OF = re.compile(r"(?i)(?<=n)unit$|(?<=org)unit$")

"""Units of measure and currencies, and which of them stands beside a number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from aligner.checks.numbers.quantity import Quantity

_TABLE: Final = """
µm length 1e-6 0 | µm μm mikrometer mikrometern micrometre micrometres micrometers microns
nm length 1e-9 0 | nanometer nanometern nanometre nanometres nanometers
mm length 0.001 0 | mm millimeter millimetern millimetre millimetres millimeters
cm length 0.01 0 | cm zentimeter zentimetern centimeter centimeters centimetre centimetres
m length 1 0 | m meter metern meters metre metres
km length 1000 0 | km kilometer kilometern kilometers kilometre kilometres
in length 0.0254 0 | zoll inch inches in. ″
ft length 0.3048 0 | ft fuß fuss foot feet
yd length 0.9144 0 | yd yard yards
mi length 1609.344 0 | mi meile meilen mile miles
nmi length 1852 0 | seemeile seemeilen nautical_mile nautical_miles
ly length 9.4607e15 0 | lichtjahr lichtjahre lichtjahren light_year light_years
µg mass 1e-9 0 | µg μg mcg mikrogramm microgram micrograms
mg mass 1e-6 0 | mg milligramm milligram milligrams
g mass 0.001 0 | g gramm gram grams
kg mass 1 0 | kg kilo kilos kilogramm kilogram kilograms
t mass 1000 0 | t tonne tonnen ton tons tonnes metric_tons metric_tonnes
lb mass 0.45359237 0 | lb lbs pfund pound pounds
oz mass 0.0283495 0 | oz unze unzen ounce ounces
stone mass 6.35029 0 | stone
°C temperature 1 0 | °c ºc ˚c grad_celsius degrees_celsius degrees_centigrade degree_celsius celsius
°F temperature 0.5555555555555556 -17.77777777777778 | °f ºf ˚f grad_fahrenheit degrees_fahrenheit degree_fahrenheit
°F temperature 0.5555555555555556 -17.77777777777778 | fahrenheit
°C temperature 1 0 | grad degrees degree °
°F temperature 0.5555555555555556 -17.77777777777778 | grad degrees degree °
K temperature 1 -273.15 | kelvin
km/h speed 1 0 | km/h kph kmh stundenkilometer stundenkilometern kilometer_pro_stunde kilometern_pro_stunde
km/h speed 1 0 | kilometers_per_hour kilometres_per_hour kilometers_an_hour kilometres_an_hour
mph speed 1.609344 0 | mph miles_per_hour miles_an_hour meilen_pro_stunde
kn speed 1.852 0 | kn knoten knots
m/s speed 3.6 0 | m/s meter_pro_sekunde metern_pro_sekunde metres_per_second meters_per_second
ha area 10000 0 | ha hektar hectare hectares
acre area 4046.856 0 | acre acres
km² area 1e6 0 | km² km2 quadratkilometer quadratkilometern square_kilometers square_kilometres square_kilometer
km² area 1e6 0 | square_kilometre sq_km sq._km
m² area 1 0 | m² m2 quadratmeter quadratmetern square_meters square_metres square_meter square_metre sq_m
mi² area 2589988.11 0 | quadratmeile quadratmeilen square_miles square_mile sq_mi
ft² area 0.09290304 0 | quadratfuß square_feet square_foot sq_ft
cl volume 0.01 0 | cl zentiliter zentilitern centilitre centilitres centiliters
fl_oz volume 0.0295735 0 | fluid_ounce fluid_ounces fl_oz
qt volume 0.946353 0 | quart quarts
ml volume 0.001 0 | ml milliliter millilitern milliliters millilitres
l volume 1 0 | l liter litern liters litre litres
m³ volume 1000 0 | m³ m3 kubikmeter kubikmetern cubic_meters cubic_metres cubic_meter cubic_metre
gal volume 3.785411784 0 | gallone gallonen gallon gallons
pt volume 0.473176 0 | pint pints
bbl volume 158.987 0 | barrel barrels fass
s time 1 0 | sekunde sekunden second seconds sec
min time 60 0 | minute minuten minutes min mins
h time 3600 0 | stunde stunden hour hours std hrs
day time 86400 0 | tag tage tagen day days
week time 604800 0 | woche wochen week weeks
month time 2629800 0 | monat monate monaten monats month months
year time 31557600 0 | jahr jahre jahren jahres year years
quarter time 7889400 0 | quartal quartale quartalen
decade time 315576000 0 | jahrzehnt jahrzehnte jahrzehnten decade decades
century time 3155760000 0 | jahrhunderte jahrhunderten centuries
millennium time 31557600000 0 | jahrtausende jahrtausenden millennia
V voltage 1 0 | v volt volts
mV voltage 0.001 0 | mv millivolt millivolts
kV voltage 1000 0 | kv kilovolt kilovolts
A current 1 0 | ampere amperes amps amp
mA current 0.001 0 | ma milliampere milliamperes milliamps
bar pressure 100000 0 | bar bars
Pa pressure 1 0 | pa pascal pascals
kPa pressure 1000 0 | kpa kilopascal kilopascals
psi pressure 6894.757 0 | psi
Nm torque 1 0 | nm newtonmeter newtonmetern newton_metres newton_meters
Hz frequency 1 0 | hz hertz
kHz frequency 1e3 0 | khz kilohertz
MHz frequency 1e6 0 | mhz megahertz
GHz frequency 1e9 0 | ghz gigahertz
kcal energy 0.001163 0 | kcal kilokalorie kilokalorien kilocalorie kilocalories
kJ energy 0.0002777778 0 | kj kilojoule kilojoules
W power 1 0 | watt watts w
kW power 1000 0 | kw kilowatt kilowatts
MW power 1e6 0 | mw megawatt megawatts
GW power 1e9 0 | gw gigawatt gigawatts
PS power 735.5 0 | ps hp bhp horsepower pferdestärken pferdestärke metric_hp
Wh energy 0.001 0 | wh wattstunde wattstunden watt_hours watt_hour
kWh energy 1 0 | kwh kilowattstunde kilowattstunden kilowatt_hours
MWh energy 1000 0 | mwh megawattstunde megawattstunden megawatt_hours
KB data 1e3 0 | kb kilobyte kilobytes kib
MB data 1e6 0 | mb megabyte megabytes mib
GB data 1e9 0 | gb gigabyte gigabytes gib
TB data 1e12 0 | tb terabyte terabytes tib
% share 1 0 | % prozent percent per_cent prozentig prozentige prozentigen prozentiger prozentiges pc
pp share 1 0 | prozentpunkt prozentpunkte prozentpunkten percentage_point percentage_points
‰ share 0.1 0 | ‰ promille per_mille per_mil
bp share 0.01 0 | basispunkt basispunkte basispunkten basis_point basis_points bp bps
USD money 0 0 | $ us$ usd us_dollar us_dollars us_dollars dollar dollars dollarn
CAD money 0 0 | $ c$ ca$ cad kanadische_dollar canadian_dollars dollar dollars
AUD money 0 0 | $ a$ au$ aud australische_dollar australian_dollars dollar dollars
HKD money 0 0 | $ hk$ hkd hongkong_dollar dollar dollars
EUR money 0 0 | € eur euro euros
GBP money 0 0 | £ gbp pfund pfund_sterling pound pounds pounds_sterling sterling
JPY money 0 0 | ¥ jpy yen
CNY money 0 0 | ¥ cny rmb yuan renminbi
CHF money 0 0 | chf franken sfr francs swiss_francs schweizer_franken
RUB money 0 0 | rub rubel rubles roubles
INR money 0 0 | ₹ inr rupien rupie rupees rupee rs
KRW money 0 0 | ₩ krw won
PLN money 0 0 | pln zloty złoty zlotys
DKK money 0 0 | dkk kronen kroner crowns
NOK money 0 0 | nok kronen kroner crowns
CZK money 0 0 | czk kronen koruna crowns
TRY money 0 0 | lira
SEK money 0 0 | sek kronen kronor krona crowns
DEM money 0 0 | dm mark marks d-mark deutsche_mark deutschmarks
BTC money 0 0 | bitcoin bitcoins
cent money 0 0 | cent cents ct
pence money 0 0 | pence penny pennies
"""
"""Name, dimension, factor to the base unit, offset to it | words in lower case, `_` for a space or hyphen.

Factors are those of NIST Special Publication 811, appendix B. Currencies and shares have no factor.
"""

_NUMBERED: Final = re.compile(
    r"\.?[\s-]?(?P<first>[^\W\d_][^\W_]*(?:/[hs])?[²³]?|[%‰€£¥₹₩$″]|[°º˚] ?[CFcf]?(?![^\W_]))"
    r"(?:\.?[\s-](?P<second>[^\W_]+))?(?:[\s-](?P<third>[^\W_]+))?"
)
_BEFORE: Final = re.compile(
    r"(?P<sign>(?:US|HK|CA?|AU?)?\$|[€£¥₹₩]|(?<![^\W_])(?:EUR|USD|GBP|CHF|RMB|Rs))[ \u00a0\u202f]?$"
)
_WITHIN_NUMBER: Final = re.compile(
    r"(?<=[\s-])(?:Euro|Mark|Franken|Pfund|Dollar|[Mm]eter|€|euros?|dollars?|pounds?)(?=\s|-)"
)
"""In `zwölf Euro fünfzig`."""
_RANGE: Final = re.compile(r"\s?(?:-|–|—|bis|to|und|and|oder|or)\s?[$€£¥]?$")
_ONE: Final = re.compile(r"(?<![^\W_])(?:an?|one|per|eine[rnms]?|ein) (?P<unit>[^\W\d_]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `value * factor + offset` is the value in the base unit of the dimension; factor 0 if there is none."""

    name: str
    dimension: str
    factor: float
    offset: float

    def base(self, value: float) -> float:
        """Return a value in the base unit."""
        return value * self.factor + self.offset


Units = tuple[Unit, ...]
"""The units that a word may mean: `pounds` are a weight or a currency. Empty where there is no unit."""
Named = tuple[Units, tuple[int, int]]
"""Units and where the word or sign for them stands."""
_NONE: Final[Named] = ((), (0, 0))


def units_of(text: str, quantities: Sequence[Quantity]) -> list[Named]:
    """Return for each quantity of a text the units it may be in; `5` in `5 to 10 km` is in kilometres too."""
    units = [_beside(text, each) for each in quantities]
    for at in range(len(units) - 1, 0, -1):
        first, second = quantities[at - 1], quantities[at]
        if bool(units[at][0]) is not bool(units[at - 1][0]):
            gap = text[first.end : second.start] if second.start - first.end <= 6 else ""
            if gap and _RANGE.match(gap):
                units[at - 1] = units[at] = units[at] if units[at][0] else units[at - 1]
    return units


def implied_ones(text: str) -> list[Units]:
    """Return the units of which a text has one without a figure: `a mile`, `eine Meile`."""
    table = _units()
    return [found for match in _ONE.finditer(text) if (found := table.get(match["unit"].lower()))]


def _beside(text: str, quantity: Quantity) -> Named:
    table = _units()
    if before := _BEFORE.search(text, max(0, quantity.start - 5), quantity.start):
        return table.get(before["sign"].lower(), ()), before.span("sign")
    if within := _WITHIN_NUMBER.search(text, *quantity.span):
        return table.get(within[0].lower(), ()), within.span()
    match = _NUMBERED.match(text, quantity.end, quantity.end + 60)
    if match is None:
        return _NONE
    first = match["first"].replace(" ", "")
    if first == "v" or (len(first) == 1 and first.isupper() and first not in "WV"):
        return _NONE
    first = first.lower()
    second, third = (match["second"] or "").lower(), (match["third"] or "").lower()
    for words, last in ((f"{first}_{second}_{third}", "third"), (f"{first}_{second}", "second"), (first, "first")):
        if match[last] and words in table:
            return table[words], (match.start("first"), match.end(last))
    return _NONE


@cache
def _units() -> Mapping[str, Units]:
    found: dict[str, Units] = {}
    for line in _TABLE.strip().splitlines():
        values, words = line.split(" | ")
        name, dimension, factor, offset = values.split()
        unit = Unit(name, dimension, float(factor), float(offset))
        for word in words.split():
            found[word] = (*found.get(word, ()), unit)
    return found

"""List prices by the day, days that are bought, and equal parts: the rules proration.* and invoice.split. Money is Fraction throughout."""

from datetime import date
from fractions import Fraction

from civil import DAY, parse, show
from dates import random_period, service_periods

# ISO 4217: the currencies that do not have two minor units.
MINOR_UNITS = {code: digits for digits, codes in {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}.items() for code in codes.split()}

POLICY_NAMES = {"monthly": "monthly", "annual": "annual", "three-year": "threeYear"}


# Money

# The first day on which nothing new is priced in a currency that has gone.
GONE = {"BGN": "2026-01-01"}


def has_gone(text, day):
    """price.zone: whether an amount is in a currency in which nothing new is priced on a day."""
    currency = text.split(" ")[0]
    return currency in GONE and day >= GONE[currency]


def minor_units(currency):
    return MINOR_UNITS.get(currency, 2)


def read_money(text):
    """Reads an amount: its currency, and its number in major units."""
    currency, number = text.split(" ")
    return currency, Fraction(number)


def in_minor_units(text):
    """Reads an amount: its currency, and its number in minor units, which is whole."""
    currency, number = read_money(text)
    units = number * 10 ** minor_units(currency)
    assert units.denominator == 1
    return currency, units.numerator


def write_money(currency, units):
    """Writes an amount of whole minor units, with all its decimals."""
    digits = minor_units(currency)
    sign, text = "-" if units < 0 else "", str(abs(units)).rjust(digits + 1, "0")
    return f"{currency} {sign}{text}" if digits == 0 else f"{currency} {sign}{text[:-digits]}.{text[-digits:]}"


def rounded(exact, mode):
    """proration.price: one rounding to a whole number of minor units. half-up and up go away from zero."""
    below = abs(exact).numerator // abs(exact).denominator
    rest = abs(exact) - below
    half = Fraction(1, 2)
    if mode == "half-up":
        away = rest >= half
    elif mode == "half-even":
        away = rest > half or (rest == half and below % 2 == 1)
    elif mode == "up":
        away = rest > 0
    else:
        assert mode == "down"
        away = False
    whole = below + 1 if away else below
    return -whole if exact < 0 else whole


# Divisors and days

def standard_days(term, policy):
    """proration.standard-days: the divisor."""
    return policy["proration"]["standardDays"][POLICY_NAMES[term]]


def standard_period(term, policy):
    """proration.leap: what a full service month or year counts, so that a full term costs its SRP and a year of three a third of it."""
    divisor = standard_days(term, policy)
    if term != "three-year":
        return divisor
    assert divisor % 3 == 0
    return divisor // 3


def real_days(first, last):
    """The days from first up to but not including last, one by one."""
    days = []
    while first < last:
        days.append(first)
        first += DAY
    return days


def full_period(term, anchor, period):
    """Whether a service period runs from one anniversary to the next: the last one of an extension may be cut short."""
    first, last = period
    return service_periods(term, anchor, first, last + DAY)[0] == (first, last)


def bought_days(term, anchor, start, end, first, last, policy):
    """proration.leap: the days that count from first up to last."""
    count = policy["proration"]["dayCount"]
    if count == "actual":
        return len(real_days(first, last))
    if count == "no-leap-day":
        return len([day for day in real_days(first, last) if (day.month, day.day) != (2, 29)])
    assert count == "standard"
    most, total = standard_period(term, policy), 0
    for period in service_periods(term, anchor, start, end):
        begins, ends = max(first, period[0]), min(last, period[1])
        if (begins, ends) == period and full_period(term, anchor, period):
            total += most
        else:
            total += min(len(real_days(begins, ends)), most)
    return total


def price(srp, term, days, seats, policy):
    """proration.price: a number of minor units for full terms, over the divisor, times days and seats, rounded once.

    Read as *round at*: of the line; of one seat, which is then multiplied; or of the rate of one day, which is then multiplied.
    """
    divisor, mode = standard_days(term, policy), policy["proration"]["rounding"]
    where = policy["proration"]["roundAt"]
    if where == "daily-rate":
        return rounded(Fraction(srp, divisor), mode) * days * seats
    if where == "seat":
        return rounded(Fraction(srp * days, divisor), mode) * seats
    assert where == "line"
    return rounded(Fraction(srp * days * seats, divisor), mode)


# Questions

def ask_standard_days(given, policy):
    """proration.standard-days"""
    return {"days": standard_days(given["term"], policy)}


def ask_daily_rate(given, policy):
    """proration.daily-rate: Fraction is in lowest terms, and writes a whole number without a denominator."""
    return {"rate": str(read_money(given["srp"])[1] / standard_days(given["term"], policy))}


def ask_price(given, policy):
    """proration.price: also whether what is paid is anything else than the exact quotient."""
    currency, srp = in_minor_units(given["srp"])
    exact = Fraction(srp * given["days"] * given["seats"], standard_days(given["term"], policy))
    amount = price(srp, given["term"], given["days"], given["seats"], policy)
    return {"amount": write_money(currency, amount), "rounded": amount != exact}


def ask_bought_days(given, policy):
    """proration.days and proration.leap"""
    days = [parse(given[key]) for key in ("anchor", "start", "end", "from", "to")]
    return {"days": bought_days(given["term"], *days, policy)}


def ask_split(given, policy):
    """invoice.split: equal whole minor units, then one spare unit each from the first part on."""
    currency, units = in_minor_units(given["amount"])
    parts = [units // given["parts"]] * given["parts"]
    place = 0
    while sum(parts) < units:
        parts[place] += 1
        place += 1
    return {"parts": [write_money(currency, part) for part in parts]}


ASK = {
    "standard-days": ask_standard_days,
    "daily-rate": ask_daily_rate,
    "price": ask_price,
    "bought-days": ask_bought_days,
    "split": ask_split,
}


# Samples

CURRENCIES = ["JPY", "KRW", "CLP", "EUR", "EUR", "USD", "CAD", "GBP", "CHF", "PLN", "KWD", "BHD", "TND", "JOD", "CLF", "UYW"]
TERMS = ["monthly", "annual", "three-year"]
ROUNDINGS = ["half-up", "half-even", "up", "down"]


def random_amount(rng):
    """From one minor unit to ten thousand million."""
    most = rng.choice([1, 10, 1000, 100000, 10000000, 10000000000])
    return write_money(rng.choice(CURRENCIES), rng.randint(1, most))


def random_divisors(rng):
    """At times other divisors; that of three years stays a multiple of three."""
    if rng.random() < 0.7:
        return {}
    choices = {"monthly": [28, 30, 31], "annual": [360, 364, 365], "threeYear": [1080, 1092, 1095]}  # which terms can reach
    return {name: rng.choice(choices[name]) for name in choices if rng.random() < 0.7}


def as_changes(divisors, **readings):
    """The readings as an edition file states them; empty where nothing is changed."""
    changes = {name: value for name, value in readings.items() if value}
    if divisors:
        changes["standardDays"] = divisors
    return {"proration": changes} if changes else {}


def sample_standard_days(rng):
    return {"term": rng.choice(TERMS)}, as_changes(random_divisors(rng))


def sample_daily_rate(rng):
    return {"srp": random_amount(rng), "term": rng.choice(TERMS)}, as_changes(random_divisors(rng))


def sample_price(rng):
    term = rng.choice(TERMS)
    divisors = random_divisors(rng)
    least = {"monthly": 28, "annual": 360, "three-year": 1080}[term]  # every number up to it is one that a term can have left
    whole = divisors.get(POLICY_NAMES[term], {"monthly": 30, "annual": 365, "three-year": 1095}[term])
    days = rng.choice([1, least // 2, least - 1, whole, rng.randint(1, least), rng.randint(1, least)])
    seats = rng.choice([1, 1, 2, 3, 7, rng.randint(1, 100), rng.randint(1, 1000000), 1000000])
    srp = random_amount(rng)
    if term == "monthly" and rng.random() < 0.4:
        # Only an even divisor can leave half a unit: an odd number of units, times 15 of 30 days.
        srp, days, seats = write_money(rng.choice(CURRENCIES), 2 * rng.randint(0, 50000) + 1), 15, rng.choice([1, 3, 5])
    rounding = rng.choice(ROUNDINGS) if rng.random() < 0.5 else None
    where = rng.choice(["line", "seat", "seat", "daily-rate", "daily-rate"]) if rng.random() < 0.5 else None
    return {"srp": srp, "term": term, "days": days, "seats": seats}, as_changes(divisors, rounding=rounding, roundAt=where)


def sample_bought_days(rng):
    term, anchor, start, end = random_period(rng)
    edges = {start, end}
    for period in service_periods(term, anchor, start, end):
        edges.update(day + away * DAY for day in period for away in (-1, 0, 1))
    edges.update(date(year, 3, 1) - away * DAY for year in range(start.year, end.year + 1) for away in (0, 1, 2))
    edges = sorted(day for day in edges if start <= day <= end)
    inside = start + rng.randrange((end - start).days + 1) * DAY
    first, last = sorted([rng.choice([start, inside, rng.choice(edges)]), rng.choice([end, end, rng.choice(edges)])])
    if first == last:
        first, last = (first, first + DAY) if first < end else (first - DAY, first)
    given = {"term": term, "anchor": show(anchor), "start": show(start), "end": show(end), "from": show(first), "to": show(last)}
    count = rng.choice([None, None, "standard", "actual", "no-leap-day"])
    return given, as_changes(random_divisors(rng) if rng.random() < 0.3 else {}, dayCount=count)


def sample_split(rng):
    amount = random_amount(rng)
    if rng.random() < 0.2:
        amount = write_money(amount.split(" ")[0], rng.randint(0, 4))
    return {"amount": amount, "parts": rng.choice([1, 2, 3, 3, 3, 3, 4, 7, 12])}, {}


SAMPLE = {
    "standard-days": sample_standard_days,
    "daily-rate": sample_daily_rate,
    "price": sample_price,
    "bought-days": sample_bought_days,
    "split": sample_split,
}

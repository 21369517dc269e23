"""Works out what vectors.json expects of added seats, from the rulebook alone: coterm.multi-year, proration.price and
proration.leap (Standard), half away from zero. It shares nothing with the library.

    python3 vectors.py vectors.json > new.json
"""

import calendar
import datetime
import json
import sys
from decimal import Decimal
from fractions import Fraction

STANDARD = {"monthly": 30, "annual": 365, "three-year": 1095}


def day(text):
    return datetime.date.fromisoformat(text)


def months_on(anchor, months):
    """term.anniversary: counted from the anchor, and clamped to the end of a shorter month."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(anchor.day, calendar.monthrange(year, month + 1)[1]))


def service_years(case):
    """term.service-year: the stretches from the start on, the last of which may be cut short by the end."""
    anchor, start, end = day(case["anchor"]), day(case["start"]), day(case["end"])
    step = 1 if case["term"] == "monthly" else 12
    months = 0
    while months_on(anchor, months) < start:
        months += 1
    while months_on(anchor, months) < end:
        first, after = months_on(anchor, months), months_on(anchor, months + step)
        yield first, min(after, end), after <= end
        months += step


def counted(case, start, end):
    """proration.leap: a full service year counts as published, a part of one its real days, but never more."""
    most = STANDARD[case["term"]] // (3 if case["term"] == "three-year" else 1)
    days = 0
    for first, after, whole in service_years(case):
        real = (min(after, end) - max(first, start)).days
        if real > 0:
            days += most if whole and real == (after - first).days else min(real, most)
    return days


def price(case, days):
    """proration.price in minor units: exact, and rounded once, half away from zero."""
    units = Fraction(Decimal(case["srp"])) * 10 ** case["minorUnits"]
    return int(units * days * case["seats"] / STANDARD[case["term"]] + Fraction(1, 2))


def parts(case):
    """coterm.multi-year: each later year at its own price, the first part the rest, what it lacks taken one unit each."""
    start, end = day(case["on"]), day(case["end"])
    starts = [start]
    if case["term"] == "three-year":
        starts += [first for first, _, _ in service_years(case) if first > start]
    units = [price(case, counted(case, first, after)) for first, after in zip(starts, starts[1:] + [end])]
    units[0] = price(case, counted(case, start, end)) - sum(units[1:])
    place = len(units) - 1
    while units[0] < 0:
        if units[place] > 0:
            units[place] -= 1
            units[0] += 1
        place = place - 1 if place > 1 else len(units) - 1
    return list(zip(starts, units))


def number(units, places):
    return str(Decimal(units).scaleb(-places))


def solved(case):
    days = counted(case, day(case["on"]), day(case["end"]))
    case["days"], case["amount"] = days, number(price(case, days), case["minorUnits"])
    case["parts"] = [{"date": str(on), "amount": number(units, case["minorUnits"])} for on, units in parts(case)]
    return case


def small():
    """Prices of a few minor units, where the first invoice would be below zero."""
    for on in "2024-10-01 2025-03-15 2025-09-29 2025-09-30 2025-10-01 2025-10-02 2026-09-30 2027-09-30".split():
        for places, prices in (0, "1 2 4 5"), (2, "0.01 0.02 0.04 0.05 0.50"), (3, "0.001 0.004 0.005"):
            for srp in prices.split():
                yield {
                    "term": "three-year", "anchor": "2024-10-01", "start": "2024-10-01", "end": "2027-10-01", "on": on,
                    "seats": 1, "srp": srp, "minorUnits": places,
                }
    # Renewed early: the rest of three years, and three more.
    for on in "2024-09-16 2025-09-30 2027-07-03 2027-09-30".split():
        for srp in "0.01 0.02 0.04 0.05 0.50 5925.00".split():
            yield {
                "term": "three-year", "anchor": "2024-09-16", "start": "2024-09-16", "end": "2030-09-16", "on": on,
                "seats": 1, "srp": srp, "minorUnits": 2,
            }
    yield {
        "term": "three-year", "anchor": "2024-10-01", "start": "2024-10-01", "end": "2027-10-01", "on": "2025-03-15",
        "seats": 2, "srp": "5925.00", "minorUnits": 2,
    }


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        vectors = json.load(file)
    vectors["seats"] = [solved(case) for case in vectors["seats"]]
    vectors["extended"] = [solved(case) for case in vectors["extended"]]
    vectors["small"] = [solved(case) for case in small()]
    groups = []
    for name, cases in vectors.items():
        groups.append(f' "{name}": [\n  ' + ",\n  ".join(json.dumps(case) for case in cases) + "\n ]")
    print("{\n" + ",\n".join(groups) + "\n}")


main()

"""What made-up subscriptions (generate) owe in the month of a day, worked out again with nothing of the library:

    python3 oracle.py subscriptions.ndjson 2026-05-31

It knows what generate makes: full terms, and seats that are added in the last one.
"""

import calendar
import json
import sys
from datetime import date, timedelta
from fractions import Fraction

MONTHS = {"monthly": 1, "annual": 12, "three-year": 36}
DIVISOR = {"monthly": 30, "annual": 365, "three-year": 1095}


def months_after(anchor, n):
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + n, 12)
    return date(year, month + 1, min(anchor.day, calendar.monthrange(year, month + 1)[1]))


def months_between(anchor, start):
    return (start.year - anchor.year) * 12 + start.month - anchor.month


def cents(amount):
    return int(Fraction(amount["amount"]) * 100)


def thirds(amount):
    """Equal parts, with what is left over a cent each to the first."""
    return [amount // 3 + (i < amount % 3) for i in range(3)]


def term_parts(record, n, term):
    facts = record["facts"]
    anchor, start, ordered = (date.fromisoformat(d) for d in (facts["anchor"], term["start"], term["ordered"]))
    amount = cents(record["srp"][term["length"]]) * facts["seats"]
    first = max(start, ordered) if n > 0 and "netDays" in record else ordered
    if term["length"] != "three-year":
        return [(first, amount)]
    base = months_between(anchor, start)
    days = [first, months_after(anchor, base + 12), months_after(anchor, base + 24)]
    return list(zip(days, thirds(amount)))


def added_parts(record, change):
    facts = record["facts"]
    term = facts["terms"][-1]
    anchor, start, day = (date.fromisoformat(d) for d in (facts["anchor"], term["start"], change["asked"]))
    length = term["length"]
    step, full = (1, 30) if length == "monthly" else (12, 365)
    days, weights = [], []
    for n in range(months_between(anchor, start), months_between(anchor, start) + MONTHS[length], step):
        begins, ends = months_after(anchor, n), months_after(anchor, n + step)
        if day < ends:
            days.append(max(day, begins))
            weights.append(full if day <= begins else min((ends - day).days, full))

    def price(counted):
        seats = change["seats"] - facts["seats"]
        return int(Fraction(cents(record["srp"][length]) * seats * counted, DIVISOR[length]) + Fraction(1, 2))

    if length != "three-year":
        return [(day, price(sum(weights)))]
    later = [price(weight) for weight in weights[1:]]  # each later year has its own price, and the first takes the rest
    return list(zip(days, [price(sum(weights)) - sum(later)] + later))


def main(file, on):
    on, owed, count = date.fromisoformat(on), {}, 0
    for line in open(file, encoding="utf-8"):
        record = json.loads(line)
        facts = record["facts"]
        parts = []
        for n, term in enumerate(facts["terms"]):
            if date.fromisoformat(term["ordered"]) <= on:
                parts += term_parts(record, n, term)
        for change in facts.get("changes", []):
            if date.fromisoformat(change["asked"]) <= on and change["seats"] > facts["seats"]:
                parts += added_parts(record, change)
        currency = next(iter(record["srp"].values()))["currency"]
        for day, amount in parts:
            due = day + timedelta(record.get("netDays", 0))
            if (due.year, due.month) == (on.year, on.month):
                owed[currency] = owed.get(currency, 0) + amount
                count += 1
    due = [f"{code} {amount // 100}.{amount % 100:02}" for code, amount in sorted(owed.items())]
    json.dump({"instalments": count, "due": due}, sys.stdout)


main(sys.argv[1], sys.argv[2])

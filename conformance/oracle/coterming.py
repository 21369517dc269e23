"""Co-terming, as chapter 7 of the rulebook has it, and the proration (chapter 6) that it rests on."""

from fractions import Fraction

import lifecycle
from civil import DAY, MONTHS, add_months, parse, show
from prices import POLICY_NAMES, bought_days, in_minor_units, minor_units, real_days, rounded, service_periods, standard_days, write_money
from refunds import nasty_day


# Days and prices

def price(srp, term, days, seats, policy):
    """proration.price: the list price of a seat for a full term, over the divisor, times days and seats, rounded once."""
    currency, units = in_minor_units(srp)
    exact = Fraction(units * days * seats, standard_days(term, policy))
    return currency, rounded(exact, policy["proration"]["rounding"])


def shares(units, weights):
    """coterm.multi-year: by weight in whole minor units, the sum exact, spare units one each to the earliest."""
    parts = [units * weight // sum(weights) for weight in weights]
    spare = units - sum(parts)
    return [part + (1 if place < spare else 0) for place, part in enumerate(parts)]


# Facts

def known_terms(facts, on):
    """The terms that had been ordered by that day."""
    return [term for term in facts["terms"] if parse(term["ordered"]) <= on]


def series(facts, terms, policy):
    """The anchor that a term after these terms follows: coterm.re-anchor, or the very first."""
    anchor = parse(facts["anchor"])
    for term in terms:
        if term.get("alignedTo"):
            anchor = parse(term["alignedTo"] if policy["coterm"]["reAnchor"] == "yes" else term["end"])
    return anchor


def before_edition(facts, on, policy):
    """edition.before: what was ordered before the first day; asked of the last term ordered by then."""
    return parse(known_terms(facts, on)[-1]["ordered"]) < parse(policy["firstDay"])


def seats_then(facts, on, day):
    """The seats on a later day, by the changes that had been asked for."""
    seats = facts["seats"]
    for change in facts.get("changes", []):
        if change["what"] == "seats" and parse(change["asked"]) <= on and parse(change["effective"]) <= day:
            seats = change["seats"]
    return seats


# Questions

def add_seats(given, policy):
    """coterm.same-product, coterm.multi-year: from T up to R, by the subscription's own divisor; a three-year one in parts."""
    facts, on = given["facts"], parse(given["on"])
    if before_edition(facts, on, policy):
        return {"refused": "edition.before"}
    decision = lifecycle.decide(facts, on, "add-seats", policy)
    if not decision["allowed"]:
        return {"refused": decision["rule"]}
    terms, parts, length = known_terms(facts, on), [], None
    for place, term in enumerate(terms):
        start, end = parse(term["start"]), parse(term["end"])
        if end <= on:
            continue
        length = length or term["length"]
        anchor = series(facts, terms[:place], policy)
        for left, right in service_periods("annual", anchor, start, end):
            if right > on:
                day = max(left, on)
                parts.append((day, bought_days(term["length"], anchor, start, end, day, right, policy)))
    if length != "three-year":
        parts = [(on, sum(days for _, days in parts))]
    days = sum(days for _, days in parts)
    currency, amount = price(given["srp"], length, days, given["seats"], policy)
    split = shares(amount, [days for _, days in parts])
    return {
        "days": days, "amount": write_money(currency, amount),
        "instalments": [
            {"date": show(day), "due": show(later(day, given.get("netDays", 0))), "amount": write_money(currency, part)}
            for (day, _), part in zip(parts, split)
        ],
    }


def later(day, count):
    """So many days later."""
    for _ in range(count):
        day += DAY
    return day


def refused_extension(facts, on, policy):
    """Why no extension can be bought that day, whatever the target: edition, kind, monthly, phase, window; None if one can."""
    if before_edition(facts, on, policy):
        return "edition.before"
    decision = lifecycle.decide(facts, on, "align", policy)
    if facts["kind"] != "subscription":
        return decision["rule"]
    if "monthly" in (known_terms(facts, on)[-1]["length"], lifecycle.next_length(facts, on, policy)):
        return "coterm.monthly"
    return None if decision["allowed"] else decision["rule"]


def limits(on, renewal, length, policy):
    """coterm.extend-annual, coterm.extend-three-year: the latest new R by the transaction, by the renewal, and by both."""
    readings = policy["coterm"]
    months = readings[POLICY_NAMES[length]]
    by_transaction = add_months(on, months["fromTransaction"])
    if readings["limitDay"] == "yes":
        by_transaction += DAY
    by_renewal = add_months(renewal, months["fromRenewal"])
    if readings["fromEnd"] == "yes":
        by_renewal = add_months(renewal - DAY, months["fromRenewal"]) + DAY
    latest = {"both": min, "either": max}[readings["limits"]](by_transaction, by_renewal)
    return by_transaction, by_renewal, latest


def extension_limit(given, policy):
    """coterm.extend-annual, coterm.extend-three-year; a pending switch of term counts (coterm.switch-term-first)."""
    facts, on = given["facts"], parse(given["on"])
    refused = refused_extension(facts, on, policy)
    if refused:
        return {"refused": refused}
    length = lifecycle.next_length(facts, on, policy)
    days = limits(on, lifecycle.renewal_date(facts, on), length, policy)
    return dict(zip(("fromTransaction", "fromRenewal", "latest"), map(show, days)))


def answer_to(given, policy):
    """Whether the extension to this host is allowed, and the rule: the first that refuses, or the limit that was looked at last."""
    facts, on = given["facts"], parse(given["on"])
    refused = refused_extension(facts, on, policy)
    if refused:
        return False, refused
    renewal, target = lifecycle.renewal_date(facts, on), lifecycle.renewal_date(given["host"], on)
    if target <= on or target <= renewal:
        return False, "coterm.extend-future"
    length = lifecycle.next_length(facts, on, policy)
    own = f"coterm.extend-{length}"
    if target <= limits(on, renewal, length, policy)[2]:
        return True, own
    window = lifecycle.decide(facts, on, "align", policy)
    if some_day(window, renewal, target, length, policy):
        return False, own  # waiting helps
    switch = length == "annual" and some_day(window, renewal, target, "three-year", policy)
    return False, "coterm.switch-term-first" if switch else own


def some_day(window, renewal, target, length, policy):
    """Whether the limits of a length allow the target on any day of the window, as far as it will not be Canceled by then."""
    first, last = parse(window["first"]), parse(window["last"])
    return any(target <= limits(day, renewal, length, policy)[2] for day in real_days(first, last + DAY))


def can_extend(given, policy):
    """An extension to the host's R."""
    allowed, rule = answer_to(given, policy)
    return {"allowed": allowed, "rule": rule}


def extend(given, policy):
    """An extension: [R, new R) by the price and the divisor of the next term, in service years from the old R, for all seats on R."""
    allowed, rule = answer_to(given, policy)
    if not allowed:
        return {"refused": rule}
    facts, on = given["facts"], parse(given["on"])
    renewal, target = lifecycle.renewal_date(facts, on), lifecycle.renewal_date(given["host"], on)
    length = lifecycle.next_length(facts, on, policy)
    anchor = series(facts, known_terms(facts, on), policy)
    days = bought_days(length, anchor, renewal, target, renewal, target, policy)
    currency, amount = price(given["srp"], length, days, seats_then(facts, on, renewal), policy)
    return {"renewal": show(target), "days": days, "amount": write_money(currency, amount)}


def renewals(given, policy):
    """coterm.re-anchor: the new R, and the renewals after it, which follow the host's anchor (or the extension's own end)."""
    allowed, rule = answer_to(given, policy)
    if not allowed:
        return {"refused": rule}
    facts, host, on = given["facts"], given["host"], parse(given["on"])
    target = lifecycle.renewal_date(host, on)
    anchor = series(host, known_terms(host, on), policy) if policy["coterm"]["reAnchor"] == "yes" else target
    step = MONTHS[lifecycle.next_length(facts, on, policy)]
    offset = (target.year - anchor.year) * 12 + target.month - anchor.month
    assert add_months(anchor, offset) == target, (anchor, target)
    return {"dates": [show(add_months(anchor, offset + step * count)) for count in range(given["count"] + 1)]}


def new_product(given, policy):
    """coterm.new-product: an estimate, from T to the host's R, as a term of the new product that starts on T; a partner's quote."""
    host, on = given["facts"], parse(given["on"])
    if on < parse(policy["firstDay"]):
        return {"refused": "edition.before"}  # it is the new product that is bought, on T
    target = lifecycle.renewal_date(host, on)
    if target <= on:
        return {"refused": "coterm.new-product"}
    days = bought_days(given["term"], on, on, target, on, target, policy)
    currency, amount = price(given["srp"], given["term"], days, given["seats"], policy)
    return {"days": days, "amount": write_money(currency, amount), "route": "partner"}


ASK = {
    "add-seats": add_seats, "extension-limit": extension_limit, "extend": extend,
    "can-extend": can_extend, "renewals": renewals, "new-product": new_product,
}


# Samples

def sample_changes(rng):
    """Readings of chapters 6 and 7; mostly none."""
    if rng.random() < 0.6:
        return {}
    return rng.choice([
        {"proration": {"dayCount": "actual"}}, {"proration": {"dayCount": "no-leap-day"}}, {"proration": {"rounding": "half-even"}},
        {"coterm": {"limits": "either"}}, {"coterm": {"limitDay": "no"}}, {"coterm": {"fromEnd": "yes"}}, {"coterm": {"reAnchor": "no"}},
        {"coterm": {"limits": "either", "limitDay": "no"}}, {"coterm": {"limits": "either", "fromEnd": "yes"}},
        {"coterm": {"annual": {"fromTransaction": 12}}}, {"coterm": {"threeYear": {"fromRenewal": 24}}},
        {"renewal": {"windowDays": 60}}, {"change": {"addSeatsWhileExpired": "yes"}},
    ])


def sample_srp(rng):
    """List prices in currencies of 0, 2 and 3 minor units."""
    currency = rng.choice(["EUR", "EUR", "JPY", "KWD"])
    value = rng.choice([365, 1095, 30, 1, rng.randint(1, 5000)]) * 10 ** minor_units(currency) + rng.choice([0, 0, rng.randint(0, 99)])
    return write_money(currency, value)


def earlier(day, count):
    """So many days earlier."""
    for _ in range(count):
        day -= DAY
    return day


def sample_facts(rng, lengths):
    """A subscription of one to three terms of one length, renewed on the day, early or late; now and then extended once."""
    length, anchor = rng.choice(lengths), nasty_day(rng)
    terms = []
    for place in range(rng.randint(1, 3)):
        start, end = (add_months(anchor, MONTHS[length] * (place + extra)) for extra in (0, 1))
        ordered = start
        if place and rng.random() < 0.4:
            gap = rng.choice([1, 15, 30, 60, 89, 90]) if length != "monthly" else rng.choice([1, 15, 25])
            ordered = earlier(start, gap) if rng.random() < 0.6 else later(start, min(gap, 29 if length == "monthly" else 44))
        if terms and (ordered <= parse(terms[-1]["ordered"]) or ordered > start and before(terms)):
            ordered = start
        terms.append({"ordered": show(ordered), "start": show(start), "end": show(end), "length": length})
    if length != "monthly" and rng.random() < 0.2:
        terms.append(sample_aligned(rng, parse(terms[-1]["end"]), length))
    return renewing({"kind": "subscription", "offering": "AutoCAD", "anchor": show(anchor), "seats": rng.randint(1, 9), "terms": terms})


def before(terms):
    """Whether the last of these was ordered before either edition: it cannot be renewed late."""
    return terms[-1]["ordered"] < "2024-09-16"


def renewing(facts):
    """Auto-renew is the default of what was ordered under an edition (renewal.auto-default); what was ordered before says so itself."""
    if before(facts["terms"][:1]):
        day = facts["terms"][0]["ordered"]
        facts["changes"] = [{"what": "auto-renew", "asked": day, "effective": day, "on": True}]
    return facts


def sample_aligned(rng, start, length):
    """A term that is an extension, to another subscription's month date, bought inside its window."""
    while True:
        end = later(start, rng.choice([1, 31, 200, 365, rng.randint(1, 30 * MONTHS[length])]))
        host = add_months(end, -12 * rng.randint(1, 4))
        if end <= add_months(start, MONTHS[length]) and host.day == end.day:
            break
    ordered = earlier(start, rng.choice([1, 30, 90]))
    return {"ordered": show(ordered), "start": show(start), "end": show(end), "length": length, "alignedTo": show(host)}


def sample_past(rng, facts, on):
    """Adds, now and then, pending changes and an unpaid invoice; all asked for and issued by that day."""
    last = known_terms(facts, on)[-1]
    renewal, asked = parse(last["end"]), max(parse(last["ordered"]), earlier(on, rng.choice([0, 1, 40])))
    changes = facts.get("changes", [])
    if asked < renewal and asked <= on:
        if rng.random() < 0.3:
            length = rng.choice(["annual", "three-year", "three-year", "monthly"])
            if length != last["length"]:
                changes.append({"what": "term", "asked": show(asked), "effective": show(renewal), "length": length})
        if rng.random() < 0.25:
            changes.append({"what": "seats", "asked": show(asked), "effective": show(renewal), "seats": max(1, facts["seats"] - 1)})
        if rng.random() < 0.2:
            changes.append({"what": "auto-renew", "asked": show(asked), "effective": show(asked), "on": False})
    if changes:
        facts["changes"] = changes
    if rng.random() < 0.1:
        issued = parse(last["ordered"])
        due = max(issued, earlier(on, rng.choice([0, 1, 5, 16, 20, 46, 60])))
        facts["invoices"] = [{"number": "1", "issued": show(issued), "due": show(due), "netTerms": True}]
    return facts


def sample_host(rng, target, on):
    """Another subscription whose R is the target, every term of it ordered by that day; None where there is none."""
    plans = [["annual"], ["three-year"], ["three-year", "annual"], ["annual", "annual", "annual", "annual"], ["three-year", "three-year"]]
    rng.shuffle(plans)
    for plan in plans:
        months = sum(MONTHS[length] for length in plan)
        anchor = add_months(target, -months)
        if (anchor + DAY).day == 1 and anchor.month == 2 and rng.random() < 0.7:
            anchor = next((day for day in (anchor, anchor + DAY) if day.month == 2 and day.day == 29), anchor)
        if add_months(anchor, months) != target:
            continue
        terms, passed = [], 0
        for length in plan:
            start, passed = add_months(anchor, passed), passed + MONTHS[length]
            terms.append({"ordered": show(min(start, on)), "start": show(start), "end": show(add_months(anchor, passed)), "length": length})
        early = parse(terms[-1]["start"]) > later(on, 90)
        two_early = len(terms) > 1 and parse(terms[-2]["start"]) > on
        if anchor <= on and not early and not two_early:
            return renewing({"kind": "subscription", "offering": "Revit", "anchor": show(anchor), "seats": rng.randint(1, 5), "terms": terms})
    return None


def sample_add_seats(rng):
    """A day within the terms: near their ends, their anniversaries and the orders."""
    while True:
        facts, changes = sample_facts(rng, ["monthly", "annual", "annual", "three-year", "three-year", "three-year"]), sample_changes(rng)
        last = facts["terms"][-1]
        near = [parse(last["ordered"]), parse(last["start"]), earlier(parse(last["end"]), rng.randint(1, 400))]
        near += [add_months(parse(last["start"]), months) for months in (1, 12, 24)] + [parse(last["end"])]
        on = rng.choice(near) + rng.choice([-2, -1, 0, 1, 2, 3]) * DAY
        if parse(last["ordered"]) <= on < parse(last["end"]):
            sample_past(rng, facts, on)
            given = {"facts": facts, "on": show(on), "seats": rng.randint(1, 7), "srp": sample_srp(rng)}
            if rng.random() < 0.4:
                given["netDays"] = rng.choice([0, 14, 30, 60])
            return given, changes


def sample_window(rng, lengths):
    """A subscription and a day around the edges of its window, never before it was ordered or after its R."""
    while True:
        facts, changes = sample_facts(rng, lengths), sample_changes(rng)
        last = facts["terms"][-1]
        renewal = parse(last["end"])
        on = earlier(renewal, rng.choice([1, 1, 2, 45, 59, 60, 61, 89, 90, 90, 90, 91, rng.randint(1, 90)]))
        if parse(last["ordered"]) <= on:
            return sample_past(rng, facts, on), on, changes


def sample_limit(rng):
    """extension-limit."""
    facts, on, changes = sample_window(rng, ["annual"] * 4 + ["three-year"] * 4 + ["monthly"])
    return {"facts": facts, "on": show(on)}, changes


def sample_two(rng):
    """A subscription and a host whose R is around a limit, the own R or T."""
    while True:
        facts, on, changes = sample_window(rng, ["annual"] * 6 + ["three-year"] * 5 + ["monthly"])
        renewal = parse(known_terms(facts, on)[-1]["end"])
        months = rng.choice([12, 12, 36, rng.randint(1, 36), rng.randint(1, 12)])
        targets = [add_months(renewal, months)] * 4 + [add_months(on, rng.choice([15, 39])), renewal, on]
        target = rng.choice(targets) + rng.choice([-2, -1, 0, 0, 0, 1, 2]) * DAY
        host = sample_host(rng, target, on)
        if host:
            return facts, host, on, changes


def sample_can_extend(rng):
    """can-extend."""
    facts, host, on, changes = sample_two(rng)
    return {"facts": facts, "host": host, "on": show(on)}, changes


def sample_extend(rng):
    """extend."""
    given, changes = sample_can_extend(rng)
    return dict(given, srp=sample_srp(rng)), changes


def sample_renewals(rng):
    """renewals."""
    given, changes = sample_can_extend(rng)
    given["facts"].pop("invoices", None)  # what is not paid is not renewed for years
    return dict(given, count=rng.randint(1, 6)), changes


def sample_new_product(rng):
    """A day within the host's terms."""
    while True:
        facts, changes = sample_facts(rng, ["annual", "annual", "three-year"]), sample_changes(rng)
        last = facts["terms"][-1]
        edges = [1, 2, 29, 30, 31, 90, 364, 365, 366, rng.randint(1, 1096)]
        on = earlier(parse(last["end"]), rng.choice(edges))
        if parse(last["ordered"]) <= on:
            term = rng.choice(["monthly", "annual", "three-year"])
            return {"facts": facts, "on": show(on), "term": term, "seats": rng.randint(1, 7), "srp": sample_srp(rng)}, changes


SAMPLE = {
    "add-seats": sample_add_seats, "extension-limit": sample_limit, "extend": sample_extend,
    "can-extend": sample_can_extend, "renewals": sample_renewals, "new-product": sample_new_product,
}

"""Co-terming, as chapter 7 of the rulebook has it, and the proration (chapter 6) that it rests on."""

import editions
import lifecycle
import prices
from civil import DAY, MONTHS, add_months, parse, show
from prices import POLICY_NAMES, bought_days, in_minor_units, minor_units, real_days, service_periods, write_money
from refunds import nasty_day


# Days and prices

def price(srp, term, days, seats, policy):
    """proration.price: the currency, and the price in minor units."""
    currency, units = in_minor_units(srp)
    return currency, prices.price(units, term, days, seats, policy)


def in_parts(srp, term, days, seats, policy):
    """coterm.multi-year: each later part at its own price, the first the rest of the whole, and never below zero.

    What it lacks is taken from the later ones, one minor unit each, the last first.
    """
    whole = price(srp, term, sum(days), seats, policy)[1]
    later_parts = [price(srp, term, count, seats, policy)[1] for count in days[1:]]
    first, place = whole - sum(later_parts), len(later_parts)
    while first < 0:
        place = place - 1 if place else len(later_parts) - 1
        if later_parts[place]:
            later_parts[place] -= 1
            first += 1
    return [first] + later_parts


def instalments(given, days, amounts):
    """When each is invoiced and due, and how much it is."""
    currency = given["srp"].split(" ")[0]
    return [
        {"date": show(day), "due": show(later(day, given.get("netDays", 0))), "amount": write_money(currency, amount)}
        for day, amount in zip(days, amounts)
    ]


# Questions

def add_seats(given, policy):
    """coterm.same-product, coterm.multi-year: from T up to R, by the subscription's own divisor; a three-year one in parts."""
    on = parse(given["on"])
    facts = lifecycle.as_of(given["facts"], on)
    decision = lifecycle.decide(facts, on, "add-seats", policy)
    if not decision["allowed"]:
        return {"refused": decision["rule"]}
    if "netDays" in given and lifecycle.is_overdue(facts, on):
        return {"refused": "order.overdue-balance"}
    terms, parts = facts["terms"], []
    for place, term in enumerate(terms):
        start, end = parse(term["start"]), parse(term["end"])
        anchor = lifecycle.series(facts, terms[:place], policy)
        for left, right in service_periods("annual", anchor, start, end):
            if right > on:
                day = max(left, on)
                parts.append((day, bought_days(term["length"], anchor, start, end, day, right, policy)))
    length = terms[-1]["length"]
    if length != "three-year":
        parts = [(on, sum(days for _, days in parts))]
    days = [count for _, count in parts]
    amounts = in_parts(given["srp"], length, days, given["seats"], policy)
    return {
        "days": sum(days), "amount": write_money(given["srp"].split(" ")[0], sum(amounts)),
        "instalments": instalments(given, [day for day, _ in parts], amounts), "seats": seats_from(facts, on, given["seats"], policy),
    }


def seats_from(facts, on, count, policy):
    """change.seats-up: how many seats there are from T on, and from every later day before R on which the number changes."""
    renewal = lifecycle.renewal_date(facts)
    added = dict(facts, changes=facts["changes"] + lifecycle.seats_added(facts, on, policy, count))
    found = []
    for day in real_days(on, renewal):
        number = lifecycle.seats(added, day, policy)
        if not found or found[-1]["seats"] != number:
            found.append({"from": show(day), "seats": number})
    return found


def later(day, count):
    """So many days later."""
    for _ in range(count):
        day += DAY
    return day


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
    on = parse(given["on"])
    facts = lifecycle.as_of(given["facts"], on)
    decision = lifecycle.decide(facts, on, "extend", policy)
    if not decision["allowed"]:
        return {"refused": decision["rule"]}
    days = limits(on, lifecycle.renewal_date(facts), lifecycle.next_length(facts, policy), policy)
    return dict(zip(("fromTransaction", "fromRenewal", "latest"), map(show, days)))


def own_and_target(given):
    """The facts of both by that day, and the own R and that of the host."""
    on = parse(given["on"])
    facts, host = lifecycle.as_of(given["facts"], on), lifecycle.as_of(given["host"], on)
    return facts, host, lifecycle.renewal_date(facts), lifecycle.renewal_date(host)


def gone_from(host, on, policy):
    """The first day on which the host will be Canceled, by what is known on the day asked; None if it stays."""
    gone = [day for day, name in lifecycle.phases_around(host, on, policy).items() if day >= on and name == "canceled"]
    return gone[0] if gone else None


def answer_to(given, policy):
    """Whether the extension to this host is allowed, and the rule: the first that refuses, or the limit that was looked at last."""
    on = parse(given["on"])
    facts, host, renewal, target = own_and_target(given)
    length = lifecycle.next_length(facts, policy)
    gone = gone_from(host, on, policy)
    decision = lifecycle.decide(facts, on, "extend", policy, {"target": target})
    window = decision["first"] and decision["rule"] == "coterm.extend-window"  # whether some day is one, whatever the target
    if not decision["allowed"] and not window:
        return False, decision["rule"]
    if target <= renewal or (gone and show(gone) <= max(decision["first"], show(on))):
        return False, "coterm.extend-future"
    if gone and show(gone) <= decision["last"]:
        decision = dict(decision, last=show(gone - DAY))
    own = f"coterm.extend-{length}"
    if not some_day(decision, renewal, target, length, policy):
        switch = length == "annual" and some_day(decision, renewal, target, "three-year", policy)
        switch = switch and lifecycle.decide(facts, on, "change-term", policy)["allowed"]
        return False, "coterm.switch-term-first" if switch else own
    if not decision["allowed"]:
        return False, decision["rule"]
    return target <= limits(on, renewal, length, policy)[2], own


def some_day(window, renewal, target, length, policy):
    """Whether the limits of a length allow the target on any day of the window, as far as it will not be Canceled by then."""
    first, last = parse(window["first"]), parse(window["last"])
    return any(target <= limits(day, renewal, length, policy)[2] for day in real_days(first, last + DAY))


def can_extend(given, policy):
    """An extension to the host's R."""
    allowed, rule = answer_to(given, policy)
    return {"allowed": allowed, "rule": rule}


def charged_in(length, anchor, on, renewal, target, policy):
    """coterm.extend-charge: at once on T; a three-year one yearly, by the other reading. Each part has its day and its stretch."""
    if length != "three-year" or policy["coterm"]["extendCharge"] == "at-once":
        return [(on, renewal, target)]
    years = service_periods("annual", anchor, renewal, target)
    return [(left if place else on, left, right) for place, (left, right) in enumerate(years)]


def extend(given, policy):
    """An extension: [R, new R) by the price and the divisor of the next term, in service years from the old R, for all seats on R."""
    allowed, rule = answer_to(given, policy)
    if not allowed:
        return {"refused": rule}
    on = parse(given["on"])
    facts, _, renewal, target = own_and_target(given)
    if "netDays" in given and lifecycle.is_overdue(facts, on):
        return {"refused": "order.overdue-balance"}
    length, anchor = lifecycle.next_length(facts, policy), lifecycle.series(facts, facts["terms"], policy)
    parts = charged_in(length, anchor, on, renewal, target, policy)
    days = [bought_days(length, anchor, renewal, target, left, right, policy) for _, left, right in parts]
    extended = dict(facts, terms=facts["terms"] + [dict(ordered=show(on), start=show(renewal), end=show(target), length=length)])
    amounts = in_parts(given["srp"], length, days, lifecycle.seats(extended, renewal, policy), policy)
    return {
        "renewal": show(target), "days": sum(days), "amount": write_money(given["srp"].split(" ")[0], sum(amounts)),
        "instalments": instalments(given, [day for day, _, _ in parts], amounts),
    }


def renewals(given, policy):
    """coterm.re-anchor: the new R, and the renewals after it, which follow the host's anchor (or the extension's own end)."""
    allowed, rule = answer_to(given, policy)
    if not allowed:
        return {"refused": rule}
    facts, host, _, target = own_and_target(given)
    anchor = lifecycle.series(host, host["terms"], policy) if policy["coterm"]["reAnchor"] == "yes" else target
    step = MONTHS[lifecycle.next_length(facts, policy)]
    offset = (target.year - anchor.year) * 12 + target.month - anchor.month
    assert add_months(anchor, offset) == target, (anchor, target)
    return {"dates": [show(add_months(anchor, offset + step * count)) for count in range(given["count"] + 1)]}


def new_product(given, policy):
    """coterm.new-product: an estimate, from T to the host's R, as a term of the new product that starts on T; a partner's quote.

    It says whether it is longer than an extension of that term could be; of a monthly one there is none.
    """
    on = parse(given["on"])
    if on < parse(policy["firstDay"]):
        return {"refused": "edition.before"}  # it is the new product that is bought, on T
    target = lifecycle.renewal_date(lifecycle.as_of(given["facts"], on))
    if target <= on:
        return {"refused": "coterm.new-product"}
    days = bought_days(given["term"], on, on, target, on, target, policy)
    currency, amount = price(given["srp"], given["term"], days, given["seats"], policy)
    answer = {"days": days, "amount": write_money(currency, amount), "route": "partner"}
    if given["term"] == "monthly":
        return answer
    return dict(answer, longer=target > limits(on, target, given["term"], policy)[0])


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
        {"proration": {"roundAt": "seat"}}, {"proration": {"roundAt": "daily-rate"}}, {"coterm": {"extendCharge": "yearly"}},
        {"coterm": {"extendCharge": "yearly"}}, {"gate": {"addedSeats": "by-term"}}, {"gate": {"extension": "by-act"}},
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


def sample_subscription(rng, lengths):
    """A subscription, and readings under which every early renewal of it was ordered inside its window."""
    while True:
        facts, changes = sample_facts(rng, lengths), sample_changes(rng)
        if inside_windows(facts["terms"], changes):
            return facts, changes


def inside_windows(terms, changes):
    """Whether none of these was ordered before the window opened."""
    days = changes.get("renewal", {}).get("windowDays", 90)
    return all(parse(term["ordered"]) >= earlier(parse(term["start"]), days) for term in terms[1:])


def before(terms):
    """Whether the last of these was ordered before either edition: it cannot be renewed late."""
    return terms[-1]["ordered"] < "2024-09-16"


def renewing(facts):
    """Auto-renew is the default of what was ordered under an edition (renewal.auto-default); what was ordered before says so itself."""
    if before(facts["terms"][:1]):
        day = facts["terms"][0]["ordered"]
        facts["changes"] = [{"what": "auto-renew", "asked": day, "effective": day, "autoRenew": True}]
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
    last = lifecycle.as_of(facts, on)["terms"][-1]
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
            changes.append({"what": "auto-renew", "asked": show(asked), "effective": show(asked), "autoRenew": False})
    if changes:
        facts["changes"] = changes
    if rng.random() < 0.1:
        issued = parse(last["ordered"])
        due = max(issued, earlier(on, rng.choice([0, 1, 5, 16, 20, 46, 60])))
        facts["invoices"] = [{"number": "1", "issued": show(issued), "due": show(due), "netTerms": True}]
        if rng.random() < 0.4:
            facts["invoices"][0]["nothingOwed"] = True
    elif rng.random() < 0.08 and asked <= on:
        effective = max(asked, rng.choice([renewal - DAY, renewal, renewal + DAY, later(on, rng.choice([1, 30, 500]))]))
        facts["cancellation"] = {"asked": show(asked), "effective": show(effective)}
    return facts


def sample_early(rng, facts, on):
    """Adds, after a renewal that was made early, a number of seats or a product that takes effect on its start."""
    last = facts["terms"][-1]
    if len(facts["terms"]) == 1 or parse(last["ordered"]) >= parse(last["start"]) or parse(last["ordered"]) > on:
        return
    asked = {"asked": last["ordered"], "effective": last["start"]}
    carried = [dict(asked, what="seats", seats=rng.randint(1, 12))]
    if rng.random() < 0.3:
        carried.append(dict(asked, what="product", offering="Maya"))
    facts["changes"] = sorted(facts.get("changes", []) + carried, key=lambda change: change["asked"])


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
            facts = {"kind": "subscription", "offering": "Revit", "anchor": show(anchor), "seats": rng.randint(1, 5), "terms": terms}
            return renewing(facts)
    return None


def sample_add_seats(rng):
    """A day within the terms: near their ends, their anniversaries and the orders."""
    while True:
        facts, changes = sample_subscription(rng, ["monthly", "annual", "annual", "three-year", "three-year", "three-year"])
        last = facts["terms"][-1]
        near = [parse(last["ordered"])] * 4 + [parse(last["start"]), earlier(parse(last["end"]), rng.randint(1, 400))]
        near += [add_months(parse(last["start"]), months) for months in (1, 12, 24)] + [parse(last["end"])]
        on = rng.choice(near) + rng.choice([-2, -1, 0, 1, 2, 3]) * DAY
        if last["length"] == "three-year" and ("alignedTo" in last or "roundAt" in changes.get("proration", {})):
            continue  # how a service year that is cut short is invoiced, and a part that is rounded elsewhere, is left open
        if parse(last["ordered"]) <= on < parse(last["end"]):
            sample_past(rng, facts, on)
            if rng.random() < 0.8:
                sample_early(rng, facts, on)
            given = {"facts": facts, "on": show(on), "seats": rng.randint(1, 7), "srp": sample_srp(rng)}
            if rng.random() < 0.4:
                given["netDays"] = rng.choice([0, 14, 30, 60])
            return given, changes


def sample_window(rng, lengths):
    """A subscription and a day around the edges of its window, never before it was ordered or after its R."""
    while True:
        facts, changes = sample_subscription(rng, lengths)
        last = facts["terms"][-1]
        renewal = parse(last["end"])
        on = earlier(renewal, rng.choice([1, 1, 2, 45, 59, 60, 61, 89, 90, 90, 90, 91, rng.randint(1, 90)]))
        if parse(last["ordered"]) <= on:
            return sample_past(rng, facts, on), on, changes


def sample_limit(rng):
    """extension-limit."""
    facts, on, changes = sample_window(rng, ["annual"] * 4 + ["three-year"] * 4 + ["monthly"])
    if facts.get("cancellation", {}).get("effective", "") > show(lifecycle.renewal_date(facts)):
        del facts["cancellation"]  # whether it is a limit too is left open
    return {"facts": facts, "on": show(on)}, changes


def sample_two(rng):
    """A subscription and a host whose R is around a limit, the own R or T."""
    while True:
        facts, on, changes = sample_window(rng, ["annual"] * 6 + ["three-year"] * 5 + ["monthly"])
        renewal = lifecycle.renewal_date(lifecycle.as_of(facts, on))
        months = rng.choice([12, 12, 36, rng.randint(1, 36), rng.randint(1, 12)])
        targets = [add_months(renewal, months)] * 4 + [add_months(on, rng.choice([15, 39])), renewal, on]
        target = rng.choice(targets) + rng.choice([-2, -1, 0, 0, 0, 1, 2]) * DAY
        host = sample_host(rng, target, on)
        if host and inside_windows(host["terms"], changes):
            return facts, host, on, changes


def sample_can_extend(rng):
    """can-extend."""
    facts, host, on, changes = sample_two(rng)
    return {"facts": facts, "host": host, "on": show(on)}, changes


def sample_extend(rng):
    """extend."""
    given, changes = sample_can_extend(rng)
    given["srp"] = sample_srp(rng)
    if rng.random() < 0.3:
        given["netDays"] = rng.choice([0, 14, 30])
    if changes == {"coterm": {"extendCharge": "yearly"}}:
        answers = [extend(given, editions.edition(name, changes)) for name in editions.FIRST_DAYS]
        if any(len({part["amount"] for part in answer.get("instalments", [])}) > 1 for answer in answers):
            return given, {}  # by what a year is measured that is charged apart is left open
    return given, changes


def sample_renewals(rng):
    """renewals."""
    given, changes = sample_can_extend(rng)
    for key in ("invoices", "cancellation"):
        given["facts"].pop(key, None)  # what is not paid, or canceled, is not renewed for years
    return dict(given, count=rng.randint(1, 6)), changes


def sample_new_product(rng):
    """A day within the host's terms."""
    while True:
        facts, changes = sample_subscription(rng, ["annual", "annual", "three-year"])
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

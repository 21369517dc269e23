"""The life of a subscription, as chapters 2 to 5 of the rulebook have it: gate, phases, access, renewal, changes during the term.

Facts are dated. Every answer about a day is made from the facts as they were by that day, and the phases are found by walking from the
day of the first order, one day at a time.
"""

import editions
from civil import DAY, MONTHS, add_months, parse, show

NAMES = {"monthly": "monthly", "annual": "annual", "three-year": "threeYear"}

# lapse.capabilities: Active, Expired, Suspended, Canceled.
PHASES = ["active", "expired", "suspended", "canceled"]
CAPABILITIES = {
    "product-access": ["full", "full", "none", "none"],
    "user-management": ["full", "full", "assignments-kept", "assignments-removed"],
    "downloads": ["full", "upgrades-not-allowed", "none", "none"],
    "reporting": ["full", "none", "none", "none"],
    "support": ["full", "self-help", "self-help", "self-help"],
}


# Facts

def known(facts, on):
    """The terms that had been ordered by that day."""
    return [term for term in facts["terms"] if parse(term["ordered"]) <= on]


def as_of(facts, day):
    """The facts as they were by the end of that day: what was ordered, issued, paid, asked or canceled later is not in them."""
    then = {key: value for key, value in facts.items() if key != "canceled"}
    then["terms"] = known(facts, day)
    then["changes"] = [change for change in facts.get("changes", []) if parse(change["asked"]) <= day]
    then["invoices"] = []
    for invoice in facts.get("invoices", []):
        if parse(invoice["issued"]) <= day:
            paid = parse(invoice.get("paid", ""))
            then["invoices"].append(dict(invoice, paid=show(paid) if paid and paid <= day else ""))
    if facts.get("canceled") and parse(facts["canceled"]) <= day:
        then["canceled"] = facts["canceled"]
    return then


def event_days(facts):
    """The days on which something becomes known: between them the facts stay as they are."""
    days = [term["ordered"] for term in facts["terms"]] + [change["asked"] for change in facts.get("changes", [])]
    for invoice in facts.get("invoices", []):
        days += [invoice["issued"], invoice.get("paid", "")]
    return {parse(day) for day in days + [facts.get("canceled", "")]}


def unpaid(facts):
    """The invoices that are not paid, of facts as of a day."""
    return [invoice for invoice in facts["invoices"] if not invoice["paid"]]


def first_day(facts):
    """The day of the very first order, before which nothing is asked."""
    return min(parse(term["ordered"]) for term in facts["terms"])


def renewal_date(facts, on):
    """R: the end of what had been bought by that day."""
    return parse(known(facts, on)[-1]["end"])


def changes(facts, on, what):
    """What had been asked by that day, each with its effective day, in the order in which they take effect (change.effective-fixed)."""
    asked = [change for change in facts.get("changes", []) if change["what"] == what and parse(change["asked"]) <= on]
    return sorted(((parse(change["effective"]), change) for change in asked), key=lambda pair: pair[0])


def value(facts, on, day, what, key, start):
    """What is in force on a day, of the changes that had been asked by `on`."""
    for when, change in changes(facts, on, what):
        if when <= day:
            start = change[key]
    return start


def seats(facts, on, day):
    """The seats on a day, as known on another."""
    return value(facts, on, day, "seats", "seats", facts.get("seats"))


def offering(facts, on):
    """The offering on a day (change.product-switch)."""
    return value(facts, on, on, "product", "offering", facts["offering"])


def auto_renew(facts, on, policy):
    """renewal.auto-default, renewal.auto-toggle: on until it is switched off; not by default for what was ordered before the edition."""
    default = facts["kind"] == "subscription" and not is_before(facts, on, policy)
    return value(facts, on, on, "auto-renew", "on", default)


def next_length(facts, on, policy):
    """change.term, change.effective-fixed: the length of the next term, with a switch that takes effect on R."""
    length = known(facts, on)[-1].get("length")
    for when, change in changes(facts, on, "term"):
        if when >= renewal_date(facts, on):
            length = change["length"]
    return length


def is_before(facts, on, policy):
    """edition.gate: by the day on which the last term known was ordered."""
    return parse(known(facts, on)[-1]["ordered"]) < parse(policy["firstDay"])


def is_exempt(facts, on, policy):
    """lapse.exempt: by the exact name of what was had on the last covered day; a switch on R takes effect with the renewal."""
    last = renewal_date(facts, on) - DAY
    name = value(facts, on, last, "product", "offering", facts["offering"])
    return facts["kind"] == "subscription" and name in policy["lapse"]["exemptOfferings"]


# Phases

def is_awaited(facts, on, policy):
    """renewal.awaited: auto-renew is on and the renewal not recorded; R itself, or so many days from R on as the edition names."""
    end = renewal_date(facts, on) - DAY
    if facts["kind"] == "trial" or not auto_renew(facts, on, policy):
        return False
    return end < on <= end + policy["renewal"]["awaitedDays"] * DAY


def rules_of_lapse(facts, on, policy):
    """Whether there are stages, and whether an unpaid invoice takes access: lapse.start, lapse.exempt, edition.before, trial.convert."""
    if facts["kind"] == "trial":
        return False, False
    if is_before(facts, on, policy) and policy["lapse"]["stagesBeforeEdition"] == "no":
        return False, False
    if is_exempt(facts, on, policy):
        return False, policy["lapse"]["exemptUnpaidStops"] == "yes"
    return True, True


def stage_days(facts, on, policy):
    """lapse.expired-days, lapse.suspended-days: how many days each of the two stages has."""
    days = policy["lapse"]["suspendedDays"]
    name = "flexTokens" if facts["kind"] == "flex-tokens" else NAMES[known(facts, on)[-1]["length"]]
    return policy["lapse"]["expiredDays"], days[name]


def phase_by_facts(facts, on, policy):
    """The phase by facts as of a day, without what was reached before: lapse.start, lapse.expired-days, lapse.suspended-days.

    Its name, whether it is provisional (renewal.awaited), and whether it is Canceled because of unpaid net terms (lapse.prepay).
    """
    if facts.get("canceled"):
        return "canceled", False, False
    awaited = is_awaited(facts, on, policy)
    stages, takes_access = rules_of_lapse(facts, on, policy)
    causes = [] if awaited else [(renewal_date(facts, on) - DAY, False)]
    if takes_access:
        causes += [(parse(invoice["due"]), invoice.get("netTerms", False)) for invoice in unpaid(facts)]
    if not causes:
        return "active", True, False
    start = min(day for day, _ in causes)
    late = (on - start).days
    if late <= 0:
        return "active", awaited, False
    if stages:
        expired, suspended = stage_days(facts, on, policy)
        if late <= expired:
            return "expired", False, False
        if late <= expired + suspended:
            return "suspended", False, False
    return "canceled", False, any(net for day, net in causes if day < on)


def life(facts, last, policy):
    """Every day from the first order to the last day asked, with its phase.

    lapse.canceled, lapse.reactivate: a day begins in Canceled where nothing by the day before prevents it, and Canceled stays.
    """
    day, now, today, events = first_day(facts), None, None, event_days(facts)
    while day <= last:
        before = today
        if day in events:
            today = as_of(facts, day)
        if not now or now[0] != "canceled":
            now = phase_by_facts(before, day, policy) if before else None
            if not now or now[0] != "canceled":
                now = phase_by_facts(today, day, policy)
        yield day, now
        day += DAY


def phase_details(facts, on, policy):
    """The phase of a day, whether it is provisional, and whether it is Canceled because of unpaid net terms."""
    return list(life(facts, on, policy))[-1][1]


def phase(facts, on, policy):
    """The name of the phase on a day."""
    return phase_details(facts, on, policy)[0]


def is_overdue(facts, on):
    """Whether an invoice issued by that day is unpaid and past its due date."""
    return any(parse(invoice["due"]) < on for invoice in unpaid(as_of(facts, on)))


# Decisions: each has the phase of the day, and answers with yes or no and the rule

def may_renew(facts, on, now, policy, to):
    """renewal.window, renewal.late, renewal.canceled-final, lapse.exempt; early until R, late from R on."""
    renewal = renewal_date(facts, on)
    if now == "canceled":
        late = late_though_exempt(facts, on, policy)
        return late, "renewal.late" if late else rule_of_end(facts, on, policy)
    if on >= renewal:
        return True, "renewal.late"
    return on >= renewal - policy["renewal"]["windowDays"] * DAY, "renewal.window"


def rule_of_end(facts, on, policy):
    """The rule that refuses what is Canceled: that there are no stages, or renewal.canceled-final."""
    if rules_of_lapse(facts, on, policy)[0]:
        return "renewal.canceled-final"
    return "lapse.exempt" if is_exempt(facts, on, policy) else "edition.before"


def late_though_exempt(facts, on, policy):
    """lapse.exempt, where late renewal is granted all the same: for as many days as the stages of others have, unless it was unpaid."""
    if policy["lapse"]["exemptLateRenewal"] == "no" or facts.get("canceled") or not is_exempt(facts, on, policy):
        return False
    renewal = renewal_date(facts, on)
    if is_before(facts, on, policy) and policy["lapse"]["stagesBeforeEdition"] == "no":
        return False
    if policy["lapse"]["exemptUnpaidStops"] == "yes" and any(parse(i["due"]) < renewal - DAY for i in unpaid(facts)):
        return False
    return renewal <= on < renewal + sum(stage_days(facts, on, policy)) * DAY


def may_switch_product(facts, on, now, policy, to):
    """change.product-switch: in [R - 90, R)."""
    renewal = renewal_date(facts, on)
    return renewal - policy["renewal"]["windowDays"] * DAY <= on < renewal, "change.product-switch"


def may_change_term(facts, on, now, policy, to):
    """change.term: any time before R."""
    return on < renewal_date(facts, on), "change.term"


def may_add_seats(facts, on, now, policy, to):
    """change.seats-up: while Active, and before R, up to which they are priced."""
    allowed = now == "active" or (now == "expired" and policy["change"]["addSeatsWhileExpired"] == "yes")
    return allowed and on < renewal_date(facts, on), "change.seats-up"


def may_reduce_seats(facts, on, now, policy, to):
    """change.seats-down: asked before R, on which it takes effect; fewer than there are, and not below the minimum."""
    fits = policy["change"]["minimumSeats"] <= to < seats(facts, on, on)
    return on < renewal_date(facts, on) and fits, "change.seats-down"


def may_switch_auto_renew(facts, on, now, policy, to):
    """renewal.auto-toggle: until the end of Suspended."""
    return True, "renewal.auto-toggle"


def may_convert_trial(facts, on, now, policy, to):
    """trial.convert: of a trial only."""
    return facts["kind"] == "trial", "trial.convert"


def may_reactivate(facts, on, now, policy, to):
    """lapse.reactivate: in Expired or Suspended, by paying; what has ended is renewed instead."""
    return now in ("expired", "suspended") and on < renewal_date(facts, on), "lapse.reactivate"


def may_align(facts, on, now, policy, to):
    """coterm.extend-window: in [R - 90, R)."""
    renewal = renewal_date(facts, on)
    return renewal - policy["renewal"]["windowDays"] * DAY <= on < renewal, "coterm.extend-window"


ACTIONS = {
    "renew": may_renew, "switch-product": may_switch_product, "change-term": may_change_term, "add-seats": may_add_seats,
    "reduce-seats": may_reduce_seats, "switch-auto-renew": may_switch_auto_renew, "convert-trial": may_convert_trial,
    "reactivate": may_reactivate, "align": may_align,
}
GATED = ["switch-product", "change-term", "align"]


def refused_by_kind(facts, on, action, policy):
    """trial.convert: the rule that refuses whatever the day; None where none does."""
    return "trial.convert" if (facts["kind"] == "trial") != (action == "convert-trial") else None


def decide_on(facts, on, now, action, policy, to):
    """The first condition that fails: edition gate, kind and term, phase, window, amount; or the rule that allows. `facts` are as of that day."""
    if action in GATED and is_before(facts, on, policy):
        return False, "edition.before"
    refused = refused_by_kind(facts, on, action, policy)
    if refused:
        return False, refused
    if action == "align" and "monthly" in (known(facts, on)[-1].get("length"), next_length(facts, on, policy)):
        return False, "coterm.monthly"
    if now == "canceled" and action not in ("renew", "convert-trial"):
        return False, rule_of_end(facts, on, policy)
    return ACTIONS[action](facts, on, now, policy, to)


def years_after(facts, on):
    """The last day that is looked at for a window: three years after R."""
    return add_months(renewal_date(facts, on), 36)


def stretches(days):
    """Days in order, put together where each follows the one before: the first and the last of each stretch."""
    found = []
    for day in days:
        if found and found[-1][1] + DAY == day:
            found[-1][1] = day
        else:
            found.append([day, day])
    return found


def window(found, on, last):
    """The stretch with the day asked, or the next to come, or the last; no end where it goes on to the last day looked at."""
    to_come = [stretch for stretch in found if stretch[1] >= on]
    chosen = (to_come or found[-1:] or [None])[0]
    if not chosen:
        return "", ""
    return show(chosen[0]), "" if chosen[1] == last else show(chosen[1])


def decide(facts, on, action, policy, to=None):
    """A decision of a day, with the window around it: the same question asked of every day, of what is known on the day asked."""
    facts, last, answers, events = as_of(facts, on), years_after(facts, on), {}, event_days(facts)
    for day, (now, _, _) in life(facts, last, policy):
        if day in events:
            then = as_of(facts, day)
        answers[day] = decide_on(then, day, now, action, policy, to)
    first, until = window(stretches([day for day, (allowed, _) in answers.items() if allowed]), on, last)
    return {"allowed": answers[on][0], "rule": answers[on][1], "first": first, "last": until}


def series(facts, terms, policy):
    """term.anniversary, coterm.re-anchor: the anchor that a term after these terms follows."""
    anchor = parse(facts["anchor"])
    for term in terms:
        if term.get("alignedTo"):
            anchor = parse(term["alignedTo"] if policy["coterm"]["reAnchor"] == "yes" else term["end"])
    return anchor


def next_term(facts, on, policy):
    """renewal.next-term: from the old R, one length on, by the anchor."""
    start, anchor, length = renewal_date(facts, on), series(facts, known(facts, on), policy), next_length(facts, on, policy)
    if policy["change"]["followsEarlyRenewal"] == "yes" and on < start:
        length = known(facts, on)[-1]["length"]  # what is pending moves to the new R
    offset = (start.year - anchor.year) * 12 + start.month - anchor.month
    assert add_months(anchor, offset) == start, (anchor, start)
    return {"start": show(start), "end": show(add_months(anchor, offset + MONTHS[length])), "length": length}


# Questions

def ask_gate(given, policy):
    """edition.gate: the first day is included."""
    return {"covered": parse(given["ordered"]) >= parse(policy["firstDay"])}


def ask_status(given, policy):
    """The phase with R, renewal.awaited, what is overdue, and lapse.prepay."""
    facts, on = given["facts"], parse(given["on"])
    name, provisional, prepay = phase_details(facts, on, policy)
    return {
        "phase": name, "renewal": show(renewal_date(facts, on)), "provisional": provisional,
        "overdue": is_overdue(facts, on), "prepay": prepay,
    }


def ask_access(given, policy):
    """lapse.capabilities."""
    return {"access": CAPABILITIES[given["capability"]][PHASES.index(given["phase"])]}


def ask_entitlement(given, policy):
    """lapse.capabilities, of the phase of a day."""
    return ask_access({"phase": phase(given["facts"], parse(given["on"]), policy), "capability": given["capability"]}, policy)


def ask_decide(given, policy):
    """Any of the decisions."""
    return decide(given["facts"], parse(given["on"]), given["action"], policy, given.get("to"))


def ask_state(given, policy):
    """What is in force on a day."""
    facts, on = given["facts"], parse(given["on"])
    return {
        "seats": seats(facts, on, on), "offering": offering(facts, on), "autoRenew": auto_renew(facts, on, policy),
        "renewal": show(renewal_date(facts, on)),
    }


def ask_renew(given, policy):
    """The next term of a renewal made that day."""
    facts, on = given["facts"], parse(given["on"])
    decision = decide(facts, on, "renew", policy)
    return next_term(facts, on, policy) if decision["allowed"] else {"refused": decision["rule"]}


ASK = {
    "gate": ask_gate, "status": ask_status, "access": ask_access, "entitlement": ask_entitlement,
    "decide": ask_decide, "state": ask_state, "renew": ask_renew,
}


# Samples

FIRST_DAYS = [parse(day) for day in editions.FIRST_DAYS.values()]


def nasty_day(rng):
    """Days 28 to 31, leap days, days around the editions' first days, and others."""
    year, pick = rng.randint(2023, 2032), rng.random()
    if pick < 0.2:
        return parse(f"{rng.choice([2024, 2024, 2028, 2032])}-02-29")
    if pick < 0.6:
        return parse(f"{year}-{rng.choice(['01', '03', '05', '07', '08', '10', '12'])}-{rng.randint(28, 31)}")
    if pick < 0.7:
        return parse(f"{year}-02-28")
    if pick < 0.8:
        return rng.choice(FIRST_DAYS) + rng.randint(-2, 2) * DAY
    return parse(f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}")


def sample_changes(rng):
    """Readings of chapters 3 to 5; mostly none."""
    if rng.random() < 0.6:
        return {}
    return rng.choice([
        {"renewal": {"windowDays": 60}}, {"renewal": {"windowDays": 120}}, {"renewal": {"awaitedDays": 0}}, {"renewal": {"awaitedDays": 3}},
        {"lapse": {"expiredDays": 10}}, {"lapse": {"suspendedDays": {"annual": 15}}}, {"lapse": {"suspendedDays": {"monthly": 30}}},
        {"lapse": {"suspendedDays": {"threeYear": 45}}}, {"lapse": {"suspendedDays": {"flexTokens": 10}}},
        {"lapse": {"stagesBeforeEdition": "yes"}}, {"lapse": {"stagesBeforeEdition": "yes"}}, {"lapse": {"exemptOfferings": ["AutoCAD"]}},
        {"change": {"minimumSeats": 2}}, {"change": {"addSeatsWhileExpired": "yes"}}, {"change": {"addSeatsWhileExpired": "yes"}},
        {"change": {"followsEarlyRenewal": "yes"}}, {"change": {"followsEarlyRenewal": "yes"}}, {"change": {"followsEarlyRenewal": "yes"}},
    ])


def both(changed):
    """A sample is asked under either edition."""
    return [editions.edition(name, changed) for name in editions.FIRST_DAYS]


def some_day(rng, first, last):
    """A day from the first to the last, often one of the two; None where there is none."""
    if last < first:
        return None
    return rng.choice([first, last, first + rng.randint(0, (last - first).days) * DAY])


def sample_asked(rng, facts, ordered, renewal, policy):
    """Changes asked from the order of a term on: seats up at once, then fewer on R; a switch of term, of product, of auto-renew."""
    asked, length = [], facts["terms"][-1]["length"]
    day = some_day(rng, ordered, renewal - DAY)
    if day and rng.random() < 0.15:
        more = seats(facts, day, day) + rng.randint(1, 3)
        asked.append({"what": "seats", "asked": show(day), "effective": show(day), "seats": more})
    day = some_day(rng, day, renewal - DAY) if day else None
    if day and facts["seats"] > 1 and rng.random() < 0.2:
        fewer = {"what": "seats", "asked": show(day), "effective": show(renewal), "seats": rng.randint(1, facts["seats"] - 1)}
        asked.append(fewer)
    for _ in range(rng.choice([0, 0, 0, 1, 1, 2])):
        day = some_day(rng, day, renewal - DAY) if day else None
        if day:
            length = rng.choice([other for other in MONTHS if other != length])
            asked.append({"what": "term", "asked": show(day), "effective": show(renewal), "length": length})
    day = some_day(rng, max(ordered, renewal - policy["renewal"]["windowDays"] * DAY), renewal - DAY)
    if day and facts["offering"] in ("AutoCAD", "Revit") and rng.random() < 0.2:
        other = rng.choice([name for name in ("Civil 3D", "Maya", "Inventor") if name != offering(facts, day)])
        asked.append({"what": "product", "asked": show(day), "effective": show(renewal), "offering": other})
    day = some_day(rng, ordered, renewal - DAY)
    if day and rng.random() < 0.4:
        asked.append({"what": "auto-renew", "asked": show(day), "effective": show(day), "on": False})
        day = some_day(rng, day + DAY, renewal - DAY)
        if day and rng.random() < 0.2:
            asked.append({"what": "auto-renew", "asked": show(day), "effective": show(day), "on": True})
    return asked


def sample_renewal_order(rng, facts, policy):
    """The day of a renewal: on R where auto-renew is on, early in its window, or late in Expired and Suspended."""
    last = facts["terms"][-1]
    renewal = parse(last["end"])
    pick = rng.random()
    if pick < 0.4:
        return renewal if auto_renew(facts, renewal, policy) else renewal + DAY
    if pick < 0.7:
        gap = policy["renewal"]["windowDays"]
        return some_day(rng, max(parse(last["ordered"]) + DAY, renewal - gap * DAY), renewal - DAY)
    return some_day(rng, renewal, renewal + (sum(stage_days(facts, renewal, policy)) - 1) * DAY)


def sample_invoices(rng, facts, policy):
    """Invoices of a term's order: paid in time, on an edge of a stage, one day off it, or not at all."""
    found, net = [], rng.random() < 0.6
    for number, term in enumerate(facts["terms"], 1):
        if rng.random() < 0.6:
            continue
        issued = parse(term["ordered"])
        due = issued + rng.choice([0, 14, 30, 30, 60]) * DAY
        if rng.random() < 0.2:
            due = max(issued, parse(term["end"]) - rng.choice([0, 1, 2, 10, 46, 47]) * DAY)
        invoice = {"number": str(number), "issued": show(issued), "due": show(due)}
        expired, suspended = stage_days(facts, parse(facts["terms"][-1]["ordered"]), policy)
        edges = [0, 1, 2, expired, expired + 1, expired + suspended, expired + suspended + 1, rng.randint(0, 60)]
        if rng.random() < 0.5:
            invoice["paid"] = show(rng.choice([issued, due, due + rng.choice(edges) * DAY, due + rng.choice(edges) * DAY]))
        if net:
            invoice["netTerms"] = True
        found.append(invoice)
    return found


def sample_facts(rng, changed):
    """One to three terms with what was asked in each, invoices and now and then a cancellation; or a trial, or Flex tokens."""
    policy, anchor = editions.edition("Europe2024", changed), nasty_day(rng)
    pick = rng.random()
    if pick < 0.06:
        end = rng.choice([add_months(anchor, 12), add_months(anchor, 12), anchor + rng.randint(100, 500) * DAY])
        terms = [{"ordered": show(anchor), "start": show(anchor), "end": show(end)}]
        facts = {"kind": "flex-tokens", "offering": "Flex tokens", "anchor": show(anchor), "terms": terms}
        facts["invoices"] = sample_invoices(rng, facts, policy)
        return facts
    length = rng.choice(["monthly", "annual", "annual", "annual", "three-year"])
    if pick < 0.12:
        length = "monthly"
    facts = {"kind": "subscription", "anchor": show(anchor), "seats": rng.randint(1, 6)}
    facts["offering"] = rng.choice(["AutoCAD"] * 6 + ["Revit", "Autodesk Docs", "Autodesk Build 500", "Autodesk Build 550"])
    facts["terms"] = [{"ordered": show(anchor), "start": show(anchor), "end": show(add_months(anchor, MONTHS[length])), "length": length}]
    if pick < 0.12:
        facts["kind"] = "trial"
        del facts["terms"][0]["length"]
        return facts
    facts["changes"], count = [], rng.choice([1, 1, 2, 3])
    if parse(facts["terms"][0]["ordered"]) < max(FIRST_DAYS):
        facts["changes"].append({"what": "auto-renew", "asked": show(anchor), "effective": show(anchor), "on": rng.random() < 0.7})
    for place in range(count):
        last = facts["terms"][-1]
        facts["changes"] += sample_asked(rng, facts, parse(last["ordered"]), parse(last["end"]), policy)
        ordered = sample_renewal_order(rng, facts, policy) if place < count - 1 else None
        if not ordered or ordered <= parse(last["ordered"]):
            break
        length = next_length(facts, ordered - DAY, policy)
        if policy["change"]["followsEarlyRenewal"] == "yes" and ordered < parse(last["end"]):
            length = last["length"]
        start = parse(last["end"])
        offset = (start.year - anchor.year) * 12 + start.month - anchor.month
        end = add_months(anchor, offset + MONTHS[length])
        facts["terms"].append({"ordered": show(ordered), "start": show(start), "end": show(end), "length": length})
    facts["changes"].sort(key=lambda change: change["asked"])
    if rng.random() < 0.5:
        facts["invoices"] = sample_invoices(rng, facts, policy)
    elif rng.random() < 0.1:
        facts["canceled"] = show(some_day(rng, anchor + DAY, parse(facts["terms"][-1]["end"])))
    return facts


def is_late(invoice):
    """Whether it was ever unpaid past its due date."""
    return not invoice.get("paid") or parse(invoice["paid"]) > parse(invoice["due"])


def is_well_formed(facts, changed):
    """Nothing was bought or asked where it could not be, and what the rulebook leaves open does not occur."""
    terms, asked = facts["terms"], facts.get("changes", [])
    if any(change["asked"] == term["ordered"] for change in asked for term in terms[1:]):
        return False
    seat_changes = [change for change in asked if change["what"] == "seats"]
    fewer = [change for change in seat_changes if change["asked"] != change["effective"]]
    if len(fewer) > 1 or (fewer and seat_changes[-1] is not fewer[0]):
        return False
    if any(is_late(invoice) for invoice in facts.get("invoices", [])):
        mixed = len({term.get("length") == "monthly" for term in terms}) > 1
        if mixed or (len(terms) > 1 and parse(terms[0]["ordered"]) < max(FIRST_DAYS)):
            return False
    events = [parse(term["ordered"]) for term in terms[1:]] + [parse(change["asked"]) for change in asked]
    if "canceled" in facts and any(day >= parse(facts["canceled"]) for day in events):
        return False
    for policy in both(changed):
        if any(not could_happen(facts, day, policy) for day in events) or any(not could_ask(facts, change, policy) for change in asked):
            return False
    return True


def could_happen(facts, day, policy):
    """Whether it had not been Canceled by then, and, past R, could be renewed late."""
    before = as_of(facts, day - DAY)
    if not before["terms"]:
        return True
    late = day > renewal_date(before, day)
    if late and not rules_of_lapse(before, day, policy)[0]:
        return False
    return phase_details(before, day, policy)[0] != "canceled"


def could_ask(facts, change, policy):
    """Whether a change could be asked: seats are added while Active, products and terms switched under the edition, and all that on R."""
    day = parse(change["asked"])
    if change["what"] == "auto-renew":
        return True
    if change["asked"] == change["effective"]:
        return phase(facts, day, policy) == "active"
    gated = change["what"] in ("product", "term")
    return parse(change["effective"]) == renewal_date(facts, day) and not (gated and is_before(facts, day, policy))


def day_near(rng, facts):
    """A day on or next to an edge: an order, E, R, a due date, a payment, the ends of the stages, the opening of the window."""
    edges = [parse(change[key]) for change in facts.get("changes", []) for key in ("asked", "effective")]
    for invoice in facts.get("invoices", []):
        due = parse(invoice["due"])
        edges += [due, due + 15 * DAY, due + 45 * DAY, due + 45 * DAY] + ([parse(invoice["paid"])] if invoice.get("paid") else [])
    for term in facts["terms"]:
        end = parse(term["end"]) - DAY
        edges += [parse(term["ordered"]), end, end, end + 15 * DAY, end + 30 * DAY, end + 45 * DAY, end - 89 * DAY, end - 59 * DAY]
    edges += [parse(facts["terms"][-1]["end"])] * 3
    if facts.get("canceled"):
        edges.append(parse(facts["canceled"]))
    return max(first_day(facts), rng.choice(edges) + rng.choice([-1, 0, 0, 1, 1, 2]) * DAY)


def draw(rng, is_open):
    """Draws until the facts are well-formed and nothing about that day is left open."""
    while True:
        changed = sample_changes(rng)
        facts = sample_facts(rng, changed)
        for key in ("changes", "invoices"):
            if key in facts and not facts[key]:
                del facts[key]
        if is_well_formed(facts, changed):
            on = day_near(rng, facts)
            if not any(is_open(facts, on, policy) for policy in both(changed)):
                return facts, on, changed


def is_open_day(facts, on, policy):
    """Whether Flex tokens would be awaited."""
    renewal = renewal_date(facts, on)
    return facts["kind"] == "flex-tokens" and renewal <= on < renewal + max(policy["renewal"]["awaitedDays"], 1) * DAY


def is_open_status(facts, on, policy):
    """Also why it is Canceled, where there were several causes or one was taken away."""
    renewal = renewal_date(facts, on)
    if is_open_day(facts, on, policy):
        return True
    if phase(facts, on, policy) != "canceled":
        return False
    late = [invoice for invoice in facts.get("invoices", []) if is_late(invoice)]
    taken = any(invoice.get("paid") and parse(invoice["paid"]) <= on for invoice in late)
    return bool(late) and (taken or any(parse(invoice["due"]) >= renewal - DAY for invoice in late))


def is_open_state(facts, on, policy):
    """Whether it is a trial or Flex tokens, Canceled, or past an R on which something pending waits for the renewal."""
    if facts["kind"] != "subscription" or phase(facts, on, policy) == "canceled":
        return True
    return on >= renewal_date(facts, on) and pending_on_renewal(facts, on, policy)


def pending_on_renewal(facts, on, policy):
    """Whether something that was asked by that day takes effect on R."""
    renewal = renewal_date(facts, on)
    return any(day == renewal for what in ("seats", "product", "term") for day, _ in changes(facts, on, what))


def sample_gate(rng):
    """gate: the days around the first days."""
    return {"ordered": show(rng.choice(FIRST_DAYS + [nasty_day(rng)]) + rng.randint(-2, 2) * DAY)}, {}


def sample_status(rng):
    """status."""
    facts, on, changed = draw(rng, is_open_status)
    return {"facts": facts, "on": show(on)}, changed


def sample_access(rng):
    """access."""
    return {"phase": rng.choice(PHASES), "capability": rng.choice(sorted(CAPABILITIES))}, {}


def sample_entitlement(rng):
    """entitlement."""
    facts, on, changed = draw(rng, is_open_day)
    return {"facts": facts, "on": show(on), "capability": rng.choice(sorted(CAPABILITIES))}, changed


def sample_state(rng):
    """state."""
    facts, on, changed = draw(rng, is_open_state)
    return {"facts": facts, "on": show(on)}, changed


def is_open_decision(facts, on, action, policy, to):
    """What the rulebook does not say of Flex tokens, of what was ordered before the edition, and of the day R of what has no stages."""
    then, canceled = as_of(facts, on), phase(facts, on, policy) == "canceled"
    if facts["kind"] == "flex-tokens":
        return True
    if facts["kind"] == "subscription":
        stages, _ = rules_of_lapse(then, on, policy)
        if is_before(then, on, policy) and action in ("add-seats", "reactivate"):
            return True
        if not stages and ((action == "reactivate" and not canceled) or (action == "renew" and auto_renew(then, on, policy))):
            return True
        if action == "reduce-seats" and on >= renewal_date(then, on) and not canceled:
            return True
        if action == "align" and changes(then, on, "term"):
            return True
    return decide(facts, on, action, policy, to) != decide_with_all_known(facts, on, action, policy, to)


def decide_with_all_known(facts, on, action, policy, to):
    """The same decision where what is known on the day asked counts for the days before it too; only such as agree are drawn."""
    facts, last, answers, over = as_of(facts, on), years_after(facts, on), {}, False
    day = first_day(facts)
    ordered = day if is_before(facts, on, policy) else max(day, parse(policy["firstDay"]))
    fixed = dict(facts, terms=[dict(term, ordered=show(ordered)) for term in facts["terms"]])
    fixed["changes"] = [dict(change, asked=show(day)) for change in facts["changes"]]
    for change in fixed["changes"]:
        if change["what"] == "auto-renew":
            change["effective"] = show(day)
    while day <= last:
        if known(fixed, day):
            now = "canceled" if over else phase_by_facts(fixed, day, policy)[0]
            over = now == "canceled"
            answers[day] = decide_on(fixed, day, now, action, policy, to)
        day += DAY
    first, until = window(stretches([day for day, (allowed, _) in answers.items() if allowed]), on, last)
    return {"allowed": answers[on][0], "rule": answers[on][1], "first": first, "last": until}


def sample_decide(rng):
    """decide: one of the actions, `to` around the seats and the minimum."""
    while True:
        facts, on, changed = draw(rng, lambda facts, on, policy: facts["kind"] == "flex-tokens")
        action = "convert-trial" if facts["kind"] == "trial" and rng.random() < 0.5 else rng.choice(sorted(ACTIONS))
        given, to = {"facts": facts, "on": show(on), "action": action}, None
        if action == "reduce-seats":
            to = given["to"] = max(0, rng.choice([0, 1, 2, facts["seats"] - 1, facts["seats"], facts["seats"] + 1]))
        if not any(is_open_decision(facts, on, action, policy, to) for policy in both(changed)):
            return given, changed


def sample_renew(rng):
    """renew."""
    while True:
        facts, on, changed = draw(rng, lambda facts, on, policy: facts["kind"] == "flex-tokens")
        then = as_of(facts, on)  # nothing has happened yet when a renewal is made
        if not any(is_open_decision(then, on, "renew", policy, None) for policy in both(changed)):
            return {"facts": then, "on": show(on)}, changed


SAMPLE = {
    "gate": sample_gate, "status": sample_status, "access": sample_access, "entitlement": sample_entitlement,
    "decide": sample_decide, "state": sample_state, "renew": sample_renew,
}

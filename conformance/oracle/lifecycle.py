"""The life of a subscription, as chapters 2 to 5 of the rulebook have it: gate, phases, access, renewal, changes during the term.

Facts are dated. Every answer about a day is made from the facts as they were by that day, and the phases are found by walking from the
day of the first order, one day at a time.
"""

import editions
from civil import DAY, MONTHS, add_months, parse, show

VENDOR = "autodesk"
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

def as_of(facts, day):
    """The facts as they were by the end of that day: nothing later is in them, and nothing that was returned by then."""
    then = known_by(facts.get("whole", facts), day)
    return given_back(then) if then.get("returns") else then


def known_by(facts, day):
    """What had happened by the end of a day: what was ordered, issued, paid, asked, returned or has failed later is not in it."""
    then = {key: value for key, value in facts.items() if key != "cancellation"}
    then["terms"] = [term for term in facts["terms"] if parse(term["ordered"]) <= day]
    then["changes"] = [change for change in facts.get("changes", []) if parse(change["asked"]) <= day]
    then["failedCharges"] = [failed for failed in facts.get("failedCharges", []) if parse(failed) <= day]
    then["invoices"] = []
    for invoice in facts.get("invoices", []):
        if parse(invoice["issued"]) <= day:
            paid = parse(invoice.get("paid", ""))
            then["invoices"].append(dict(invoice, paid=show(paid) if paid and paid <= day else ""))
    if facts.get("returns"):
        then["returns"] = [back for back in facts["returns"] if parse(back["day"]) <= day]
        gone = [invoice["number"] for invoice in facts.get("invoices", []) if (parse(invoice.get("returned", "")) or day + DAY) <= day]
        then["invoices"] = [invoice for invoice in then["invoices"] if invoice["number"] not in gone]
    if facts.get("cancellation") and parse(facts["cancellation"]["asked"]) <= day:
        then["cancellation"] = facts["cancellation"]
    return then


def given_back(facts):
    """refund.effect: the facts without the terms that were returned, and what was asked with them or for them.

    The first return of a term that starts on some day is that of the first such term, and so on. Seats that were returned are a change.
    """
    kept, asked = list(facts["terms"]), list(facts["changes"])
    for back in facts["returns"]:
        if not back.get("term"):
            continue
        term = next(term for term in kept if term["start"] == back["term"])
        kept.remove(term)
        gone = [change for change in asked if goes_with(change, term, back["day"])]
        switches = [change for change in gone if change["what"] == "auto-renew"]
        earlier = switches[:-1]  # by other renewals of that day: the last one is that of the last term
        asked = [change for change in asked if change in earlier or change not in gone]
    then = dict(facts, terms=kept, changes=asked, whole=facts)
    if not kept:  # nothing is left
        first = facts["terms"][0]
        then.update(terms=[dict(first, end=first["start"])], changes=[], void=True)
        if "seats" in facts:
            then["seats"] = 0
    return then


def goes_with(change, term, day):
    """Whether a change was asked for before a return, and came with the term: by its order or after it, for its start or later.

    What was asked for before the order is pending again, also on the same day; auto-renew stays as it was switched.
    """
    added = change["what"] == "seats" and change["asked"] == change["effective"]
    if change["asked"] < term["ordered"] or change["asked"] > day or (change["asked"] == day and not added):
        return False
    came_with = change["asked"] == term["ordered"] and change.get("withTerm", False)
    if change["what"] == "auto-renew":
        return came_with
    if change["asked"] == term["ordered"] and change["effective"] == term["start"]:
        return came_with
    return change["effective"] >= term["start"]


def is_ended_by_return(facts, day):
    """refund.effect: whether a term was returned on a day which nothing covers any more."""
    returned = any(back.get("term") and parse(back["day"]) == day for back in facts.get("returns", []))
    return returned and (facts.get("void", False) or renewal_date(facts) <= day)


def event_days(facts):
    """The days on which something becomes known: between them the facts stay as they are."""
    facts = facts.get("whole", facts)
    days = [term["ordered"] for term in facts["terms"]] + [change["asked"] for change in facts.get("changes", [])]
    for invoice in facts.get("invoices", []):
        days += [invoice["issued"], invoice.get("paid", "")]
    days += [back["day"] for back in facts.get("returns", [])]
    days += facts.get("failedCharges", []) + [facts.get("cancellation", {}).get("asked", "")]
    return {parse(day) for day in days}


def bad_name(facts, policy):
    """lapse.exempt: whether a name differs from one on the list only in case, spaces or the vendor's name in front."""
    def plain(name):
        name = "".join(name.split()).lower()
        return name[len(VENDOR):] if name.startswith(VENDOR) else name

    listed = policy["lapse"]["exemptOfferings"]
    names = [facts["offering"]] + [change["offering"] for change in facts.get("changes", []) if "offering" in change]
    return any(name not in listed and plain(name) in map(plain, listed) for name in names)


# From here on facts are those that are known: as_of the day from which the question is asked. What is in force on another day is a
# matter of the days in them.

def unpaid(facts):
    """The invoices that are not paid; an invoice of nothing is not unpaid (lapse.start)."""
    return [invoice for invoice in facts.get("invoices", []) if not invoice.get("paid") and not invoice.get("nothingOwed")]


def first_day(facts):
    """The day of the very first order, before which nothing is asked."""
    facts = facts.get("whole", facts)
    return min(parse(term["ordered"]) for term in facts["terms"])


def renewal_date(facts):
    """R: the end of what has been bought."""
    return parse(facts["terms"][-1]["end"])


def is_early(term):
    """Whether it is a renewal that was made before its start. An extension is none."""
    return parse(term["ordered"]) < parse(term["start"]) and not term.get("alignedTo")


def effective_day(facts, change, policy):
    """change.effective-fixed: the day that it had when it was asked; or, by the other reading, moved by every early renewal after that.

    change.pending: what is replaced or withdrawn on the day of such a renewal is pending no more, and stays behind.
    """
    def is_replaced(term):
        return any(
            other["what"] == change["what"] and other["effective"] == show(day) and other["asked"] == term["ordered"]
            for other in facts["changes"]
        )

    day = parse(change["effective"])
    if policy["change"]["followsEarlyRenewal"] == "yes":
        for term in facts["terms"]:
            if is_early(term) and parse(term["start"]) == day and change["asked"] < term["ordered"] and not is_replaced(term):
                day = parse(term["end"])
    return day


def changes(facts, what, policy):
    """What was asked, each with its effective day, in the order in which they take effect; of one day, the later asked comes last."""
    asked = [(effective_day(facts, change, policy), change) for change in facts.get("changes", []) if change["what"] == what]
    return sorted(asked, key=lambda pair: pair[0])


def is_carried_out(facts, when, change, day, policy):
    """change.pending: added or returned at once; or a term follows that starts on its day; or, provisionally, it is awaited (renewal.awaited)."""
    if change["asked"] >= change["effective"] or any(parse(term["start"]) == when for term in facts["terms"]):
        return True
    return when == renewal_date(facts) and is_awaited(facts, day, policy)


def value(facts, day, what, key, start, policy):
    """What is in force on a day."""
    counts = [
        (when, change) for when, change in changes(facts, what, policy)
        if when <= day and is_carried_out(facts, when, change, day, policy)
    ]
    while counts and counts[-1][1].get("withdrawn"):  # nothing is left of that day
        counts = [pair for pair in counts if pair[0] < counts[-1][0]]
    return counts[-1][1][key] if counts else start


def seats(facts, day, policy):
    """The seats on a day (change.seats-up, change.seats-down, change.pending)."""
    return value(facts, day, "seats", "seats", facts.get("seats"), policy)


def offering(facts, day, policy):
    """The offering on a day (change.product-switch, change.pending)."""
    return value(facts, day, "product", "offering", facts["offering"], policy)


def auto_renew(facts, day, policy):
    """renewal.auto-default, renewal.auto-toggle: on for what is bought or renewed under the edition until it is switched off.

    A renewal switches it on again, or leaves it as it was switched. A switch of the day of the renewal counts over it.
    """
    if facts["kind"] != "subscription" or facts.get("void"):
        return False
    state = switched_on = None
    for place, term in enumerate(facts["terms"]):
        ordered = parse(term["ordered"])
        if ordered <= day and not (place and term.get("alignedTo")):
            if ordered >= parse(policy["firstDay"]):
                state = True
                if policy["renewal"]["switchesOnAgain"] == "yes":
                    switched_on = ordered
            else:
                state = bool(state)
    for change in facts.get("changes", []):
        asked = parse(change["asked"])
        if change["what"] == "auto-renew" and asked <= day and not (switched_on and asked < switched_on):
            state = change["autoRenew"]
    return bool(state)


def pending(facts, what, policy):
    """change.pending: the changes that wait for R."""
    return [change for when, change in changes(facts, what, policy) if when == renewal_date(facts)]


def other_seats_wait(facts, now, policy):
    """change.pending: whether a number of seats other than that of now waits for R."""
    waiting = pending(facts, "seats", policy)
    return bool(waiting) and waiting[-1].get("seats", now) != now


def next_length(facts, policy):
    """change.term, change.pending: the length of the next term; the switch that was asked last counts."""
    waiting = pending(facts, "term", policy)
    return waiting[-1]["length"] if waiting else facts["terms"][-1].get("length")


def is_before(facts, policy, term=None):
    """edition.before: by the day on which a term was ordered, the last one known where none is named."""
    return parse((term or facts["terms"][-1])["ordered"]) < parse(policy["firstDay"])


def is_exempt(facts, policy, term=None):
    """lapse.exempt: by the exact name of what was had on the last day of a term; a switch on R takes effect with the renewal."""
    name = offering(facts, parse((term or facts["terms"][-1])["end"]) - DAY, policy)
    return facts["kind"] == "subscription" and name in policy["lapse"]["exemptOfferings"]


def canceled_from(facts):
    """The day on which a cancellation that is known takes effect; None without one."""
    return parse(facts["cancellation"]["effective"]) if facts.get("cancellation") else None


# Phases

def is_awaited(facts, day, policy):
    """renewal.awaited: auto-renew is on and the renewal not recorded; R itself, or so many days from R on as the edition names.

    renewal.charge-failed: not from the day on which the charge failed.
    """
    renewal = renewal_date(facts)
    if facts["kind"] == "trial" or not renewal <= day < renewal + policy["renewal"]["awaitedDays"] * DAY:
        return False
    failed = any(renewal <= parse(charge) <= day for charge in facts.get("failedCharges", []))
    return not failed and auto_renew(facts, day, policy)


def rules_of_lapse(facts, policy, term=None):
    """Whether a term has stages, and whether an invoice due in it takes access: lapse.start, lapse.exempt, edition.before, trial.convert."""
    if facts["kind"] == "trial":
        return False, False
    if is_before(facts, policy, term) and policy["lapse"]["stagesBeforeEdition"] == "no":
        return False, False
    if is_exempt(facts, policy, term):
        return False, policy["lapse"]["exemptUnpaidStops"] == "yes"
    return True, True


def stage_days(facts, policy, term=None):
    """lapse.expired-days, lapse.suspended-days: how many days each of the two stages has."""
    days = policy["lapse"]["suspendedDays"]
    name = "flexTokens" if facts["kind"] == "flex-tokens" else NAMES[(term or facts["terms"][-1])["length"]]
    return policy["lapse"]["expiredDays"], days[name]


def term_of(facts, due):
    """lapse.start: the term that a due date lies in, of those ordered by then; the first before all of them, the last after them."""
    begun = [term for term in facts["terms"] if parse(term["start"]) <= due and parse(term["ordered"]) <= due]
    return (begun or facts["terms"])[-1 if begun else 0]


def taking_access(facts, policy):
    """The invoices that are unpaid and take access, the one that is due first in front."""
    found = [invoice for invoice in unpaid(facts) if rules_of_lapse(facts, policy, term_of(facts, parse(invoice["due"])))[1]]
    return sorted(found, key=lambda invoice: invoice["due"])


def term_of_lapse(facts, policy):
    """lapse.start: the term that S lies in, which says how the lapse goes on."""
    debts = taking_access(facts, policy)
    return term_of(facts, parse(debts[0]["due"])) if debts else facts["terms"][-1]


def stage(facts, late, policy, term):
    """The phase after so many days of a lapse, by the stages of a term."""
    if late <= 0:
        return "active"
    if rules_of_lapse(facts, policy, term)[0]:
        expired, suspended = stage_days(facts, policy, term)
        if late <= expired:
            return "expired"
        if late <= expired + suspended:
            return "suspended"
    return "canceled"


def phase_by_facts(facts, day, policy):
    """The phase by what is known, without what was reached before: lapse.start, lapse.expired-days, lapse.suspended-days.

    Its name, whether it is provisional (renewal.awaited), and whether it is Canceled because of unpaid net terms (lapse.prepay). A debt
    goes by the term that it is due in, the end of what was bought by the last term; the worse of the two counts.
    """
    if canceled_from(facts) and canceled_from(facts) <= day:
        return "canceled", False, False
    awaited, debts, last = is_awaited(facts, day, policy), taking_access(facts, policy), facts["terms"][-1]
    causes = [] if awaited else [(renewal_date(facts) - DAY, last)]
    if debts:
        due = parse(debts[0]["due"])
        causes.append((due, term_of(facts, due)))
    name = max((stage(facts, (day - start).days, policy, term) for start, term in causes), key=PHASES.index, default="active")
    net = any(invoice.get("netTerms", False) and parse(invoice["due"]) < day for invoice in debts)
    return name, awaited and name == "active", name == "canceled" and net


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
        if now[0] != "canceled" and day in events and is_ended_by_return(today, day):
            now = "canceled", False, False
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


# Decisions: each has what is known, a day and its phase, and what is wished; it answers with yes or no and the rule

CARRIED = ("seats", "length", "offering")  # renewal.with-changes


def may_renew(facts, day, now, policy, wish):
    """renewal.window, renewal.late, renewal.with-changes, renewal.canceled-final, lapse.exempt; early until R, late from R on."""
    renewal, with_changes = renewal_date(facts), any(key in wish for key in CARRIED)
    if now == "canceled":
        late = late_though_exempt(facts, day, policy)
        return late, "renewal.late" if late else rule_of_end(facts, policy)
    end = parse(next_term(facts, day, policy, wish)["end"])
    if canceled_from(facts) and canceled_from(facts) < end:
        return False, "renewal.canceled-final"
    if day < renewal - policy["renewal"]["windowDays"] * DAY:
        return False, "renewal.window"
    if with_changes:
        return True, "renewal.with-changes"
    return True, "renewal.late" if day >= renewal else "renewal.window"


def rule_of_end(facts, policy):
    """The rule that refuses what is Canceled: that there are no stages, or renewal.canceled-final."""
    term = term_of_lapse(facts, policy)
    if rules_of_lapse(facts, policy, term)[0]:
        return "renewal.canceled-final"
    return "lapse.exempt" if is_exempt(facts, policy, term) else "edition.before"


def late_though_exempt(facts, day, policy):
    """lapse.exempt, where late renewal is granted all the same: for as many days as the stages of others have, unless it was unpaid."""
    if policy["lapse"]["exemptLateRenewal"] == "no" or not is_exempt(facts, policy):
        return False
    if canceled_from(facts) and canceled_from(facts) <= day:
        return False
    renewal = renewal_date(facts)
    if is_before(facts, policy) and policy["lapse"]["stagesBeforeEdition"] == "no":
        return False
    if any(parse(invoice["due"]) < renewal - DAY for invoice in taking_access(facts, policy)):
        return False
    return renewal <= day < renewal + sum(stage_days(facts, policy)) * DAY


def in_window(facts, day, policy):
    """Whether a day lies in [R - 90, R)."""
    renewal = renewal_date(facts)
    return renewal - policy["renewal"]["windowDays"] * DAY <= day < renewal


def may_switch_product(facts, day, now, policy, wish):
    """change.product-switch: in [R - 90, R)."""
    return in_window(facts, day, policy), "change.product-switch"


def may_change_term(facts, day, now, policy, wish):
    """change.term: any time before R."""
    return day < renewal_date(facts), "change.term"


def may_add_seats(facts, day, now, policy, wish):
    """change.seats-up: while Active, and before R, up to which they are priced, so not past a cancellation before R.

    coterm.same-product: not where the stretch up to R has two lengths of term, or two products.
    """
    renewal, ends = renewal_date(facts), canceled_from(facts)
    allowed = now == "active" or (now == "expired" and policy["change"]["addSeatsWhileExpired"] == "yes")
    if not allowed or day >= renewal or (ends and ends < renewal):
        return False, "change.seats-up"
    lengths = {term["length"] for term in facts["terms"] if parse(term["end"]) > day}
    starts = [day] + [when for when, _ in changes(facts, "product", policy) if day < when < renewal]
    if len(lengths) > 1 or len({offering(facts, start, policy) for start in starts}) > 1:
        return False, "coterm.same-product"
    return True, "change.seats-up"


def may_reduce_seats(facts, day, now, policy, wish):
    """change.seats-down: asked before R, on which it takes effect; fewer than there are, and not below the minimum.

    change.pending: as many as there are withdraw a number that is pending.
    """
    present = seats(facts, day, policy)
    most = present if other_seats_wait(facts, present, policy) else present - 1
    return day < renewal_date(facts) and policy["change"]["minimumSeats"] <= wish["to"] <= most, "change.seats-down"


def may_switch_auto_renew(facts, day, now, policy, wish):
    """renewal.auto-toggle: until the end of Suspended."""
    return True, "renewal.auto-toggle"


def may_convert_trial(facts, day, now, policy, wish):
    """trial.convert: of a trial only."""
    return facts["kind"] == "trial", "trial.convert"


def may_reactivate(facts, day, now, policy, wish):
    """lapse.reactivate: in Expired or Suspended, by paying; what has ended is renewed instead."""
    return now in ("expired", "suspended") and day < renewal_date(facts), "lapse.reactivate"


def may_extend(facts, day, now, policy, wish):
    """coterm.extend-window: in [R - 90, R). Whatever it is extended to lies after R, and so after a cancellation by R."""
    ends = canceled_from(facts)
    if ends and (ends <= renewal_date(facts) or ends < wish.get("target", ends)):
        return False, "renewal.canceled-final"
    return in_window(facts, day, policy), "coterm.extend-window"


def payers(policy):
    """invoice.by-renewal: who may pay a renewal by invoice."""
    return {"on-file": ["on-file"], "on-file-or-other-by-invoice": ["on-file", "other-by-invoice"]}[policy["invoice"]["renewalPayer"]]


def may_renew_by_invoice(facts, day, now, policy, wish):
    """invoice.by-renewal: a renewal that is made in the window, with a payer on file, and nothing overdue (order.overdue-balance)."""
    ends = canceled_from(facts)
    if ends and ends < parse(next_term(facts, day, policy, {})["end"]):
        return False, "renewal.canceled-final"
    if day < renewal_date(facts) - policy["renewal"]["windowDays"] * DAY:
        return False, "renewal.window"
    # From R on it can be renewed late, but not switched to pay by invoice.
    if day >= renewal_date(facts) or wish["payer"] not in payers(policy):
        return False, "invoice.by-renewal"
    owes = any(parse(invoice["due"]) < day for invoice in unpaid(facts))
    return not owes, "order.overdue-balance" if owes else "invoice.by-renewal"


ACTIONS = {
    "renew": may_renew, "switch-product": may_switch_product, "change-term": may_change_term, "add-seats": may_add_seats,
    "reduce-seats": may_reduce_seats, "switch-auto-renew": may_switch_auto_renew, "convert-trial": may_convert_trial,
    "reactivate": may_reactivate, "extend": may_extend, "renew-by-invoice": may_renew_by_invoice,
}
GATES = {"switch-product": "productSwitch", "change-term": "termChange", "add-seats": "addedSeats", "extend": "extension"}


def is_gated(facts, day, action, policy, wish):
    """edition.gate: whether the fact that counts lies before the edition: the day of the act, or that of the last term's order.

    quote.available: a late renewal with changes is made by a quote.
    """
    by_quote = action == "renew" and wish.keys() & set(CARRIED) and day >= renewal_date(facts)
    if action == "renew-by-invoice" or by_quote:
        return day < parse(policy["firstDay"])
    if action not in GATES:
        return False
    return {"by-act": day < parse(policy["firstDay"]), "by-term": is_before(facts, policy)}[policy["gate"][GATES[action]]]


def refused_by_kind(facts, action):
    """trial.convert: the rule that refuses whatever the day; None where none does."""
    return "trial.convert" if (facts["kind"] == "trial") != (action == "convert-trial") else None


def decide_on(facts, day, now, action, policy, wish):
    """The first condition that fails: edition gate, kind and term, phase, window, amount; or the rule that allows."""
    if is_gated(facts, day, action, policy, wish):
        return False, "edition.before"
    refused = refused_by_kind(facts, action)
    if refused:
        return False, refused
    if action == "extend" and "monthly" in (facts["terms"][-1].get("length"), next_length(facts, policy)):
        return False, "coterm.monthly"
    if now == "canceled" and action not in ("renew", "convert-trial"):
        return False, rule_of_end(facts, policy)
    return ACTIONS[action](facts, day, now, policy, wish)


def years_after(facts):
    """The last day that is looked at for a window: three years after R."""
    return add_months(renewal_date(facts), 36)


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


def with_open_paid(facts, on):
    """What is known, and every invoice that is not overdue paid by its due day: it closes no window."""
    invoices = [
        dict(invoice, paid=invoice["due"]) if not invoice["paid"] and parse(invoice["due"]) >= on else invoice
        for invoice in facts["invoices"]
    ]
    return dict(facts, invoices=invoices)


def phases_around(facts, on, policy):
    """The phase of every day by what is known on the day asked: what was reached by then stays reached, the rest is by the facts.

    `facts` are as of that day.
    """
    history, planned, over, phases = dict(life(facts, on, policy)), with_open_paid(facts, on), False, {}
    reached = [day for day in sorted(history) if history[day][0] == "canceled"]
    day, last = first_day(facts), years_after(facts)
    while day <= last:
        if over or (reached and day >= reached[0]):
            phases[day], over = "canceled", True
        else:
            phases[day] = history[on][0] if day == on else phase_by_facts(planned, day, policy)[0]
            over = day > on and phases[day] == "canceled"
        day += DAY
    return phases


def decision(answers, on, last):
    """Yes or no, the rule, and the window around the day asked."""
    first, until = window(stretches([day for day, (allowed, _) in answers.items() if allowed]), on, last)
    return {"allowed": answers[on][0], "rule": answers[on][1], "first": first, "last": until}


def decide(facts, on, action, policy, wish=None):
    """A decision of a day, with the window around it: the same question asked of every day, all else as it is known on the day asked.

    What a further rule refuses on every day of the window is refused by that rule, also outside the window.
    """
    facts, wish = as_of(facts, on), wish or {}
    if action == "renew" and wish.get("seats", policy["change"]["minimumSeats"]) < policy["change"]["minimumSeats"]:
        enough = decide(facts, on, action, policy, dict(wish, seats=policy["change"]["minimumSeats"]))
        opens = enough["rule"] != "edition.before" and (enough["allowed"] or show(on) < enough["first"])
        return {"allowed": False, "rule": "change.seats-down" if opens else enough["rule"], "first": "", "last": ""}
    planned = with_open_paid(facts, on)
    answers = {
        day: decide_on(planned, day, now, action, policy, wish) for day, now in phases_around(facts, on, policy).items()
    }
    return decision(answers, on, years_after(facts))


# What a renewal makes of the facts

def series(facts, terms, policy):
    """term.anniversary, coterm.re-anchor: the anchor that a term after these terms follows."""
    anchor = parse(facts["anchor"])
    for term in terms:
        if term.get("alignedTo"):
            anchor = parse(term["alignedTo"] if policy["coterm"]["reAnchor"] == "yes" else term["end"])
    return anchor


def next_term(facts, day, policy, wish):
    """renewal.next-term: from the old R, one length on, by the anchor; renewal.with-changes: another length, if one is wished."""
    start, anchor = renewal_date(facts), series(facts, facts["terms"], policy)
    length = wish.get("length") or next_length(facts, policy)
    if "length" not in wish and policy["change"]["followsEarlyRenewal"] == "yes" and day < start:
        today = [change for change in pending(facts, "term", policy) if change["asked"] == show(day)]  # it goes with the renewal
        length = today[-1]["length"] if today else facts["terms"][-1]["length"]  # what is pending otherwise moves to the new R
    offset = (start.year - anchor.year) * 12 + start.month - anchor.month
    assert add_months(anchor, offset) == start, (anchor, start)
    return {"ordered": show(day), "start": show(start), "end": show(add_months(anchor, offset + MONTHS[length])), "length": length}


def renewed(facts, day, policy, wish):
    """The facts with a renewal of that day: its seats and its offering are changes that take effect on the old R.

    So is its length where another one is pending that would move (change.pending).
    """
    term = next_term(facts, day, policy, wish)
    asked = {"asked": show(day), "effective": term["start"]}
    kinds = [("seats", "seats"), ("product", "offering")]
    if policy["change"]["followsEarlyRenewal"] == "yes" and show(day) < term["start"] and pending(facts, "term", policy):
        kinds.append(("term", "length"))
    carried = [dict(asked, what=what, withTerm=True, **{key: wish[key]}) for what, key in kinds if key in wish]
    return dict(facts, terms=facts["terms"] + [term], changes=facts.get("changes", []) + carried)


def seats_added(facts, day, policy, count):
    """change.seats-up: the changes that adding seats makes; a number that is pending within the stretch is raised by them."""
    asked = {"what": "seats", "asked": show(day)}
    added = [dict(asked, effective=show(day), seats=seats(facts, day, policy) + count)]
    numbers = {when for when, _ in changes(facts, "seats", policy) if day < when < renewal_date(facts)}
    return added + [dict(asked, effective=show(when), seats=seats(facts, when, policy) + count) for when in sorted(numbers)]


# Questions

def wish_of(given):
    """What an act is asked with."""
    return {key: given[key] for key in ("to", "payer") + CARRIED if key in given}


def ask_gate(given, policy):
    """edition.gate: the first day is included."""
    return {"covered": parse(given["ordered"]) >= parse(policy["firstDay"])}


def ask_status(given, policy):
    """The phase with R, renewal.awaited, what is overdue, and lapse.prepay."""
    facts, on = given["facts"], parse(given["on"])
    name, provisional, prepay = phase_details(facts, on, policy)
    return {
        "phase": name, "renewal": show(renewal_date(as_of(facts, on))), "provisional": provisional,
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
    return decide(given["facts"], parse(given["on"]), given["action"], policy, wish_of(given))


def ask_state(given, policy):
    """What is in force on a day."""
    on = parse(given["on"])
    facts = as_of(given["facts"], on)
    return {
        "seats": seats(facts, on, policy), "offering": offering(facts, on, policy), "autoRenew": auto_renew(facts, on, policy),
        "renewal": show(renewal_date(facts)),
    }


def ask_renew(given, policy):
    """The next term of a renewal made that day, with its seats and its offering; by a partner's quote where it changes them after R."""
    on, wish = parse(given["on"]), wish_of(given)
    asked = decide(given["facts"], on, "renew", policy, wish)
    if not asked["allowed"]:
        return {"refused": asked["rule"]}
    facts = as_of(given["facts"], on)
    after, start = renewed(facts, on, policy, wish), renewal_date(facts)
    term = after["terms"][-1]
    answer = {
        "start": term["start"], "end": term["end"], "length": term["length"],
        "seats": seats(after, start, policy), "offering": offering(after, start, policy),
    }
    return dict(answer, route="partner") if wish and on >= start else answer


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
    """Readings of chapters 2 to 5; mostly none."""
    if rng.random() < 0.6:
        return {}
    return rng.choice([
        {"gate": {"productSwitch": "by-term"}}, {"gate": {"termChange": "by-act"}}, {"gate": {"addedSeats": "by-term"}},
        {"gate": {"extension": "by-act"}}, {"invoice": {"renewalPayer": "on-file-or-other-by-invoice"}},
        {"renewal": {"windowDays": 60}}, {"renewal": {"windowDays": 120}}, {"renewal": {"awaitedDays": 0}}, {"renewal": {"awaitedDays": 3}},
        {"renewal": {"switchesOnAgain": "no"}}, {"renewal": {"switchesOnAgain": "no"}}, {"renewal": {"switchesOnAgain": "no"}},
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


def can(facts, day, action, changed, wish=None):
    """Whether something can be done on a day under either edition, as far as it had not been Canceled earlier."""
    for policy in both(changed):
        before, known = as_of(facts, day - DAY), as_of(facts, day)
        now = phase_by_facts(before, day, policy)[0] if before["terms"] else "active"
        now = now if now == "canceled" else phase_by_facts(known, day, policy)[0]
        if not decide_on(known, day, now, action, policy, wish or {})[0]:
            return False
    return True


def other_offering(rng, now):
    """Another product, which has stages."""
    return rng.choice([name for name in ("AutoCAD", "Civil 3D", "Maya", "Inventor") if name != now])


def sample_wish(rng, facts, day, policy):
    """What a renewal carries: nothing, or seats, a length and an offering other than it would have; where that is left open, nothing."""
    if rng.random() < 0.6 or day < max(FIRST_DAYS) or facts["kind"] != "subscription" or facts["offering"].startswith("Autodesk"):
        return {}
    facts, wish = as_of(facts, day), {}
    after, start = renewed(facts, day, policy, {}), renewal_date(facts)
    least = policy["change"]["minimumSeats"]
    if rng.random() < 0.6:
        now = seats(after, start, policy)
        wish["seats"] = rng.choice([number for number in (least, now - 1, now + 1, now + 2) if number >= least and number != now])
    if rng.random() < 0.4:
        wish["length"] = rng.choice([length for length in MONTHS if length != after["terms"][-1]["length"]])
    if rng.random() < 0.4:
        wish["offering"] = other_offering(rng, offering(after, start, policy))
    return wish


def step_changes(rng, facts, day, changed):
    """Something that is asked for on a day, whether it can be or not: its action, what it is asked with, and the changes it makes."""
    policy, known = editions.edition("Europe2024", changed), as_of(facts, day)
    renewal, now = renewal_date(known), seats(known, day, policy)
    asked = {"asked": show(day), "effective": show(renewal)}
    action = rng.choice(["add-seats", "reduce-seats", "reduce-seats", "change-term", "switch-product", "switch-auto-renew"])
    if action == "add-seats":
        return action, {}, seats_added(known, day, policy, rng.randint(1, 3))
    if action == "reduce-seats":
        number = now if other_seats_wait(known, now, policy) and rng.random() < 0.5 else rng.randint(1, max(1, now - 1))
        what = {"withdrawn": True} if number == now else {"seats": number}
        return action, {"to": number}, [dict(asked, what="seats", **what)]
    if action == "change-term":
        length = known["terms"][-1]["length"]
        if not pending(known, "term", policy) or rng.random() < 0.6:
            length = rng.choice([other for other in MONTHS if other != length])
        return action, {}, [dict(asked, what="term", length=length)]
    if action == "switch-product":
        name = offering(known, day, policy)
        if name.startswith("Autodesk"):
            return None
        if not pending(known, "product", policy) or rng.random() < 0.6:
            name = other_offering(rng, name)
        return action, {}, [dict(asked, what="product", offering=name)]
    switched = {"what": "auto-renew", "asked": show(day), "effective": show(day), "autoRenew": rng.random() < 0.35}
    return action, {}, [switched]


def step(rng, facts, day, changed):
    """The facts after something that was done on a day; None where it cannot be done."""
    policy, pick = editions.edition("Europe2024", changed), rng.random()
    renewal = renewal_date(as_of(facts, day))
    if pick < 0.4 or day >= renewal:
        if day >= renewal and rng.random() < 0.35:
            if "cancellation" in facts:  # whether it leaves room for the renewal is not worked out here
                return None
            failed = facts["failedCharges"] + [show(day)]
            return dict(facts, failedCharges=failed) if all(is_awaited(facts, day, p) for p in both(changed)) else None
        if facts["offering"] in policy["lapse"]["exemptOfferings"] and day >= renewal:
            return None
        wish = sample_wish(rng, facts, day, policy)
        if not can(facts, day, "renew", changed, wish):
            return None
        after = renewed(facts, day, policy, wish)
        if rng.random() < 0.2:
            switched = {"what": "auto-renew", "asked": show(day), "effective": show(day), "autoRenew": False}
            after["changes"] = after["changes"] + [switched]
        return after
    if pick < 0.45:
        days = [day, day, day + DAY, renewal - DAY, renewal, renewal + DAY]
        days += [renewal + rng.randint(2, 400) * DAY, day + rng.randint(2, 60) * DAY]
        cancellation = {"asked": show(day), "effective": show(max(day, rng.choice(days)))}
        return None if "cancellation" in facts else dict(facts, cancellation=cancellation)
    asked = step_changes(rng, facts, day, changed)
    if not asked or not can(facts, day, asked[0], changed, asked[1]) or has_number_within(as_of(facts, day), day, asked[0], policy):
        return None
    return dict(facts, changes=facts["changes"] + asked[2])


def has_number_within(facts, day, action, policy):
    """Whether a number of seats is pending before R, where it is not said what fewer seats are fewer than."""
    within = [when for when, _ in changes(facts, "seats", policy) if day < when < renewal_date(facts)]
    return action == "reduce-seats" and bool(within)


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
        expired, suspended = stage_days(facts, policy)
        edges = [0, 1, 2, expired, expired + 1, expired + suspended, expired + suspended + 1, rng.randint(0, 60)]
        if rng.random() < 0.5:
            invoice["paid"] = show(rng.choice([issued, due, due + rng.choice(edges) * DAY, due + rng.choice(edges) * DAY]))
        if net:
            invoice["netTerms"] = True
        if "paid" not in invoice and rng.random() < 0.3:
            invoice["nothingOwed"] = True
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
    facts["changes"], facts["failedCharges"] = [], []
    if anchor < max(FIRST_DAYS):
        facts["changes"].append({"what": "auto-renew", "asked": show(anchor), "effective": show(anchor), "autoRenew": rng.random() < 0.7})
    day = anchor
    for _ in range(rng.choice([0, 2, 4, 6, 8])):
        renewal = renewal_date(facts)
        opens = renewal - policy["renewal"]["windowDays"] * DAY
        days = [opens, opens + DAY, renewal - DAY, renewal, renewal, renewal + rng.randint(1, 44) * DAY]
        days += [some_day(rng, day + DAY, renewal - DAY)] * 4
        days = [other for other in days if other and other > day]
        after = step(rng, facts, rng.choice(days), changed) if days else None
        if after:
            facts, day = after, max(event_days(after) - {None})
    if rng.random() < 0.4:
        facts["invoices"] = sample_invoices(rng, facts, policy)
    return facts


def is_late(invoice):
    """Whether it was ever unpaid past its due date."""
    return not invoice.get("nothingOwed") and (not invoice.get("paid") or parse(invoice["paid"]) > parse(invoice["due"]))


def is_well_formed(facts, changed):
    """Nothing was bought or asked where it could not be, and what the rulebook leaves open does not occur."""
    terms = facts["terms"]
    asked = {parse(term["ordered"]) for term in terms[1:]} | {parse(failed) for failed in facts.get("failedCharges", [])}
    asked |= {parse(change["asked"]) for change in facts.get("changes", [])}
    at_once = {parse(c["asked"]) for c in facts.get("changes", []) if c["what"] == "seats" and c["asked"] == c["effective"]}
    known = dict(facts)
    canceled = known.pop("cancellation", None)
    if canceled:
        asked.add(parse(canceled["asked"]))
    for policy in both(changed):
        phases = dict(life(known, max(asked, default=first_day(facts)), policy))
        if any(phases[day][0] == "canceled" for day in asked) or any(phases[day][0] != "active" for day in at_once):
            return False
    return True


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
    edges += [parse(failed) for failed in facts.get("failedCharges", [])]
    if facts.get("cancellation"):
        edges += [parse(day) for day in facts["cancellation"].values()] * 2
    return max(first_day(facts), rng.choice(edges) + rng.choice([-1, 0, 0, 1, 1, 2]) * DAY)


def tidy(facts):
    """The facts without what is empty in them."""
    if "invoices" in facts:
        facts = dict(facts, invoices=[{key: value for key, value in invoice.items() if value != ""} for invoice in facts["invoices"]])
    return {key: value for key, value in facts.items() if value != []}


def draw(rng, is_open):
    """Draws until the facts are well-formed and nothing about that day is left open."""
    while True:
        changed = sample_changes(rng)
        facts = sample_facts(rng, changed)
        facts = tidy(facts)
        if is_well_formed(facts, changed):
            on = day_near(rng, facts)
            if not any(is_open(facts, on, policy) for policy in both(changed)):
                return facts, on, changed


def is_open_day(facts, on, policy):
    """Whether Flex tokens would be awaited, or a renewal that a cancellation refuses."""
    facts = as_of(facts, on)
    renewal = renewal_date(facts)
    if facts["kind"] == "flex-tokens":
        return renewal <= on < renewal + max(policy["renewal"]["awaitedDays"], 1) * DAY
    ends = canceled_from(facts)
    return bool(ends) and is_awaited(facts, on, policy) and ends < parse(next_term(facts, on, policy, {})["end"])


def is_open_status(facts, on, policy):
    """Also why it is Canceled, where there were several causes or one was taken away."""
    if is_open_day(facts, on, policy):
        return True
    if phase(facts, on, policy) != "canceled":
        return False
    renewal = renewal_date(as_of(facts, on))
    late = [invoice for invoice in facts.get("invoices", []) if is_late(invoice)]
    taken = any(invoice.get("paid") and parse(invoice["paid"]) <= on for invoice in late)
    return bool(late) and (taken or "cancellation" in facts or any(parse(invoice["due"]) >= renewal - DAY for invoice in late))


def is_open_state(facts, on, policy):
    """Whether it is a trial or Flex tokens, Canceled, or awaited while something is unpaid."""
    name, provisional, _ = phase_details(facts, on, policy)
    if facts["kind"] != "subscription" or name == "canceled" or is_open_day(facts, on, policy):
        return True
    return is_awaited(as_of(facts, on), on, policy) and not provisional


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


def is_open_decision(facts, on, action, policy, wish):
    """What the rulebook does not say of Flex tokens, of what was ordered before the edition, and of the day R of what has no stages."""
    then, canceled = as_of(facts, on), phase(facts, on, policy) == "canceled"
    if facts["kind"] == "flex-tokens" or is_open_day(facts, on, policy):
        return True
    if facts["kind"] == "subscription":
        stages, _ = rules_of_lapse(then, policy)
        if is_before(then, policy) and action == "reactivate":
            return True
        if not stages and ((action == "reactivate" and not canceled) or (action == "renew" and auto_renew(then, on, policy))):
            return True
        if not stages and canceled and "cancellation" in then:
            return True
        if has_number_within(then, on, action, policy) or (action == "extend" and changes(then, "term", policy)):
            return True
        if wish.keys() & set(CARRIED) and (on == renewal_date(then) or is_exempt(then, policy)):
            return True
    return decide(facts, on, action, policy, wish) != decide_by_day(facts, on, action, policy, wish)


def decide_by_day(facts, on, action, policy, wish):
    """The same decision where of the days before it counts what was known on them, but for a cancellation; only such as agree are drawn."""
    facts = as_of(facts, on)
    answers, history, events = {}, dict(life(facts, on, policy)), event_days(facts)
    for day, now in phases_around(facts, on, policy).items():
        if day in events and day <= on:
            then = dict(as_of(facts, day), **{key: facts[key] for key in ("cancellation",) if key in facts})
        answers[day] = decide_on(then, day, history[day][0] if day <= on else now, action, policy, wish)
    return decision(answers, on, years_after(facts))


def sample_decide(rng):
    """decide: one of the actions, `to` around the seats and the minimum, a renewal with changes or without, any payer."""
    while True:
        facts, on, changed = draw(rng, lambda facts, on, policy: facts["kind"] == "flex-tokens")
        action = "convert-trial" if facts["kind"] == "trial" and rng.random() < 0.5 else rng.choice(sorted(ACTIONS))
        wish = {}
        if action == "reduce-seats":
            now = facts["seats"]
            if facts["kind"] == "subscription":
                now = seats(as_of(facts, on), on, editions.edition("Europe2024", changed))
            wish = {"to": max(0, rng.choice([0, 1, 2, now - 1, now, now + 1]))}
        if action == "renew":
            wish = sample_wish(rng, facts, on, editions.edition("Europe2024", changed))
        if action == "renew-by-invoice":
            wish = {"payer": rng.choice(["none", "on-file", "on-file", "other-by-invoice"])}
        if not any(is_open_decision(facts, on, action, policy, wish) for policy in both(changed)):
            return dict({"facts": facts, "on": show(on), "action": action}, **wish), changed


def sample_renew(rng):
    """renew."""
    while True:
        facts, on, changed = draw(rng, lambda facts, on, policy: facts["kind"] == "flex-tokens")
        then = as_of(facts, on)  # nothing has happened yet when a renewal is made
        wish = sample_wish(rng, then, on, editions.edition("Europe2024", changed))
        if not any(is_open_decision(then, on, "renew", policy, wish) for policy in both(changed)):
            return dict({"facts": tidy(then), "on": show(on)}, **wish), changed


SAMPLE = {
    "gate": sample_gate, "status": sample_status, "access": sample_access, "entitlement": sample_entitlement,
    "decide": sample_decide, "state": sample_state, "renew": sample_renew,
}

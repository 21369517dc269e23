"""Refunds, as chapter 10 of the rulebook has them. Refusals in its order: kind, channel, window, amount."""

from fractions import Fraction

from civil import DAY, parse, show
from prices import in_minor_units, write_money

DIRECT = ("online", "quote", "sales")  # refund.direct-only; quote.direct-sale for the quote


def own_rule(kind, term):
    """The rule under which such a product is returned, and the names of its number of days; refund.excluded for all others."""
    if kind == "subscription":
        if term == "monthly":
            return "refund.monthly", "monthly"
        return "refund.long", {"annual": "annual", "three-year": "threeYear"}[term]
    if kind == "maintenance-plan":
        return "refund.maintenance", "maintenance"
    if kind == "flex-tokens":
        return "refund.flex", "flexTokens"
    return "refund.excluded", None


def counted_from(given, policy):
    """P (refund.days): the order, also of added seats and alignments (refund.scope); of a renewal the later of R and the order."""
    ordered = parse(given["ordered"])
    if given["event"] != "renewal":
        return ordered
    renewal = parse(given["renewal"])
    return {"later": max(ordered, renewal), "order": ordered, "renewal": renewal}[policy["refund"]["renewalFrom"]]


def days_after(day, count):
    """The day that comes so many days later; the day itself is day 0."""
    for _ in range(count):
        day += DAY
    return day


def is_bad_order(given, policy):
    """refund.days: whether a renewal was ordered before its window opened, or after the end of Suspended."""
    if given["event"] != "renewal":
        return False
    name = {"monthly": "monthly", "three-year": "threeYear"}.get(given.get("term"), "annual")
    ordered, renewal = parse(given["ordered"]), parse(given["renewal"])
    stages = policy["lapse"]["expiredDays"] + policy["lapse"]["suspendedDays"][name]
    return ordered < renewal - policy["renewal"]["windowDays"] * DAY or ordered >= renewal + stages * DAY


def refused_before_window(given, policy):
    """The rule that refuses whatever the day is: the kind, then the channel; None where only the window is left to ask."""
    rule, _ = own_rule(given["kind"], given.get("term"))
    if rule == "refund.excluded":
        return rule
    if rule == "refund.flex" and given["event"] == "renewal":
        return rule
    if given["channel"] not in DIRECT:
        return "refund.direct-only"
    if rule == "refund.monthly" and policy["refund"]["monthlyOnlineOnly"] == "yes" and given["channel"] != "online":
        return rule  # sold by the vendor (quote.direct-sale), but not online
    return None


def refund(given, policy):
    """refund.monthly, .long, .maintenance, .flex, .direct-only, .excluded, .scope, .days."""
    if is_bad_order(given, policy):
        return {"bad": "ordered"}
    never = refused_before_window(given, policy)
    if never:
        return {"allowed": False, "rule": never, "first": "", "last": "", "by": ""}
    rule, name = own_rule(given["kind"], given.get("term"))
    first, last = parse(given["ordered"]), days_after(counted_from(given, policy), policy["refund"][name])
    if last < first:
        # The days were over before the order was made (only where they count from R): there is no such day.
        return {"allowed": False, "rule": rule, "first": "", "last": "", "by": ""}
    return {
        "allowed": first <= parse(given["on"]) <= last, "rule": rule, "first": show(first), "last": show(last),
        "by": "made" if rule == "refund.monthly" else "started",
    }


MOST_TAXES = 4  # of one line


def bad_amount(line):
    """refund.amount: the amount of a line that cannot be: more tax than net but for up to four taxes rounded up (the whole of the rates
    is at most 100%, so that less than four minor units come on top), and net or tax that is returned without the other, but for net
    whose tax may be nothing, rounded down by as many taxes."""
    net, tax, returned_net, returned_tax = (in_minor_units(line[key])[1] for key in ("net", "tax", "returnedNet", "returnedTax"))
    if tax > (net + MOST_TAXES - 1 if net > 0 else 0):
        return "tax"
    if returned_net == 0 < returned_tax:
        return "returnedNet"
    if returned_tax == 0 < returned_net and Fraction(tax * returned_net, net) >= MOST_TAXES:
        return "returnedTax"
    return None


def refund_amount(given, policy):
    """refund.amount: what was paid, net and tax apart, less what was returned; refused where nothing is left to return."""
    answer = refund(given, policy)
    if "bad" in answer:
        return answer
    bad = [field for field in map(bad_amount, given["paid"]) if field]
    if bad:
        return {"bad": bad[0]}
    if not answer["allowed"]:
        return {"refused": answer["rule"]}
    net = tax = 0
    for line in given["paid"]:
        currency, paid = in_minor_units(line["net"])
        net += paid - in_minor_units(line["returnedNet"])[1]
        tax += in_minor_units(line["tax"])[1] - in_minor_units(line["returnedTax"])[1]
    if net == 0 and tax == 0:
        return {"refused": "refund.amount"}
    return {"net": write_money(currency, net), "tax": write_money(currency, tax), "total": write_money(currency, net + tax)}


ASK = {"refund": refund, "refund-amount": refund_amount}


# Samples

def nasty_day(rng):
    """Days 28 to 31, leap days and other days."""
    year = rng.randint(2023, 2035)
    pick = rng.random()
    if pick < 0.2:
        return parse(f"{rng.choice([2024, 2028, 2032])}-02-29")
    if pick < 0.65:
        month = rng.choice(["01", "03", "05", "07", "08", "10", "12"])
        return parse(f"{year}-{month}-{rng.randint(28, 31)}")
    if pick < 0.75:
        return parse(f"{year}-02-28")
    return parse(f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}")


def sample_changes(rng):
    """Readings of chapter 10, and other windows and stages; mostly none."""
    if rng.random() < 0.7:
        return {}
    if rng.random() < 0.3:
        return rng.choice([{"renewal": {"windowDays": 60}}, {"lapse": {"expiredDays": 10}}, {"lapse": {"suspendedDays": {"annual": 15}}}])
    return {"refund": rng.choice([
        {"monthlyOnlineOnly": "no"}, {"renewalFrom": "order"}, {"renewalFrom": "renewal"}, {"renewalFrom": "renewal"},
        {"monthly": 14}, {"annual": 14}, {"threeYear": 60}, {"maintenance": 31}, {"flexTokens": 1},
        {"monthlyOnlineOnly": "no", "renewalFrom": "order"},
    ])}


def sample_refund(rng):
    """A random order and a day around an edge of its window, never before the order of a purchase."""
    kind = rng.choice(["subscription"] * 30 + ["flex-tokens", "maintenance-plan"] * 5 + [
        "trial", "consulting", "platform-subscription", "extra-territory-rights", "cloud-credits", "membership-fee", "other-product"])
    given = {"kind": kind}
    if kind == "subscription":
        given["term"] = rng.choice(["monthly", "monthly", "annual", "three-year"])
    given["channel"] = rng.choice(["online"] * 5 + ["quote", "sales", "quote", "sales", "reseller", "retailer"])
    events = ["purchase"]
    if kind in ("subscription", "flex-tokens", "maintenance-plan"):
        events += ["renewal", "renewal"]
    if kind == "subscription":
        events += ["seats"] if given["term"] == "monthly" else ["seats", "alignment"]
    given["event"] = rng.choice(events)
    ordered = nasty_day(rng)
    given["ordered"], given["renewal"] = show(ordered), ""
    changes = sample_changes(rng)
    if given["event"] == "renewal":
        # Early by up to 90 days, late by up to 44 (monthly 29), or on the day itself; of subscriptions also a day too far away.
        late = 29 if given.get("term") == "monthly" else 44
        shift = rng.choice([0, 1, -1, 90, 89, -late, 1 - late, rng.randint(-late, 90), 91, 60, 61, -1 - late])
        if kind != "subscription":
            shift = max(-14, min(shift, 60))  # what stages a maintenance plan has is left open
        renewal = ordered
        for _ in range(abs(shift)):
            renewal = renewal + DAY if shift > 0 else renewal - DAY
        given["renewal"] = show(renewal)
    edges = [ordered, days_after(ordered, rng.choice([14, 15, 30, 31, 60]))]
    if given["event"] == "renewal":
        edges += [renewal, days_after(max(ordered, renewal), rng.choice([15, 30])), days_after(renewal, rng.choice([15, 30]))]
    on = rng.choice(edges) + rng.choice([-1, 0, 1]) * DAY
    if given["event"] == "purchase":
        on = max(on, ordered)
    given["on"] = show(on)
    return given, changes


def sample_refund_amount(rng):
    """The same with lines paid; from time to time everything has been returned."""
    given, changes = sample_refund(rng)
    if rng.random() < 0.7:
        given["on"] = given["ordered"]
    currency = rng.choice(["EUR", "EUR", "JPY", "KWD"])
    whole, given["paid"] = rng.random() < 0.12, []
    for _ in range(rng.randint(1, 3)):
        net = rng.choice([1, 99, rng.randint(1, 500000)])
        tax = rng.choice([0, net * 21 // 100])
        back = rng.choice([0, 0, net, rng.randint(0, net)])
        back_tax = 0 if back == 0 else tax if back == net else tax * back // net
        if whole:
            back, back_tax = net, tax
        values = {"net": net, "tax": tax, "returnedNet": back, "returnedTax": back_tax}
        given["paid"].append({key: write_money(currency, value) for key, value in values.items()})
    return given, changes


SAMPLE = {"refund": sample_refund, "refund-amount": sample_refund_amount}

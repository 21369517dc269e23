"""Invoices, orders and quotes, as chapters 8 and 9 of the rulebook have them. Money is counted in whole minor units, rates are Fraction."""

import string
from fractions import Fraction

from civil import DAY, add_months, parse, show
from coterming import earlier, later
from dates import months_from, random_term, term_end
from prices import ask_price, ask_split, has_gone, in_minor_units, real_days, rounded, standard_days, write_money
from refunds import nasty_day

FLEX = "flex-tokens"
METHODS = {  # order.payment-methods
    "online": ("card", "paypal", "direct-debit"),
    "sales": ("card", "paypal", "direct-debit", "purchase-order"),
    "quote": ("card", "paypal", "direct-debit", "pay-by-invoice"),
}
DIRECT = ("online", "quote", "sales")  # quote.direct-sale for the quote


def decision(allowed, rule, days=()):
    """A decision; days are those on which the answer is yes, in their order."""
    days = list(days)
    first, last = (show(days[0]), show(days[-1])) if days else ("", "")
    return {"allowed": allowed, "rule": rule, "first": first, "last": last}


def before_edition(day, policy):
    """edition.gate: the first day is included."""
    return day < parse(policy["firstDay"])


def percentage(text):
    """A rate such as 5.5%, exactly."""
    assert text.endswith("%")
    return Fraction(text[:-1]) / 100


def tax_on(net, rate):
    """invoice.tax: half away from zero to a whole minor unit."""
    return rounded(net * percentage(rate), "half-up")


def taxes_of(line):
    """The taxes of a line, each a name, empty for none, and a rate, from "21%" or "GST 5% + QST 9.975%"."""
    taxes = [tuple(part.rpartition(" ")[::2]) for part in line["taxes"].split(" + ")]
    names = [name for name, _ in taxes]
    assert len(taxes) == 1 or len(set(names)) == len(names) and all(names)
    return taxes


def is_more_than_net(taxes):
    """invoice.tax: whether the rates of a line are more than 100% in all."""
    return sum(percentage(rate) for _, rate in taxes) > 1


def nets_by_tax(lines):
    """invoice.tax: the nets of the lines of a document, summed by tax, in the order in which the taxes are first met."""
    sums = {}
    for net, taxes in lines:
        for tax in taxes:
            sums[tax] = sums.get(tax, 0) + net
    return sums


def tax_of_line(net, taxes):
    """invoice.tax: every tax of a line is of its net price, and rounded by itself."""
    return sum(tax_on(net, rate) for _, rate in taxes)


def taxes_of_all(lines, policy):
    """invoice.tax: what the lines come to for each tax, each line a net and its taxes: rounded by line, or once."""
    shown = []
    for tax, net in nets_by_tax(lines).items():
        by_line = sum(tax_on(units, tax[1]) for units, taxes in lines if tax in taxes)
        shown.append((tax, net, tax_on(net, tax[1]) if policy["invoice"]["taxRounding"] == "per-rate" else by_line))
    return shown


def tax_of(lines, policy):
    """invoice.tax: the whole tax of lines."""
    return sum(units for _, _, units in taxes_of_all(lines, policy))


def total_of(lines):
    """The currency of amounts, and their sum in minor units."""
    read = [in_minor_units(text) for text in lines]
    assert len({currency for currency, _ in read}) == 1
    return read[0][0], sum(units for _, units in read)


# Invoices

def first_charge(given, policy):
    """invoice.annual-instalments: at the transaction; for an early renewal by the two readings, on R where it is paid by invoice."""
    ordered = parse(given["ordered"])
    if not given["renewal"] or ordered >= parse(given["start"]):
        return ordered
    reading = policy["invoice"]["earlyFirstByInvoice" if "netDays" in given else "earlyFirst"]
    return {"at-order": ordered, "at-renewal": parse(given["start"])}[reading]


def charge_dates(given, policy):
    """invoice.annual-instalments: a three-year subscription in parts, the later ones on the anniversaries of its start; else once."""
    dates = [first_charge(given, policy)]
    if given["kind"] == "subscription" and given["term"] == "three-year":
        before = before_edition(parse(given["ordered"]), policy)
        parts = policy["invoice"]["instalmentsBefore" if before else "instalments"]
        anchor, start = parse(given["anchor"]), parse(given["start"])
        place = months_from(anchor, start)
        for year in range(1, parts):
            day = add_months(anchor, place + 12 * year)
            assert day < parse(given["end"])  # R is never an anniversary on which something is invoiced
            dates.append(max(day, parse(given["ordered"])))  # a renewal pays at once what is due already
    return dates


def ask_instalments(given, policy):
    """invoice.annual-instalments, invoice.split and invoice.net-terms"""
    if "netDays" in given and given["kind"] != FLEX and before_edition(parse(given["ordered"]), policy):
        return {"refused": "edition.before"}
    dates = charge_dates(given, policy)
    amounts = ask_split({"amount": given["amount"], "parts": len(dates)}, policy)["parts"]
    return {"instalments": [
        {"date": show(day), "due": show(later(day, given.get("netDays", 0))), "amount": amount} for day, amount in zip(dates, amounts)
    ]}


def due_date(given):
    """invoice.net-terms: without net terms an invoice is due on its own date."""
    return later(parse(given["issued"]), given.get("netDays", 0))


def ask_invoice(given, policy):
    """invoice.tax: by line or by rate, shown apart, the named ones by their names; and invoice.net-terms"""
    currency = given["lines"][0]["unitPrice"].split(" ")[0]
    lines = [(in_minor_units(line["unitPrice"])[1] * line["quantity"], taxes_of(line)) for line in given["lines"]]
    if any(is_more_than_net(taxes) for _, taxes in lines):
        return {"bad": "taxes"}
    net, tax = sum(units for units, _ in lines), tax_of(lines, policy)
    shown = {}
    if policy["invoice"]["taxRounding"] == "per-line":
        shown["taxes"] = [write_money(currency, tax_of_line(*line)) for line in lines]
    if not shown or any(name for _, taxes in lines for name, _ in taxes):
        shown["rates"] = [
            dict({"name": name} if name else {}, rate=rate, net=write_money(currency, units), tax=write_money(currency, of))
            for (name, rate), units, of in taxes_of_all(lines, policy)
        ]
    return dict(
        shown, due=show(due_date(given)), net=write_money(currency, net), tax=write_money(currency, tax),
        total=write_money(currency, net + tax),
    )


def ask_overdue(given, policy):
    """invoice.net-terms: the due date itself is in time."""
    return {"overdue": parse(given["on"]) > due_date(given)}


def ask_add_payer(given, policy):
    """invoice.payers: the addresses of one payer number; one that is on file already, in whatever case, does not count again."""
    on_file = {address.lower() for address in given["payers"]} | {given["add"].lower()}
    return {"allowed": len(on_file) <= policy["invoice"]["payersPerPayerNumber"], "rule": "invoice.payers"}


def pay(due, available):
    """Pays invoices in their order; changes what is due of each, and returns what is left of the money."""
    for place, open_units in enumerate(due):
        paid = min(open_units, available)
        due[place] -= paid
        available -= paid
    return available


def ask_settle(given, policy):
    """invoice.pay: the credit notes in their order, then the cash balance, then the payment."""
    if given["method"] in ("purchase-order", "pay-by-invoice"):
        return {"refused": "invoice.pay"}
    currency, cash = in_minor_units(given["cashBalance"])
    due = [in_minor_units(invoice["amount"])[1] for invoice in given["invoices"]]
    notes = [pay(due, in_minor_units(note["amount"])[1]) for note in given["creditNotes"]]
    cash = pay(due, cash)
    assert pay(due, in_minor_units(given["amount"])[1]) == 0
    return {
        "invoices": [write_money(currency, units) for units in due], "creditNotes": [write_money(currency, units) for units in notes],
        "cashBalance": write_money(currency, cash),
    }


# Orders

def ask_compose(given, policy):
    """order.one-kind: one order for each kind, licence and term, in the order of their first lines."""
    orders = {}
    for place, line in enumerate(given["basket"], 1):
        orders.setdefault((line["kind"], line["licence"], line.get("term")), []).append(place)
    return {"orders": list(orders.values()), "allowed": len(orders) == 1}


def refused_order(given, policy):
    """Why nothing can be ordered that way: quote.available before the gate, then order.tax-exempt; None where it can.

    Whether a quote, which is paid at the same checkout, counts as online is a reading.
    """
    if given["channel"] == "quote" and given["kind"] != FLEX and before_edition(parse(given["on"]), policy):
        return "edition.before"
    if given["channel"] == "quote" and given.get("segment") == "public-sector" and policy["order"]["publicSector"] == "no":
        return "quote.available"
    online = ("online", "quote") if policy["order"]["quoteCountsAsOnline"] == "yes" else ("online",)
    if given["channel"] in online and given["taxExempt"]:
        return "order.tax-exempt"
    return None


def ask_can_order(given, policy):
    """order.tax-exempt and quote.available: the condition that was looked at last allows."""
    refused = refused_order(given, policy)
    allowing = {"quote": "quote.available", "online": "order.tax-exempt"}.get(given["channel"], "order.payment-methods")
    return {"allowed": refused is None, "rule": refused or allowing}


def is_above_ceiling(total, policy):
    """order.payment-methods: whether a total is above the edition's ceiling in its currency, if there is one; exactly that is not."""
    if total is None:
        return False
    currency, units = in_minor_units(total)
    ceilings = dict(map(in_minor_units, policy["order"]["cardCeilings"]))
    return currency in ceilings and units > ceilings[currency]


def ask_can_pay(given, policy):
    """order.payment-methods; a renewal can also be paid by invoice, from the edition's first day on (invoice.by-renewal).

    A late renewal with changes goes through a partner: it is taken by quote alone, from that day on (renewal.with-changes).
    """
    by_invoice = given.get("renewal", False) and given["method"] == "pay-by-invoice"
    by_partner = given.get("route") == "partner"
    if (by_invoice or by_partner) and before_edition(parse(given["on"]), policy):
        return {"allowed": False, "rule": "edition.before"}
    refused = refused_order(given, policy)
    if refused:
        return {"allowed": False, "rule": refused}
    if by_partner and given["channel"] != "quote":
        return {"allowed": False, "rule": "renewal.with-changes"}
    if by_invoice and given["method"] not in METHODS[given["channel"]]:
        takes = {"on-file": ("on-file",), "on-file-or-other-by-invoice": ("on-file", "other-by-invoice")}
        payer = given.get("payer", "on-file") in takes[policy["invoice"]["renewalPayer"]]
        return {"allowed": payer, "rule": "invoice.by-renewal"}
    if given["method"] in ("card", "paypal") and is_above_ceiling(given.get("total"), policy):
        return {"allowed": False, "rule": "order.payment-methods"}
    return {"allowed": given["method"] in METHODS[given["channel"]], "rule": "order.payment-methods"}


def ask_direct(given, policy):
    """quote.direct-sale"""
    return {"direct": given["channel"] in DIRECT}


def ask_net_terms(given, policy):
    """order.check-order: mismatch, then overdue, then credit. The gate comes before them all."""
    account, order, on = given["account"], given["order"], parse(given["on"])
    if order["kind"] != FLEX and before_edition(on, policy):
        return {"reasons": ["edition.before"]}
    reasons = []
    same_payer = order["payer"].lower() in [address.lower() for address in account["payers"]]
    if order["customerNumber"] != account["customerNumber"] or not same_payer:
        reasons.append("order.payer-mismatch")
    unpaid = [invoice for invoice in account["unpaid"] if not invoice.get("nothingOwed")]  # one of nothing is not unpaid (lapse.start)
    if any(parse(invoice["due"]) < on for invoice in unpaid):
        reasons.append("order.overdue-balance")
    total, credit = in_minor_units(order["total"])[1], in_minor_units(account["credit"])[1]
    within = total <= credit if policy["order"]["equalCreditPasses"] == "yes" else total < credit
    too_many = account["tooMany"] != 0 and len(unpaid) > account["tooMany"]
    if not within or too_many:
        reasons.append("order.insufficient-credit")
    return {"reasons": reasons}


def seconds(duration):
    """Reads a duration of hours, minutes and seconds: 24h0m0s."""
    count, digits = 0, ""
    for letter in duration:
        if letter in string.digits:
            digits += letter
        else:
            count += int(digits) * {"h": 3600, "m": 60, "s": 1}[letter]
            digits = ""
    assert digits == ""
    return count


def ask_notice(given, policy):
    """order.charge-when-ready, order.confirmation and order.insufficient-credit speak of a time."""
    names = {"order.charge-when-ready": "processing", "order.confirmation": "confirmation", "order.insufficient-credit": "quoteReopening"}
    name = names.get(given["rule"])
    return {"within": seconds(policy["order"][name]) if name else 0}


# Quotes

def validity(given, policy):
    """quote.valid: the days from its issue through its expiry date."""
    issued, expires = parse(given["issued"]), parse(given["expires"])
    return real_days(issued, expires + DAY if policy["order"]["quoteLastDay"] == "yes" else expires)


def ask_quote(given, policy):
    """quote.contents: each line is a prorated price less its discount, with its own tax; and quote.available for subscriptions."""
    if before_edition(parse(given["issued"]), policy):
        return {"refused": "edition.before"}
    lines, days = [], validity(given, policy)
    for line in given["lines"]:
        lines.append((in_minor_units(ask_price(line, policy)["amount"])[1] - in_minor_units(line["discount"])[1], taxes_of(line)))
    net, tax = sum(units for units, _ in lines), tax_of(lines, policy)
    currency, discount = total_of([line["discount"] for line in given["lines"]])
    return {
        "first": show(days[0]), "last": show(days[-1]), "net": write_money(currency, net), "tax": write_money(currency, tax),
        "total": write_money(currency, net + tax), "discount": write_money(currency, discount),
    }


def ask_accept(given, policy):
    """quote.valid; an acceptance is of Flex tokens, which have no gate. One that was made can only be made again on its day."""
    days = [day for day in validity(given, policy) if not has_gone(given.get("currency", "EUR"), show(day))]
    if given.get("accepted"):
        days = [day for day in days if show(day) == given["accepted"]]
    return decision(parse(given["on"]) in days, "quote.valid", days)


ASK = {
    "instalments": ask_instalments, "invoice": ask_invoice, "overdue": ask_overdue, "add-payer": ask_add_payer, "settle": ask_settle,
    "compose": ask_compose, "can-order": ask_can_order, "can-pay": ask_can_pay,
    "direct": ask_direct, "quote": ask_quote, "accept": ask_accept, "net-terms": ask_net_terms, "notice": ask_notice,
}


# Samples

KINDS = [
    "subscription", "subscription", "subscription", FLEX, FLEX, "maintenance-plan", "consulting", "platform-subscription",
    "extra-territory-rights", "cloud-credits", "membership-fee", "other-product",
]
ALL_METHODS = ["card", "paypal", "direct-debit", "bank-transfer", "credit-note", "cash-balance", "purchase-order", "pay-by-invoice"]
CHANNELS = ["online", "quote", "sales", "reseller", "retailer"]
RATES = ["0%", "5.5%", "6%", "7.25%", "12%", "21%", "21%", "19.6%", "33.33%", "50%", "100%"]
FIRST_DAY = parse("2024-09-16")
NET_DAYS = [0, 1, 14, 30, 30, 31, 45, 60, 90]


def some_amount(rng, currency, most=5000000):
    """From one minor unit on, often one that leaves a spare unit or half of one."""
    return write_money(currency, rng.choice([1, 2, 3, 4, 5, 10, 50, 99, 100, 101, 36500, 109500, 100000, rng.randint(1, most)]))


def some_currency(rng):
    return rng.choice(["EUR", "EUR", "JPY", "KWD"])


def some_day(rng, gated):
    """A day after the first days of both editions; else one around them, now and then."""
    if not gated and rng.random() < 0.3:
        return FIRST_DAY + rng.choice([-98, -97, -99, -30, -2, -1, 0, 1]) * DAY
    day = nasty_day(rng)
    while gated and day < FIRST_DAY:
        day = nasty_day(rng)
    return day


def sample_instalments(rng):
    """A purchase, or a renewal on the day, early or late; without a term only a purchase."""
    kind = rng.choice(["subscription"] * 9 + KINDS)
    given, changes, currency = {"kind": kind}, {}, some_currency(rng)
    if kind != "subscription":
        given.update(ordered=show(some_day(rng, False)), renewal=False)
    else:
        term, anchor, start = random_term(rng)
        if rng.random() < 0.7:
            term, start = "three-year", add_months(anchor, 12 * rng.choice([0, 1, 3, 3, 4, 6]))
        ordered, renewal = start, start > anchor
        if renewal:
            late = [0, 0, 1, 15, 29] if term == "monthly" else [0, 0, 1, 15, 30, 44]
            ordered = rng.choice([earlier(start, rng.choice([1, 2, 15, 60, 89, 90])), later(start, rng.choice(late))])
        given.update(term=term, anchor=show(anchor), start=show(start), end=show(term_end(anchor, start, term)), ordered=show(ordered))
        given["renewal"] = renewal
    given["amount"] = some_amount(rng, currency)
    if rng.random() < 0.45:
        given["netDays"] = rng.choice(NET_DAYS)
    if rng.random() < 0.4:
        changes = rng.choice([{"instalments": 1}, {"instalments": 2}, {"instalmentsBefore": 3}, {"earlyFirstByInvoice": "at-order"}])
        if parse(given["ordered"]) >= FIRST_DAY and rng.random() < 0.4:
            changes = {"earlyFirst": "at-renewal"}
        changes = {"invoice": changes}
    return given, changes


def sample_lines(rng, currency):
    def line():
        quantity = rng.choice([1, 1, 2, 3, 7, 100, rng.randint(1, 10000)])
        return {"quantity": quantity, "unitPrice": some_amount(rng, currency), "taxes": rng.choice(taxes)}

    taxes = [sample_taxes(rng) for _ in range(rng.randint(1, 3))]
    return [line() for _ in range(rng.randint(1, 5))]


def sample_taxes(rng):
    """Usually one tax without a name."""
    if rng.random() < 0.6:
        return rng.choice(RATES)
    names = rng.sample(["GST", "QST", "PST", "State tax"], rng.randint(1, 4))
    while True:
        taxes = [(name, rng.choice(RATES)) for name in names]
        if not is_more_than_net(taxes):
            return " + ".join(f"{name} {rate}" for name, rate in taxes)


def sample_invoice(rng):
    given = {"issued": show(some_day(rng, True)), "lines": sample_lines(rng, some_currency(rng))}
    if rng.random() < 0.6:
        given["netDays"] = rng.choice(NET_DAYS)
    return given, sample_tax_rounding(rng)


def sample_tax_rounding(rng):
    return {"invoice": {"taxRounding": "per-rate"}} if rng.random() < 0.5 else {}


def sample_overdue(rng):
    issued = some_day(rng, True)
    given, net = {"issued": show(issued)}, 0
    if rng.random() < 0.7:
        given["netDays"] = net = rng.choice(NET_DAYS)
    given["on"] = show(max(issued, later(issued, net) + rng.choice([-1, 0, 0, 1, 1, 2, 30]) * DAY))
    return given, {}


def sample_case(rng, address):
    """The same address, at times in another case."""
    return rng.choice([address, address, address.upper(), address.title()])


def sample_add_payer(rng):
    """Around the limit."""
    changes = {"invoice": {"payersPerPayerNumber": rng.choice([1, 2, 6])}} if rng.random() < 0.3 else {}
    count = rng.choice([0, 1, 2, 3, 4, 4, 5, 5, 5])
    if changes:
        limit = changes["invoice"]["payersPerPayerNumber"]
        count = rng.choice([limit - 1, limit])
    payers = [f"payer{number}@example.com" for number in range(1, count + 1)]
    return {"payers": [sample_case(rng, payer) for payer in payers], "add": "new@example.com", "on": show(some_day(rng, True))}, changes


def sample_settle(rng):
    """The payment is at most what the credit leaves open."""
    currency = some_currency(rng)

    def numbered(letter, count):
        return [{"number": f"{letter}{place}", "amount": some_amount(rng, currency, 100000)} for place in range(1, count + 1)]

    invoices, notes = numbered("I", rng.randint(1, 4)), numbered("C", rng.randint(0, 3))
    cash = rng.choice([write_money(currency, 0), some_amount(rng, currency, 100000)])
    due = [in_minor_units(invoice["amount"])[1] for invoice in invoices]
    for note in notes:
        pay(due, in_minor_units(note["amount"])[1])
    pay(due, in_minor_units(cash)[1])
    amount = rng.choice([sum(due), sum(due), due[0], rng.randint(0, sum(due))])
    return {
        "invoices": invoices, "creditNotes": notes, "cashBalance": cash,
        "method": rng.choice(["card", "paypal", "direct-debit", "bank-transfer"]), "amount": write_money(currency, amount),
    }, {}


def sample_compose(rng):
    """Few kinds and terms, so that some lines go together."""
    basket = []
    for place in range(rng.randint(1, 6)):
        kind = rng.choice(["subscription", "subscription", "subscription", FLEX, "consulting"])
        licence = rng.choice(["named-user", "named-user", "premium"])
        line = {"product": rng.choice(["AutoCAD", "Revit", "Maya"]), "kind": kind, "licence": licence}
        if kind == "subscription":
            line["term"] = rng.choice(["monthly", "annual", "annual", "three-year"])
        basket.append(line)
    return {"basket": basket, "on": show(some_day(rng, True))}, {}


def some_kind(rng, channel):
    """Of quotes for other things than subscriptions and Flex tokens the rulebook does not speak."""
    return rng.choice(["subscription", FLEX] if channel == "quote" else KINDS)


def sample_can_order(rng):
    channel = rng.choice(CHANNELS + ["online", "quote", "quote"])
    given = {"kind": some_kind(rng, channel), "channel": channel, "taxExempt": rng.random() < 0.4}
    if rng.random() < 0.3:
        given["segment"] = rng.choice(["commercial", "public-sector"])
    return dict(given, on=show(some_day(rng, channel != "quote"))), sample_exempt_quote(rng)


def sample_exempt_quote(rng):
    return {"order": {"quoteCountsAsOnline": "yes"}} if rng.random() < 0.4 else {}


def sample_can_pay(rng):
    """The channels that the rulebook names methods for; renewals are of subscriptions."""
    channel = rng.choice(["online", "quote", "quote", "sales"])
    given = {"kind": some_kind(rng, channel), "channel": channel, "taxExempt": rng.random() < 0.3, "method": rng.choice(ALL_METHODS)}
    if given["kind"] == "subscription" and rng.random() < 0.5:
        given["renewal"] = True
        if rng.random() < 0.4:
            given["method"] = "pay-by-invoice"
        given["payer"] = rng.choice(["none", "on-file", "on-file", "other-by-invoice"])
    if rng.random() < 0.3:
        given["segment"] = rng.choice(["commercial", "public-sector"])
    if rng.random() < 0.4:
        given["total"] = rng.choice(["USD 24999.99", "USD 25000.00", "USD 25000.01", "EUR 25000.01", "JPY 9000000"])
    by_invoice = "renewal" in given and given["method"] == "pay-by-invoice"
    return dict(given, on=show(some_day(rng, channel != "quote" and not by_invoice))), sample_exempt_quote(rng)


def sample_direct(rng):
    return {"channel": rng.choice(CHANNELS)}, {}


def sample_days_of_quote(rng, changes):
    issued = some_day(rng, True)
    shortest = 1 if changes else 0
    return issued, later(issued, rng.choice([shortest, 1, 14, 30, 60]))


def sample_last_day(rng):
    return {"order": {"quoteLastDay": "no"}} if rng.random() < 0.3 else {}


def sample_quote(rng):
    """A discount is at most the price; where the rounding of the price is changed no line has tax."""
    changes = sample_last_day(rng)
    issued, expires = sample_days_of_quote(rng, changes)
    if rng.random() < 0.1:
        issued, expires = earlier(parse("2024-06-10"), 40), earlier(parse("2024-06-10"), rng.choice([1, 2, 10]))
    if rng.random() < 0.25:
        changes["proration"] = {"rounding": rng.choice(["half-even", "up", "down"])}
    elif rng.random() < 0.4:
        changes.update(sample_tax_rounding(rng))
    currency, lines = some_currency(rng), []
    plain = {"proration": {"rounding": "down", "roundAt": "line", "standardDays": {"monthly": 30, "annual": 365, "threeYear": 1095}}}
    for _ in range(rng.randint(1, 4)):
        term = rng.choice(["monthly", "annual", "three-year"])
        whole = standard_days(term, plain)
        line = {
            "srp": some_amount(rng, currency), "term": term, "days": rng.choice([1, 15, whole - 1, whole, rng.randint(1, whole)]),
            "seats": rng.choice([1, 1, 2, 3, 10]), "taxes": "0%" if "proration" in changes else sample_taxes(rng),
        }
        most = in_minor_units(ask_price(line, plain)["amount"])[1]
        line["discount"] = write_money(currency, rng.choice([0, 0, most, rng.randint(0, most)]))
        lines.append(line)
    return {"issued": show(issued), "expires": show(expires), "lines": lines}, changes


def sample_accept(rng):
    changes = sample_last_day(rng)
    issued, expires = sample_days_of_quote(rng, changes)
    on = rng.choice([issued, expires, expires]) + rng.choice([-1, 0, 1]) * DAY
    given = {"issued": show(issued), "expires": show(expires), "on": show(on)}
    if rng.random() < 0.3:
        given["accepted"] = show(issued)
    return given, changes


def sample_net_terms(rng):
    """Any of the three can fail; as many open invoices as are allowed is left out, the rulebook does not say which side that is on."""
    on, currency = some_day(rng, False), some_currency(rng)
    credit = in_minor_units(some_amount(rng, currency))[1]
    count, away = rng.choice([0, 0, 1, 2, 4]), [-30, -1, 0, 1, 30, 30, 30]
    unpaid = [{"number": str(number), "due": show(on + rng.choice(away) * DAY)} for number in range(1, count + 1)]
    too_many = rng.choice([0, 0, count + 1, count + 3, max(0, count - 1)])
    payers = [f"payer{number}@example.com" for number in range(1, rng.randint(2, 6))]
    account = {
        "customerNumber": "5501", "payers": payers, "unpaid": unpaid, "credit": write_money(currency, credit), "tooMany": too_many}
    order = {
        "kind": rng.choice(["subscription", "subscription", FLEX, "maintenance-plan"]),
        "customerNumber": rng.choice(["5501"] * 4 + ["5502"]),
        "payer": rng.choice([sample_case(rng, payers[0]), sample_case(rng, payers[-1]), payers[0], "other@example.com"]),
        "total": write_money(currency, max(1, credit + rng.choice([-100, -1, 0, 0, 1]))),
    }
    changes = {"order": {"equalCreditPasses": "no"}} if rng.random() < 0.3 else {}
    return {"account": account, "order": order, "on": show(on)}, changes


def sample_notice(rng):
    rule, channels = rng.choice([
        ("order.charge-when-ready", ["online", "sales", "quote"]), ("order.confirmation", ["online", "sales", "quote"]),
        ("order.insufficient-credit", ["quote"]), ("order.vendor-setup", ["quote"]),
    ])
    changes = {}
    if rng.random() < 0.3:
        name = rng.choice(["processing", "confirmation", "quoteReopening"])
        changes = {"order": {name: rng.choice(["12h0m0s", "1h30m0s", "0h20m30s", "48h0m0s"])}}
    return {"rule": rule, "channel": rng.choice(channels)}, changes


SAMPLE = {
    "instalments": sample_instalments, "invoice": sample_invoice, "overdue": sample_overdue, "add-payer": sample_add_payer,
    "settle": sample_settle, "compose": sample_compose, "can-order": sample_can_order,
    "can-pay": sample_can_pay, "direct": sample_direct, "quote": sample_quote, "accept": sample_accept, "net-terms": sample_net_terms,
    "notice": sample_notice,
}

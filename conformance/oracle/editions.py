"""The numbers and default readings of the published editions, from the rulebook."""

import copy

EUROPE = {
    "name": "Europe2024", "region": "Europe", "firstDay": "2024-09-16",
    "gate": {"productSwitch": "by-act", "termChange": "by-term", "addedSeats": "by-act", "extension": "by-term"},
    "proration": {
        "standardDays": {"monthly": 30, "annual": 365, "threeYear": 1095}, "dayCount": "standard", "rounding": "half-up", "roundAt": "line",
    },
    "renewal": {"windowDays": 90, "awaitedDays": 1, "switchesOnAgain": "yes"},
    "lapse": {
        "expiredDays": 15, "suspendedDays": {"monthly": 15, "annual": 30, "threeYear": 30, "flexTokens": 30},
        "exemptUnpaidStops": "no", "exemptLateRenewal": "no", "stagesBeforeEdition": "no",
        "exemptOfferings": [
            "Autodesk BIM Collaborate", "Autodesk BIM Collaborate Pro", "Autodesk Build 500", "Autodesk Build 5000",
            "Autodesk Build Unlimited", "Autodesk Docs", "Autodesk Takeoff", "Autodesk Workshop XR",
        ],
    },
    "change": {"minimumSeats": 1, "addSeatsWhileExpired": "no", "followsEarlyRenewal": "no"},
    "coterm": {
        "annual": {"fromTransaction": 15, "fromRenewal": 12}, "threeYear": {"fromTransaction": 39, "fromRenewal": 36},
        "limits": "both", "limitDay": "yes", "fromEnd": "no", "reAnchor": "yes", "extendCharge": "at-once",
    },
    "invoice": {
        "instalments": 3, "instalmentsBefore": 1, "earlyFirst": "at-order", "earlyFirstByInvoice": "at-renewal",
        "payersPerPayerNumber": 5, "taxRounding": "per-line", "renewalPayer": "on-file",
    },
    "order": {
        "processing": "24h0m0s", "confirmation": "24h0m0s", "quoteReopening": "15m0s", "quoteLastDay": "yes", "equalCreditPasses": "yes",
        "quoteCountsAsOnline": "no", "publicSector": "yes", "cardCeilings": [],
    },
    "refund": {
        "monthly": 15, "annual": 30, "threeYear": 30, "maintenance": 30, "flexTokens": 30,
        "monthlyOnlineOnly": "yes", "renewalFrom": "later",
    },
}

FIRST_DAYS = {"Europe2024": "2024-09-16", "NorthAmerica2024": "2024-06-10"}
# A later edition of a region: the gated rules begin as before.
EUROPE_2025 = {"invoice": {"renewalPayer": "on-file-or-other-by-invoice"}, "order": {"publicSector": "no", "cardCeilings": ["USD 25000.00"]}}


def edition(name, changes=None):
    """An edition, changed by what an edition file states; what it does not state stays."""
    whole = copy.deepcopy(EUROPE)
    if name == "Europe2025":
        whole = merged(whole, EUROPE_2025)
    else:
        whole["firstDay"] = FIRST_DAYS[name]
    return merged(whole, changes or {})


def merged(base, changes):
    for key, value in changes.items():
        if key not in base:
            raise KeyError(key)
        base[key] = merged(base[key], value) if isinstance(value, dict) else value
    return base

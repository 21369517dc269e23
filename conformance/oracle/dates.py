"""Terms, their dates, and days in a zone: the rules term.*.

A day is found by looking at the wall clock minute by minute in UTC. Local midnight is never constructed: it may be skipped or come twice.
"""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

from civil import DAY, MONTHS, add_months, month_dates, parse, show

UTC = timezone.utc
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


# Days in a zone

def wall_date(instant, zone):
    """The date that the wall clock shows."""
    return instant.astimezone(zone).date()


def first_instant(day, zone):
    """term.zone: the first instant at which the wall clock shows the day, or a later one where the day is skipped as a whole."""
    before = datetime(day.year, day.month, day.day, tzinfo=UTC) - 2 * DAY  # no wall clock is that far ahead of UTC
    assert wall_date(before, zone) < day
    after = before + MINUTE
    while wall_date(after, zone) < day:
        before, after = after, after + MINUTE
    while after - before > SECOND:
        middle = before + timedelta(seconds=(after - before).seconds // 2)
        if wall_date(middle, zone) < day:
            before = middle
        else:
            after = middle
    return after


def date_of(instant, zone):
    """term.zone: the last day that has begun. Where the clock goes back over midnight it is later than the date on the clock."""
    day = wall_date(instant, zone)
    while first_instant(day + DAY, zone) <= instant:
        day += DAY
    return day


def parse_instant(text):
    """Reads an instant; Python 3.9 and 3.10 do not know Z."""
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def show_instant(instant, zone):
    """Writes an instant with the offset that the zone has then."""
    return instant.astimezone(zone).isoformat()


# Terms

def months_from(anchor, start):
    """The place of a start among the month dates of its anchor."""
    months = 0
    while add_months(anchor, months) < start:
        months += 1
    assert add_months(anchor, months) == start
    return months


def term_end(anchor, start, term):
    """term.length and term.anniversary: R, one length after the start, counted from the anchor."""
    return add_months(anchor, months_from(anchor, start) + MONTHS[term])


def service_periods(term, anchor, start, end):
    """term.service-year: from one anniversary of B to the next; the last is cut at R, and R opens none."""
    step = 1 if term == "monthly" else 12
    months = months_from(anchor, start)
    periods = []
    while (first := add_months(anchor, months)) < end:
        months += step
        periods.append((first, min(add_months(anchor, months), end)))
    return periods


# Questions

def ask_anniversary(given, policy):
    """term.anniversary"""
    return {"date": show(add_months(parse(given["anchor"]), given["months"]))}


def ask_term(given, policy):
    """term.length"""
    end = term_end(parse(given["anchor"]), parse(given["start"]), given["term"])
    return {"end": show(end), "lastDay": show(end - DAY)}


def ask_term_ends(given, policy):
    """term.expiry and term.renewal: R begins at its first instant, and E has ended by then."""
    zone = ZoneInfo(given["zone"])
    renews = first_instant(parse(given["end"]), zone)
    return {"expires": show_instant(renews - SECOND, zone), "renews": show_instant(renews, zone)}


def ask_day(given, policy):
    """term.zone"""
    zone, day = ZoneInfo(given["zone"]), parse(given["date"])
    return {"begins": show_instant(first_instant(day, zone), zone), "ends": show_instant(first_instant(day + DAY, zone), zone)}


def ask_date_of(given, policy):
    """term.zone"""
    return {"date": show(date_of(parse_instant(given["instant"]), ZoneInfo(given["zone"])))}


def ask_service(given, policy):
    """term.service-year"""
    periods = service_periods(given["term"], parse(given["anchor"]), parse(given["start"]), parse(given["end"]))
    return {"periods": [[show(first), show(last)] for first, last in periods]}


ASK = {
    "anniversary": ask_anniversary,
    "term": ask_term,
    "term-ends": ask_term_ends,
    "day": ask_day,
    "date-of": ask_date_of,
    "service": ask_service,
}


# Samples

NOT_ZONES = ("localtime", "Factory", "posixrules")
ZONES = sorted(name for name in available_timezones() if not name.startswith(("right/", "posix/")) and name not in NOT_ZONES)

# Midnight is skipped or comes twice in these, or the clock goes back over it, or they lose a day.
ODD_ZONES = [
    "Africa/Cairo", "Africa/Casablanca", "America/Asuncion", "America/Goose_Bay", "America/Havana", "America/Moncton", "America/Nuuk",
    "America/Santiago", "America/Sao_Paulo", "America/Scoresbysund", "America/St_Johns", "Antarctica/Casey", "Asia/Amman", "Asia/Beirut",
    "Asia/Colombo", "Asia/Damascus", "Asia/Dhaka", "Asia/Gaza", "Asia/Hebron", "Asia/Pyongyang", "Asia/Tehran", "Atlantic/Azores",
    "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Fakaofo", "Pacific/Kiritimati", "Pacific/Kwajalein",
]
LOST_DAYS = {"Pacific/Apia": date(2011, 12, 30), "Pacific/Fakaofo": date(2011, 12, 30), "Pacific/Kiritimati": date(1994, 12, 31),
             "Pacific/Kwajalein": date(1993, 8, 21)}


def random_date(rng, first=2023, last=2036):
    """Any date, often at the end of a month or at the end of February."""
    day = date(rng.randint(first, last), 1, 1) + rng.randrange(365) * DAY
    kind = rng.random()
    if kind < 0.35:
        return add_months(date(2000, 1, rng.randint(28, 31)), (day.year - 2000) * 12 + day.month - 1)
    if kind < 0.5:
        return date(day.year, 3, 1) - rng.randint(0, 2) * DAY
    return day


def random_anchor(rng):
    return date(2024, 2, 29) if rng.random() < 0.2 else random_date(rng, 2023, 2030)


def random_term(rng):
    """A term, its anchor, and a start that is the anchor or one of its month dates."""
    term, anchor = rng.choice(sorted(MONTHS)), random_anchor(rng)
    months = rng.choice([0, 0, MONTHS[term], 2 * MONTHS[term], rng.randint(0, 48)])
    return term, anchor, add_months(anchor, months)


def random_period(rng):
    """As random_term, with an end: that of a whole term, or for terms other than monthly, at times, an earlier one, as an extension has."""
    term, anchor, start = random_term(rng)
    end = term_end(anchor, start, term)
    if term != "monthly" and rng.random() < 0.35:
        days = (end - start).days
        end = start + rng.choice([1, rng.randint(1, days), rng.randint(1, days), min(days, rng.randint(363, 367)), days - 1]) * DAY
        if rng.random() < 0.3:
            end = rng.choice([day for day in month_dates(anchor, start + DAY, term_end(anchor, start, term))])
    return term, anchor, start, end


def random_zone(rng):
    kind = rng.random()
    return "Europe/Brussels" if kind < 0.15 else rng.choice(ODD_ZONES if kind < 0.6 else ZONES)


def random_zone_date(rng, name):
    """A day between 1990 and 2037, mostly within a day of a change of the zone's clock."""
    day = date(rng.randint(1990, 2037), 1, 1) + rng.randrange(365) * DAY
    if name in LOST_DAYS and rng.random() < 0.4:
        return LOST_DAYS[name] + rng.randint(-1, 1) * DAY
    if rng.random() < 0.2:
        return day
    noon, zone = datetime(day.year, 1, 1, 12, tzinfo=UTC), ZoneInfo(name)
    changes = []
    for days in range(365):
        now = noon + days * DAY
        if now.astimezone(zone).utcoffset() != (now + DAY).astimezone(zone).utcoffset():
            changes.append(wall_date(now, zone))
    return rng.choice(changes) + rng.randint(-1, 2) * DAY if changes else day


def sample_anniversary(rng):
    months = rng.choice([0, 1, 12, 24, 36, 48, rng.randint(0, 120), rng.randint(0, 120)])
    return {"anchor": show(random_anchor(rng)), "months": months}, {}


def sample_term(rng):
    term, anchor, start = random_term(rng)
    return {"anchor": show(anchor), "start": show(start), "term": term}, {}


def sample_term_ends(rng):
    zone = random_zone(rng)
    return {"end": show(random_zone_date(rng, zone)), "zone": zone}, {}


def sample_day(rng):
    zone = random_zone(rng)
    return {"date": show(random_zone_date(rng, zone)), "zone": zone}, {}


def sample_date_of(rng):
    name = random_zone(rng)
    zone = ZoneInfo(name)
    begins = first_instant(random_zone_date(rng, name), zone)
    away = rng.choice([0, -1, 1, 59, 60, 3599, 3600, 7200, rng.randint(-90, 90), rng.randint(-10800, 10800), rng.randint(-86400, 86400)])
    instant = begins + away * SECOND
    shown = rng.choice([UTC, zone, timezone(rng.choice([-12, -5, 2, 14]) * timedelta(hours=1)), "Z"])
    text = instant.isoformat().replace("+00:00", "Z") if shown == "Z" else instant.astimezone(shown).isoformat()
    return {"instant": text, "zone": name}, {}


def sample_service(rng):
    term, anchor, start, end = random_period(rng)
    return {"term": term, "anchor": show(anchor), "start": show(start), "end": show(end)}, {}


SAMPLE = {
    "anniversary": sample_anniversary,
    "term": sample_term,
    "term-ends": sample_term_ends,
    "day": sample_day,
    "date-of": sample_date_of,
    "service": sample_service,
}

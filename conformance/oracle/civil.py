"""Civil dates, as the rulebook counts them. R, E, T and the other letters are those of the rulebook."""

import calendar
import functools
from datetime import date, timedelta

MONTHS = {"monthly": 1, "annual": 12, "three-year": 36}
DAY = timedelta(days=1)


@functools.cache
def parse(text):
    """Reads a date; absent or empty text is no date."""
    return date.fromisoformat(text) if text else None


def show(day):
    """Writes a date; no date is empty text."""
    return day.isoformat() if day else ""


def add_months(anchor, months):
    """term.anniversary: counted from the anchor, cut to the last day of the month."""
    count = anchor.year * 12 + anchor.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(anchor.day, calendar.monthrange(year, month + 1)[1]))


def month_dates(anchor, start, end):
    """The month dates of an anchor from start to end, both included where they are month dates."""
    months = (start.year - anchor.year) * 12 + start.month - anchor.month - 1
    while (day := add_months(anchor, months)) <= end:
        if day >= start:
            yield day
        months += 1

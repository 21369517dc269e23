package answer_test

import (
	"testing"

	"example.com/billingrules/examples/playground/internal/answer"
)

// shown is a value in the answer to a question, by its path; was is its value in the published reading, or "" if the
// question is about that reading.
type shown struct {
	q               answer.Question
	path, want, was string
}

// holdValues compares values with those of the rulebook's examples, or with values worked out by hand.
func holdValues(t *testing.T, tests map[string]shown) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if v := cell(t, good(t, tt.q), tt.path); v.Text != tt.want || v.Was != tt.was {
				t.Errorf("%s is %q, was %q; want %q, was %q", tt.path, v.Text, v.Was, tt.want, tt.was)
			}
		})
	}
}

// Phases, access and renewals.
func TestValues_Lapse(t *testing.T) {
	t.Parallel()
	holdValues(t, map[string]shown{
		"expired: reports": {with(t, annual(), "day", "2026-01-15"), "capabilities/reporting", "no", ""},
		"expired: downloads": {
			q: with(t, annual(), "day", "2026-01-15"), path: "capabilities/downloads/1",
			want: "upgrades not allowed",
		},
		"suspended: users": {
			q: with(t, annual(), "day", "2026-01-30"), path: "capabilities/user-management/1",
			want: "assignments kept",
		},
		"canceled: users": {
			q: with(t, annual(), "day", "2026-03-01"), path: "capabilities/user-management/1",
			want: "assignments removed",
		},
		"renew too early": {with(t, annual(), "day", "2025-10-16"), "actions/renew", "refused", ""},
		"renew: window": {
			q: with(t, annual(), "day", "2025-10-16"), path: "actions/renew/1",
			want: "2025-10-17 through 2026-02-28",
		},
		"renew: remedy": {
			with(t, annual(), "day", "2025-10-16"), "actions/renew/3", "wait for the window to open",
			"",
		},
		"renew":            {with(t, annual(), "day", "2025-10-17"), "actions/renew", "allowed", ""},
		"renew late":       {with(t, annual(), "day", "2026-02-28"), "actions/renew", "allowed", ""},
		"renew too late":   {with(t, annual(), "day", "2026-03-01"), "actions/renew", "refused", ""},
		"trial of none":    {annual(), "actions/convert-trial", "refused", ""},
		"last day":         {annual(), "status/last", "2026-01-14", ""},
		"until it changes": {annual(), "status/changes", "2025-10-16", ""},
		"nothing changes":  {with(t, annual(), "day", "2026-03-01"), "status/changes", "without end", ""},
		"renewal expected": {with(t, annual(), "autoRenew", "on"), "dates/term-starts-2", "2026-01-15", ""},
	})
}

func TestValues_Prices(t *testing.T) {
	t.Parallel()
	leap := with(t, annual(), "start", "2027-10-01")
	monthly := with(t, annual(), "start", "2025-04-10", "term", "monthly", "price", "19.99")
	three := with(t, annual(), "term", "three-year", "price", "3000.00")
	holdValues(t, map[string]shown{
		"seats: readme": {
			q:    with(t, annual(), "start", "2024-11-30", "day", "2025-08-02", "add", "3", "price", "2145.00"),
			path: "price/added", want: "EUR 2115.62",
		},
		"seats: leap, first":  {with(t, leap, "day", "2027-10-01"), "price/added", "EUR 365.00", ""},
		"seats: leap, second": {with(t, leap, "day", "2027-10-02"), "price/added", "EUR 365.00", ""},
		"seats: leap, third":  {with(t, leap, "day", "2027-10-03"), "price/added", "EUR 364.00", ""},
		"seats: last day":     {with(t, annual(), "day", "2026-01-14"), "price/added", "EUR 1.00", ""},
		"seats: too late":     {with(t, annual(), "day", "2026-01-15"), "price/added", "refused", ""},
		"seats: half up":      {with(t, monthly, "day", "2025-04-25"), "price/added", "EUR 10.00", ""},
		"full term":           {annual(), "price/full", "EUR 1095.00", ""},
		"rate":                {annual(), "price/rate/1", "EUR 365.00 ÷ 365 = 1.00 a day", ""},
		"part 1":              {with(t, three, "day", "2025-01-15"), "price/part1", "EUR 1000.00", ""},
		"part 3": {
			q: with(t, three, "day", "2025-01-15"), path: "price/part3/1",
			want: "due on 2027-01-15, for 2027-01-15 through 2028-01-14",
		},
	})
}

func TestValues_Extension(t *testing.T) {
	t.Parallel()
	monthly := with(t, annual(), "start", "2025-04-10", "term", "monthly", "price", "19.99")
	holdValues(t, map[string]shown{
		"extend too early": {with(t, annual(), "day", "2025-10-16"), "extension/today", "refused", ""},
		"extend, foretold": {with(t, annual(), "day", "2025-10-16"), "extension/opening", "2027-01-15", ""},
		"extend":           {with(t, annual(), "day", "2025-10-17"), "extension/today", "2027-01-15", ""},
		"extend at last":   {with(t, annual(), "day", "2026-01-14"), "extension/today", "2027-01-15", ""},
		"extend too late":  {with(t, annual(), "day", "2026-01-15"), "extension/today", "refused", ""},
		"extend monthly":   {monthly, "extension/today", "refused", ""},
	})
}

func TestValues_Returns(t *testing.T) {
	t.Parallel()
	monthly := with(t, annual(), "start", "2025-04-10", "term", "monthly", "price", "19.99")
	renewed := with(t, annual(), "renewed", "2025-12-01", "day", "2025-12-05")
	holdValues(t, map[string]shown{
		"return: deadline": {annual(), "refund/deadline", "2025-02-14, started by then", ""},
		"return: last day": {with(t, annual(), "day", "2025-02-14"), "refund/answer", "yes", ""},
		"return: over":     {with(t, annual(), "day", "2025-02-15"), "refund/answer", "no", ""},
		"return: monthly":  {monthly, "refund/deadline", "2025-04-25, made by then", ""},
		"return: reseller": {
			q: with(t, annual(), "channel", "reseller", "day", "2025-01-15"), path: "refund/rule",
			want: "refund.direct-only",
		},
		"return: renewal": {renewed, "refund/deadline", "2026-02-14, started by then", ""},
		"return: renewed": {
			with(t, renewed, "day", "2025-12-01"), "refund/deadline", "2026-02-14, started by then",
			"",
		},
		"return: not yet": {
			with(t, renewed, "day", "2025-11-30"), "refund/deadline", "2025-02-14, started by then",
			"",
		},
	})
}

// By other readings than the published ones.
func TestValues_LapseReadOtherwise(t *testing.T) {
	t.Parallel()
	holdValues(t, map[string]shown{
		"awaited no longer": {
			q:    with(t, annual(), "autoRenew", "on", "day", "2026-01-15", "readings.renewal.awaitedDays", "0"),
			path: "status/phase", want: "expired", was: "active",
		},
		"unpaid and exempt": {
			q: with(t, annual(), "offering", "Autodesk Docs", "due", "2025-05-11",
				"readings.lapse.exemptUnpaidStops", "yes"),
			path: "status/phase", want: "canceled", was: "active",
		},
		"exempt, late": {
			q: with(t, annual(), "offering", "Autodesk Docs", "day", "2026-01-20",
				"readings.lapse.exemptLateRenewal", "yes"),
			path: "actions/renew", want: "allowed", was: "refused",
		},
		"before, in stages": {
			q: with(t, annual(), "start", "2024-06-10", "day", "2025-06-10", "readings.lapse.stagesBeforeEdition",
				"yes"),
			path: "status/phase", want: "expired", was: "canceled",
		},
		"seats while lapsed": {
			q:    with(t, annual(), "due", "2025-05-11", "readings.change.addSeatsWhileExpired", "yes"),
			path: "actions/add-seats", want: "allowed", was: "refused",
		},
	})
}

func TestValues_PricesReadOtherwise(t *testing.T) {
	t.Parallel()
	leap := with(t, annual(), "start", "2027-10-01")
	monthly := with(t, annual(), "start", "2025-04-10", "term", "monthly", "price", "19.99")
	renewed := with(t, annual(), "renewed", "2025-12-01", "day", "2025-12-05")
	holdValues(t, map[string]shown{
		"actual days": {
			q: with(t, leap, "day", "2027-10-01", "readings.proration.dayCount", "actual"), path: "price/added",
			want: "EUR 366.00", was: "EUR 365.00",
		},
		"no leap day": {
			q:    with(t, leap, "day", "2027-10-03", "readings.proration.dayCount", "no-leap-day"),
			path: "price/added", want: "EUR 363.00", was: "EUR 364.00",
		},
		"rounded down": {
			q: with(t, monthly, "day", "2025-04-25", "readings.proration.rounding", "down"), path: "price/added",
			want: "EUR 9.99", was: "EUR 10.00",
		},
		"either limit": {
			q: with(t, annual(), "day", "2025-10-17", "readings.coterm.limits", "either"), path: "extension/today",
			want: "2027-01-18", was: "2027-01-15",
		},
		"not the day itself": {
			q: with(t, annual(), "day", "2025-10-17", "readings.coterm.limits", "either", "readings.coterm.limitDay",
				"no"),
			path: "extension/today", want: "2027-01-17", was: "2027-01-15",
		},
		"from the last day": {
			q:    with(t, annual(), "start", "2026-03-01", "day", "2026-12-10", "readings.coterm.fromEnd", "yes"),
			path: "extension/today", want: "2028-02-29", was: "2028-03-01",
		},
		"monthly by quote": {
			q:    with(t, monthly, "channel", "quote", "day", "2025-04-25", "readings.refund.monthlyOnlineOnly", "no"),
			path: "refund/answer", want: "yes", was: "no",
		},
		"from the order": {
			q: with(t, renewed, "readings.refund.renewalFrom", "order"), path: "refund/deadline",
			want: "2025-12-31, started by then", was: "2026-02-14, started by then",
		},
	})
}

// How far an extension would reach is foretold only while its window is to come.
func TestExtensionIsForetold(t *testing.T) {
	t.Parallel()
	for day, want := range map[string]int{"2025-10-16": 2, "2025-10-17": 1, "2026-01-15": 1} {
		t.Run(day, func(t *testing.T) {
			for _, s := range good(t, with(t, annual(), "day", day)).Sections {
				if s.ID == "extension" && len(s.Rows) != want {
					t.Errorf("%s: %d rows, want %d", day, len(s.Rows), want)
				}
			}
		})
	}
}

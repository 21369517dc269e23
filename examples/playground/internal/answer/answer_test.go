package answer_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/examples/playground/internal/answer"
	"example.com/billingrules/policy"
)

// annual is a subscription that renews on 2026-01-15.
func annual() answer.Question {
	return answer.Question{
		Edition: "Europe2024", Kind: "subscription", Offering: "An ordinary offering", Channel: "online",
		Start: "2025-01-15", Term: "annual", Seats: "3", Add: "1", Price: "365.00", Currency: "EUR",
		AutoRenew: "off", Day: "2025-05-12",
	}
}

// with is a question with other fields, by their JSON names; "readings.x" switches a reading.
func with(t *testing.T, q answer.Question, fields ...string) answer.Question {
	t.Helper()
	q.Readings = maps.Clone(q.Readings)
	if q.Readings == nil {
		q.Readings = map[string]string{}
	}
	for i := 0; i < len(fields); i += 2 {
		name, value := fields[i], fields[i+1]
		if key, ok := strings.CutPrefix(name, "readings."); ok {
			q.Readings[key] = value
			continue
		}
		if what, ok := map[string]string{"due": "miss-payment", "renewed": "renew"}[name]; ok {
			q.Steps = append(slices.Clone(q.Steps), answer.Step{What: what, On: value})
			continue
		}
		data, err := json.Marshal(map[string]string{name: value})
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &q); err != nil {
			t.Fatal(err)
		}
	}
	return q
}

func good(t *testing.T, q answer.Question) answer.Answer {
	t.Helper()
	a := answer.To(q)
	if len(a.Mistakes) > 0 {
		t.Fatalf("mistakes: %v", a.Mistakes)
	}
	return a
}

// cell returns a value by "section/row", and "section/row/k" for another than the first of the row.
func cell(t *testing.T, a answer.Answer, path string) answer.Value {
	t.Helper()
	parts := append(strings.Split(path, "/"), "0")
	for _, s := range a.Sections {
		for _, r := range s.Rows {
			if s.ID == parts[0] && r.ID == parts[1] {
				return r.Cells[parts[2][0]-'0']
			}
		}
	}
	t.Fatalf("there is no %s", path)
	return answer.Value{}
}

// The example of the rulebook: E = 2025-06-09, so Expired from 06-10 through 06-24, Suspended through 07-24.
func TestPhases(t *testing.T) {
	t.Parallel()
	annual := with(t, annual(), "edition", "NorthAmerica2024", "start", "2024-06-10")
	monthly := with(t, annual, "start", "2025-02-10", "term", "monthly")
	before := with(t, annual, "edition", "Europe2024")
	exempt := with(t, annual, "offering", "Autodesk Docs")
	flex := answer.Question{
		Edition: "Europe2024", Kind: "flex-tokens", Offering: "Flex", Channel: "online",
		Start: "2025-01-15", Last: "2025-06-09",
	}
	trial := with(t, flex, "kind", "trial", "seats", "1")
	for _, tt := range []struct {
		q                answer.Question
		day, phase, left string
	}{
		{annual, "2024-06-10", "active", "365"},
		{annual, "2025-06-09", "active", "1"},
		{annual, "2025-06-10", "expired", "15"},
		{annual, "2025-06-24", "expired", "1"},
		{annual, "2025-06-25", "suspended", "30"},
		{annual, "2025-07-24", "suspended", "1"},
		{annual, "2025-07-25", "canceled", "without end"},
		{with(t, annual, "autoRenew", "on"), "2025-06-10", "active", "1"},
		{with(t, annual, "autoRenew", "on"), "2025-06-11", "expired", "14"},
		{with(t, annual, "due", "2024-07-10"), "2024-07-10", "active", "1"},
		{with(t, annual, "due", "2024-07-10"), "2024-07-11", "expired", "15"},
		{with(t, annual, "renewed", "2025-06-20"), "2025-06-19", "expired", "6"},
		{with(t, annual, "renewed", "2025-06-20"), "2025-06-20", "active", "356"},
		{monthly, "2025-03-24", "expired", "1"},
		{monthly, "2025-03-25", "suspended", "15"},
		{monthly, "2025-04-08", "suspended", "1"},
		{monthly, "2025-04-09", "canceled", "without end"},
		{before, "2025-06-09", "active", "1"},
		{before, "2025-06-10", "canceled", "without end"},
		{exempt, "2025-06-09", "active", "1"},
		{exempt, "2025-06-10", "canceled", "without end"},
		{flex, "2025-06-09", "active", "1"},
		{flex, "2025-06-10", "expired", "15"},
		{flex, "2025-06-25", "suspended", "30"},
		{trial, "2025-06-09", "active", "1"},
		{trial, "2025-06-10", "canceled", "without end"},
	} {
		t.Run(tt.q.Start+" "+tt.q.Kind+" "+tt.day, func(t *testing.T) {
			t.Parallel()
			a := good(t, with(t, tt.q, "day", tt.day))
			if phase, left := cell(t, a, "status/phase").Text, cell(t, a, "status/left").Text; phase != tt.phase ||
				left != tt.left {
				t.Errorf("%s, %s left, want %s, %s", phase, left, tt.phase, tt.left)
			}
			if !strings.HasPrefix(a.Headline, tt.day+": "+tt.phase) {
				t.Errorf("headline %q", a.Headline)
			}
		})
	}
}

func TestBeforeTheStart(t *testing.T) {
	t.Parallel()
	a := good(t, with(t, annual(), "day", "2025-01-14"))
	if a.Headline != "2025-01-14: not started, begins in 1 day" {
		t.Errorf("headline %q", a.Headline)
	}
	if v := cell(t, a, "capabilities/product-access"); v.Text != "no" {
		t.Errorf("product access before the start: %q", v.Text)
	}
	if a.Timeline.At != -1 {
		t.Errorf("the day is at %d of the axis", a.Timeline.At)
	}
}

// The values are those of the rulebook's examples, or worked out by its formulas by hand.
func TestValues(t *testing.T) {
	t.Parallel()
	leap := with(t, annual(), "start", "2027-10-01")
	monthly := with(t, annual(), "start", "2025-04-10", "term", "monthly", "price", "19.99")
	three := with(t, annual(), "term", "three-year", "price", "3000.00")
	renewed := with(t, annual(), "renewed", "2025-12-01", "day", "2025-12-05")
	for name, tt := range map[string]struct {
		q                answer.Question
		path, want, text string
	}{
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
		"renew":          {with(t, annual(), "day", "2025-10-17"), "actions/renew", "allowed", ""},
		"renew late":     {with(t, annual(), "day", "2026-02-28"), "actions/renew", "allowed", ""},
		"renew too late": {with(t, annual(), "day", "2026-03-01"), "actions/renew", "refused", ""},
		"trial of none":  {annual(), "actions/convert-trial", "refused", ""},
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
		"extend too early": {with(t, annual(), "day", "2025-10-16"), "extension/today", "refused", ""},
		"extend, foretold": {with(t, annual(), "day", "2025-10-16"), "extension/opening", "2027-01-15", ""},
		"extend":           {with(t, annual(), "day", "2025-10-17"), "extension/today", "2027-01-15", ""},
		"extend at last":   {with(t, annual(), "day", "2026-01-14"), "extension/today", "2027-01-15", ""},
		"extend too late":  {with(t, annual(), "day", "2026-01-15"), "extension/today", "refused", ""},
		"extend monthly":   {monthly, "extension/today", "refused", ""},
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
		"last day":         {annual(), "status/last", "2026-01-14", ""},
		"until it changes": {annual(), "status/changes", "2025-10-16", ""},
		"nothing changes":  {with(t, annual(), "day", "2026-03-01"), "status/changes", "without end", ""},
		"renewal expected": {with(t, annual(), "autoRenew", "on"), "dates/term-starts-2", "2026-01-15", ""},

		"awaited no longer": {
			q:    with(t, annual(), "autoRenew", "on", "day", "2026-01-15", "readings.renewal.awaitedDays", "0"),
			path: "status/phase", want: "expired", text: "active",
		},
		"actual days": {
			q: with(t, leap, "day", "2027-10-01", "readings.proration.dayCount", "actual"), path: "price/added",
			want: "EUR 366.00", text: "EUR 365.00",
		},
		"no leap day": {
			q:    with(t, leap, "day", "2027-10-03", "readings.proration.dayCount", "no-leap-day"),
			path: "price/added", want: "EUR 363.00", text: "EUR 364.00",
		},
		"rounded down": {
			q: with(t, monthly, "day", "2025-04-25", "readings.proration.rounding", "down"), path: "price/added",
			want: "EUR 9.99", text: "EUR 10.00",
		},
		"unpaid and exempt": {
			q: with(t, annual(), "offering", "Autodesk Docs", "due", "2025-05-11",
				"readings.lapse.exemptUnpaidStops", "yes"),
			path: "status/phase", want: "canceled", text: "active",
		},
		"exempt, late": {
			q: with(t, annual(), "offering", "Autodesk Docs", "day", "2026-01-20",
				"readings.lapse.exemptLateRenewal", "yes"),
			path: "actions/renew", want: "allowed", text: "refused",
		},
		"before, in stages": {
			q: with(t, annual(), "start", "2024-06-10", "day", "2025-06-10", "readings.lapse.stagesBeforeEdition",
				"yes"),
			path: "status/phase", want: "expired", text: "canceled",
		},
		"seats while lapsed": {
			q:    with(t, annual(), "due", "2025-05-11", "readings.change.addSeatsWhileExpired", "yes"),
			path: "actions/add-seats", want: "allowed", text: "refused",
		},
		"either limit": {
			q: with(t, annual(), "day", "2025-10-17", "readings.coterm.limits", "either"), path: "extension/today",
			want: "2027-01-18", text: "2027-01-15",
		},
		"not the day itself": {
			q: with(t, annual(), "day", "2025-10-17", "readings.coterm.limits", "either", "readings.coterm.limitDay",
				"no"),
			path: "extension/today", want: "2027-01-17", text: "2027-01-15",
		},
		"from the last day": {
			q:    with(t, annual(), "start", "2026-03-01", "day", "2026-12-10", "readings.coterm.fromEnd", "yes"),
			path: "extension/today", want: "2028-02-29", text: "2028-03-01",
		},
		"monthly by quote": {
			q:    with(t, monthly, "channel", "quote", "day", "2025-04-25", "readings.refund.monthlyOnlineOnly", "no"),
			path: "refund/answer", want: "yes", text: "no",
		},
		"from the order": {
			q: with(t, renewed, "readings.refund.renewalFrom", "order"), path: "refund/deadline",
			want: "2025-12-31, started by then", text: "2026-02-14, started by then",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if v := cell(t, good(t, tt.q), tt.path); v.Text != tt.want || v.Was != tt.text {
				t.Errorf("%s is %q, was %q; want %q, was %q", tt.path, v.Text, v.Was, tt.want, tt.text)
			}
		})
	}
}

func TestFlags(t *testing.T) {
	t.Parallel()
	unpaid := with(t, annual(), "due", "2025-02-14") // so that it is Canceled from 2025-04-01 on
	for _, tt := range []struct {
		q    answer.Question
		want string
	}{
		{annual(), "nothing"},
		{
			q:    with(t, annual(), "autoRenew", "on", "day", "2026-01-15"),
			want: "active only because the automatic renewal is being charged; the renewal date has come",
		},
		{with(t, annual(), "day", "2026-01-15"), "the renewal date has come"},
		{with(t, unpaid, "day", "2025-02-14"), "nothing"},
		{with(t, unpaid, "day", "2025-02-15"), "an invoice is overdue"},
		{with(t, unpaid, "day", "2025-03-31"), "an invoice is overdue"},
		{with(t, unpaid, "day", "2025-04-01"), "an invoice is overdue; the next order may have to be prepaid"},
		{with(t, annual(), "start", "2024-09-15"), "ordered before the edition's first day"},
		{with(t, annual(), "start", "2024-09-16"), "nothing"},
		{with(t, annual(), "offering", "Autodesk Docs"), "an exempt offering: no stages"},
	} {
		t.Run(tt.want, func(t *testing.T) {
			if v := cell(t, good(t, tt.q), "status/flags"); v.Text != tt.want {
				t.Errorf("%s on %s: %q, want %q", tt.q.Start, tt.q.Day, v.Text, tt.want)
			}
		})
	}
}

// The second renewal would rest on the first, which has not come yet.
func TestOneRenewalIsExpected(t *testing.T) {
	t.Parallel()
	monthly := with(t, annual(), "term", "monthly", "autoRenew", "on")
	for day, want := range map[string]int{"2025-01-20": 2, "2025-02-15": 2, "2025-02-16": 1} {
		t.Run(day, func(t *testing.T) {
			starts := 0
			for _, s := range good(t, with(t, monthly, "day", day)).Sections {
				for _, r := range s.Rows {
					if s.ID == "dates" && strings.HasPrefix(r.ID, "term-starts") {
						starts++
					}
				}
			}
			if starts != want {
				t.Errorf("%s: %d terms start, want %d", day, starts, want)
			}
		})
	}
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

// Of the whole page, only what depends on the reading is marked.
func TestOnlyWhatMovesIsMarked(t *testing.T) {
	t.Parallel()
	a := good(t, with(t, annual(), "start", "2025-04-10", "term", "monthly", "price", "19.99", "day", "2025-04-25",
		"readings.proration.rounding", "down"))
	var marked []string
	for _, s := range a.Sections {
		for _, r := range s.Rows {
			for _, v := range r.Cells {
				if v.Was != "" {
					marked = append(marked, s.ID+"/"+r.ID)
				}
			}
		}
	}
	if want := []string{"price/added", "price/added"}; !slices.Equal(marked, want) || a.Moved != len(want) {
		t.Errorf("%d moved: %q", a.Moved, marked)
	}
	if len(a.Switched) != 1 || !strings.Contains(a.Switched[0], "proration.price") {
		t.Errorf("switched: %q", a.Switched)
	}
	if a.Timeline.Published != nil {
		t.Errorf("the phases as published are shown, though they are the same: %v", a.Timeline.Published)
	}
}

// A row that only one of the two editions has is marked as a whole, on either side.
func TestRowsThatComeAndGo(t *testing.T) {
	t.Parallel()
	q := with(t, annual(), "start", "2024-06-10", "day", "2025-06-01", "readings.lapse.stagesBeforeEdition", "yes")
	a := good(t, q)
	if v := cell(t, a, "dates/expired-1"); v.Text != "2025-06-10" || v.Was != "not there" {
		t.Errorf("expired starts: %+v", v)
	}
	// 2025-06-10 is day 365, and by stages Canceled would start on day 410: the axis has 28 days of that.
	published := []answer.Stretch{
		{Phase: "active", On: "2024-06-10 through 2025-06-09", At: 0, Days: 365},
		{Phase: "canceled", On: "from 2025-06-10 on", At: 365, Days: 73},
	}
	if len(a.Timeline.Stretches) != 4 || !slices.Equal(a.Timeline.Published, published) {
		t.Errorf("phases: %v, as published %v", a.Timeline.Stretches, a.Timeline.Published)
	}
	gone := good(t, with(t, annual(), "autoRenew", "on", "day", "2026-01-15", "readings.renewal.awaitedDays", "0"))
	if v := cell(t, gone, "dates/term-starts-2"); v.Text != "not there" || v.Was != "2026-01-15" {
		t.Errorf("the renewal that is no longer expected: %+v", v)
	}
}

func TestNothingToCompareWith(t *testing.T) {
	t.Parallel()
	q := with(t, annual(), "offering", "Autodesk Docs", "renewed", "2026-01-20", "day", "2026-01-20")
	if a := answer.To(q); len(a.Mistakes) != 1 || a.Mistakes[0].Field != "steps.0.on" {
		t.Errorf("as published: %v", a.Mistakes)
	}
	a := good(t, with(t, q, "readings.lapse.exemptLateRenewal", "yes"))
	if !strings.Contains(a.Note, "lapse.exempt") || a.Moved != 0 {
		t.Errorf("note %q, %d moved", a.Note, a.Moved)
	}
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	flex := answer.Question{
		Edition: "Europe2024", Kind: "flex-tokens", Offering: "Flex", Channel: "online",
		Start: "2025-01-15", Last: "2025-06-09", Day: "2025-05-12",
	}
	for name, tt := range map[string]struct {
		q           answer.Question
		field, says string
	}{
		"day that is none":    {with(t, annual(), "day", "2025-02-30"), "day", `"2025-02-30"`},
		"no day":              {with(t, annual(), "day", ""), "day", "is missing"},
		"start":               {with(t, annual(), "start", "15/01/2025"), "start", `"15/01/2025"`},
		"end of the calendar": {with(t, annual(), "start", "9999-06-01"), "start", "9999-06-01"},
		"lapse beyond it":     {with(t, annual(), "start", "9998-12-15"), "start", "9998-12-15"},
		"term":                {with(t, annual(), "term", "weekly"), "term", `"weekly"`},
		"no seats":            {with(t, annual(), "seats", "0"), "seats", "from 1 to 1000000"},
		"too many seats":      {with(t, annual(), "seats", "1000001"), "seats", "1000001"},
		"far too many":        {with(t, annual(), "seats", "99999999999999999999"), "seats", "from 1 to 1000000"},
		"seats with a plus":   {with(t, annual(), "seats", "+3"), "seats", "not a whole number"},
		"seats with zeros":    {with(t, annual(), "seats", "003"), "seats", "not a whole number"},
		"seats in words":      {with(t, annual(), "seats", "three"), "seats", "not a whole number"},
		"seats to add":        {with(t, annual(), "add", "-1"), "add", "from 1 to 1000000"},
		"too many to add": {
			q: with(t, annual(), "seats", "999999", "add", "2"), field: "add",
			says: "2: must be at most 1, with the 999999 that there are",
		},
		"price":                {with(t, annual(), "price", "1,50"), "price", `"1,50"`},
		"negative price":       {with(t, annual(), "price", "-1"), "price", "negative"},
		"currency":             {with(t, annual(), "currency", "EURO"), "currency", "EURO"},
		"auto-renew":           {with(t, annual(), "autoRenew", ""), "autoRenew", "on or off"},
		"kind":                 {with(t, flex, "kind", "lease"), "kind", "lease"},
		"kind without phases":  {with(t, flex, "kind", "consulting"), "kind", "no phases"},
		"channel":              {with(t, annual(), "channel", "mail"), "channel", "mail"},
		"offering":             {with(t, annual(), "offering", ""), "offering", ""},
		"edition":              {with(t, annual(), "edition", "Mars2030"), "edition", "not published"},
		"due":                  {with(t, annual(), "due", "soon"), "steps.0.on", "soon"},
		"due before the start": {with(t, annual(), "due", "2025-01-14"), "steps.0.on", "2025-01-14"},
		"renewed too early":    {with(t, annual(), "renewed", "2025-10-16"), "steps.0.on", "renewal.window"},
		"renewed too late":     {with(t, annual(), "renewed", "2026-03-01"), "steps.0.on", "renewal.canceled-final"},
		"renewed on no day":    {with(t, annual(), "renewed", "2025-02-30"), "steps.0.on", "2025-02-30"},
		"last before start":    {with(t, flex, "last", "2025-01-14"), "last", "before the start"},
		"last of all":          {with(t, flex, "last", "9999-12-31"), "last", "calendar"},
		"last but one":         {with(t, flex, "last", "9999-12-30"), "last", "9999-12-30: is too near"},
		"decades of tokens":    {with(t, flex, "last", "2125-01-01"), "last", ""},
		"tokens with a term":   {with(t, flex, "term", "annual"), "term", "flex-tokens"},
		"reading": {
			q: with(t, annual(), "readings.proration.dayCount", "lunar"), field: "readings.proration.dayCount",
			says: "lunar",
		},
		"reading, no number": {
			q: with(t, annual(), "readings.renewal.awaitedDays", "one"), field: "readings.renewal.awaitedDays",
			says: "one",
		},
		"reading, empty": {
			q: with(t, annual(), "readings.renewal.awaitedDays", ""), field: "readings.renewal.awaitedDays",
			says: "whole number",
		},
		"reading, a plus": {
			q: with(t, annual(), "readings.renewal.awaitedDays", "+1"), field: "readings.renewal.awaitedDays",
			says: "+1",
		},
		"reading, a fraction": {
			q: with(t, annual(), "readings.renewal.awaitedDays", "1.5"), field: "readings.renewal.awaitedDays",
			says: "1.5",
		},
		"reading, negative": {
			q: with(t, annual(), "readings.renewal.awaitedDays", "-1"), field: "readings.renewal.awaitedDays",
			says: "-1",
		},
		"number, no reading": {
			q: with(t, annual(), "readings.renewal.windowDays", "10"), field: "readings.renewal.windowDays",
			says: "cannot be switched",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := answer.To(tt.q)
			if len(a.Mistakes) != 1 || strings.HasPrefix(a.Mistakes[0].Text, ":") || a.Mistakes[0].Field != tt.field ||
				!strings.Contains(a.Mistakes[0].Text, tt.says) {
				t.Errorf("mistakes %+v, want one of %s that says %q", a.Mistakes, tt.field, tt.says)
			}
			if a.Sections != nil || a.Timeline != nil {
				t.Error("answered all the same")
			}
		})
	}
}

func TestAllMistakesAtOnce(t *testing.T) {
	t.Parallel()
	a := answer.To(
		with(t, annual(), "day", "x", "seats", "0", "price", "free", "due", "never", "readings.coterm.limits",
			"none"))
	var fields []string
	for _, m := range a.Mistakes {
		fields = append(fields, m.Field)
	}
	slices.Sort(fields)
	if want := []string{"day", "price", "readings.coterm.limits", "seats", "steps.0.on"}; !slices.Equal(fields, want) {
		t.Errorf("mistakes in %q, want %q", fields, want)
	}
}

func TestShift(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		shifted, from string
		by            int
		want          string
	}{
		{"day", "2025-02-28", 1, "2025-03-01"},
		{"day", "2025-03-01", -1, "2025-02-28"},
		{"start", "2024-12-31", 1, "2025-01-01"},
		{"day", "9999-12-31", 1, ""},
		{"day", "0001-01-01", -1, ""},
		{"day", "soon", 1, ""},
		{"seats", "3", 1, ""},
		{"", "", 1, ""},
	} {
		t.Run(fmt.Sprint(tt.shifted, " ", tt.from, " by ", tt.by), func(t *testing.T) {
			q := annual()
			q.Seats = "none" // a mistake elsewhere does not keep a date from being moved
			if tt.shifted == "day" || tt.shifted == "start" {
				q = with(t, q, tt.shifted, tt.from)
			}
			q.Shifted, q.Shift = tt.shifted, tt.by
			if a := answer.To(q); a.Shifted != tt.want {
				t.Errorf("%s %s by %d: %q, want %q", tt.shifted, tt.from, tt.by, a.Shifted, tt.want)
			}
		})
	}
}

func TestTimeline(t *testing.T) {
	t.Parallel()
	line := good(t, with(t, annual(), "day", "2025-01-25")).Timeline
	want := []answer.Stretch{
		{Phase: "active", On: "2025-01-15 through 2026-01-14", At: 0, Days: 365},
		{Phase: "expired", On: "2026-01-15 through 2026-01-29", At: 365, Days: 15},
		{Phase: "suspended", On: "2026-01-30 through 2026-02-28", At: 380, Days: 30},
		{Phase: "canceled", On: "from 2026-03-01 on", At: 410, Days: 28},
	}
	if !slices.Equal(line.Stretches, want) {
		t.Errorf("stretches %v, want %v", line.Stretches, want)
	}
	if line.Day != "2025-01-25" || line.At != 10 || line.Days != 438 {
		t.Errorf("axis of %d days, %s at %d", line.Days, line.Day, line.At)
	}
	if opens := (answer.Mark{At: 275, Text: "2025-10-17 early renewal opens"}); !slices.Contains(line.Marks, opens) {
		t.Errorf("marks %v, want %v among them", line.Marks, opens)
	}
	if first := (answer.Mark{At: 17, Text: "2025-02"}); line.Ticks[0] != first || len(line.Ticks) != 14 {
		t.Errorf("ticks %v", line.Ticks)
	}
}

// However long a subscription is, an axis has a few ticks and not hundreds.
func TestTicksOfALongLife(t *testing.T) {
	t.Parallel()
	flex := answer.Question{
		Edition: "Europe2024", Kind: "flex-tokens", Offering: "Flex", Channel: "online",
		Start: "2025-03-15", Last: "2035-06-09", Day: "2025-05-12",
	}
	ticks := good(t, flex).Timeline.Ticks
	if len(ticks) != 10 || ticks[0].Text != "2026-01" || ticks[9].Text != "2035-01" {
		t.Errorf("ticks %v", ticks)
	}
}

// Every reading that is offered can be chosen under every edition, and says of every edition what is published.
func TestForm(t *testing.T) {
	t.Parallel()
	form := answer.NewForm()
	for ed := range policy.Editions() {
		data, err := ed.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		for _, reading := range form.Readings {
			_, key, _ := strings.Cut(reading.Key, ".")
			if got := string(data); !strings.Contains(got, `"`+key+`":"`+reading.Published+`"`) &&
				!strings.Contains(got, `"`+key+`":`+reading.Published) {
				t.Errorf("%s does not say %s %q", ed.Name(), reading.Key, reading.Published)
			}
			if reading.Statement == "" || len(reading.Choices) == 0 {
				t.Errorf("%s: statement %q, choices %q", reading.Key, reading.Statement, reading.Choices)
			}
			for _, choice := range reading.Choices {
				a := good(t, with(t, annual(), "edition", ed.Name(), "readings."+reading.Key, choice))
				if len(a.Switched) != 1 {
					t.Errorf("%s %s: switched %q", reading.Key, choice, a.Switched)
				}
			}
		}
	}
	for _, name := range form.Exempt {
		if good(t, with(t, annual(), "offering", name)).Timeline.Stretches[1].Phase != "canceled" {
			t.Errorf("%s has stages", name)
		}
	}
	if len(form.Editions) != 3 || len(form.Terms) != 3 || len(form.Channels) != 5 ||
		!slices.Contains(form.Currencies, "EUR") {
		t.Errorf("form %+v", form)
	}
}

func TestJSON(t *testing.T) {
	t.Parallel()
	question, err := json.Marshal(annual())
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ question, says string }{
		"good":          {string(question), ""},
		"no JSON":       {"day=2025", "invalid"},
		"unknown field": {`{"dya": "2025-01-15"}`, "dya"},
		"wrong type":    {`{"seats": 3}`, "seats"},
		"more":          {string(question) + "{}", "follows"},
		"too long":      {`{"offering": "` + strings.Repeat("x", 16<<10) + `"}`, "bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := answer.JSON([]byte(tt.question))
			if err != nil {
				t.Fatal(err)
			}
			var a answer.Answer
			if err := json.Unmarshal(data, &a); err != nil {
				t.Fatal(err)
			}
			switch {
			case tt.says == "" && (len(a.Mistakes) > 0 || len(a.Sections) != 7):
				t.Errorf("%d sections, mistakes %v", len(a.Sections), a.Mistakes)
			case tt.says != "" && (len(a.Mistakes) != 1 || !strings.Contains(a.Mistakes[0].Text, tt.says)):
				t.Errorf("mistakes %v", a.Mistakes)
			}
		})
	}
}

// Whatever the fields say, the answer is mistakes or whole tables, also at the ends of the calendar.
func TestEveryAnswerIsWhole(t *testing.T) {
	t.Parallel()
	days := []string{"0001-01-01", "2024-02-29", "2025-05-12", "9999-12-31"}
	answered := 0
	for _, q := range everyKind(t) {
		for _, start := range days {
			for _, day := range days {
				for _, optional := range []string{"", "due", "renewed"} {
					q := with(t, q, "start", start, "day", day)
					if optional != "" {
						q = with(t, q, optional, day)
					}
					a := answer.To(q)
					if len(a.Mistakes) == 0 {
						answered++
						whole(t, a)
					}
				}
			}
		}
	}
	if answered < 100 {
		t.Errorf("only %d of the questions were answered", answered)
	}
}

// everyKind is a question of each kind and term, as published and switched.
func everyKind(t *testing.T) []answer.Question {
	t.Helper()
	flex := answer.Question{
		Edition: "Europe2024", Kind: "flex-tokens", Offering: "Flex", Channel: "online",
		Last: "2025-06-09",
	}
	list := []answer.Question{flex, with(t, flex, "kind", "trial", "seats", "1")}
	for _, term := range []string{"monthly", "annual", "three-year"} {
		list = append(list, with(t, annual(), "term", term),
			with(t, annual(), "term", term, "offering", "Autodesk Docs",
				"autoRenew", "on"))
	}
	for _, q := range slices.Clone(list) {
		list = append(list, with(t, q, "readings.renewal.awaitedDays", "3", "readings.lapse.exemptUnpaidStops", "yes",
			"readings.lapse.stagesBeforeEdition", "yes"))
	}
	return list
}

func whole(t *testing.T, a answer.Answer) {
	t.Helper()
	for _, s := range a.Sections {
		seen := map[string]bool{}
		for _, r := range s.Rows {
			if len(r.Cells) != len(s.Columns)-1 || seen[r.ID] {
				t.Errorf("%s/%s: %d cells in %d columns, seen before: %t", s.ID, r.ID, len(r.Cells), len(s.Columns),
					seen[r.ID])
			}
			seen[r.ID] = true
			for _, v := range r.Cells {
				if strings.Contains(v.Text, "no date") || strings.Contains(v.Text, "-2147483648") {
					t.Errorf("%s/%s: %q", s.ID, r.ID, v.Text)
				}
			}
		}
	}
	total := 0
	for _, s := range a.Timeline.Stretches {
		if s.At != total || s.Days < 1 {
			t.Errorf("%s is at %d for %d days, after %d", s.Phase, s.At, s.Days, total)
		}
		total += s.Days
	}
	if total != a.Timeline.Days {
		t.Errorf("phases of %d days on an axis of %d", total, a.Timeline.Days)
	}
}

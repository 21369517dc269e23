package calendar_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
)

// grid is a handful of neighbouring days, and some of a year's edges.
func grid() []calendar.Date {
	var days []calendar.Date
	for d := calendar.MustParseDate("2024-02-27"); d.Before(calendar.MustParseDate("2024-03-03")); d = d.AddDays(1) {
		days = append(days, d)
	}
	return append(days, calendar.MustParseDate("0001-01-01"), calendar.MustParseDate("9999-12-31"))
}

// set holds the days of a period within the grid: the oracle for everything that periods do.
type set map[calendar.Date]bool

func (s set) of(p calendar.Period) bool {
	for _, d := range grid() {
		if p.Contains(d) != s[d] {
			return false
		}
	}
	return true
}

// periods lists every period that the grid can make, each with its days.
func periods() map[calendar.Period]set {
	all := map[calendar.Period]set{{}: {}}
	add := func(p calendar.Period, contains func(calendar.Date) bool) {
		days := set{}
		for _, d := range grid() {
			days[d] = contains(d)
		}
		all[p] = days
	}
	add(calendar.Always(), func(calendar.Date) bool { return true })
	for _, a := range grid() {
		add(calendar.Since(a), func(d calendar.Date) bool { return !d.Before(a) })
		add(calendar.Until(a), func(d calendar.Date) bool { return d.Before(a) })
		for _, b := range grid() {
			if p, err := calendar.Between(a, b); err == nil {
				add(p, func(d calendar.Date) bool { return !d.Before(a) && d.Before(b) })
			}
		}
	}
	return all
}

func TestPeriodsContainTheirDays(t *testing.T) {
	for p, days := range periods() {
		if !days.of(p) {
			t.Errorf("%s does not contain %v", p, days)
		}
		if p.Contains(calendar.Date{}) {
			t.Errorf("%s contains no date", p)
		}
	}
}

func TestIntersections(t *testing.T) {
	all := periods()
	for p, inP := range all {
		for q, inQ := range all {
			both := set{}
			for _, d := range grid() {
				both[d] = inP[d] && inQ[d]
			}
			r := p.Intersect(q)
			if !both.of(r) {
				t.Errorf("%s ∩ %s = %s", p, q, r)
			}
			if r != q.Intersect(p) || r.Intersect(p) != r {
				t.Errorf("%s ∩ %s = %s, and the other way round %s", p, q, r, q.Intersect(p))
			}
			// Each period has exactly one form, so == means the same days.
			if _, known := all[r]; !known {
				t.Errorf("%s ∩ %s = %s is a form of its own", p, q, r)
			}
		}
	}
}

func TestEndsOfPeriods(t *testing.T) {
	first, end := calendar.MustParseDate("2024-02-28"), calendar.MustParseDate("2024-03-01")
	p, err := calendar.Between(first, end)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		p                calendar.Period
		start, end, last calendar.Date
		days             int
		bounded          bool
	}{
		{p, first, end, calendar.MustParseDate("2024-02-29"), 2, true},
		{calendar.Since(first), first, calendar.Date{}, calendar.Date{}, 0, false},
		{calendar.Until(end), calendar.Date{}, end, calendar.MustParseDate("2024-02-29"), 0, false},
		{calendar.Always(), calendar.Date{}, calendar.Date{}, calendar.Date{}, 0, false},
		{calendar.Period{}, calendar.Date{}, calendar.Date{}, calendar.Date{}, 0, true},
		{calendar.Since(calendar.Date{}), calendar.Date{}, calendar.Date{}, calendar.Date{}, 0, true},
		{calendar.Until(calendar.Date{}), calendar.Date{}, calendar.Date{}, calendar.Date{}, 0, true},
		{
			calendar.Until(calendar.MustParseDate("0001-01-01")),
			calendar.Date{},
			calendar.Date{},
			calendar.Date{},
			0,
			true,
		},
	}
	for _, test := range tests {
		t.Run(test.p.String(), func(t *testing.T) {
			days, bounded := test.p.Days()
			if test.p.Start() != test.start || test.p.End() != test.end || test.p.LastDay() != test.last ||
				days != test.days || bounded != test.bounded {
				t.Errorf("%s: %s, %s, %s, %d, %v", test.p, test.p.Start(), test.p.End(), test.p.LastDay(), days,
					bounded)
			}
			if test.p.IsZero() != (test.p == calendar.Period{}) {
				t.Errorf("%s: IsZero() = %v", test.p, test.p.IsZero())
			}
		})
	}
	empty, err := calendar.Between(first, first)
	if err != nil || !empty.IsZero() {
		t.Errorf("from %s up to itself is %s, %v", first, empty, err)
	}
}

func TestBetweenRefuses(t *testing.T) {
	first, end := calendar.MustParseDate("2024-02-28"), calendar.MustParseDate("2024-03-01")
	for _, bad := range []struct {
		start, end calendar.Date
		want       error
	}{
		{calendar.Date{}, end, billingrules.ErrMissing},
		{first, calendar.Date{}, billingrules.ErrMissing},
		{end, first, billingrules.ErrConflict},
	} {
		t.Run(fmt.Sprint(bad.start, " ", bad.end), func(t *testing.T) {
			if p, err := calendar.Between(bad.start, bad.end); !errors.Is(err, bad.want) || !p.IsZero() {
				t.Errorf("Between(%s, %s) = %s, %v", bad.start, bad.end, p, err)
			}
		})
	}
}

// term.expiry and term.renewal: the page's own example, on the wall clock of Brussels and not at UTC+1.
func TestExpiryAndRenewal(t *testing.T) {
	bought := calendar.MustParseDate("2024-06-10")
	p, err := calendar.Annual.Period(bought, bought)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Europe/Brussels":  "2025-06-09 23:59:59 +0200 CEST; 2025-06-10 00:00:00 +0200 CEST",
		"America/New_York": "2025-06-09 23:59:59 -0400 EDT; 2025-06-10 00:00:00 -0400 EDT",
		"UTC":              "2025-06-09 23:59:59 +0000 UTC; 2025-06-10 00:00:00 +0000 UTC",
	} {
		t.Run(name, func(t *testing.T) {
			expires, ok := p.Expiry(location(name))
			_, renews := p.Instants(location(name))
			if got := fmt.Sprint(expires, "; ", renews); !ok || got != want {
				t.Errorf("%s: %s", name, got)
			}
		})
	}
	// Where the midnight of the renewal date is skipped, the last second before it is still the expiry.
	skipped := calendar.Until(calendar.MustParseDate("2018-11-04"))
	if expires, ok := skipped.Expiry(location("America/Sao_Paulo")); !ok ||
		expires.String() != "2018-11-03 23:59:59 -0300 -03" {
		t.Errorf("got %s, %v", expires, ok)
	}
	for _, open := range []calendar.Period{{}, calendar.Always(), calendar.Since(bought)} {
		t.Run(open.String(), func(t *testing.T) {
			expires, ok := open.Expiry(location("UTC"))
			if _, until := open.Instants(location("UTC")); ok || !expires.IsZero() || !until.IsZero() {
				t.Errorf("%s expires at %s, %v", open, expires, ok)
			}
		})
	}
	if from, _ := calendar.Until(bought).Instants(location("UTC")); !from.IsZero() {
		t.Errorf("a period without a start begins at %s", from)
	}
}

func TestPeriodText(t *testing.T) {
	for p := range periods() {
		text, err := p.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var read calendar.Period
		if err := read.UnmarshalText(text); err != nil || read != p {
			t.Errorf("%q is read back as %s, %v", text, read, err)
		}
		stored, err := p.Value()
		if err != nil {
			t.Fatal(err)
		}
		if err := read.Scan(stored); err != nil || read != p {
			t.Errorf("%v is scanned as %s, %v", stored, read, err)
		}
		if p.IsZero() {
			if p.String() != "never" || len(text) != 0 || stored != nil {
				t.Errorf("never is %q, %q, %v", p, text, stored)
			}
			if _, err := calendar.ParsePeriod(p.String()); err == nil {
				t.Error("never is parsed")
			}
			continue
		}
		if parsed, err := calendar.ParsePeriod(p.String()); err != nil || parsed != p || stored != p.String() {
			t.Errorf("%s is parsed as %s, %v", p, parsed, err)
		}
	}
}

func TestBadPeriodText(t *testing.T) {
	held := calendar.Since(calendar.MustParseDate("2024-06-10"))
	for text, want := range map[string]error{
		"2024-06-10":                       billingrules.ErrSyntax,
		"2024-06-10/":                      billingrules.ErrMissing,
		"/2024-06-10":                      billingrules.ErrMissing,
		"/":                                billingrules.ErrMissing,
		"..":                               billingrules.ErrSyntax,
		"2024-06-10/2024-06-10":            billingrules.ErrConflict,
		"2024-06-10/2024-06-09":            billingrules.ErrConflict,
		"2024-06-10/2024-06-31":            billingrules.ErrRange,
		"2024-02-30/2024-06-30":            billingrules.ErrRange,
		"2024-06-10/2025-06-10/2026-06-10": billingrules.ErrSyntax,
		"2024-06-10--2025-06-10":           billingrules.ErrSyntax,
		" 2024-06-10/2025-06-10":           billingrules.ErrSyntax,
		"never":                            billingrules.ErrSyntax,
		"2024-06-10/P1Y":                   billingrules.ErrSyntax,
		"2024-06-10/\x00\x00":              billingrules.ErrSyntax,
		strings.Repeat("2024-06-10/", 1e5): billingrules.ErrSyntax,
		"2024-06-10/" + "\xff\xfe-06-10..": billingrules.ErrSyntax,
	} {
		t.Run(fmt.Sprintf("%.30s", text), func(t *testing.T) {
			read := held
			if err := read.UnmarshalText([]byte(text)); !errors.Is(err, want) || read != held ||
				len(err.Error()) > 300 {
				t.Errorf("%.40q: %v, read %s", text, err, read)
			}
			if p, err := calendar.ParsePeriod(text); !errors.Is(err, want) || !p.IsZero() {
				t.Errorf("ParsePeriod(%.40q) = %s, %v", text, p, err)
			}
		})
	}
	if _, err := calendar.ParsePeriod(""); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
	for _, src := range []any{1, 1.5, true, []int{1}} {
		t.Run(fmt.Sprint(src), func(t *testing.T) {
			read := held
			if err := read.Scan(src); !errors.Is(err, billingrules.ErrSyntax) || read != held {
				t.Errorf("Scan(%v): %v", src, err)
			}
		})
	}
	for _, data := range []string{`1`, `{}`, `["2024-06-10/.."]`, `"x`, `"2024-06-10"`} {
		t.Run(data, func(t *testing.T) {
			read := held
			if err := read.UnmarshalJSON([]byte(data)); !errors.Is(err, billingrules.ErrSyntax) || read != held {
				t.Error(err)
			}
		})
	}
}

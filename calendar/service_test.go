package calendar_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
)

// oracle cuts a covered period by walking day by day. A stretch starts a whole number of months after the start, on the
// anchor's day of the month, or on the last day of a month that does not have that day.
func oracle(term calendar.Term, anchor calendar.Date, covered calendar.Period) []calendar.Period {
	_, _, anchorDay := anchor.Civil()
	startYear, startMonth, _ := covered.Start().Civil()
	var cuts []calendar.Date
	for d := covered.Start(); d.Before(covered.End()); d = d.AddDays(1) {
		year, month, day := d.Civil()
		_, _, tomorrow := d.AddDays(1).Civil()
		onIt := day == anchorDay || day < anchorDay && tomorrow == 1
		months := 12*(year-startYear) + int(month) - int(startMonth)
		if onIt && (term == calendar.Monthly || months%12 == 0) {
			cuts = append(cuts, d)
		}
	}
	var stretches []calendar.Period
	for i, cut := range cuts {
		end := covered.End()
		if i+1 < len(cuts) {
			end = cuts[i+1]
		}
		stretches = append(stretches, calendar.Since(cut).Intersect(calendar.Until(end)))
	}
	return stretches
}

// term.service-year and term.anniversary, against the walk: for anchors that clamp and some that do not, for first and
// later terms, and for ends that are aligned to another day.
func TestServices(t *testing.T) {
	anchors := []string{
		"2023-01-28", "2023-01-29", "2023-01-30", "2023-01-31", "2024-02-29", "2023-03-15", "2023-12-31",
		"2023-08-31", "2024-01-01",
	}
	for _, text := range anchors {
		anchor := calendar.MustParseDate(text)
		for _, term := range []calendar.Term{calendar.Monthly, calendar.Annual, calendar.ThreeYear} {
			for _, later := range []int{0, 1, 12, 13, 37} {
				start := anchor.AddMonths(later)
				full, err := term.Period(anchor, start)
				if err != nil {
					t.Fatal(err)
				}
				for _, end := range []calendar.Date{
					full.End(), full.End().AddDays(-1), full.End().AddDays(1),
					full.End().AddDays(45), full.End().AddMonths(9), start.AddDays(1),
				} {
					covered := calendar.Since(start).Intersect(calendar.Until(end))
					service, err := calendar.NewService(term, anchor, covered)
					if err != nil {
						t.Fatal(err)
					}
					checkService(t, service, oracle(term, anchor, covered))
				}
			}
		}
	}
}

func checkService(t *testing.T, s calendar.Service, want []calendar.Period) {
	t.Helper()
	name := fmt.Sprintf("%s %s from %s", s.Term(), s.Covered(), s.Anchor())
	if got := slices.Collect(s.All()); !slices.Equal(got, want) || s.Len() != len(want) {
		t.Fatalf("%s: %v, want %v", name, got, want)
	}
	var anniversaries []calendar.Date
	for k, stretch := range want {
		if s.At(k) != stretch || s.Index(stretch.Start()) != k || s.Index(stretch.LastDay()) != k {
			t.Errorf("%s: stretch %d is %s, want %s", name, k, s.At(k), stretch)
		}
		if k > 0 {
			anniversaries = append(anniversaries, stretch.Start())
		}
		// A stretch is full if the next cut would not have come later, had the service gone on.
		longer := oracle(s.Term(), s.Anchor(),
			calendar.Since(stretch.Start()).Intersect(calendar.Until(s.Covered().End().AddDays(400))))
		if s.Full(k) != (longer[0] == stretch) {
			t.Errorf("%s: stretch %d is full: %v", name, k, s.Full(k))
		}
	}
	if got := slices.Collect(s.Anniversaries()); !slices.Equal(got, anniversaries) {
		t.Errorf("%s: anniversaries %v, want %v", name, got, anniversaries)
	}
	for _, outside := range []calendar.Date{{}, s.Covered().Start().AddDays(-1), s.Covered().End()} {
		if s.Index(outside) != -1 {
			t.Errorf("%s: %s is in stretch %d", name, outside, s.Index(outside))
		}
	}
	if !s.At(-1).IsZero() || !s.At(len(want)).IsZero() || s.Full(-1) || s.Full(len(want)) {
		t.Errorf("%s has stretches beyond its own", name)
	}
	again, err := calendar.NewService(s.Term(), s.Anchor(), s.Covered())
	if err != nil || again != s {
		t.Errorf("%s is not equal to itself: %v", name, err)
	}
}

func TestServiceText(t *testing.T) {
	for _, s := range []calendar.Service{threeYears(), {}} {
		text, err := s.MarshalText()
		read := threeYears()
		if err != nil || read.UnmarshalText(text) != nil || read != s {
			t.Errorf("%q is read back as %s, %v", text, read, err)
		}
		appended, err := s.AppendText([]byte("x "))
		if err != nil || string(appended) != "x "+string(text) {
			t.Errorf("%q is appended as %q, %v", text, appended, err)
		}
		inJSON, err := json.Marshal(s)
		read = threeYears()
		if err != nil || json.Unmarshal(inJSON, &read) != nil || read != s {
			t.Errorf("%s is read back as %s, %v", inJSON, read, err)
		}
		value, err := s.Value()
		read = threeYears()
		if err != nil || (value == nil) != s.IsZero() || read.Scan(value) != nil || read != s {
			t.Errorf("%v is read back as %s, %v", value, read, err)
		}
	}
	read := threeYears()
	if err := json.Unmarshal([]byte("null"), &read); err != nil || !read.IsZero() {
		t.Errorf("null is read as %s, %v", read, err)
	}
	for _, bad := range []error{read.UnmarshalJSON([]byte("1")), read.Scan(1)} {
		if !errors.Is(bad, billingrules.ErrSyntax) {
			t.Errorf("a number is read as %s, %v", read, bad)
		}
	}
	if (calendar.Service{}).String() != "no service" {
		t.Error("the zero Service")
	}
	for text, want := range map[string]error{
		"annual": billingrules.ErrSyntax, "annual 2024-06-10": billingrules.ErrSyntax,
		"yearly 2024-06-10 2024-06-10/2025-06-10": billingrules.ErrUnknown,
		"annual 2024-06-31 2024-06-10/2025-06-10": billingrules.ErrRange,
		"annual 2024-06-10 2024-06-10/2024-06-10": billingrules.ErrConflict,
		"annual 2024-06-10 2024-06-10/..":         billingrules.ErrRange,
		"annual 2024-06-11 2024-06-10/2025-06-10": billingrules.ErrConflict,
	} {
		t.Run(text, func(t *testing.T) {
			read := threeYears()
			if err := read.UnmarshalText([]byte(text)); !errors.Is(err, want) || read != threeYears() {
				t.Errorf("%q: %v", text, err)
			}
		})
	}
	anchor := calendar.MustParseDate("2024-06-10")
	for _, bad := range []calendar.Term{0, 9} {
		t.Run(bad.String(), func(t *testing.T) {
			if s, err := bad.Service(anchor, anchor); !s.IsZero() ||
				billingrules.InputErrors(err)[0].Op != "calendar.Term.Service" ||
				billingrules.InputErrors(err)[0].Field != "term" {
				t.Errorf("%s: %v", s, err)
			}
		})
	}
}

func TestServiceIteratorsStop(t *testing.T) {
	s := threeYears()
	for range 2 { // and start over
		n := 0
		for range s.All() {
			n++
			break
		}
		for range s.Anniversaries() {
			n++
			break
		}
		if n != 2 {
			t.Errorf("%d", n)
		}
	}
}

func TestServicesAtTheEndOfTheCalendar(t *testing.T) {
	anchor := calendar.MustParseDate("9998-06-15")
	s, err := calendar.NewService(calendar.Annual, anchor,
		calendar.Since(anchor).Intersect(calendar.Until(calendar.MustParseDate("9999-12-31"))))
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(slices.Collect(s.All())); got != "[9998-06-15/9999-06-15 9999-06-15/9999-12-31]" ||
		s.Full(1) || !s.Full(0) {
		t.Errorf("got %s", got)
	}
	p, err := calendar.Annual.Period(anchor, calendar.MustParseDate("9999-06-15"))
	if !errors.Is(err, billingrules.ErrRange) || !p.IsZero() {
		t.Errorf("a term beyond the calendar: %s, %v", p, err)
	}
}

// term.length: the page's example, and the lengths of all terms over a month that is too short.
func TestTermPeriods(t *testing.T) {
	tests := []struct {
		term          calendar.Term
		anchor, start string
		want          string
	}{
		{calendar.Annual, "2024-06-10", "2024-06-10", "2024-06-10/2025-06-10"},
		{calendar.Monthly, "2024-06-10", "2024-06-10", "2024-06-10/2024-07-10"},
		{calendar.ThreeYear, "2024-06-10", "2024-06-10", "2024-06-10/2027-06-10"},
		{calendar.Monthly, "2025-01-31", "2025-02-28", "2025-02-28/2025-03-31"},
		{calendar.Monthly, "2024-01-31", "2024-02-29", "2024-02-29/2024-03-31"},
		{calendar.Annual, "2024-02-29", "2024-02-29", "2024-02-29/2025-02-28"},
		{calendar.Annual, "2024-02-29", "2027-02-28", "2027-02-28/2028-02-29"},
		{calendar.ThreeYear, "2024-02-29", "2024-02-29", "2024-02-29/2027-02-28"},
	}
	for _, test := range tests {
		t.Run(test.term.String()+" of "+test.anchor+" from "+test.start, func(t *testing.T) {
			p, err := test.term.Period(calendar.MustParseDate(test.anchor), calendar.MustParseDate(test.start))
			if err != nil || p.String() != test.want {
				t.Errorf("%s from %s in the series of %s: %s, %v; want %s", test.term, test.start, test.anchor, p, err,
					test.want)
			}
		})
	}
}

func TestBadTermsAndServices(t *testing.T) {
	anchor, other := calendar.MustParseDate("2025-01-31"), calendar.MustParseDate("2025-02-27")
	year := calendar.Since(anchor).Intersect(calendar.Until(anchor.AddMonths(12)))
	tests := []struct {
		name   string
		term   calendar.Term
		anchor calendar.Date
		period calendar.Period
		field  string
		want   error
	}{
		{"no term", 0, anchor, year, "term", billingrules.ErrMissing},
		{"a term that is not known", 4, anchor, year, "term", billingrules.ErrUnknown},
		{"no anchor", calendar.Annual, calendar.Date{}, year, "anchor", billingrules.ErrMissing},
		{"no period", calendar.Annual, anchor, calendar.Period{}, "covered", billingrules.ErrMissing},
		{"no end", calendar.Annual, anchor, calendar.Since(anchor), "covered", billingrules.ErrRange},
		{"no start", calendar.Annual, anchor, calendar.Until(anchor), "covered", billingrules.ErrRange},
		{"always", calendar.Annual, anchor, calendar.Always(), "covered", billingrules.ErrRange},
		{"a later anchor", calendar.Annual, other, year, "start", billingrules.ErrConflict},
		{
			"the 31st is no month date of a 30th", calendar.Annual, anchor.AddDays(-1), year, "start",
			billingrules.ErrConflict,
		},
		{"an earlier 31 January", calendar.Annual, anchor.AddMonths(-24), year, "", nil},
		{"31 December", calendar.Annual, calendar.MustParseDate("2024-12-31"), year, "", nil},
		{"a later day", calendar.Annual, calendar.MustParseDate("2025-02-28"), year, "start", billingrules.ErrConflict},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, err := calendar.NewService(test.term, test.anchor, test.period)
			if !errors.Is(err, test.want) || s.IsZero() != (test.want != nil) {
				t.Errorf("NewService(%s, %s, %s) = %v, %v", test.term, test.anchor, test.period, s, err)
			}
			if bad := billingrules.InputErrors(err); test.want != nil &&
				(len(bad) != 1 || bad[0].Field != test.field || bad[0].Op != "calendar.NewService") {
				t.Errorf("NewService(%s, %s, %s): %v", test.term, test.anchor, test.period, err)
			}
		})
	}
	if _, err := calendar.Term(0).Period(anchor, anchor); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
	if _, err := calendar.Annual.Period(anchor, calendar.Date{}); !errors.Is(err, billingrules.ErrMissing) {
		t.Error(err)
	}
	var none calendar.Service
	if !none.IsZero() || none.Len() != 0 || none.Index(anchor) != -1 || !none.At(0).IsZero() || none.Full(0) ||
		none.Term() != 0 {
		t.Error("the zero Service covers something")
	}
	for range none.All() {
		t.Error("the zero Service has a stretch")
	}
}

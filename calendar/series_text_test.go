package calendar_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
)

func TestSeriesText(t *testing.T) {
	t.Parallel()
	for text, s := range map[string]calendar.Series{
		"R/2024-01-31/P1M":      series(t, "2024-01-31", 1, calendar.Months),
		"R/2024-01-31/P14D":     series(t, "2024-01-31", 14, calendar.Days),
		"R/2024-01-31/P120000W": series(t, "2024-01-31", 120_000, calendar.Weeks),
		"":                      {},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			written, err := s.MarshalText()
			appended, appendErr := s.AppendText([]byte("x"))
			inJSON, jsonErr := json.Marshal(s)
			stored, valueErr := s.Value()
			if errors.Join(err, appendErr, jsonErr, valueErr) != nil || string(written) != text ||
				string(appended) != "x"+text ||
				string(inJSON) != `"`+text+`"` || (stored == nil) != s.IsZero() ||
				s.String() != cmp.Or(text, "no series") {
				t.Errorf("%q %q %s %v %s", written, appended, inJSON, stored, s)
			}
			held := series(t, "2000-01-01", 1, calendar.Days)
			read, decoded, scanned := held, held, held
			err = errors.Join(read.UnmarshalText(written), json.Unmarshal(inJSON, &decoded), scanned.Scan(stored))
			if err != nil || read != s || decoded != s || scanned != s {
				t.Errorf("%s %s %s, %v", read, decoded, scanned, err)
			}
			if parsed, err := calendar.ParseSeries(text); parsed != s || (err == nil) == s.IsZero() {
				t.Errorf("%s, %v", parsed, err)
			}
		})
	}
	held := series(t, "2000-01-01", 1, calendar.Days)
	if err := held.UnmarshalJSON([]byte("null")); err != nil || !held.IsZero() {
		t.Errorf("null is read as %s, %v", held, err)
	}
}

func TestBadSeriesText(t *testing.T) {
	t.Parallel()
	form := "is not of the form R/YYYY-MM-DD/P3M"
	for text, want := range map[string]string{
		"":                  "calendar.ParseSeries: series: is missing",
		"2024-01-31/P1M":    `calendar.ParseSeries: series "2024-01-31/P1M": ` + form,
		"R/2024-01-31":      `calendar.ParseSeries: series "R/2024-01-31": ` + form,
		"R/2024-01-31/P":    `calendar.ParseSeries: series "R/2024-01-31/P": ` + form,
		"R/2024-01-31/PM":   `calendar.ParseSeries: series "R/2024-01-31/PM": ` + form,
		"R/2024-01-31/P1Y":  `calendar.ParseSeries: series "R/2024-01-31/P1Y": ` + form,
		"R/2024-01-31/P1MM": `calendar.ParseSeries: series "R/2024-01-31/P1MM": ` + form,
		"R/2024-01-31/P01M": `calendar.ParseSeries: series "R/2024-01-31/P01M": ` + form,
		"R/2024-01-31/P+1M": `calendar.ParseSeries: series "R/2024-01-31/P+1M": ` + form,
		"R/2024-01-31/P99999999999999999999M": `calendar.ParseSeries: series "R/2024-01-31/P99999999999999999999M": ` +
			form, "R/2024-02-30/P1M": `calendar.ParseSeries: anchor "2024-02-30": there is no such day`,
		"R/2024-01-31/P0M":      "calendar.ParseSeries: step: is missing",
		"R/2024-01-31/P-1M":     "calendar.ParseSeries: step -1: must be from 1 to 120000",
		"R/2024-01-31/P120001D": "calendar.ParseSeries: step 120001: must be from 1 to 120000",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if s, err := calendar.ParseSeries(text); err == nil || err.Error() != want || !s.IsZero() {
				t.Errorf("%s, %v, want %s", s, err, want)
			}
		})
	}
	held := series(t, "2000-01-01", 1, calendar.Days)
	for _, err := range []error{held.UnmarshalText([]byte("R")), held.UnmarshalJSON([]byte("1")), held.Scan(1)} {
		if !errors.Is(err, billingrules.ErrSyntax) || held.String() != "R/2000-01-01/P1D" {
			t.Errorf("%v, holds %s", err, held)
		}
	}
}

func TestTheZeroSeries(t *testing.T) {
	t.Parallel()
	s, day := calendar.Series{}, calendar.MustParseDate("2025-01-31")
	_, ok := s.Index(day)
	whole, days, length := s.Elapsed(day)
	part, of := s.Fraction(calendar.Span(day, day.AddDays(1)))
	all := len(slices.Collect(s.In(calendar.Always()))) + len(slices.Collect(s.Cut(calendar.Always())))
	numbers := []int{whole, days, length, part, of, s.Count(calendar.Always()), s.StepLength(), int(s.Unit()), all}
	if !s.IsZero() || ok || s.Contains(day) || !s.Period(day).IsZero() || slices.Max(numbers) != 0 ||
		slices.Min(numbers) != 0 {
		t.Error("the zero Series has something")
	}
	for _, d := range []calendar.Date{s.Anchor(), s.At(0), s.At(1), s.FirstAfter(day), s.LastBefore(day)} {
		if !d.IsZero() {
			t.Errorf("the zero Series has %s", d)
		}
	}
	good := series(t, "2025-01-31", 1, calendar.Months)
	if _, ok := good.Index(calendar.Date{}); ok || good.Contains(calendar.Date{}) ||
		!good.FirstAfter(calendar.Date{}).IsZero() ||
		!good.LastBefore(calendar.Date{}).IsZero() || !good.Period(calendar.Date{}).IsZero() {
		t.Error("the zero Date has a place in a series")
	}
}

func TestNewSeries(t *testing.T) {
	t.Parallel()
	day := calendar.MustParseDate("2025-01-31")
	for name, tt := range map[string]struct {
		anchor calendar.Date
		step   int
		unit   calendar.Unit
		want   string
	}{
		"shortest":     {day, 1, calendar.Days, ""},
		"longest":      {day, 120_000, calendar.Weeks, ""},
		"too long":     {day, 120_001, calendar.Months, "calendar.NewSeries: step 120001: must be from 1 to 120000"},
		"negative":     {day, -1, calendar.Months, "calendar.NewSeries: step -1: must be from 1 to 120000"},
		"no such unit": {day, 1, 9, "calendar.NewSeries: unit 9: is not known; one of: days, weeks, months"},
		"all is missing": {
			calendar.Date{}, 0, 0, "calendar.NewSeries: anchor: is missing\n" +
				"calendar.NewSeries: step: is missing\n" + "calendar.NewSeries: unit: is missing",
		},
		"no anchor alone": {calendar.Date{}, 1, calendar.Months, "calendar.NewSeries: anchor: is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := calendar.NewSeries(tt.anchor, tt.step, tt.unit)
			if tt.want == "" {
				if err != nil || s.Anchor() != tt.anchor || s.StepLength() != tt.step || s.Unit() != tt.unit ||
					s.IsZero() {
					t.Errorf("%s, %v", s, err)
				}
				return
			}
			if err == nil || err.Error() != tt.want || !s.IsZero() || len(billingrules.InputErrors(err)) == 0 {
				t.Errorf("%s, %v", s, err)
			}
		})
	}
}

func TestUnitText(t *testing.T) {
	t.Parallel()
	for text, unit := range map[string]calendar.Unit{
		"days": calendar.Days, "weeks": calendar.Weeks, "months": calendar.Months,
	} {
		t.Run(text, func(t *testing.T) {
			parsed, err := calendar.ParseUnit(text)
			if err != nil || parsed != unit || unit.String() != text || !unit.IsValid() {
				t.Errorf("%s is read as %s, %v", text, parsed, err)
			}
			written, err := unit.MarshalText()
			appended, appendErr := unit.AppendText(nil)
			stored, valueErr := unit.Value()
			var read, scanned calendar.Unit
			if errors.Join(err, appendErr, valueErr, read.UnmarshalText(written), scanned.Scan(stored)) != nil ||
				read != unit || scanned != unit || string(appended) != text {
				t.Errorf("%s: %s %s", text, read, scanned)
			}
		})
	}
	if _, err := calendar.ParseUnit("years"); !errors.Is(err, billingrules.ErrUnknown) {
		t.Error(err)
	}
}

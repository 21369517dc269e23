package calendar_test

import (
	"encoding/json"
	"testing"
	"time"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
)

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{
		"2025-06-09", "2024-02-29", "2025-02-29", "0000-00-00", "9999-12-31", "2025-6-9",
		"",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := calendar.ParseDate(text)
		reference, referenceErr := time.Parse(time.DateOnly, text)
		if good := referenceErr == nil && reference.Year() > 0; good != (err == nil) {
			t.Fatalf("%q: %v, package time says %v", text, err, referenceErr)
		}
		if err == nil && (d.String() != text || d.String() != reference.Format(time.DateOnly)) {
			t.Fatalf("%q is %s", text, d)
		}
		if err != nil && (!d.IsZero() || len(billingrules.InputErrors(err)) != 1) {
			t.Fatalf("%q: %s, %v", text, d, err)
		}
	})
}

func FuzzParsePeriod(f *testing.F) {
	for _, text := range []string{
		"2024-06-10/2025-06-10", "2024-06-10/..", "../2024-06-10", "../..", "/",
		"2025-06-10/2024-06-10",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := calendar.ParsePeriod(text)
		if err == nil && (p.String() != text || p.IsZero()) || err != nil &&
			(!p.IsZero() || len(billingrules.InputErrors(err)) != 1) {
			t.Fatalf("%q: %s, %v", text, p, err)
		}
	})
}

func FuzzDateJSON(f *testing.F) {
	for _, text := range []string{`"2025-06-09"`, `""`, `null`, `20250609`, `"\u0032025-06-09"`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var d, again calendar.Date
		if json.Unmarshal(data, &d) != nil {
			return
		}
		text, err := json.Marshal(d)
		if err != nil || json.Unmarshal(text, &again) != nil || again != d {
			t.Fatalf("%s is read as %s and written as %s, %v", data, d, text, err)
		}
	})
}

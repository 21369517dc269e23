package calendar_test

import (
	"encoding/json"
	"errors"
	"os"
	"testing"
	"time"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
)

// A driver hands over a DATE as the first instant of the day in the session's zone, which is not 00:00 where midnight
// is skipped.
func TestScanOfStarts_SkippedMidnight(t *testing.T) {
	text, err := os.ReadFile("testdata/reported/midnight-gap-dates.json")
	if err != nil {
		t.Fatal(err)
	}
	var reported []struct {
		Zone string
		Date calendar.Date
	}
	if err := json.Unmarshal(text, &reported); err != nil || len(reported) == 0 {
		t.Fatal(len(reported), err)
	}
	for _, r := range reported {
		t.Run(r.Zone, func(t *testing.T) {
			zone := loadZone(t, r.Zone)
			start := r.Date.Start(zone)
			if start.Hour() == 0 {
				t.Fatalf("%s starts at midnight", r.Date)
			}
			var read calendar.Date
			if err := read.Scan(start); err != nil || read != r.Date {
				t.Errorf("%s is read as %s, %v", start, read, err)
			}
			for _, after := range []time.Duration{-time.Hour, -1, 1, time.Second, time.Hour} {
				t.Run(after.String(), func(t *testing.T) {
					err := read.Scan(start.Add(after))
					if !errors.Is(err, billingrules.ErrSyntax) || read != r.Date {
						t.Errorf("%s is read as %s, %v", start.Add(after), read, err)
					}
				})
			}
			if err := read.Scan(start.UTC()); !errors.Is(err, billingrules.ErrSyntax) {
				t.Errorf("%s is read as %s, %v", start.UTC(), read, err) // no day starts at this instant in UTC
			}
		})
	}
}

// The first instant of every day scans as that day, even where midnight happens twice.
func TestScanOfStarts_EveryDay(t *testing.T) {
	for _, name := range []string{
		"UTC", "Europe/Brussels", "Africa/Cairo", "America/Havana", "America/Santiago", "America/St_Johns",
		"Pacific/Apia",
	} {
		t.Run(name, func(t *testing.T) {
			zone := loadZone(t, name)
			for d := calendar.MustParseDate("2005-01-01"); d != calendar.MustParseDate("2027-01-01"); d = d.AddDays(1) {
				want := d
				if name == "Pacific/Apia" && d == calendar.MustParseDate("2011-12-30") {
					want = d.AddDays(1) // the day was skipped
				}
				var read calendar.Date
				if err := read.Scan(d.Start(zone)); err != nil || read != want {
					t.Errorf("%s is read as %s, %v", d.Start(zone), read, err)
				}
			}
		})
	}
}

// Some drivers turn an empty date into the zero Time.
func TestScanOfTheZeroTime(t *testing.T) {
	for _, zero := range []time.Time{{}, time.Time{}.In(loadZone(t, "Europe/Brussels"))} {
		t.Run(zero.Location().String(), func(t *testing.T) {
			read := calendar.MustParseDate("2025-05-31")
			err := read.Scan(zero)
			if !errors.Is(err, billingrules.ErrMissing) || read != calendar.MustParseDate("2025-05-31") {
				t.Errorf("%s is read as %s, %v", zero, read, err)
			}
		})
	}
	var read calendar.Date
	if err := read.Scan(time.Time{}.AddDate(0, 0, 1)); err != nil || read.String() != "0001-01-02" {
		t.Errorf("the second day is read as %s, %v", read, err)
	}
}

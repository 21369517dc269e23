package calendar_test

import (
	"fmt"
	"testing"
	"time"

	"example.com/billingrules/calendar"
)

// zoneDay is a row of the tables below.
type zoneDay struct {
	name, zone, day string
	first, last     string // what the clock shows in the day's first and last second
	hours           time.Duration
}

func checkDays(t *testing.T, rows []zoneDay) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.zone+" "+tt.day, func(t *testing.T) {
			zone, d := loadZone(t, tt.zone), calendar.MustParseDate(tt.day)
			start, next := d.Start(zone), d.AddDays(1).Start(zone)
			if got := dateShown(start); got != tt.first {
				t.Errorf("%s: the day starts at %s, want %s", tt.name, got, tt.first)
			}
			if got := dateShown(next.Add(-1)); got != tt.last {
				t.Errorf("%s: the day ends with %s, want %s", tt.name, got, tt.last)
			}
			if got := next.Sub(start); got != tt.hours {
				t.Errorf("%s: the day has %v, want %v", tt.name, got, tt.hours)
			}
			for at, want := range map[time.Time]calendar.Date{start: d, start.Add(tt.hours / 2): d, next.Add(-1): d} {
				t.Run(fmt.Sprint(at), func(t *testing.T) {
					if got := calendar.DateOf(at, zone); got != want {
						t.Errorf("%s: %v is on %v, want %v", tt.name, at, got, want)
					}
				})
			}
			if before, after := calendar.DateOf(start.Add(-1), zone), calendar.DateOf(next, zone); !before.Before(d) ||
				!after.After(d) {
				t.Errorf("%s: %v comes before %v, and %v after", tt.name, before, d, after)
			}
		})
	}
}

// Days of term.zone that are not 24 hours from midnight to midnight, as the wall clock showed them.
func TestStart_MidnightSkippedOrTwice(t *testing.T) {
	checkDays(t, []zoneDay{
		{
			"midnight skipped, March", "Atlantic/Azores", "2025-03-30", "2025-03-30 01:00:00", "2025-03-30 23:59:59",
			23 * time.Hour,
		},
		{
			"midnight twice, from 01:00", "Atlantic/Azores", "2025-10-26", "2025-10-26 00:00:00",
			"2025-10-26 23:59:59", 25 * time.Hour,
		},
		{
			"midnight skipped", "America/Santiago", "2024-09-08", "2024-09-08 01:00:00", "2024-09-08 23:59:59",
			23 * time.Hour,
		},
		{
			"the last hour twice", "America/Santiago", "2024-04-06", "2024-04-06 00:00:00", "2024-04-06 23:59:59",
			25 * time.Hour,
		},
		{
			"midnight skipped", "America/Havana", "2024-03-10", "2024-03-10 01:00:00", "2024-03-10 23:59:59",
			23 * time.Hour,
		},
		{
			"midnight twice", "America/Havana", "2024-11-03", "2024-11-03 00:00:00", "2024-11-03 23:59:59",
			25 * time.Hour,
		},
		{"midnight skipped", "Asia/Beirut", "2024-03-31", "2024-03-31 01:00:00", "2024-03-31 23:59:59", 23 * time.Hour},
		{
			"the last hour twice", "Asia/Beirut", "2024-10-26", "2024-10-26 00:00:00", "2024-10-26 23:59:59",
			25 * time.Hour,
		},
	})
}

func TestStart_StandingRule(t *testing.T) {
	checkDays(t, []zoneDay{
		{
			"midnight skipped", "Africa/Cairo", "2024-04-26", "2024-04-26 01:00:00", "2024-04-26 23:59:59",
			23 * time.Hour,
		},
		{
			"the last hour twice", "Africa/Cairo", "2024-10-31", "2024-10-31 00:00:00", "2024-10-31 23:59:59",
			25 * time.Hour,
		},
		{
			"midnight skipped by a standing rule", "Africa/Cairo", "2040-04-27", "2040-04-27 01:00:00",
			"2040-04-27 23:59:59", 23 * time.Hour,
		},
		{
			"the 366th day of a year of a standing rule", "Africa/Cairo", "2040-12-31", "2040-12-31 00:00:00",
			"2040-12-31 23:59:59", 24 * time.Hour,
		},
		{
			"the day after it", "Africa/Cairo", "2041-01-01", "2041-01-01 00:00:00", "2041-01-01 23:59:59",
			24 * time.Hour,
		},
		{
			"midnight skipped", "America/Asuncion", "2023-10-01", "2023-10-01 01:00:00", "2023-10-01 23:59:59",
			23 * time.Hour,
		},
		{
			"the last hour twice", "America/Asuncion", "2024-03-23", "2024-03-23 00:00:00", "2024-03-23 23:59:59",
			25 * time.Hour,
		},
	})
}

func TestStart_DayAtTheDateLine(t *testing.T) {
	checkDays(t, []zoneDay{
		{
			"midnight skipped", "America/Sao_Paulo", "2018-11-04", "2018-11-04 01:00:00", "2018-11-04 23:59:59",
			23 * time.Hour,
		},
		{
			"the last hour twice", "America/Sao_Paulo", "2019-02-16", "2019-02-16 00:00:00", "2019-02-16 23:59:59",
			25 * time.Hour,
		},
		{
			"before the day that was skipped", "Pacific/Apia", "2011-12-29", "2011-12-29 00:00:00",
			"2011-12-29 23:59:59", 24 * time.Hour,
		},
		{
			"after the day that was skipped", "Pacific/Apia", "2011-12-31", "2011-12-31 00:00:00",
			"2011-12-31 23:59:59", 24 * time.Hour,
		},
		{
			"ends before its last hour comes again", "America/St_Johns", "2006-10-28", "2006-10-28 00:00:00",
			"2006-10-28 23:59:59", 24 * time.Hour,
		},
		{
			"back at 00:01 to 23:01", "America/St_Johns", "2006-10-29", "2006-10-29 00:00:00", "2006-10-29 23:59:59",
			25 * time.Hour,
		},
		{
			"the date line moved east: a day twice", "America/Juneau", "1867-10-19", "1867-10-19 00:00:00",
			"1867-10-19 23:59:59", 48 * time.Hour,
		},
		{
			"before the day that was skipped", "Asia/Manila", "1844-12-30", "1844-12-30 00:00:00",
			"1844-12-30 23:59:59", 24 * time.Hour,
		},
		{
			"after the day that was skipped", "Asia/Manila", "1845-01-01", "1845-01-01 00:00:00",
			"1845-01-01 23:59:59", 24 * time.Hour,
		},
		{
			"back by three hours at 02:00, to 23:00", "Antarctica/Casey", "2010-03-05", "2010-03-05 00:00:00",
			"2010-03-05 23:59:59", 27 * time.Hour,
		},
		{
			"23 hours and a wall clock that is not UTC+1", "Europe/Brussels", "2025-03-30", "2025-03-30 00:00:00",
			"2025-03-30 23:59:59", 23 * time.Hour,
		},
	})
}

func TestDaysThatWereSkipped(t *testing.T) {
	for name, text := range map[string]string{"Pacific/Apia": "2011-12-30", "Asia/Manila": "1844-12-31"} {
		t.Run(name, func(t *testing.T) {
			zone, d := loadZone(t, name), calendar.MustParseDate(text)
			start := d.Start(zone)
			if next := d.AddDays(1); !start.Equal(next.Start(zone)) || calendar.DateOf(start, zone) != next {
				t.Errorf("%s: %v starts at %v, on %v", name, d, start, calendar.DateOf(start, zone))
			}
			if got := calendar.DateOf(start.Add(-1), zone); got != d.AddDays(-1) {
				t.Errorf("%s: %v comes before %v", name, got, d)
			}
		})
	}
}

// When the clock shows the 28th again for an hour, what ended with the 28th stays ended.
func TestDayThatEndedStaysEnded(t *testing.T) {
	zone := loadZone(t, "America/St_Johns")
	ended := calendar.Until(calendar.MustParseDate("2006-10-29"))
	open := true
	from, to := time.Date(2006, 10, 28, 12, 0, 0, 0, time.UTC), time.Date(2006, 10, 30, 0, 0, 0, 0, time.UTC)
	for at := from; at.Before(to); at = at.Add(10 * time.Second) {
		now := ended.Contains(calendar.DateOf(at, zone))
		if now && !open {
			t.Fatalf("%v is open again", at.In(zone))
		}
		if now != at.Before(time.Date(2006, 10, 29, 2, 30, 0, 0, time.UTC)) {
			t.Fatalf("at %v open is %v", at.In(zone), now)
		}
		open = now
	}
}

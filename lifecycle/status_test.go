package lifecycle_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"
	_ "time/tzdata"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

func TestStatus_JSON(t *testing.T) {
	s := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20")))
	for on, want := range map[string]string{
		"2024-09-30": `{"day":"2024-09-30","until":"2024-10-01","nextPhase":"active","rule":"term.length",` +
			`"provisional":false,"ended":false,"overdue":false,"prepay":false,"renewal":"2025-10-01"}`,
		"2025-10-01": `{"day":"2025-10-01","phase":"active","since":"2024-10-01","until":"2025-10-02",` +
			`"nextPhase":"expired","rule":"renewal.awaited","provisional":true,"ended":true,` +
			`"overdue":false,"prepay":false,"renewal":"2025-10-01"}`,
		"2025-11-15": `{"day":"2025-11-15","phase":"canceled","since":"2025-11-15","rule":"lapse.canceled",` +
			`"provisional":false,"ended":true,"overdue":false,"prepay":false,"renewal":"2025-10-01"}`,
	} {
		t.Run(on, func(t *testing.T) {
			if got, err := json.Marshal(s.On(day(on)).Status()); err != nil || string(got) != want {
				t.Errorf("got  %s, %v\nwant %s", got, err, want)
			}
		})
	}
	for on := range testkit.Spread(testkit.Days(day("2024-09-19"), day("2026-01-01")), 11) {
		status := s.On(on).Status()
		text, err := json.Marshal(status)
		var read lifecycle.Status
		if err != nil || json.Unmarshal(text, &read) != nil || read != status {
			t.Errorf("%v reads back as %v, %v", status, read, err)
		}
	}
}

// The wording of statuses, each once.
func TestStatus_InWords(t *testing.T) {
	f := bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20"))
	s, on := subscription(t, europe, autoRenew(f, false)), subscription(t, europe, f)
	for want, v := range map[string]lifecycle.View{
		"not started": s.On(day("2024-09-19")),
		"not started, active from 2024-10-01 on (term.length)":                           s.On(day("2024-09-20")),
		"active since 2024-10-01, expired from 2025-10-01 on (lapse.start)":              s.On(day("2025-01-01")),
		"expired since 2025-10-01, suspended from 2025-10-16 on (lapse.expired-days)":    s.On(day("2025-10-01")),
		"suspended since 2025-10-16, canceled from 2025-11-15 on (lapse.suspended-days)": s.On(day("2025-10-16")),
		"canceled since 2025-11-15 (lapse.canceled)":                                     s.On(day("2026-01-01")),
		"active since 2024-10-01, expired from 2025-10-02 on (renewal.awaited), " +
			"provisionally: the renewal is being charged": on.On(day("2025-10-01")),
	} {
		t.Run(want, func(t *testing.T) {
			if got := v.Status().String(); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// term.zone: how long an answer may be kept: to the end of the phase; if provisional, or about to be, to the end of a
// day; and never past a known fact that changes it.
func TestView_ValidUntil(t *testing.T) {
	brussels, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	once := bought(t, calendar.Annual, day("2024-10-01"), day("2024-10-01"))
	s, on := subscription(t, europe, autoRenew(once, false)), subscription(t, europe, once)
	longer := edition(t, func(p *policy.Parameters) { p.Renewal.AwaitedDays = 3 })
	awaited := subscription(t, longer, once)
	paid := unpaid("I-1", "2024-10-01", "2024-10-31")
	paid.Paid = day("2024-11-10")
	later := subscription(t, europe, once.Bill(unpaid("I-1", "2025-03-01", "2025-03-31")))
	backdated := must(t)(on.On(day("2025-03-10")).Cancel(day("2025-03-20")))
	soon := subscription(t, europe, bought(t, calendar.Annual, day("2024-10-01"), day("2024-09-20")))
	for name, tt := range map[string]struct {
		v    lifecycle.View
		want string
	}{
		"active":                     {s.On(day("2025-01-01")), "2025-10-01 00:00:00 +0200 CEST"},
		"that renews itself":         {on.On(day("2025-01-01")), "2025-10-01 00:00:00 +0200 CEST"},
		"provisional":                {awaited.On(day("2025-10-02")), "2025-10-03 00:00:00 +0200 CEST"},
		"provisional, the last day":  {on.On(day("2025-10-01")), "2025-10-02 00:00:00 +0200 CEST"},
		"suspended":                  {s.On(day("2025-10-20")), "2025-11-15 00:00:00 +0100 CET"},
		"an invoice that will lapse": {later.On(day("2025-02-01")), "2025-04-01 00:00:00 +0200 CEST"},
		"an invoice that will be paid": {
			subscription(t, europe, once.Bill(paid)).On(day("2024-10-05")), "2024-11-01 00:00:00 +0100 CET",
		},
		"expired, and paid later": {
			subscription(t, europe, once.Bill(paid)).On(day("2024-11-05")), "2024-11-10 00:00:00 +0100 CET",
		},
		"canceled later":               {backdated.On(day("2025-03-01")), "2025-03-20 00:00:00 +0100 CET"},
		"not started":                  {soon.On(day("2024-09-25")), "2024-10-01 00:00:00 +0200 CEST"},
		"not ordered":                  {soon.On(day("2024-09-01")), "2024-10-01 00:00:00 +0200 CEST"},
		"not ordered, and then active": {s.On(day("2024-09-01")), "2024-10-01 00:00:00 +0200 CEST"},
	} {
		t.Run(name, func(t *testing.T) {
			if got, ok := tt.v.ValidUntil(brussels); !ok || got.String() != tt.want {
				t.Errorf("got %s, %v", got, ok)
			}
		})
	}
	for name, v := range map[string]lifecycle.View{"canceled": s.On(day("2026-01-01")), "nothing": {}} {
		t.Run(name, func(t *testing.T) {
			if got, ok := v.ValidUntil(brussels); ok || !got.IsZero() {
				t.Errorf("%s until %s", name, got)
			}
		})
	}
}

// A View is passed by value: it is three words.
func TestView_Size(t *testing.T) {
	if size, word := reflect.TypeFor[lifecycle.View]().Size(), reflect.TypeFor[uintptr]().Size(); size > 3*word {
		t.Errorf("a View is %d bytes", size)
	}
}

// Asking for the phase on a day, or for a single decision, allocates nothing, even with a long history.
func TestView_AllocatesNothing(t *testing.T) {
	plain, host := annual(t, "2024-10-01"), annual(t, "2025-06-10")
	long := subscription(t, europe, history(t))
	d := day("2025-08-01")
	for name, f := range map[string]func(){
		"Status":             func() { plain.On(d).Status() },
		"Phase, long":        func() { long.On(d).Phase() },
		"Can":                func() { _ = plain.On(d).Can(lifecycle.Downloads) },
		"CanRenew":           func() { plain.On(d).CanRenew() },
		"CanRenew, long":     func() { long.On(d).CanRenew() },
		"CanRenew, no":       func() { plain.On(day("2025-01-01")).CanRenew() },
		"CanSwitchProduct":   func() { plain.On(d).CanSwitchProduct() },
		"CanChangeTerm":      func() { plain.On(d).CanChangeTerm() },
		"CanAddSeats":        func() { plain.On(d).CanAddSeats() },
		"CanReduceSeats":     func() { plain.On(d).CanReduceSeats(1) },
		"CanSwitchAutoRenew": func() { plain.On(d).CanSwitchAutoRenew() },
		"CanConvertTrial":    func() { plain.On(d).CanConvertTrial() },
		"CanReactivate":      func() { plain.On(d).CanReactivate() },
		"CanExtend":          func() { plain.On(d).CanExtend() },
		"CanRenewByInvoice": func() {
			plain.On(d).CanRenewByInvoice(lifecycle.PayerOnFile, lifecycle.RenewalChanges{})
		},
		"CanRenewWith": func() { plain.On(d).CanRenewWith(lifecycle.RenewalChanges{Seats: 2}) },
		"CanExtendTo":  func() { plain.On(d).CanExtendTo(host.On(d)) },
		"Seats":        func() { plain.On(d).Seats() },
		"Stretch":      func() { plain.On(d).Stretch() },
		"NextTerm":     func() { plain.On(d).NextTerm() },
		"TargetDays":   func() { plain.On(d).TargetDays() },
		"ValidUntil":   func() { plain.On(d).ValidUntil(time.UTC) },
		"Invoices, long": func() {
			for range long.On(d).Invoices() {
			}
		},
		"Phases, long": func() {
			for range long.On(d).Phases() {
			}
		},
		"Actions":       func() { plain.On(d).Actions() },
		"Actions, long": func() { long.On(d).Actions() },
	} {
		t.Run(name, func(t *testing.T) {
			if n := testing.AllocsPerRun(100, f); n != 0 {
				t.Errorf("it allocates %v times", n)
			}
		})
	}
}

// New allocates only what it keeps, its copies of the lists, and one list to check the terms.
func TestNew_Allocations(t *testing.T) {
	one := annual(t, "2024-10-01").Facts()
	for name, tt := range map[string]struct {
		facts lifecycle.Facts
		most  float64
	}{
		"one term":                      {one, 3},
		"one term and a change":         {autoRenew(one, false), 4},
		"ten terms and thirty invoices": {history(t), 10},
	} {
		t.Run(name, func(t *testing.T) {
			if n := testing.AllocsPerRun(100, func() { _, _ = lifecycle.New(europe, tt.facts) }); n > tt.most &&
				!testkit.Race {
				t.Errorf("it allocates %v times, at most %v are wanted", n, tt.most)
			}
		})
	}
}

// history is ten terms and thirty invoices.
func history(t testing.TB) lifecycle.Facts {
	t.Helper()
	start := day("2024-10-01")
	ordered := []calendar.Date{start}
	for k := 1; k < 10; k++ {
		ordered = append(ordered, start.AddMonths(k).AddDays(-3))
	}
	f := bought(t, calendar.Monthly, start, ordered...)
	for k := range 30 {
		issued := start.AddDays(9 * k)
		f.Invoices = append(f.Invoices, lifecycle.BilledInvoice{
			Number: "I-" + itoa(k), Issued: issued, Due: issued.AddDays(30), Paid: issued.AddDays(20),
		})
	}
	return f
}

// BenchmarkPhase compares asking for a day with what a caller would write by hand: comparing instants in a zone.
func BenchmarkPhase(b *testing.B) {
	brussels, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2025, time.August, 1, 9, 30, 0, 0, time.UTC)
	plain, long := annual(b, "2024-10-01"), subscription(b, europe, history(b))
	d := calendar.DateOf(now, brussels)
	past := day("2025-02-10") // in the middle of the history
	for name, v := range map[string]func() lifecycle.View{
		"plain":                    func() lifecycle.View { return plain.On(d) },
		"long history":             func() lifecycle.View { return long.On(d) },
		"long history, a past day": func() lifecycle.View { return long.On(past) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				v().Phase()
			}
		})
		b.Run("decision, "+name, func(b *testing.B) {
			for b.Loop() {
				v().CanRenew()
			}
		})
	}
	b.Run("by hand", func(b *testing.B) {
		for b.Loop() {
			end := time.Date(2025, time.October, 1, 0, 0, 0, 0, brussels)
			edges := [...]time.Time{end, end.Add(15 * 24 * time.Hour), end.Add(45 * 24 * time.Hour)}
			phase := 0
			for _, edge := range edges {
				if !now.Before(edge) {
					phase++
				}
			}
			_ = phase
		}
	})
}

package invoice_test

import (
	"runtime"
	"sync"
	"testing"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/shopspring/decimal"
)

// The month-end pass asks about every subscription of a vendor: what phase it is in, whether it can be renewed, and
// what one more seat would cost. Its rival does the same by hand, with instants in a cached zone and decimals.

// night is what the pass runs over, in memory.
type night struct {
	ed    policy.Edition
	today calendar.Date
	subs  []lifecycle.Subscription
	srp   money.Amount
}

func newNight(t testing.TB, n int) night {
	t.Helper()
	ed := policy.Europe2024()
	all := make([]lifecycle.Subscription, n)
	for i := range all {
		start := date("2024-12-13").AddDays(i % 365)
		s, err := lifecycle.New(ed, lifecycle.Facts{
			Kind: policy.Subscription, Offering: "AutoCAD", Anchor: start, Seats: 3,
			Terms: []lifecycle.BoughtTerm{
				{Ordered: start, Start: start, End: start.AddMonths(12), Length: calendar.Annual},
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		all[i] = s
	}
	return night{ed: ed, today: date("2025-11-30"), subs: all, srp: amount("EUR 2145.00")}
}

// answer is what the pass keeps of one subscription.
type answer struct {
	phase lifecycle.Phase
	renew bool
	price money.Amount
}

// run asks the subscriptions from one place to another.
func (n night) run(answers []answer, from, to int) error {
	for i := from; i < to; i++ {
		v := n.subs[i].On(n.today)
		answers[i] = answer{phase: v.Phase(), renew: v.CanRenew().Allowed()}
		if v.Phase() != lifecycle.Active || !n.today.Before(v.Renewal()) {
			continue
		}
		service := v.Stretch()
		charge, err := proration.Price(n.ed, proration.PriceRequest{
			SRP: n.srp, Seats: 1, Service: service, Bought: calendar.Since(n.today).Intersect(service.Covered()),
		})
		if err != nil {
			return err
		}
		answers[i].price = charge.Amount
	}
	return nil
}

// byHand is a subscription as kept by a service that does its own arithmetic.
type byHand struct{ start, end time.Time }

type handAnswer struct {
	phase int
	renew bool
	price decimal.Decimal
}

// pass asks by hand: phases from instants in a zone that is looked up once, days from a difference of instants, and the
// price from the fastest correct line of decimals.
func pass(subs []byHand, answers []handAnswer, now time.Time, zone *time.Location, srp decimal.Decimal) {
	divisor := decimal.NewFromInt(365)
	local := now.In(zone)
	today := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, zone)
	for i, s := range subs {
		end := time.Date(s.end.Year(), s.end.Month(), s.end.Day(), 0, 0, 0, 0, zone)
		expired, suspended := end.AddDate(0, 0, 15), end.AddDate(0, 0, 45)
		a := handAnswer{phase: 4}
		switch {
		case today.Before(end):
			a.phase = 1
		case today.Before(expired):
			a.phase = 2
		case today.Before(suspended):
			a.phase = 3
		}
		a.renew = !today.Before(end.AddDate(0, 0, -90)) && today.Before(suspended)
		if a.phase == 1 {
			y, m, d := today.Date()
			days := int64(s.end.Sub(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour))
			a.price = srp.Mul(decimal.NewFromInt(days)).DivRound(divisor, 2)
		}
		answers[i] = a
	}
}

func hands(n night) []byHand {
	all := make([]byHand, len(n.subs))
	for i, s := range n.subs {
		y, m, d := s.On(n.today).Renewal().Civil()
		end := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
		all[i] = byHand{end.AddDate(-1, 0, 0), end}
	}
	return all
}

// The rival is a fair one: it gives the same answers, except about auto-renewal, which it does not know.
func TestMonthEndRivalAgrees(t *testing.T) {
	n := newNight(t, 365)
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		t.Fatal(err)
	}
	answers, others := make([]answer, len(n.subs)), make([]handAnswer, len(n.subs))
	if err := n.run(answers, 0, len(n.subs)); err != nil {
		t.Fatal(err)
	}
	pass(hands(n), others, n.today.Start(zone).Add(12*time.Hour), zone, n.srp.Decimal())
	priced := 0
	for i, a := range answers {
		if n.subs[i].On(n.today).Renewal() == n.today || n.today.Before(n.subs[i].Facts().Terms[0].Start) {
			continue // awaited, or not bought yet
		}
		if int(a.phase) != others[i].phase || a.renew != others[i].renew ||
			!a.price.IsZero() != (others[i].phase == 1) {
			t.Fatalf("%d: %+v, by hand %+v", i, a, others[i])
		}
		if !a.price.IsZero() {
			if priced++; !a.price.Decimal().Equal(others[i].price) {
				t.Fatalf("%d: %s, by hand %v", i, a.price, others[i].price)
			}
		}
	}
	if priced < 300 {
		t.Errorf("only %d prices", priced)
	}
}

// The pass allocates nothing beyond its results.
func TestMonthEndAllocations(t *testing.T) {
	n := newNight(t, 365)
	answers := make([]answer, len(n.subs))
	if got := testing.AllocsPerRun(10, func() { _ = n.run(answers, 0, len(n.subs)) }); got != 0 {
		t.Errorf("the pass over %d subscriptions allocates %v times", len(n.subs), got)
	}
}

// A million subscriptions, on one core and on two. The share of the garbage collector is that of the whole run.
func BenchmarkMonthEnd(b *testing.B) {
	n := newNight(b, 1_000_000)
	answers := make([]answer, len(n.subs))
	for _, cores := range []int{1, 2} {
		b.Run(map[int]string{1: "library, one core", 2: "library, two cores"}[cores], func(b *testing.B) {
			collected := gcShare(b)
			for b.Loop() {
				var wait sync.WaitGroup
				for core := range cores {
					wait.Go(func() { _ = n.run(answers, core*len(answers)/cores, (core+1)*len(answers)/cores) })
				}
				wait.Wait()
			}
			collected(len(answers))
		})
	}
	zone, err := time.LoadLocation("Europe/Brussels")
	if err != nil {
		b.Fatal(err)
	}
	now := n.today.Start(zone).Add(12 * time.Hour)
	subs, srp := hands(n), n.srp.Decimal()
	n.subs, answers = nil, nil
	others := make([]handAnswer, len(subs))
	for _, cores := range []int{1, 2} {
		b.Run(map[int]string{1: "rival, one core", 2: "rival, two cores"}[cores], func(b *testing.B) {
			collected := gcShare(b)
			for b.Loop() {
				var wait sync.WaitGroup
				for core := range cores {
					from, to := core*len(subs)/cores, (core+1)*len(subs)/cores
					wait.Go(func() { pass(subs[from:to], others[from:to], now, zone, srp) })
				}
				wait.Wait()
			}
			collected(len(subs))
		})
	}
}

// gcShare returns a function that reports subscriptions a second, and how many collections there were in a pass.
func gcShare(b *testing.B) func(subs int) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	return func(subs int) {
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(b.N)*float64(subs)/b.Elapsed().Seconds()/1e6, "Msubs/s")
		b.ReportMetric(float64(after.NumGC-before.NumGC)/float64(b.N), "GCs/op")
		b.ReportMetric(float64(after.PauseTotalNs-before.PauseTotalNs)/float64(b.N), "GC-pause-ns/op")
	}
}

package batch_test

import (
	"testing"

	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// rows returns n rows of all lengths, spread over three years, and a day on which most of them are covered.
func rows(n int) (facts []fact, on calendar.Date) {
	on = day("2026-05-31")
	for i := range n {
		f := fact{
			length: calendar.Term(1 + i%3), seats: int32(1 + i%50), srp: int64(4000 + 7919*i%600_000),
			flags: batch.AutoRenew,
		}
		reach := []int{28, 360, 1090}[i%3]
		f.start = on.AddDays(-(i * 7919 % (reach + reach/8)))
		f.ordered = f.start
		if i%5 == 0 {
			f.due = f.start.AddDays(30)
		}
		facts = append(facts, f)
	}
	return facts, on
}

const block = 4096 // rows, as a caller streams them

// Each operation answers one block: ns/op ÷ 4096 is the time of one row.
func BenchmarkAnswer(b *testing.B) {
	facts, on := rows(block)
	engine, err := batch.New(policy.Europe2024(), on)
	if err != nil {
		b.Fatal(err)
	}
	in, out := columns(0, facts...)
	b.ReportAllocs()
	for b.Loop() {
		if err := engine.Answer(in, out); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/block, "ns/row")
}

func BenchmarkAnswer_Parallel(b *testing.B) {
	facts, on := rows(block)
	engine, err := batch.New(policy.Europe2024(), on)
	if err != nil {
		b.Fatal(err)
	}
	b.RunParallel(func(pb *testing.PB) {
		in, out := columns(0, facts...)
		for pb.Next() {
			if err := engine.Answer(in, out); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/block, "ns/row")
}

// scalarRows makes the scalar calls for subscriptions that exist already: the status, the decision with its window, and
// the price of each row.
func scalarRows(tb testing.TB, facts []fact, on calendar.Date) func() {
	tb.Helper()
	ed := policy.Europe2024()
	type warm struct {
		sub     lifecycle.Subscription
		request proration.PriceRequest
	}
	var list []warm
	for _, f := range facts {
		term := calendar.Span(f.start, f.end())
		w := warm{sub: subscription(tb, ed, f)}
		service, err := calendar.NewService(f.length, f.start, term)
		if err != nil {
			tb.Fatal(err)
		}
		w.request = proration.PriceRequest{SRP: inEuro(tb, f.srp, 0), Seats: int(f.seats), Service: service}
		if term.Contains(on) {
			w.request.Bought = calendar.Span(on, f.end())
		}
		list = append(list, w)
	}
	return func() {
		for i := range list {
			v := list[i].sub.On(on)
			_ = v.Status()
			_ = v.CanRenew()
			if !list[i].request.Bought.IsZero() {
				if _, err := proration.Price(ed, list[i].request); err != nil {
					tb.Fatal(err)
				}
			}
		}
	}
}

func BenchmarkScalar(b *testing.B) {
	facts, on := rows(block)
	ask := scalarRows(b, facts, on)
	b.ReportAllocs()
	for b.Loop() {
		ask()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/block, "ns/row")
}

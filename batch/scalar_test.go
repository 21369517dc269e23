package batch_test

import (
	"pgregory.net/rapid"

	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

// fact is one row, in the form in which the scalar calls are asked about it.
type fact struct {
	ordered, start calendar.Date
	length         calendar.Term
	due            calendar.Date
	seats          int32
	srp            int64
	flags          batch.Flags
}

func (f fact) end() calendar.Date { return f.start.AddMonths(f.length.Months()) }

// answer is the answer for one row.
type answer struct {
	phase lifecycle.Phase
	opens calendar.Date
	days  int32
	price int64
	row   batch.Outcome
}

// columns turns rows into columns, with room for the answers.
func columns(finer int, facts ...fact) (batch.Columns, batch.Answers) {
	in := batch.Columns{Finer: finer}
	for _, f := range facts {
		in.Ordered = append(in.Ordered, f.ordered)
		in.Start = append(in.Start, f.start)
		in.End = append(in.End, f.end())
		in.Length = append(in.Length, f.length)
		in.Due = append(in.Due, f.due)
		in.Seats = append(in.Seats, f.seats)
		in.SRP = append(in.SRP, f.srp)
		in.Flags = append(in.Flags, f.flags)
	}
	n := len(facts)
	return in, batch.Answers{
		Phase: make([]lifecycle.Phase, n), WindowOpens: make([]calendar.Date, n), Days: make([]int32, n),
		Price: make([]int64, n), Row: make([]batch.Outcome, n),
	}
}

func row(out batch.Answers, i int) answer {
	return answer{out.Phase[i], out.WindowOpens[i], out.Days[i], out.Price[i], out.Row[i]}
}

// subscription is a row as a subscription.
func subscription(t rapid.TB, ed policy.Edition, f fact) lifecycle.Subscription {
	t.Helper()
	facts := lifecycle.Facts{
		Kind: policy.Subscription, Offering: "AutoCAD", Anchor: f.start, Seats: int(f.seats),
		Terms: []lifecycle.BoughtTerm{{Ordered: f.ordered, Start: f.start, End: f.end(), Length: f.length}},
	}
	if f.flags&batch.Exempt != 0 {
		facts.Offering = "Autodesk Docs"
	}
	if on := f.flags&batch.AutoRenew != 0; on != ed.Covers(f.ordered) {
		facts.Changes = []lifecycle.Change{
			{What: lifecycle.AutoRenewSwitched, Asked: f.ordered, Effective: f.ordered, AutoRenew: on},
		}
	}
	if !f.due.IsZero() {
		facts.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: f.ordered, Due: f.due}}
	}
	sub, err := lifecycle.New(ed, facts)
	if err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	return sub
}

// scalar asks the scalar calls about a row.
func scalar(t rapid.TB, ed policy.Edition, day calendar.Date, finer int, f fact) answer {
	t.Helper()
	sub := subscription(t, ed, f)
	v := sub.On(day)
	a := answer{phase: v.Phase(), row: batch.NotCovered}
	if !v.IsZero() {
		a.opens = v.CanRenew().Window.Start()
	}
	term := calendar.Span(f.start, f.end())
	if v.IsZero() || !term.Contains(day) {
		return a
	}
	service, err := calendar.NewService(f.length, f.start, term)
	if err != nil {
		t.Fatal(err)
	}
	charge, err := proration.Price(ed, proration.PriceRequest{
		SRP: inEuro(t, f.srp, finer), Seats: int(f.seats), Service: service, Bought: calendar.Span(day, f.end()),
	})
	if err != nil {
		t.Fatalf("%+v: %v", f, err)
	}
	a.days, a.row = int32(charge.Days), batch.Priced
	units, err := charge.Amount.Minor()
	if err != nil {
		a.row = batch.TooLarge
		return a
	}
	a.price = units
	return a
}

// inEuro returns a price in euros, given in units with finer more decimal places than a cent.
func inEuro(t rapid.TB, units int64, finer int) money.Amount {
	t.Helper()
	a, err := money.FromMinor(units, money.MustParseCurrency("EUR"))
	if err != nil {
		t.Fatal(err)
	}
	scale := int64(1)
	for range finer {
		scale *= 10
	}
	a, exact, err := a.MulDiv(1, scale, money.Rounding{Places: 2 + finer, Mode: money.HalfUp})
	if err != nil || !exact {
		t.Fatal(exact, err)
	}
	return a
}

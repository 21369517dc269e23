package ambiguity_test

import (
	"fmt"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/ambiguity"
	"example.com/billingrules/batch"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// plain returns the columns of n subscriptions of all lengths.
func plain(n int, on calendar.Date) batch.Columns {
	var c batch.Columns
	for i := range n {
		length := calendar.Term(1 + i%3)
		ordered := on.AddDays(-(i * 7919 % ([]int{28, 360, 1090}[i%3] + 20)))
		due := calendar.Date{}
		if i%5 == 0 {
			due = ordered.AddDays(30)
		}
		c.Ordered, c.Start = append(c.Ordered, ordered), append(c.Start, ordered)
		c.End = append(c.End, ordered.AddMonths(length.Months()))
		c.Length, c.Due, c.Seats = append(c.Length, length), append(c.Due, due), append(c.Seats, int32(1+i%5))
		c.SRP, c.Flags = append(c.SRP, int64(4000+7919*i%600_000)), append(c.Flags, batch.AutoRenew)
	}
	return c
}

// holdings returns the subscriptions in columns.
func holdings(c batch.Columns) []ambiguity.Holding {
	var list []ambiguity.Holding
	for i := range c.Start {
		f := lifecycle.Facts{
			Kind: policy.Subscription, Offering: "AutoCAD", Anchor: c.Start[i], Seats: int(c.Seats[i]),
			Terms: []lifecycle.BoughtTerm{
				{Ordered: c.Ordered[i], Start: c.Start[i], End: c.End[i], Length: c.Length[i]},
			},
		}
		if !c.Due[i].IsZero() {
			f.Invoices = []lifecycle.BilledInvoice{{Number: "1", Issued: c.Start[i], Due: c.Due[i]}}
		}
		list = append(list, ambiguity.Holding{
			ID: fmt.Sprint("S-", i), Facts: f,
			SRP: testkit.Must(money.FromMinor(c.SRP[i], money.MustParseCurrency("EUR"))),
		})
	}
	return list
}

// Over plain subscriptions, asking by columns and asking by holdings give the same sums.
func TestExpose_AsColumns(t *testing.T) {
	on := day("2028-02-20")
	columns := plain(300, on)
	ed := policy.Europe2024()
	list, err := ambiguity.ExposeColumns(ed, columns, money.MustParseCurrency("EUR"), on)
	if err != nil {
		t.Fatal(err)
	}
	moved := 0
	for _, c := range list {
		for _, e := range testkit.Must(ambiguity.Expose(ed, c.Reading, holdings(columns), on)) {
			if e.Other != c.Other {
				continue
			}
			if e.One != c.One || c.AskScalar != 0 {
				t.Errorf("%s: %+v", e, c)
			}
			phases, prices := 0, 0
			for _, m := range e.Moved {
				for _, contrast := range m.Contrasts {
					switch contrast.One.Asks {
					case "phase":
						phases++
					case "price of the days that are left":
						prices++
					}
				}
			}
			total := e.Remaining.Of(money.MustParseCurrency("EUR"))
			if phases != c.Phases || prices != c.Prices || !total.Equal(c.Total) {
				t.Errorf("%s: %d phases, %d prices, %s; %+v", e, phases, prices, total, c)
			}
			moved += prices
		}
	}
	if moved == 0 || len(list) != 12 {
		t.Errorf("%d prices moved, %d exposures", moved, len(list))
	}
}

// A renewal for three years is due on another day; tokens, subscriptions without a list price, and subscriptions that
// cannot be renewed have no renewal price.
func TestExpose_Renewals(t *testing.T) {
	on := day("2027-09-01")
	three := bought("2024-11-01", 1)
	three.Terms[0].Length, three.Terms[0].End = calendar.ThreeYear, day("2027-11-01")
	fewer := bought("2026-11-01", 2)
	fewer.Changes = []lifecycle.Change{{
		What: lifecycle.SeatsChanged, Asked: day("2026-11-02"), Effective: day("2027-11-01"), Seats: 1,
	}}
	from := day("2027-01-01")
	tokens := lifecycle.Facts{
		Kind: policy.FlexTokens, Offering: "Flex", Anchor: from,
		Terms: []lifecycle.BoughtTerm{{Ordered: from, Start: from, End: day("2028-01-01")}},
	}
	srp := money.MustParseAmount("USD 100.00")
	portfolio := []ambiguity.Holding{
		{ID: "three", Facts: three, SRP: srp},
		{ID: "fewer", Facts: fewer, SRP: srp},
		{ID: "tokens", Facts: tokens, SRP: srp},
		{ID: "unpriced", Facts: bought("2026-11-01", 1)},
		{ID: "gone", Facts: bought("2025-01-01", 1), SRP: srp},
	}
	for key, want := range map[string]string{
		"invoice.earlyFirst":          "at-renewal, not at-order: 2 moved; remaining nothing, renewals nothing",
		"change.followsEarlyRenewal":  "yes, not no: 1 moved; remaining nothing, renewals USD 100.00",
		"lapse.stagesBeforeEdition":   "yes, not no: 0 moved; remaining nothing, renewals nothing",
		"change.addSeatsWhileExpired": "yes, not no: 0 moved; remaining nothing, renewals nothing",
	} {
		t.Run(key, func(t *testing.T) {
			list, err := ambiguity.Expose(policy.Europe2024(), reading(key), portfolio, on)
			if err != nil || len(list) != 1 || list[0].String() != key+": "+want {
				t.Errorf("%v, %v", list, err)
			}
		})
	}
}

func TestExpose_Refused(t *testing.T) {
	r, on := reading("coterm.limits"), day("2026-05-01")
	good := ambiguity.Holding{ID: "S-1", Facts: bought("2026-01-01", 1)}
	for field, bad := range map[string]ambiguity.Holding{
		"holdings[1].id":         {ID: "S-1", Facts: good.Facts},
		"holdings[1].facts.kind": {ID: "S-2"},
		"holdings[1].srp":        {ID: "S-2", Facts: good.Facts, SRP: money.MustParseAmount("EUR -1.00")},
	} {
		t.Run(field, func(t *testing.T) {
			_, err := ambiguity.Expose(policy.Europe2024(), r, []ambiguity.Holding{good, bad}, on)
			if list := billingrules.InputErrors(err); len(list) == 0 || list[0].Field != field {
				t.Error(err)
			}
		})
	}
	euro := money.MustParseCurrency("EUR")
	ask := func(ed policy.Edition, r policy.Reading, on calendar.Date, list ...ambiguity.Holding) error {
		return second(ambiguity.Expose(ed, r, list, on))
	}
	columns := func(ed policy.Edition, in batch.Columns, c money.Currency) error {
		return second(ambiguity.ExposeColumns(ed, in, c, on))
	}
	priced := func(amount string) ambiguity.Holding {
		return ambiguity.Holding{ID: "S-1", Facts: good.Facts, SRP: money.MustParseAmount(amount)}
	}
	ed := policy.Europe2024()
	for name, err := range map[string]error{
		"a price too high":   ask(ed, r, on, priced("EUR 10000000000.01")),
		"an unknown reading": ask(ed, policy.Reading{Key: "x", Most: 1}, on),
		"no ID":              ask(ed, r, on, ambiguity.Holding{Facts: good.Facts}),
		"the zero Edition":   ask(policy.Edition{}, r, on),
		"the zero day":       ask(ed, r, calendar.Date{}),
		"the zero Reading":   ask(ed, policy.Reading{}, on),
		"columns, edition":   columns(policy.Edition{}, batch.Columns{}, euro),
		"columns, currency":  columns(ed, batch.Columns{}, money.Currency{}),
		"columns, a bad row": columns(ed, batch.Columns{Start: []calendar.Date{on}}, euro),
	} {
		t.Run(name, func(t *testing.T) {
			if len(billingrules.InputErrors(err)) != 1 {
				t.Error(err)
			}
		})
	}
}

func second[T any](_ T, err error) error { return err }

// Rows with a history are only counted, and a row without a price has no price that can differ.
func TestExposeColumns_Rows(t *testing.T) {
	on := day("2027-10-01")
	columns := batch.Columns{
		Ordered: []calendar.Date{on, on, on.AddDays(9)}, Start: []calendar.Date{on, on, on.AddDays(9)},
		End:    []calendar.Date{day("2028-10-01"), day("2028-10-01"), day("2028-10-10")},
		Length: []calendar.Term{calendar.Annual, calendar.Annual, calendar.Annual}, Due: make([]calendar.Date, 3),
		Seats: []int32{1, 1_000_000, 1}, SRP: []int64{36500, 9_000_000_000_000, 36500},
		Flags: []batch.Flags{0, 0, 0},
	}
	list, err := ambiguity.ExposeColumns(policy.Europe2024(), columns, money.MustParseCurrency("EUR"), on)
	if err != nil || list[0].Prices != 2 || list[0].Total.String() != "EUR 246575342465754.42" {
		t.Errorf("%+v, %v", list[0], err)
	}
	columns.Flags[1] = batch.History
	list, err = ambiguity.ExposeColumns(policy.Europe2024(), columns, money.MustParseCurrency("EUR"), on)
	if err != nil || list[0].Prices != 1 || list[0].AskScalar != 1 || list[0].Total.String() != "EUR 1.00" {
		t.Errorf("%+v, %v", list[0], err)
	}
}

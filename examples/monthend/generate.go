package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// generateCommand writes made-up subscriptions: the same ones for the same seed.
func generateCommand(args []string, w io.Writer) error {
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	n := flags.Int("n", 1000, "so many `subscriptions`")
	seed := flags.Uint64("seed", 1, "the `seed` of the random numbers")
	every := flags.Int("bad", 0, "make every such `line` a bad one; 0 for none")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("generate: unexpected argument %q", flags.Arg(0))
	}
	if *n < 0 || *every < 0 {
		return fmt.Errorf("generate: -n %d, -bad %d: cannot be negative", *n, *every)
	}
	out := bufio.NewWriterSize(w, 1<<20)
	random := rand.New(rand.NewPCG(*seed, 0))
	for i := 1; i <= *n; i++ {
		r, err := generate(random, i)
		if err != nil {
			return err
		}
		if *every > 0 && i%*every == 0 {
			r.Facts.Seats = -r.Facts.Seats
		}
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

// products have a list price of an annual term in euros; a month costs an eighth of it, three years twice and a half as
// much.
func products() map[string]int64 {
	return map[string]int64{"AutoCAD": 2145, "Revit": 3255, "Fusion": 545, "Maya": 2010, "AutoCAD LT": 535}
}

// generate makes a subscription: bought between October 2024 and April 2026, renewed or not, with seats added, by card
// or by invoice.
func generate(random *rand.Rand, n int) (record, error) {
	offerings := []string{"AutoCAD", "AutoCAD LT", "Fusion", "Maya", "Revit"}
	offering := offerings[random.IntN(len(offerings))]
	currency, region := "EUR", policy.Europe
	switch random.IntN(5) {
	case 0:
		currency, region = "USD", policy.NorthAmerica
	case 1:
		currency = "GBP"
	}
	annual := products()[offering]
	length := []calendar.Term{
		calendar.Monthly, calendar.Annual, calendar.Annual, calendar.Annual, calendar.ThreeYear,
	}[random.IntN(5)]
	srp, err := money.ParseAmount(fmt.Sprintf("%s %d.00", currency, map[calendar.Term]int64{
		calendar.Monthly: annual / 8, calendar.Annual: annual, calendar.ThreeYear: annual * 5 / 2,
	}[length]))
	if err != nil {
		return record{}, err
	}
	r := record{ID: fmt.Sprintf("S-%07d", n), Region: region, SRP: prices{length: srp}}
	if random.IntN(3) == 0 {
		days := 30
		r.NetDays = &days
	}
	first, err := calendar.NewDate(2024, 10, 1)
	if err != nil {
		return record{}, err
	}
	sold, err := calendar.Between(first, first.AddMonths(19))
	if err != nil {
		return record{}, err
	}
	days, _ := sold.Days()
	r.Facts = lifecycle.Facts{
		Kind: policy.Subscription, Offering: offering,
		Anchor: first.AddDays(random.IntN(days)), Seats: 1 + random.IntN(40),
	}
	err = addTerms(random, &r.Facts, length, sold.End())
	return r, err
}

// addTerms buys a first term, and mostly renews it until a day, and adds seats in the last one.
func addTerms(random *rand.Rand, f *lifecycle.Facts, length calendar.Term, until calendar.Date) error {
	start := f.Anchor
	for {
		period, err := length.Period(f.Anchor, start)
		if err != nil {
			return err
		}
		ordered := start
		if len(f.Terms) > 0 {
			ordered = ordered.AddDays(-random.IntN(3))
		}
		f.Terms = append(f.Terms, lifecycle.BoughtTerm{
			Ordered: ordered, Start: start, End: period.End(), Length: length,
		})
		if period.End().After(until) || random.IntN(20) == 0 {
			if random.IntN(4) == 0 {
				days, _ := period.Days()
				day := start.AddDays(random.IntN(days))
				f.Changes = []lifecycle.Change{{
					What: lifecycle.SeatsChanged, Asked: day, Effective: day, Seats: f.Seats + 1 + random.IntN(5),
				}}
			}
			return nil
		}
		start = period.End()
	}
}

package answer

import (
	"errors"
	"fmt"

	"example.com/billingrules/coterm"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

func (f facts) seatPrice() Section {
	section := Section{ID: "price", Title: "Price of added seats", Columns: []string{"Price", "Amount", "How"}}
	add := func(rows ...Row) { section.Rows = append(section.Rows, rows...) }
	if f.kind != policy.Subscription {
		d := f.view().CanAddSeats()
		add(f.decides(row("added", "Added seats", "refused", d.String()), d))
		return section
	}
	label := "Added on " + f.day.String() + ": " + count(f.more, "seat")
	added, err := coterm.AddSeats(f.asOf.On(f.day), coterm.SeatRequest{Seats: f.more, SRP: f.price})
	var refusal *policy.Refusal
	switch {
	case errors.As(err, &refusal):
		add(f.decides(row("added", label, "refused", refusal.Decision.String()), refusal.Decision))
	case err != nil:
		add(row("added", label, "no price", err.Error()))
	default:
		add(f.added(label, added)...)
		section.Why = added.Explain()
	}
	add(f.fullTerm()...)
	return section
}

// added is what added seats cost, with its parts if it is invoiced in several.
func (f facts) added(label string, added coterm.SeatPrice) []Row {
	whole := row("added", label, added.Charge.Amount.String(), added.Charge.String())
	x, err := added.Explanation(f.edition)
	if err != nil {
		return []Row{whole}
	}
	rows := []Row{whole.opens(x)}
	for i, part := range added.Instalments {
		if part.Of < 2 {
			continue
		}
		r := row(fmt.Sprint("part", part.Number), fmt.Sprintf("Part %d of %d", part.Number, part.Of),
			part.Amount.String(), "due on "+part.Due.String()+", for "+days(part.Covers))
		// The instalments are the last parts of the explanation of the price.
		rows = append(rows, r.opens(x.Parts[len(x.Parts)-len(added.Instalments)+i]))
	}
	return rows
}

// fullTerm is the price of the first term with all of its seats, and that price per day.
func (f facts) fullTerm() []Row {
	label := "The first term, " + count(f.seats, "seat")
	charge, err := proration.FullTerm(f.edition, proration.PriceRequest{
		SRP: f.price, Seats: f.seats, Service: f.service,
		Bought: f.service.Covered(),
	})
	if err != nil {
		return []Row{row("full", label, "no price", err.Error())}
	}
	full := row("full", label, charge.Amount.String(), charge.String())
	if x, err := charge.Explanation(f.edition); err == nil {
		full = full.opens(x)
	}
	rate, err := proration.DailyRate(f.edition, f.term, f.price)
	if err != nil {
		return []Row{full}
	}
	day := row("rate", "One seat, one day", "never rounded", rate.String())
	return []Row{full, f.rests(day, "", rule.ProrationDailyRate, rule.ProrationStandardDays)}
}

package conformance_test

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// parts writes instalments as the cases have them.
func parts(list []invoice.Instalment) []object {
	all := []object{}
	for _, part := range list {
		all = append(all, object{"date": part.Date, "due": part.Due, "amount": shown(part.Amount)})
	}
	return all
}

// netTerms reads the net days; without them there are no terms.
func netTerms(days *int) (invoice.NetTerms, error) {
	if days == nil {
		return invoice.NetTerms{}, nil
	}
	return invoice.Net(*days)
}

// numbers writes how many seats there are on the day, and on each day before end on which that number changes.
func numbers(ed policy.Edition, facts lifecycle.Facts, day, end calendar.Date) ([]object, error) {
	s, err := lifecycle.New(ed, facts)
	all, last := []object{}, 0
	for ; day.Before(end); day = day.AddDays(1) {
		if seats := s.On(day).Seats(); len(all) == 0 || seats != last {
			all, last = append(all, object{"from": day, "seats": seats}), seats
		}
	}
	return all, err
}

// toHost is a subscription that is to be aligned to another on a day.
type toHost struct {
	onDay
	Host lifecycle.Facts
}

func (g toHost) read(ed policy.Edition) (v, host lifecycle.View, err error) {
	if v, err = g.view(ed); err == nil {
		host, err = onDay{g.Host, g.On}.view(ed)
	}
	return v, host, err
}

func seats() map[string]answer {
	return map[string]answer{
		"add-seats":       asked(askAddSeats),
		"extension-limit": asked(askExtensionLimit),
		"extend":          asked(askExtend),
		"can-extend":      asked(askCanExtend),
		"renewals":        asked(askRenewals),
		"new-product":     asked(askNewProduct),
	}
}

func askAddSeats(ed policy.Edition, given struct {
	onDay
	Seats   int
	SRP     amount
	NetDays *int
},
) (any, error) {
	v, err := given.view(ed)
	if err != nil {
		return nil, err
	}
	srp, err := given.SRP.read()
	if err != nil {
		return nil, err
	}
	terms, err := netTerms(given.NetDays)
	if err != nil {
		return nil, err
	}
	a, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: given.Seats, SRP: srp, NetTerms: terms})
	if err != nil {
		return refusedBy(err)
	}
	list, err := numbers(ed, a.Next, given.On, v.Renewal())
	return object{
		"days": a.Charge.Days, "amount": shown(a.Charge.Amount),
		"instalments": parts(a.Instalments), "seats": list,
	}, err
}

func askExtensionLimit(ed policy.Edition, given onDay) (any, error) {
	v, err := given.view(ed)
	if err != nil {
		return nil, err
	}
	l, err := v.ExtensionReach()
	if err != nil {
		return refusedBy(err)
	}
	return object{"fromTransaction": l.FromTransaction, "fromRenewal": l.FromRenewal, "latest": l.Latest}, nil
}

func askExtend(ed policy.Edition, given struct {
	toHost
	SRP     amount
	NetDays *int
},
) (any, error) {
	v, host, err := given.read(ed)
	if err != nil {
		return nil, err
	}
	srp, err := given.SRP.read()
	if err != nil {
		return nil, err
	}
	terms, err := netTerms(given.NetDays)
	if err != nil {
		return nil, err
	}
	x, err := coterm.Extend(v, coterm.ExtensionRequest{To: host, SRP: srp, NetTerms: terms})
	if err != nil {
		return refusedBy(err)
	}
	return object{
		"renewal": x.Next.Terms[len(x.Next.Terms)-1].End,
		"days":    x.Charge.Days, "amount": shown(x.Charge.Amount), "instalments": parts(x.Instalments),
	}, nil
}

func askCanExtend(ed policy.Edition, given toHost) (any, error) {
	v, host, err := given.read(ed)
	d := v.CanExtendTo(host)
	return object{"allowed": d.Allowed(), "rule": d.Rule}, err
}

func askRenewals(ed policy.Edition, given struct {
	toHost
	Count int
},
) (any, error) {
	v, host, err := given.read(ed)
	if err != nil {
		return nil, err
	}
	s, err := v.Extend(host)
	if err != nil {
		return refusedBy(err)
	}
	list := []calendar.Date{s.On(given.On).Renewal()}
	for day := given.On; len(list) <= given.Count; list = append(list, s.On(day).Renewal()) {
		day = s.On(day).Renewal().AddDays(-1)
		if s, err = s.On(day).Renew(lifecycle.RenewalChanges{}); err != nil {
			return nil, err
		}
	}
	return object{"dates": list}, nil
}

func askNewProduct(ed policy.Edition, given struct {
	onDay
	Term  calendar.Term
	Seats int
	SRP   amount
},
) (any, error) {
	v, err := given.view(ed)
	if err != nil {
		return nil, err
	}
	srp, err := given.SRP.read()
	if err != nil {
		return nil, err
	}
	e, err := coterm.EstimateNewProduct(v, coterm.NewProductRequest{Length: given.Term, Seats: given.Seats, SRP: srp})
	if err != nil {
		return refusedBy(err)
	}
	all := object{"days": e.Charge.Days, "amount": shown(e.Charge.Amount), "route": e.Decision.Route}
	// No limit is published for monthly, so a monthly term never exceeds one.
	if given.Term != calendar.Monthly || e.BeyondExtension {
		all["longer"] = e.BeyondExtension
	}
	return all, nil
}

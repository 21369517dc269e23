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

// toHost is a subscription that is to be aligned to another on a day.
type toHost struct {
	onDay
	Host lifecycle.Facts
}

func (g toHost) read(ed policy.Edition) (s, host lifecycle.Subscription, err error) {
	if s, err = lifecycle.New(ed, g.Facts); err == nil {
		host, err = lifecycle.New(ed, g.Host)
	}
	return s, host, err
}

func seats() map[string]answer {
	return map[string]answer{
		"add-seats": asked(func(ed policy.Edition, given struct {
			onDay
			Seats   int
			SRP     amount
			NetDays *int
		},
		) (any, error) {
			s, err := lifecycle.New(ed, given.Facts)
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
			a, err := coterm.AddSeats(s, coterm.SeatAdd{On: given.On, Seats: given.Seats, SRP: srp, Terms: terms})
			if err != nil {
				return refusedBy(err)
			}
			return object{"days": a.Charge.Days, "amount": shown(a.Charge.Amount), "instalments": parts(a.Instalments)}, nil
		}),
		"extension-limit": asked(func(ed policy.Edition, given onDay) (any, error) {
			s, err := lifecycle.New(ed, given.Facts)
			if err != nil {
				return nil, err
			}
			l, err := coterm.ExtensionLimit(s, given.On)
			if err != nil {
				return refusedBy(err)
			}
			return object{"fromTransaction": l.FromTransaction, "fromRenewal": l.FromRenewal, "latest": l.Latest}, nil
		}),
		"extend": asked(func(ed policy.Edition, given struct {
			toHost
			SRP amount
		},
		) (any, error) {
			s, host, err := given.read(ed)
			if err != nil {
				return nil, err
			}
			srp, err := given.SRP.read()
			if err != nil {
				return nil, err
			}
			x, err := coterm.Extend(s, coterm.Extension{On: given.On, To: host, SRP: srp})
			if err != nil {
				return refusedBy(err)
			}
			return object{"renewal": x.Next.Renewal(given.On), "days": x.Charge.Days, "amount": shown(x.Charge.Amount)}, nil
		}),
		"can-extend": asked(func(ed policy.Edition, given toHost) (any, error) {
			s, host, err := given.read(ed)
			d := coterm.CanExtend(s, given.On, host)
			return object{"allowed": d.Allowed(), "rule": d.Rule}, err
		}),
		"renewals": asked(func(ed policy.Edition, given struct {
			toHost
			Count int
		},
		) (any, error) {
			s, host, err := given.read(ed)
			if err != nil {
				return nil, err
			}
			if err := coterm.CanExtend(s, given.On, host).Err(); err != nil {
				return refusedBy(err)
			}
			if s, err = s.Extend(given.On, host, lifecycle.Order{}); err != nil {
				return nil, err
			}
			list := []calendar.Date{s.Renewal(given.On)}
			for day := given.On; len(list) <= given.Count; list = append(list, s.Renewal(day)) {
				day = s.Renewal(day).AddDays(-1)
				if s, err = s.Renew(day, lifecycle.Order{}); err != nil {
					return nil, err
				}
			}
			return object{"dates": list}, nil
		}),
		"new-product": asked(func(ed policy.Edition, given struct {
			onDay
			Term  calendar.Term
			Seats int
			SRP   amount
		},
		) (any, error) {
			s, err := lifecycle.New(ed, given.Facts)
			if err != nil {
				return nil, err
			}
			srp, err := given.SRP.read()
			if err != nil {
				return nil, err
			}
			e, err := coterm.EstimateNewProduct(s, coterm.NewProduct{On: given.On, Term: given.Term, Seats: given.Seats, SRP: srp})
			if err != nil {
				return refusedBy(err)
			}
			return object{"days": e.Charge.Days, "amount": shown(e.Charge.Amount), "route": e.Decision.Route}, nil
		}),
	}
}

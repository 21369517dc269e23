package coterm_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// addition is a day on which seats are asked for, and the outcome.
type addition struct {
	s    lifecycle.Subscription
	on   string
	want string
}

// holdAdditions checks the decision of [lifecycle.View.CanAddSeats], and that the price has the same one.
func holdAdditions(t *testing.T, tests map[string]addition) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := tt.s.On(date(tt.on))
			d := v.CanAddSeats()
			if got := outcome(d); got != tt.want || d.Asked != v.Day() {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			got, err := coterm.AddSeats(v, coterm.SeatRequest{Seats: 1, SRP: amount("EUR 1.00")})
			var refusal *policy.Refusal
			switch {
			case errors.As(err, &refusal):
				if d.Allowed() || refusal.Decision != d || got.Next.Terms != nil {
					t.Errorf("%v, but %s", err, d)
				}
			case errors.Is(err, lifecycle.ErrLaterFacts): // asked for a day before an act on record
				if v.IsCurrent() {
					t.Error(err)
				}
			case err != nil || !d.Allowed() || got.Decision != d:
				t.Errorf("%s, %v", got.Decision, err)
			}
		})
	}
}

// owing is a subscription with a debt that is overdue from 2025-02-01 on.
func owing() lifecycle.Subscription {
	return with(bought(calendar.Annual, "2024-10-01"), func(f *lifecycle.Facts) {
		f.Invoices = []lifecycle.BilledInvoice{{Number: "I-1", Issued: date("2025-01-01"), Due: date("2025-01-31")}}
	})
}

// longer is a subscription that was renewed on 2025-08-01 for three years from 2025-10-01 on.
func longer() lifecycle.Subscription {
	s := bought(calendar.Annual, "2024-10-01")
	return must(s.On(date("2025-08-01")).Renew(lifecycle.RenewalChanges{Length: calendar.ThreeYear}))
}

// leavingInJune is a subscription for which a cancellation on 2025-06-01 was asked for on 2025-01-01.
func leavingInJune() lifecycle.Subscription {
	return must(bought(calendar.Annual, "2024-10-01").On(date("2025-01-01")).Cancel(date("2025-06-01")))
}

// gatedByTerm is a subscription under an edition that adds seats only to terms that were ordered under it.
func gatedByTerm(start string) lifecycle.Subscription {
	ed := edition(func(p *policy.Parameters) { p.Gate.AddedSeats = policy.ByTerm })
	return sub(ed, calendar.Annual, date(start), date(start))
}

// change.seats-up and edition.before.
func TestAddSeats_Allowed(t *testing.T) {
	s, early := bought(calendar.Annual, "2024-10-01"), bought(calendar.Annual, "2024-09-15")
	const year = "yes change.seats-up self-service 2024-10-01/2025-10-01"
	holdAdditions(t, map[string]addition{
		"on the first day of the term": {s, "2024-10-01", year},
		"on its last day":              {s, "2025-09-30", year},
		"with a debt, while active":    {owing(), "2025-01-31", year},
		"on the first day of the edition": {
			early, "2024-09-16", "yes change.seats-up self-service 2024-09-16/2025-09-15",
		},
		"by the term, from the edition on": {
			gatedByTerm("2024-09-16"), "2025-01-01", "yes change.seats-up self-service 2024-09-16/2025-09-16",
		},
		"of two lengths, before it is renewed": {longer(), "2025-07-31", year},
		"of two lengths, in the later one": {
			longer(), "2025-10-01", "yes change.seats-up self-service 2025-10-01/2028-10-01",
		},
		"before it is canceled": {leavingInJune(), "2024-12-31", year},
	})
}

// change.seats-up, edition.before, coterm.same-product and renewal.canceled-final.
func TestAddSeats_Refused(t *testing.T) {
	s := bought(calendar.Annual, "2024-10-01")
	other := must(s.On(date("2025-08-01")).Renew(lifecycle.RenewalChanges{Offering: "Maya"}))
	const year, twoKinds = " 2024-10-01/2025-10-01", "no coterm.same-product ask-partner "
	holdAdditions(t, map[string]addition{
		"on the day before the term": {s, "2024-09-30", "no change.seats-up"},
		"on the renewal date":        {s, "2025-10-01", "no change.seats-up renew-first" + year},
		"canceled":                   {s, "2026-01-01", "no renewal.canceled-final buy-new" + year},
		"with a debt":                {owing(), "2025-02-01", "no change.seats-up pay-overdue 2024-10-01/2025-02-01"},
		"before the edition": {
			bought(calendar.Annual, "2024-09-15"), "2024-09-15", "no edition.before ask-seller 2024-09-16/2025-09-15",
		},
		"by the term, before the edition": {gatedByTerm("2024-09-15"), "2025-01-01", "no edition.before ask-seller"},
		"of Flex tokens":                  {tokens(), "2025-05-12", "no change.seats-up buy-tokens"},
		"of a trial":                      {trial(), "2025-08-02", "no trial.convert buy-with-same-account"},
		"of two lengths":                  {longer(), "2025-08-01", twoKinds + "2025-10-01/2028-10-01"},
		"of two products":                 {other, "2025-08-01", twoKinds + "2025-10-01/2026-10-01"},
		"leaving":                         {leavingInJune(), "2025-05-31", "no change.seats-up buy-new"},
	})
}

func TestAddSeats_BadRequests(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-01-01"))
	good := coterm.SeatRequest{Seats: 1, SRP: amount("EUR 1.00")}
	holdBadRequests(t, "coterm.AddSeats", coterm.AddSeats, good, map[string]badRequest[coterm.SeatRequest]{
		"nothing":  {lifecycle.View{}, nil, "view: is missing", billingrules.ErrMissing},
		"no day":   {v.Subscription().On(calendar.Date{}), nil, "view.day: is missing", billingrules.ErrMissing},
		"no seats": {v, func(r *coterm.SeatRequest) { r.Seats = 0 }, "seats: is missing", billingrules.ErrMissing},
		"fewer than none": {
			v, func(r *coterm.SeatRequest) { r.Seats = -1 }, "seats -1: must be from 1 to 1000000",
			billingrules.ErrRange,
		},
		"more than the most": {
			v, func(r *coterm.SeatRequest) { r.Seats = 1_000_001 }, "seats 1000001: must be from 1 to 1000000",
			billingrules.ErrRange,
		},
		"too many with those there are": {
			v, func(r *coterm.SeatRequest) { r.Seats = 999_998 },
			"seats 999998: makes a total of 1000001 seats, at most 1000000 are allowed", billingrules.ErrRange,
		},
		"no price": {
			v, func(r *coterm.SeatRequest) { r.SRP = money.Amount{} }, "srp: is missing", billingrules.ErrMissing,
		},
		"a negative price": {
			v, func(r *coterm.SeatRequest) { r.SRP = amount("EUR -1.00") }, "srp EUR -1.00: is negative",
			billingrules.ErrRange,
		},
		"a withdrawn currency": {
			v, func(r *coterm.SeatRequest) { r.SRP = amount("HRK 1.00") }, "srp HRK: was withdrawn on 2023-01-01",
			money.ErrWithdrawn,
		},
		"too dear": {
			v, func(r *coterm.SeatRequest) {
				r.Seats, r.SRP = 999_997, amount("EUR 99999999999999999999999999999999.00")
			},
			"srp: needs more than 34 digits", billingrules.ErrRange,
		},
		"another renewal date": {
			v, func(r *coterm.SeatRequest) { r.If = date("2026-10-01") },
			"if 2026-10-01: is not the renewal date, which is 2025-10-01", billingrules.ErrConflict,
		},
		"a day before what has happened": {
			must(v.AddSeats(1)).On(date("2024-12-31")), nil, "day 2024-12-31: is before 2025-01-01",
			lifecycle.ErrLaterFacts,
		},
	})
}

// The valid side of the limits that make a request bad.
func TestAddSeats_GoodRequests(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-01-01"))
	for name, request := range map[string]coterm.SeatRequest{
		"one seat":                      {Seats: 1, SRP: amount("EUR 1.00")},
		"as many as there can be":       {Seats: 999_997, SRP: amount("EUR 1.00")},
		"for nothing":                   {Seats: 1, SRP: amount("EUR 0.00")},
		"with the renewal date to meet": {Seats: 1, SRP: amount("EUR 1.00"), If: date("2025-10-01")},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := coterm.AddSeats(v, request)
			if err != nil || bind(got.Next).On(v.Day()).Seats() != v.Seats()+request.Seats {
				t.Errorf("%+v, %v", got.Next, err)
			}
		})
	}
}

func TestAddSeats_SeveralFaults(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-01-01"))
	if _, err := coterm.AddSeats(v, coterm.SeatRequest{}); fields(err) != "srp seats" {
		t.Error(err)
	}
}

// A request that is repeated with the same expected renewal date is not carried out again after a renewal in between.
func TestAddSeats_Repeated(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	request := coterm.SeatRequest{Seats: 1, SRP: amount("EUR 365.00"), If: date("2025-10-01")}
	if _, err := coterm.AddSeats(v, request); err != nil {
		t.Fatal(err)
	}
	renewed := must(v.Renew(lifecycle.RenewalChanges{})).On(v.Day())
	if _, err := coterm.AddSeats(renewed, request); !errors.Is(err, billingrules.ErrConflict) || fields(err) != "if" {
		t.Error(err)
	}
}

// Adding seats does not move the renewal date: a repeated request is recognized by its expected number of seats.
func TestAddSeats_RepeatedByItself(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-09-01"))
	request := coterm.SeatRequest{Seats: 1, SRP: amount("EUR 365.00"), If: v.Renewal(), IfSeats: v.Seats()}
	added := must(coterm.AddSeats(v, request))
	for name, day := range map[string]calendar.Date{"on the day": v.Day(), "on the next day": v.Day().AddDays(1)} {
		t.Run(name, func(t *testing.T) {
			_, err := coterm.AddSeats(bind(added.Next).On(day), request)
			if want := "coterm.AddSeats: ifSeats 3: is not the number of seats, which is 4"; err == nil ||
				err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
	if _, err := coterm.AddSeats(lifecycle.View{}, request); fields(err) != "view" {
		t.Error(err)
	}
}

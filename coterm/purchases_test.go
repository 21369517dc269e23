package coterm_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// told writes purchases as "fact event term ordered", and whatever else each has.
func told(list []coterm.RecordedPurchase) []string {
	var all []string
	for _, p := range list {
		text := fmt.Sprint(p.Fact, " ", p.Of.Event, " ", p.Of.Term, " ", p.Of.Ordered)
		if !p.Of.Renewal.IsZero() {
			text += fmt.Sprint(" renews on ", p.Of.Renewal)
		}
		if p.Of.Renews != 0 {
			text += fmt.Sprint(" the ", p.Of.Renews, " one")
		}
		if p.What.Seats > 0 {
			text += fmt.Sprint(" seats ", p.What.Seats)
		}
		if !p.Returned.IsZero() {
			text += fmt.Sprint(" returned ", p.Returned)
		}
		all = append(all, text)
	}
	return all
}

// act is something done to a subscription on a day.
type act struct {
	day string
	do  func(lifecycle.View) (lifecycle.Subscription, error)
}

// adds is an addition of seats on 2025-01-10.
func adds(seats int) act {
	return act{"2025-01-10", func(v lifecycle.View) (lifecycle.Subscription, error) { return v.AddSeats(seats) }}
}

func renews(day string, with lifecycle.RenewalChanges) act {
	return act{day, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Renew(with) }}
}

func returns(day string, what lifecycle.ReturnedPurchase) act {
	return act{day, func(v lifecycle.View) (lifecycle.Subscription, error) { return v.Return(what) }}
}

// returnsSeats returns seats that were added on 2025-01-10.
func returnsSeats(day string, seats int) act {
	return returns(day, lifecycle.ReturnedPurchase{Added: date("2025-01-10"), Seats: seats})
}

// purchasesCase is an annual subscription from 2024-10-01 on, what was done to it, and the purchases after the first.
type purchasesCase struct {
	acts []act
	want []string
}

func holdPurchases(t *testing.T, tests map[string]purchasesCase) {
	t.Helper()
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := bought(calendar.Annual, "2024-10-01")
			for _, a := range tt.acts {
				s = must(a.do(s.On(date(a.day))))
			}
			want := append([]string{"terms[0] purchase annual 2024-10-01"}, tt.want...)
			if got := told(coterm.Purchases(s, policy.Online)); !slices.Equal(got, want) {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

func TestPurchases_Terms(t *testing.T) {
	threeYears := lifecycle.RenewalChanges{Length: calendar.ThreeYear, Seats: 5}
	extends := act{"2025-09-01", func(v lifecycle.View) (lifecycle.Subscription, error) {
		return v.Extend(renewingOn("2026-02-01", v.Day()))
	}}
	holdPurchases(t, map[string]purchasesCase{
		"bought": {nil, nil},
		"renewed, early and for longer": {
			[]act{renews("2025-08-01", threeYears)},
			[]string{"terms[1] renewal three-year 2025-08-01 renews on 2025-10-01 the annual one"},
		},
		"extended": {[]act{extends}, []string{"terms[1] alignment annual 2025-09-01"}},
		"renewed, returned and renewed again": {
			[]act{
				renews("2025-08-01", threeYears),
				returns("2025-08-02", lifecycle.ReturnedPurchase{Term: date("2025-10-01")}),
				renews("2025-08-03", lifecycle.RenewalChanges{}),
			},
			[]string{
				"terms[1] renewal three-year 2025-08-01 renews on 2025-10-01 the annual one returned 2025-08-02",
				"terms[2] renewal annual 2025-08-03 renews on 2025-10-01",
			},
		},
	})
}

func TestPurchases_Seats(t *testing.T) {
	holdPurchases(t, map[string]purchasesCase{
		"twice on a day, some returned": {
			[]act{adds(2), adds(1), returnsSeats("2025-01-20", 2)},
			[]string{"changes[0] seats annual 2025-01-10 seats 1"},
		},
		"all returned": {
			[]act{adds(2), returnsSeats("2025-01-11", 1), returnsSeats("2025-01-12", 1)},
			[]string{"changes[0] seats annual 2025-01-10 seats 1 returned 2025-01-12"},
		},
		"before a renewal": {
			[]act{adds(2), renews("2025-08-01", lifecycle.RenewalChanges{})},
			[]string{
				"changes[0] seats annual 2025-01-10 seats 2",
				"terms[1] renewal annual 2025-08-01 renews on 2025-10-01",
			},
		},
	})
}

func TestPurchases_ZeroValues(t *testing.T) {
	if list := coterm.Purchases(lifecycle.Subscription{}, policy.Online); len(list) > 0 {
		t.Errorf("zero Subscription: %v", list)
	}
}

// Every purchase in the list can be passed to Return, and is returned as that purchase.
func TestPurchases_CanBeReturned(t *testing.T) {
	s := bought(calendar.Annual, "2024-10-01")
	s = must(s.On(date("2025-08-10")).AddSeats(2))
	s = must(s.On(date("2025-08-11")).Renew(lifecycle.RenewalChanges{Length: calendar.ThreeYear}))
	for _, p := range coterm.Purchases(s, policy.Quote)[1:] {
		t.Run(p.Fact, func(t *testing.T) {
			request := coterm.ReturnRequest{What: p.What, Channel: policy.Quote}
			credit, err := coterm.Return(s.On(date("2025-08-12")), request)
			if err != nil {
				t.Fatal(err)
			}
			of := credit.Of
			if of.Event != p.Of.Event || of.Term != p.Of.Term || of.Ordered != p.Of.Ordered || of.Kind != p.Of.Kind ||
				of.Renewal != p.Of.Renewal || of.Renews != p.Of.Renews || of.Channel != p.Of.Channel {
				t.Errorf("%+v is returned as %+v", p.Of, of)
			}
			for _, after := range coterm.Purchases(bind(credit.Next), policy.Quote) {
				if after.Fact == p.Fact && after.Returned != date("2025-08-12") {
					t.Errorf("%+v", after)
				}
			}
		})
	}
}

func TestRecordedPurchase_JSON(t *testing.T) {
	var read coterm.RecordedPurchase
	list := coterm.Purchases(bought(calendar.Annual, "2024-10-01"), policy.Online)
	err := read.UnmarshalJSON(must(json.Marshal(list[0])))
	if err != nil || read.Of.Event != refund.Bought || read.Fact != "terms[0]" {
		t.Errorf("%+v, %v", read, err)
	}
	if err := read.UnmarshalJSON([]byte(`{"facts":"terms[0]"}`)); fields(err) != "facts" {
		t.Error(err)
	}
}

// A customer who added seats and renewed early asks what can still be returned.
func ExamplePurchases() {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-08-01")
	sub, err := v.AddSeats(2)
	if err == nil {
		sub, err = sub.On(calendar.MustParseDate("2025-08-20")).Renew(lifecycle.RenewalChanges{})
	}
	if err != nil {
		panic(err)
	}
	day := calendar.MustParseDate("2025-09-10")
	for _, p := range coterm.Purchases(sub, policy.Online) {
		r, err := refund.Check(sub.Edition(), p.Of, day)
		if err != nil {
			panic(err)
		}
		fmt.Println(p.Of.Event, p.Of.Ordered, r.Decision.Allowed(), r.Deadline)
	}
	// Output:
	// purchase 2024-10-01 false 2024-10-31
	// seats 2025-08-01 false 2025-08-31
	// renewal 2025-08-20 true 2025-10-31
}

// Of two renewals that start on one day, the list marks the same one as returned as the facts do.
func TestPurchases_RenewedAgainOnTheDayOfAReturn(t *testing.T) {
	v := bought(calendar.ThreeYear, "2024-10-01").On(date("2027-08-01"))
	s := must(v.Renew(lifecycle.RenewalChanges{}))
	s = must(s.On(date("2027-08-10")).Return(lifecycle.ReturnedPurchase{Term: date("2027-10-01")}))
	s = must(s.On(date("2027-08-10")).Renew(lifecycle.RenewalChanges{Length: calendar.Annual}))
	list := coterm.Purchases(s, policy.Online)
	if len(list) != 3 || list[1].Returned != date("2027-08-10") || !list[2].Returned.IsZero() {
		t.Errorf("%+v", list)
	}
}

// A renewal stays one when what it renews is returned, on the day of its order or later.
func TestPurchases_AfterEachReturn(t *testing.T) {
	for _, on := range []string{"2025-08-28", "2025-09-01"} {
		t.Run(on, func(t *testing.T) {
			s := bought(calendar.Monthly, "2025-08-28")
			for range 2 {
				s = must(s.On(date("2025-08-28")).Renew(lifecycle.RenewalChanges{}))
			}
			want := []string{
				"terms[0] purchase monthly 2025-08-28",
				"terms[1] renewal monthly 2025-08-28 renews on 2025-09-28",
				"terms[2] renewal monthly 2025-08-28 renews on 2025-10-28",
			}
			for n, start := range []string{"", "2025-10-28", "2025-09-28", "2025-08-28"} {
				if n > 0 {
					of := coterm.Purchases(s, policy.Online)[3-n].Of
					back := lifecycle.ReturnedPurchase{Term: date(start)}
					request := coterm.ReturnRequest{What: back, Channel: policy.Online}
					credit, err := coterm.Return(s.On(date(on)), request)
					if err != nil || !reflect.DeepEqual(credit.Of, of) {
						t.Errorf("%+v, %v, want %+v", credit.Of, err, of)
					}
					s = must(s.On(date(on)).Return(back))
					want[3-n] += " returned " + on
				}
				if got := told(coterm.Purchases(s, policy.Online)); !slices.Equal(got, want) {
					t.Errorf("after %d returns:\ngot  %q\nwant %q", n, got, want)
				}
			}
		})
	}
}

// Seats count as added to the term that covered the day, even if that term was returned on the same day.
func TestPurchases_SeatsOfATermThatWasReturned(t *testing.T) {
	s := must(bought(calendar.Monthly, "2025-01-10").On(date("2025-01-20")).
		Renew(lifecycle.RenewalChanges{Length: calendar.Annual}))
	s = must(s.On(date("2025-02-20")).AddSeats(2))
	s = must(s.On(date("2025-02-20")).Return(lifecycle.ReturnedPurchase{Term: date("2025-02-10")}))
	for _, p := range coterm.Purchases(s, policy.Online) {
		if p.What.Seats > 0 && p.Of.Term != calendar.Annual {
			t.Errorf("%+v", p)
		}
	}
	credit, err := coterm.Return(s.On(date("2025-02-20")), coterm.ReturnRequest{
		What: lifecycle.ReturnedPurchase{Added: date("2025-02-20"), Seats: 2}, Channel: policy.Online,
	})
	if err != nil || credit.Of.Term != calendar.Annual {
		t.Errorf("%+v, %v", credit.Of, err)
	}
}

// refund.scope: the first term of facts that begin later than the anchor is a renewal, of a term that is not listed.
func TestPurchases_FactsThatBeginLater(t *testing.T) {
	s := must(bought(calendar.Annual, "2024-10-01").On(date("2025-08-01")).Renew(lifecycle.RenewalChanges{}))
	facts := s.Facts()
	facts.Terms = facts.Terms[1:]
	want := told(coterm.Purchases(s, policy.Online))[1]
	short := must(lifecycle.New(s.Edition(), facts))
	if got := told(coterm.Purchases(short, policy.Online)); got[0] != strings.Replace(want, "terms[1]", "terms[0]", 1) {
		t.Errorf("%q, want %q", got, want)
	}
	for _, s := range []lifecycle.Subscription{s, short} {
		credit, err := coterm.Return(s.On(date("2025-10-31")), coterm.ReturnRequest{ // too late for a purchase
			What: lifecycle.ReturnedPurchase{Term: date("2025-10-01")}, Channel: policy.Online,
		})
		var read coterm.ReturnCredit
		if data, err := json.Marshal(credit); err != nil || json.Unmarshal(data, &read) != nil {
			t.Errorf("%v, read back: %v", err, json.Unmarshal(data, &read))
		}
		list := coterm.Purchases(s, policy.Online)
		if of := list[len(list)-1].Of; err != nil || credit.Of.Event != of.Event || credit.Of.Renewal != of.Renewal {
			t.Errorf("%+v, %v, want %+v", credit.Of, err, of)
		}
	}
}

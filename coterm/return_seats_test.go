package coterm_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

// then returns the view of the same day with other facts.
func then(v lifecycle.View, f lifecycle.Facts) lifecycle.View {
	return must(lifecycle.New(v.Edition(), f)).On(v.Day())
}

// paidFor returns what was paid for several numbers of seats, one line of EUR 100.00 for each.
func paidFor(seats ...int) []refund.PaidLine {
	var lines []refund.PaidLine
	for _, n := range seats {
		lines = append(lines, refund.PaidLine{
			Description: "seats", Net: money.MustParseAmount("EUR 100.00"), Tax: money.MustParseAmount("EUR 21.00"),
			Seats: n, Taxes: []refund.TaxPart{{Tax: "21%", Amount: money.MustParseAmount("EUR 21.00")}},
		})
	}
	return lines
}

func givenBack(v lifecycle.View, note string, what lifecycle.ReturnedPurchase,
	paid []refund.PaidLine,
) (coterm.ReturnCredit, error) {
	return coterm.Return(v, coterm.ReturnRequest{What: what, Channel: policy.Online, Paid: paid, Note: note})
}

func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// refund.amount: if part of a lot was returned before, the rest is not refunded as the whole lot.
func TestReturn_PartsOfALot(t *testing.T) {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-07-10")
	v = then(v, must(coterm.AddSeats(v, coterm.SeatRequest{Seats: 5, SRP: money.MustParseAmount("EUR 365.00")})).Next)
	lot := func(n int) lifecycle.ReturnedPurchase { return lifecycle.ReturnedPurchase{Added: v.Day(), Seats: n} }
	first := must(givenBack(v, "C-1", lot(2), paidFor(2)))
	v = then(v, first.Next)
	for name, tt := range map[string]struct {
		paid []refund.PaidLine
		want string
	}{
		"for the rest":   {paidFor(3), ""},
		"for all":        {paidFor(5), "coterm.Return: paid[0].seats 5: is not for the 3 seats that are returned"},
		"seats not said": {paidFor(0), "coterm.Return: paid[0].seats: is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := givenBack(v, "C-2", lot(3), tt.paid)
			if got := text(err); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
	t.Run("stored, and paid for others", func(t *testing.T) {
		first.Of.Paid[0].Seats = 5
		var read coterm.ReturnCredit
		err := json.Unmarshal(must(json.Marshal(first)), &read)
		if got := fields(err); got != "of.paid[0].seats" {
			t.Errorf("%s: %v", got, err)
		}
	})
}

// For a term, it is the number of seats bought with it; for three years, in each instalment.
func TestReturn_SeatsOfATerm(t *testing.T) {
	three := owned("AutoCAD", calendar.ThreeYear, "2025-06-10", "2025-06-20")
	annual := owned("AutoCAD", calendar.Annual, "2025-06-10", "2025-06-20")
	sameDay := owned("AutoCAD", calendar.Annual, "2025-06-10", "2025-06-10")
	sameDay = then(sameDay,
		must(coterm.AddSeats(sameDay, coterm.SeatRequest{Seats: 2, SRP: money.MustParseAmount("EUR 365.00")})).Next)
	const others = "the seats that were bought with the term"
	for name, tt := range map[string]struct {
		v    lifecycle.View
		paid []refund.PaidLine
		want string
	}{
		"annual":                 {annual, paidFor(3), ""},
		"annual, seats not said": {annual, paidFor(0), ""},
		"annual, in two lines":   {annual, paidFor(1, 2), ""},
		"annual, paid twice": {
			annual, paidFor(3, 3), "coterm.Return: paid: is for 6 seats, not for " + others,
		},
		"three years":                        {three, paidFor(3), ""},
		"two instalments":                    {three, paidFor(3, 3), ""},
		"two instalments, in two lines each": {three, paidFor(1, 2, 1, 2), ""},
		"instalments for other seats": {
			three, paidFor(3, 4), "coterm.Return: paid: is for 7 seats, not for " + others,
		},
		"instalments of unlike seats": {
			three, paidFor(2, 4), "coterm.Return: paid: is for 6 seats, not for " + others,
		},
		"one line for both instalments": {
			three, paidFor(6), "coterm.Return: paid[0].seats 6: is not for " + others,
		},
		"seats added on that day": {sameDay, paidFor(3), ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := givenBack(tt.v, "C-1", lifecycle.ReturnedPurchase{Term: date("2025-06-10")}, tt.paid)
			if got := text(err); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// The lines of an invoice for seats say for how many; other lines have no number of seats.
func TestReturn_PaidLines(t *testing.T) {
	_, bill := renewedAndPaid("2025-08-08")
	if lines := bill.PaidLines(); lines[0].Seats != 3 {
		t.Error(lines)
	}
}

// A renewal with another number of seats can be returned on the day of its order, when that number is no longer on
// record, and later: the document reads back either way.
func TestReturn_OnTheDayOfARenewalWithSeats(t *testing.T) {
	srp, term := money.MustParseAmount("EUR 365.00"), lifecycle.ReturnedPurchase{Term: date("2025-10-01")}
	for _, tt := range []struct {
		ordered, returned string
		seats             int
	}{
		{"2025-08-01", "2025-08-01", 7},
		{"2025-08-01", "2025-08-02", 7},
		{"2025-08-01", "2025-08-01", 2},
		{"2025-08-01", "2025-08-01", 0},
		{"2025-10-05", "2025-10-05", 7},
		{"2025-10-05", "2025-10-06", 7},
	} {
		t.Run(fmt.Sprint(tt), func(t *testing.T) {
			v := owned("AutoCAD", calendar.Annual, "2024-10-01", tt.ordered)
			renewal := must(coterm.Renew(v, coterm.RenewalRequest{SRP: srp, Seats: tt.seats}))
			v = then(v, renewal.Next)
			v = v.Subscription().On(date(tt.returned))
			paid := paidFor(renewal.Charge.Seats)
			back := must(givenBack(v, "C-1", term, paid))
			var read coterm.ReturnCredit
			err := json.Unmarshal(must(json.Marshal(back)), &read)
			if err != nil || read.Seats != renewal.Charge.Seats {
				t.Errorf("%d seats, %v", read.Seats, err)
			}
			back.Of.Paid[0].Seats++
			if err := json.Unmarshal(must(json.Marshal(back)), &read); err == nil {
				t.Error("read back, paid for one seat more")
			}
			paid[0].Seats++
			if _, err := givenBack(v, "C-1", term, paid); err == nil {
				t.Error("paid for one seat more")
			}
		})
	}
}

// Instalments that were paid on the day of a three-year renewal are each for all the seats.
func TestReturnCredit_InstalmentsOnTheDayOfARenewal(t *testing.T) {
	v := owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-08-01")
	v = then(v, must(coterm.Renew(v, coterm.RenewalRequest{
		SRP: money.MustParseAmount("EUR 5925.00"), Seats: 4, Length: calendar.ThreeYear,
	})).Next)
	back := must(givenBack(v, "C-1", lifecycle.ReturnedPurchase{Term: date("2025-10-01")}, paidFor(4, 4)))
	for seats, want := range map[int]string{4: "", 8: "", 2: "seats", 0: "seats"} { // 8 could be of two parts
		t.Run(fmt.Sprint(seats, " seats"), func(t *testing.T) {
			back.Seats = seats
			if err := json.Unmarshal(must(json.Marshal(back)), new(coterm.ReturnCredit)); fields(err) != want {
				t.Errorf("refused in %q, want %q: %v", fields(err), want, err)
			}
		})
	}
}

// Of terms that start on one day, those returned before may have had another length.
func TestReturn_AnotherLengthThanBefore(t *testing.T) {
	term := lifecycle.ReturnedPurchase{Term: date("2025-10-01")}
	s := must(owned("AutoCAD", calendar.Annual, "2024-10-01", "2025-09-01").Renew(lifecycle.RenewalChanges{}))
	s = must(s.On(date("2025-09-01")).Return(term))
	s = must(s.On(date("2025-09-02")).Renew(lifecycle.RenewalChanges{Length: calendar.Monthly}))
	back := must(givenBack(s.On(date("2025-09-03")), "", term, nil))
	var read coterm.ReturnCredit
	if err := json.Unmarshal(must(json.Marshal(back)), &read); err != nil {
		t.Error(err)
	}
}

// refund.monthly, refund.long: seats added to a monthly term are returned as such, even if a renewal for a year was
// ordered after them on the same day.
func TestReturn_SeatsBeforeARenewalOfTheDay(t *testing.T) {
	srp := money.MustParseAmount("EUR 30.00")
	v := bought(calendar.Monthly, "2025-11-05").On(date("2025-11-18"))
	v = then(v, must(coterm.AddSeats(v, coterm.SeatRequest{Seats: 3, SRP: srp})).Next)
	v = then(v, must(coterm.Renew(v, coterm.RenewalRequest{SRP: srp, Length: calendar.Annual})).Next)
	what := lifecycle.ReturnedPurchase{Added: date("2025-11-18"), Seats: 3, Until: date("2025-12-05")}
	credit, err := coterm.Return(v, coterm.ReturnRequest{What: what, Channel: policy.Online})
	if err != nil || credit.Of.Term != calendar.Monthly {
		t.Errorf("of %s, %v", credit.Of.Term, err)
	}
}

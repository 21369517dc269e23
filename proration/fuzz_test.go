package proration_test

import (
	"encoding/json"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/money"
	"example.com/billingrules/proration"
)

// Every line is either refused or priced as the oracle prices it. Rule proration.price.
func FuzzPrice(f *testing.F) {
	f.Add("EUR 2145.00", 3, "2025-06-10/2026-06-10", "2026-02-10/2026-06-10", uint8(2), uint8(0), uint8(0), uint8(0))
	f.Add("EUR 19.99", 1, "2025-04-10/2025-05-10", "2025-04-25/2025-05-10", uint8(1), uint8(1), uint8(1), uint8(1))
	f.Add("KWD 12.345", 1_000_000, "2024-02-29/2027-02-28", "2026-02-28/2027-02-28",
		uint8(3), uint8(2), uint8(2), uint8(2))
	f.Add("JPY 0", 1, "2023-01-31/2023-02-28", "2023-01-31/2023-02-28", uint8(1), uint8(0), uint8(3), uint8(0))
	f.Add("EUR -1", -1, "9999-01-01/9999-12-31", "../..", uint8(9), uint8(9), uint8(9), uint8(9))
	f.Add("", 0, "", "", uint8(0), uint8(0), uint8(0), uint8(0))
	f.Fuzz(func(t *testing.T, srp string, seats int, covered, bought string, term, count, mode, at uint8) {
		var amount money.Amount
		var all, part calendar.Period
		if amount.UnmarshalText([]byte(srp)) != nil || all.UnmarshalText([]byte(covered)) != nil ||
			part.UnmarshalText([]byte(bought)) != nil {
			return
		}
		r := published(counts[int(count)%len(counts)], modes[int(mode)%len(modes)])
		r.at = places[int(at)%len(places)]
		s, err := calendar.NewService(calendar.Term(term), all.Start(), all)
		if err != nil && !s.IsZero() {
			t.Fatalf("%v comes with %v", s, err)
		}
		charge, err := proration.Price(r.edition(t), proration.PriceRequest{
			SRP: amount, Seats: seats, Service: s,
			Bought: part,
		})
		if err != nil {
			if len(billingrules.InputErrors(err)) == 0 || !charge.Equal(proration.Charge{}) {
				t.Fatalf("%v comes with %v", charge, err)
			}
			return
		}
		if amount.Sign() < 0 || seats < 1 || seats > proration.MaxSeats || part.Start().Before(all.Start()) ||
			all.End().Before(part.End()) {
			t.Fatalf("%v is priced", charge)
		}
		data, err := json.Marshal(charge)
		var back proration.Charge
		if err != nil || json.Unmarshal(data, &back) != nil || !back.Equal(charge) {
			t.Fatalf("%s reads back as %v, %v", data, back, err)
		}
		if year, _, _ := all.End().Civil(); year-civil(all.Start()).y > 20 {
			return // the oracle walks every day
		}
		q := asked{
			term: s.Term(), anchor: civil(all.Start()), start: civil(all.Start()), end: civil(all.End()),
			from: civil(part.Start()), until: civil(part.End()),
		}
		minor := amount.Currency().MinorUnits()
		want, inexact := r.oraclePrice(testkit.Exact(amount), r.days(q), seats, r.divisor(q.term), minor)
		if testkit.Exact(charge.Amount).Cmp(want) != 0 || charge.Rounded != inexact {
			t.Fatalf("%v: %v, want %v", q, charge, want.FloatString(6))
		}
		if charge.Explain() == "" {
			t.Fatal("nothing is explained")
		}
	})
}

// Whatever reads as a charge follows from its own figures, and is written and read back as the same.
func FuzzChargeJSON(f *testing.F) {
	for _, number := range []string{"2115.62", "5.00", "-1.00"} {
		f.Add([]byte(`{"amount":{"amount":"` + number + `","currency":"EUR"},` +
			`"srp":{"amount":"2145.00","currency":"EUR"},"divisor":365,"days":120,"seats":3,` +
			`"bought":"2026-02-10/2026-06-10","dayCount":"standard","rounding":"half-up",` +
			`"roundAt":"line","rounded":true,"edition":"b08f05981627f041a4cc82db0b953756"}`))
	}
	f.Add([]byte(`{"amount":{"amount":"6435.00","currency":"EUR"},"srp":{"amount":"2145.00","currency":"EUR"},` +
		`"divisor":365,"days":365,"seats":3,"bought":"2025-06-10/2026-06-10","dayCount":"actual","rounding":"down",` +
		`"roundAt":"seat","rounded":false,"edition":"b08f05981627f041a4cc82db0b953756","fullTerm":true}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var charge, again proration.Charge
		if json.Unmarshal(data, &charge) != nil || string(data) == "null" {
			return
		}
		written, err := json.Marshal(charge)
		if err != nil || json.Unmarshal(written, &again) != nil || !again.Equal(charge) {
			t.Fatalf("%s is written as %s, %v", data, written, err)
		}
		if err := charge.Check(); err != nil || charge.Explain() == "" {
			t.Fatalf("%s is read, and refused: %v", data, err)
		}
	})
}

func civil(d calendar.Date) day {
	y, m, dd := d.Civil()
	return day{y, int(m), dd}
}

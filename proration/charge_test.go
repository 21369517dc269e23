package proration_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// proration.standard-days: the term follows from the divisor, also at the bounds of what an edition may say.
func TestCharge_Term(t *testing.T) {
	for divisor, want := range map[int]calendar.Term{
		-1: 0, 0: 0, 1: calendar.Monthly, 30: calendar.Monthly, 31: calendar.Monthly, 32: calendar.Annual,
		365: calendar.Annual, 366: calendar.Annual, 367: calendar.ThreeYear, 1095: calendar.ThreeYear,
	} {
		t.Run(strconv.Itoa(divisor), func(t *testing.T) {
			if got := (proration.Charge{Divisor: divisor}).Term(); got != want {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
}

// stub is a charge that had to be rounded.
func stub(t testing.TB) proration.Charge {
	t.Helper()
	line := june(t)
	line.Bought = period(t, "2026-02-10/2026-06-10")
	charge, err := proration.Price(policy.Europe2024(), line)
	if err != nil {
		t.Fatal(err)
	}
	return charge
}

func TestChargeJSON(t *testing.T) {
	t.Parallel()
	data, err := json.Marshal(stub(t))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"amount":{"amount":"2115.62","currency":"EUR"},"srp":{"amount":"2145.00","currency":"EUR"},` +
		`"divisor":365,"days":120,"seats":3,"bought":"2026-02-10/2026-06-10","dayCount":"standard",` +
		`"rounding":"half-up","roundAt":"line","rounded":true,` +
		`"edition":"` + policy.Europe2024().Fingerprint().String() + `"}`
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	rapid.Check(t, func(t *rapid.T) {
		q, r := drawAsked(t), drawRules(t)
		charge, err := proration.Price(r.edition(t), proration.PriceRequest{
			SRP: drawSRP(t), Seats: 7, Service: q.service(t), Bought: q.bought(t),
		})
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(charge)
		if err != nil {
			t.Fatal(err)
		}
		var back proration.Charge
		if err := json.Unmarshal(data, &back); err != nil || !back.Equal(charge) || back.String() != charge.String() {
			t.Fatalf("%s reads back as %v, %v, want %v", data, back, err, charge)
		}
	})
}

// A record leaves out the charge that it does not have, and reads it back as none.
func TestNoChargeInJSON(t *testing.T) {
	t.Parallel()
	type record struct {
		Charge proration.Charge `json:"charge,omitzero"`
	}
	data, err := json.Marshal(record{})
	if err != nil || string(data) != "{}" {
		t.Fatalf("%s, %v", data, err)
	}
	var back record
	if err := json.Unmarshal(data, &back); err != nil || !back.Charge.Equal(proration.Charge{}) {
		t.Errorf("%v, %v", back, err)
	}
}

// Every field matters; a field that is added and forgotten in Equal is found by its number.
func TestChargeEqual(t *testing.T) {
	t.Parallel()
	spoilt := []func(*proration.Charge){
		func(c *proration.Charge) { c.Amount = euros("2115.61") },
		func(c *proration.Charge) { c.SRP = euros("2145.01") },
		func(c *proration.Charge) { c.Divisor++ },
		func(c *proration.Charge) { c.Days++ },
		func(c *proration.Charge) { c.Seats++ },
		func(c *proration.Charge) { c.Bought = calendar.Always() },
		func(c *proration.Charge) { c.DayCount = policy.Actual },
		func(c *proration.Charge) { c.Rounding = money.Up },
		func(c *proration.Charge) { c.RoundAt = policy.RoundSeat },
		func(c *proration.Charge) { c.Rounded = false },
		func(c *proration.Charge) { c.Edition = policy.NorthAmerica2024().Fingerprint() },
		func(c *proration.Charge) { c.FullTerm = true },
	}
	if fields := len(reflect.VisibleFields(reflect.TypeFor[proration.Charge]())) - 1; len(spoilt) != fields {
		t.Errorf("%d of %d fields are compared", len(spoilt), fields)
	}
	good := stub(t)
	if same := stub(t); !good.Equal(same) {
		t.Errorf("%v is not equal to itself", good)
	}
	scale := stub(t)
	if scale.SRP = euros("2145"); !good.Equal(scale) {
		t.Errorf("%v is not equal to itself at another scale", good)
	}
	for i, spoil := range spoilt {
		t.Run(fmt.Sprint("change ", i), func(t *testing.T) {
			other := stub(t)
			spoil(&other)
			if good.Equal(other) || other.Equal(good) {
				t.Errorf("the field that change %d is about does not matter", i)
			}
		})
	}
	if cmp.Equal(good, proration.Charge{}) || !cmp.Equal(good, stub(t)) {
		t.Error("go-cmp does not find Equal")
	}
}

func TestExplainNamesEveryRule(t *testing.T) {
	t.Parallel()
	charge := stub(t)
	lines := strings.Split(charge.Explain(), "\n")
	if lines[0] != charge.String() {
		t.Errorf("the arithmetic is not the first line: %s", lines[0])
	}
	want := []rule.ID{
		"proration.price", "proration.standard-days", "proration.days", "proration.leap",
		"proration.pre-tax",
	}
	if diff := cmp.Diff(want, charge.Rules()); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	if len(lines) != 1+len(want) {
		t.Fatalf("%d lines:\n%s", len(lines), charge.Explain())
	}
	for i, id := range want {
		t.Run(string(id), func(t *testing.T) {
			rule, ok := id.Rule()
			if !ok || lines[i+1] != string(id)+": "+rule.Statement || rule.Statement == "" {
				t.Errorf("line %d says %q", i+1, lines[i+1])
			}
		})
	}
}

// roundedAt is the charge of stub under another reading of what is rounded.
func roundedAt(t *testing.T, at policy.RoundAt) proration.Charge {
	t.Helper()
	r := published(policy.Standard, money.HalfUp)
	r.at = at
	line := june(t)
	line.Bought = period(t, "2026-02-10/2026-06-10")
	charge, err := proration.Price(r.edition(t), line)
	if err != nil {
		t.Fatal(err)
	}
	return charge
}

// charges are one of each sort, all of them good.
func charges(t *testing.T) map[string]proration.Charge {
	t.Helper()
	leap := published(policy.NoLeapDay, money.HalfUp)
	none, err := proration.Price(leap.edition(t), proration.PriceRequest{
		SRP: euros("2145.00"), Seats: 3,
		Service: service(t, calendar.Annual, "2027-06-10/2028-06-10"), Bought: period(t, "2028-02-29/2028-03-01"),
	})
	if err != nil {
		t.Fatal(err)
	}
	february, err := proration.Price(policy.Europe2024(), proration.PriceRequest{
		SRP: euros("30.00"), Seats: 1,
		Service: service(t, calendar.Monthly, "2025-02-10/2025-03-10"), Bought: period(t, "2025-02-10/2025-03-10"),
	})
	if err != nil {
		t.Fatal(err)
	}
	full, err := proration.FullTerm(policy.Europe2024(), june(t))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]proration.Charge{
		"line": stub(t), "seat": roundedAt(t, policy.RoundSeat), "rate": roundedAt(t, policy.RoundDailyRate),
		"leap day": none, "February": february, "full": full,
	}
}

// Every sort of charge that was priced reads back.
func TestChargeReadsBack(t *testing.T) {
	t.Parallel()
	for name, charge := range charges(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			data, err := json.Marshal(charge)
			var back proration.Charge
			if err != nil || json.Unmarshal(data, &back) != nil || !back.Equal(charge) {
				t.Errorf("%s is read as %v, %v", data, back, err)
			}
		})
	}
}

func TestChargeJSONIsStrict(t *testing.T) {
	t.Parallel()
	data, err := json.Marshal(stub(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ old, new, want string }{
		"unknown key":   {`"seats":3`, `"seats":3,"seat":3`, "seat 3: is not a known key"},
		"duplicate key": {`"seats":3`, `"seats":3,"Seats":3`, "Seats: is a duplicate"},
		"no days":       {`"days":120,`, ``, "days: is missing"},
		"no round at":   {`"roundAt":"line",`, ``, "roundAt: is missing"},
		"half a seat":   {`"seats":3`, `"seats":2.5`, "seats 2.5: is not a whole number"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			changed := strings.Replace(string(data), tt.old, tt.new, 1)
			back := stub(t)
			err := json.Unmarshal([]byte(changed), &back)
			if err == nil || err.Error() != "proration.Charge.UnmarshalJSON: "+tt.want || !back.Equal(stub(t)) {
				t.Errorf("read as %v, %v, want %s", back, err, tt.want)
			}
		})
	}
}

// The places follow the minor unit of the currency: none, two, three or four, and two more before the rounding.
func TestCurrencies(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ srp, want string }{
		{"JPY 64999", "JPY 64999 ÷ 365 × 120 days × 3 seats = 64108.60… → 64109 (half up)"},
		{"EUR 649.99", "EUR 649.99 ÷ 365 × 120 days × 3 seats = 641.0860… → 641.09 (half up)"},
		{"KWD 64.999", "KWD 64.999 ÷ 365 × 120 days × 3 seats = 64.10860… → 64.109 (half up)"},
		{"CLF 6.4999", "CLF 6.4999 ÷ 365 × 120 days × 3 seats = 6.410860… → 6.4109 (half up)"},
		{"EUR 0.001", "EUR 0.001 ÷ 365 × 120 days × 3 seats = 0.0009… → 0.00 (half up)"},
	} {
		t.Run(tt.srp, func(t *testing.T) {
			line := june(t)
			line.SRP, line.Bought = money.MustParseAmount(tt.srp), period(t, "2026-02-10/2026-06-10")
			charge, err := proration.Price(policy.Europe2024(), line)
			if err != nil || charge.String() != tt.want {
				t.Errorf("%v, %v, want %s", charge, err, tt.want)
			}
		})
	}
}

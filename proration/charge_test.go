package proration_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

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
		`"divisor":365,"days":120,"seats":3,"bought":"2026-02-10/2026-06-10","dayCount":"standard","rounding":"half-up","roundAt":"line",` +
		`"rounded":true,"edition":"` + policy.Europe2024().Fingerprint().String() + `"}`
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	rapid.Check(t, func(t *rapid.T) {
		q, r := drawAsked(t), drawRules(t)
		charge, err := proration.Price(r.edition(t), proration.PriceRequest{SRP: drawSRP(t), Seats: 7, Service: q.service(t), Bought: q.bought(t)})
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
		other := stub(t)
		spoil(&other)
		if good.Equal(other) || other.Equal(good) {
			t.Errorf("the field that change %d is about does not matter", i)
		}
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
	want := []rule.ID{"proration.price", "proration.standard-days", "proration.days", "proration.leap", "proration.pre-tax"}
	if diff := cmp.Diff(want, charge.Rules()); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	if len(lines) != 1+len(want) {
		t.Fatalf("%d lines:\n%s", len(lines), charge.Explain())
	}
	for i, id := range want {
		rule, ok := id.Rule()
		if !ok || lines[i+1] != string(id)+": "+rule.Statement || rule.Statement == "" {
			t.Errorf("line %d says %q", i+1, lines[i+1])
		}
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

// What does not follow from its own figures is not read.
func TestChargeJSONIsStrict(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		spoil func(*proration.Charge)
		want  string
		is    error
	}{
		{func(c *proration.Charge) { c.Amount = euros("2115.61") }, "amount EUR 2115.61: is not what the figures give, EUR 2115.62", billingrules.ErrConflict},
		{func(c *proration.Charge) { c.Amount = euros("2115.625") }, "amount EUR 2115.625: is not a whole number of minor units", billingrules.ErrRange},
		{func(c *proration.Charge) { c.SRP = euros("-2145.00") }, "srp EUR -2145.00: is negative", billingrules.ErrRange},
		{func(c *proration.Charge) { c.Days++ }, "amount EUR 2115.62: is not what the figures give, EUR 2133.25", billingrules.ErrConflict},
		{func(c *proration.Charge) { c.Days = 0 }, "days: is missing", billingrules.ErrMissing},
		{func(c *proration.Charge) { c.Days = 1_000_001 }, "days 1000001: must be from 1 to 1000000", billingrules.ErrRange},
		{func(c *proration.Charge) { c.Divisor = 0 }, "divisor: is missing", billingrules.ErrMissing},
		{func(c *proration.Charge) { c.Divisor = 1_000_001 }, "divisor 1000001: must be from 1 to 1000000", billingrules.ErrRange},
		{func(c *proration.Charge) { c.Seats = proration.MaxSeats + 1 }, "seats 1000001: must be from 1 to 1000000", billingrules.ErrRange},
		{func(c *proration.Charge) { c.Rounded = false }, "rounded false: is not what the figures give, true", billingrules.ErrConflict},
	} {
		charge := stub(t)
		tt.spoil(&charge)
		data, err := json.Marshal(charge)
		if err != nil {
			t.Fatal(err)
		}
		back := stub(t)
		if err := json.Unmarshal(data, &back); !errors.Is(err, tt.is) || err.Error() != "proration.Charge.UnmarshalJSON: "+tt.want || !back.Equal(stub(t)) {
			t.Errorf("%v, want %s", err, tt.want)
		}
	}
	for field, want := range map[string]string{
		"bought": "bought: is missing", "dayCount": "dayCount: is missing", "rounding": "rounding: is missing", "roundAt": "roundAt: is missing",
	} {
		data, err := json.Marshal(stub(t))
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(data, &fields); err != nil {
			t.Fatal(err)
		}
		delete(fields, field)
		data, err = json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		var back proration.Charge
		if err := json.Unmarshal(data, &back); !errors.Is(err, billingrules.ErrMissing) || err.Error() != "proration.Charge.UnmarshalJSON: "+want {
			t.Errorf("without %s: %v", field, err)
		}
	}
	huge := stub(t)
	huge.SRP, huge.Divisor, huge.Days, huge.Seats = euros("99999999999999999999999999"), 1, 1_000_000, 1_000_000
	data, err := json.Marshal(huge)
	if err != nil {
		t.Fatal(err)
	}
	var back proration.Charge
	if err := json.Unmarshal(data, &back); !errors.Is(err, billingrules.ErrRange) {
		t.Errorf("%v", err)
	}
	if err := json.Unmarshal([]byte(`{"amounts":1}`), &back); !errors.Is(err, billingrules.ErrUnknown) {
		t.Errorf("%v", err)
	}
}

func TestChargeString(t *testing.T) {
	t.Parallel()
	byHand := stub(t)
	byHand.Divisor = 0
	even, whole := stub(t), stub(t)
	whole.SRP, whole.Amount, whole.Rounded = euros("3650.00"), euros("3600.00"), false
	seat, rate := roundedAt(t, policy.RoundSeat), roundedAt(t, policy.RoundDailyRate)
	wholeSeat := whole
	wholeSeat.RoundAt = policy.RoundSeat
	even.Rounding = money.HalfEven
	for _, tt := range []struct {
		charge proration.Charge
		want   string
	}{
		{stub(t), "EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)"},
		{even, "EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half even)"},
		{whole, "EUR 3650.00 ÷ 365 × 120 days × 3 seats = 3600.00"},
		{wholeSeat, "EUR 3650.00 ÷ 365 × 120 days = 1200.00 × 3 seats = 3600.00"},
		{seat, "EUR 2145.00 ÷ 365 × 120 days = 705.2054… → 705.21 × 3 seats = 2115.63 (half up)"},
		{rate, "EUR 2145.00 ÷ 365 = 5.8767… → 5.88 × 120 days × 3 seats = 2116.80 (half up)"},
		{byHand, "EUR 2145.00 ÷ 0 × 120 days × 3 seats = no figure → 2115.62 (half up)"},
		{proration.Charge{}, "no charge"},
	} {
		if got := tt.charge.String(); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
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
		line := june(t)
		line.SRP, line.Bought = money.MustParseAmount(tt.srp), period(t, "2026-02-10/2026-06-10")
		charge, err := proration.Price(policy.Europe2024(), line)
		if err != nil || charge.String() != tt.want {
			t.Errorf("%v, %v, want %s", charge, err, tt.want)
		}
	}
}

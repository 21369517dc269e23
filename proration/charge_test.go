package proration_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
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

// spoiltCharge is a row of the tables below.
type spoiltCharge struct {
	of    string
	spoil func(*proration.Charge)
	want  string
	is    error
}

func checkCharge(t *testing.T, rows map[string]spoiltCharge) {
	t.Helper()
	for name, tt := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			charge := charges(t)[tt.of]
			tt.spoil(&charge)
			err := charge.Check()
			one := len(billingrules.InputErrors(err)) == 1 && errors.Is(err, tt.is)
			if !one || err.Error() != "proration.Charge.Check: "+tt.want {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
			if charge.Amount.IsZero() || charge.Edition.IsZero() {
				return
			}
			if got := charge.String(); got != charge.Amount.String()+", which its figures do not give" {
				t.Error(got)
			}
			data, err := json.Marshal(charge)
			if err != nil {
				return // a reading that has no text
			}
			back := stub(t)
			err = json.Unmarshal(data, &back)
			want := "proration.Charge.UnmarshalJSON: " + tt.want
			if !errors.Is(err, tt.is) || err.Error() != want || !back.Equal(stub(t)) {
				t.Errorf("read as %v, %v, want %s", back, err, want)
			}
		})
	}
}

// Every bad field of a charge is found, in every sort of charge.
func TestCharge_Check_Amounts(t *testing.T) {
	t.Parallel()
	const notGiven = "does not follow from the other figures: they give "
	checkCharge(t, map[string]spoiltCharge{
		"zero": {
			"line", func(c *proration.Charge) { *c = proration.Charge{} }, "charge: is missing",
			billingrules.ErrMissing,
		},
		"amount, one less": {
			"line", func(c *proration.Charge) { c.Amount = euros("2115.61") },
			"amount EUR 2115.61: " + notGiven + "EUR 2115.62", billingrules.ErrConflict,
		},
		"amount, as the line is": {
			"seat", func(c *proration.Charge) { c.Amount = euros("2115.62") },
			"amount EUR 2115.62: " + notGiven + "EUR 2115.63", billingrules.ErrConflict,
		},
		"amount of the rate": {
			"rate", func(c *proration.Charge) { c.Amount = euros("2115.62") },
			"amount EUR 2115.62: " + notGiven + "EUR 2116.80", billingrules.ErrConflict,
		},
		"amount of a full term": {
			"full", func(c *proration.Charge) { c.Amount = euros("6435.01") },
			"amount EUR 6435.01: " + notGiven + "EUR 6435.00", billingrules.ErrConflict,
		},
		"no amount": {
			"line", func(c *proration.Charge) { c.Amount = money.Amount{} }, "amount: is missing",
			billingrules.ErrMissing,
		},
		"amount not whole": {
			"line", func(c *proration.Charge) { c.Amount = euros("2115.625") },
			"amount EUR 2115.625: is not a whole number of minor units", billingrules.ErrRange,
		},
		"negative amount": {
			"line", func(c *proration.Charge) { c.Amount = euros("-2115.62") },
			"amount EUR -2115.62: is negative", billingrules.ErrRange,
		},
		"amount in another currency": {
			"line", func(c *proration.Charge) { c.Amount = money.MustParseAmount("USD 2115.62") },
			"amount USD 2115.62: " + notGiven + "EUR 2115.62", billingrules.ErrConflict,
		},
		"no SRP": {
			"line", func(c *proration.Charge) { c.SRP = money.Amount{} }, "srp: is missing", billingrules.ErrMissing,
		},
		"negative SRP": {
			"line", func(c *proration.Charge) { c.SRP = euros("-2145.00") }, "srp EUR -2145.00: is negative",
			billingrules.ErrRange,
		},
		"SRP too large": {
			"line", func(c *proration.Charge) {
				c.SRP, c.Divisor, c.DayCount = euros("99999999999999999999999999999999"), 1, policy.Actual
			},
			"srp: needs more than 34 digits", billingrules.ErrRange,
		},
	})
}

func TestCharge_Check_Operands(t *testing.T) {
	t.Parallel()
	const notGiven = "does not follow from the other figures: they give "
	checkCharge(t, map[string]spoiltCharge{
		"no divisor": {
			"line", func(c *proration.Charge) { c.Divisor = 0 }, "divisor: is missing", billingrules.ErrMissing,
		},
		"negative divisor": {
			"line", func(c *proration.Charge) { c.Divisor = -1 }, "divisor -1: must be from 1 to 1098",
			billingrules.ErrRange,
		},
		"divisor of no term": {
			"line", func(c *proration.Charge) { c.Divisor = 1099 }, "divisor 1099: must be from 1 to 1098",
			billingrules.ErrRange,
		},
		"another divisor": {
			"line", func(c *proration.Charge) { c.Divisor = 1098 },
			"amount EUR 2115.62: " + notGiven + "EUR 703.28", billingrules.ErrConflict,
		},
		"no seats": {"line", func(c *proration.Charge) { c.Seats = 0 }, "seats: is missing", billingrules.ErrMissing},
		"too many seats": {
			"line", func(c *proration.Charge) { c.Seats = proration.MaxSeats + 1 },
			"seats 1000001: must be from 1 to 1000000", billingrules.ErrRange,
		},
	})
}

func TestCharge_Check_Days(t *testing.T) {
	t.Parallel()
	checkCharge(t, map[string]spoiltCharge{
		"no days": {"line", func(c *proration.Charge) { c.Days = 0 }, "days: is missing", billingrules.ErrMissing},
		"negative days": {
			"line", func(c *proration.Charge) { c.Days = -1 },
			"days -1: must be 120 for 2026-02-10/2026-06-10", billingrules.ErrConflict,
		},
		"one day more than were bought": {
			"line", func(c *proration.Charge) { c.Days++ },
			"days 121: must be 120 for 2026-02-10/2026-06-10", billingrules.ErrConflict,
		},
		"one day less": {
			"line", func(c *proration.Charge) { c.Days-- },
			"days 119: must be 120 for 2026-02-10/2026-06-10", billingrules.ErrConflict,
		},
		"real days, one less": {
			"line", func(c *proration.Charge) { c.Days, c.DayCount = 119, policy.Actual },
			"days 119: must be 120 for 2026-02-10/2026-06-10", billingrules.ErrConflict,
		},
		"a leap day that counts": {
			"leap day", func(c *proration.Charge) { c.Days = 1 },
			"days 1: must be 0 for 2028-02-29/2028-03-01", billingrules.ErrConflict,
		},
		"February, more than a month": {
			"February", func(c *proration.Charge) { c.Days = 31 },
			"days 31: must be from 28 to 30 for 2025-02-10/2025-03-10", billingrules.ErrConflict,
		},
		"no days bought": {
			"line", func(c *proration.Charge) { c.Bought = calendar.Period{} }, "bought: is missing",
			billingrules.ErrMissing,
		},
		"no end to what is bought": {
			"line", func(c *proration.Charge) { c.Bought = calendar.Since(c.Bought.Start()) },
			"bought 2026-02-10/..: has no start or no end", billingrules.ErrRange,
		},
	})
}

func TestCharge_Check_Readings(t *testing.T) {
	t.Parallel()
	const notGiven = "does not follow from the other figures: they give "
	checkCharge(t, map[string]spoiltCharge{
		"no day count": {
			"line", func(c *proration.Charge) { c.DayCount = 0 }, "dayCount: is missing", billingrules.ErrMissing,
		},
		"no rounding": {
			"line", func(c *proration.Charge) { c.Rounding = 0 }, "rounding: is missing", billingrules.ErrMissing,
		},
		"not rounded at anything": {
			"line", func(c *proration.Charge) { c.RoundAt = 0 }, "roundAt: is missing", billingrules.ErrMissing,
		},
		"no edition": {
			"line", func(c *proration.Charge) { c.Edition = policy.Fingerprint{} }, "edition: is missing",
			billingrules.ErrMissing,
		},
		"rounded, it says not": {
			"line", func(c *proration.Charge) { c.Rounded = false }, "rounded false: " + notGiven + "true",
			billingrules.ErrConflict,
		},
		"not rounded, it says so": {
			"full", func(c *proration.Charge) { c.Rounded = true }, "rounded true: " + notGiven + "false",
			billingrules.ErrConflict,
		},
	})
}

func TestCharge_Check_FullTerm(t *testing.T) {
	t.Parallel()
	checkCharge(t, map[string]spoiltCharge{
		"full term of fewer days": {
			"full", func(c *proration.Charge) { c.Days-- }, "days 364: must be 365, the days of a full term",
			billingrules.ErrConflict,
		},
		"full term with a daily rate": {
			"full", func(c *proration.Charge) { c.RoundAt = policy.RoundDailyRate },
			"roundAt daily-rate: does not apply: a full term has no daily rate", billingrules.ErrConflict,
		},
		"full term of another length": {
			"full", func(c *proration.Charge) { c.Bought = period(t, "2025-06-10/2026-06-09") },
			"bought 2025-06-10/2026-06-09: is not one full term", billingrules.ErrConflict,
		},
		"full term four days too long": {
			"full", func(c *proration.Charge) { c.Bought = period(t, "2025-06-10/2026-06-14") },
			"bought 2025-06-10/2026-06-14: is not one full term", billingrules.ErrConflict,
		},
		"full term of a year by the divisor, three years by its days": {
			"full", func(c *proration.Charge) { c.Bought = period(t, "2025-06-10/2028-06-10") },
			"bought 2025-06-10/2028-06-10: is not one full term", billingrules.ErrConflict,
		},
		"full term of a year by the divisor, a month by its days": {
			"full", func(c *proration.Charge) { c.Bought = period(t, "2025-06-10/2025-07-10") },
			"bought 2025-06-10/2025-07-10: is not one full term", billingrules.ErrConflict,
		},
		"full term of three years by the divisor, one by its days": {
			"full", func(c *proration.Charge) { c.Divisor, c.Days = 1095, 1095 },
			"bought 2025-06-10/2026-06-10: is not one full term", billingrules.ErrConflict,
		},
		"full term to another day than its anchor's": {
			"full", func(c *proration.Charge) { c.Bought = period(t, "2025-02-27/2026-03-01") },
			"bought 2025-02-27/2026-03-01: is not one full term", billingrules.ErrConflict,
		},
		"full term from the end of a month to the next month": {
			"full", func(c *proration.Charge) { c.Bought = period(t, "2025-02-28/2026-03-01") },
			"bought 2025-02-28/2026-03-01: is not one full term", billingrules.ErrConflict,
		},
	})
}

func TestCharge_Check_DaysBought(t *testing.T) {
	t.Parallel()
	checkCharge(t, map[string]spoiltCharge{
		"days that are not counted of ten years": {
			"line", func(c *proration.Charge) {
				c.Divisor, c.Days, c.Bought = 30, 212, period(t, "2015-06-10/2025-06-10")
			},
			"days 212: must be from 3600 to 3601 for 2015-06-10/2025-06-10", billingrules.ErrConflict,
		},
		"days between what February counts, as a full month and as a part": {
			"line", func(c *proration.Charge) {
				c.Divisor, c.Days, c.Bought = 31, 30, period(t, "2025-02-01/2025-03-01")
			},
			"days 30: is not a number of days that can be charged for 2025-02-01/2025-03-01", billingrules.ErrConflict,
		},
		"full term of a month by the divisor, a year by its days": {
			"full", func(c *proration.Charge) { c.Divisor, c.Days = 31, 31 },
			"bought 2025-06-10/2026-06-10: is not one full term", billingrules.ErrConflict,
		},
		"full term of a year by the longest divisor, three years by its days": {
			"full", func(c *proration.Charge) {
				c.Divisor, c.Days, c.Bought = 366, 366, period(t, "2025-06-10/2028-06-10")
			},
			"bought 2025-06-10/2028-06-10: is not one full term", billingrules.ErrConflict,
		},
		"divisor of three years that are not alike": {
			"line", func(c *proration.Charge) { c.Divisor = 1097 },
			"divisor 1097: must be a multiple of 3 for a three-year term: each service year counts a third",
			billingrules.ErrConflict,
		},
		"days of ten years, one too few": {
			"line", func(c *proration.Charge) { c.Days, c.Bought = 3648, period(t, "2015-06-10/2025-06-10") },
			"days 3648: must be from 3650 to 3651 for 2015-06-10/2025-06-10", billingrules.ErrConflict,
		},
		"full term at the end of the calendar": {
			"full", func(c *proration.Charge) { c.Bought = period(t, "9999-12-10/9999-12-31") },
			"bought 9999-12-10/9999-12-31: is not one full term", billingrules.ErrConflict,
		},
	})
}

func TestCharge_Check_EveryBadField(t *testing.T) {
	bad := proration.Charge{Amount: euros("5.00")}
	if err := bad.Check(); len(billingrules.InputErrors(err)) != 8 {
		t.Errorf("not every bad field at once: %v", err)
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

// readOutCase is a row of the tables below.
type readOutCase struct {
	srp  string
	full bool
	at   policy.RoundAt
	mode money.Mode
	want string
}

func readOut(t *testing.T, rows map[string]readOutCase) {
	t.Helper()
	const bought = "2026-02-10/2026-06-10"
	for name, tt := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := published(policy.Standard, tt.mode)
			r.at = tt.at
			line := june(t)
			line.SRP = euros(tt.srp)
			price := proration.FullTerm
			if !tt.full {
				line.Bought, price = period(t, bought), proration.Price
			}
			charge, err := price(r.edition(t), line)
			if err != nil || charge.String() != tt.want {
				t.Errorf("%v, %v, want %s", charge, err, tt.want)
			}
		})
	}
}

func TestChargeString_Prorated(t *testing.T) {
	t.Parallel()
	readOut(t, map[string]readOutCase{
		"line": {
			"2145.00", false, policy.RoundLine, money.HalfUp,
			"EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half up)",
		},
		"half even": {
			"2145.00", false, policy.RoundLine, money.HalfEven,
			"EUR 2145.00 ÷ 365 × 120 days × 3 seats = 2115.6164… → 2115.62 (half even)",
		},
		"seat": {
			"2145.00", false, policy.RoundSeat, money.HalfUp,
			"EUR 2145.00 ÷ 365 × 120 days = 705.2054… → 705.21 × 3 seats = 2115.63 (half up)",
		},
		"rate": {
			"2145.00", false, policy.RoundDailyRate, money.HalfUp,
			"EUR 2145.00 ÷ 365 = 5.8767… → 5.88 × 120 days × 3 seats = 2116.80 (half up)",
		},
		"rate down": {
			"2145.00", false, policy.RoundDailyRate, money.Down,
			"EUR 2145.00 ÷ 365 = 5.8767… → 5.87 × 120 days × 3 seats = 2113.20 (down)",
		},

		"whole line": {
			"3650.00", false, policy.RoundLine, money.HalfUp, "EUR 3650.00 ÷ 365 × 120 days × 3 seats = 3600.00",
		},
		"whole seat": {
			"3650.00", false, policy.RoundSeat, money.HalfUp,
			"EUR 3650.00 ÷ 365 × 120 days = 1200.00 × 3 seats = 3600.00",
		},
		"whole rate": {
			"3650.00", false, policy.RoundDailyRate, money.HalfUp,
			"EUR 3650.00 ÷ 365 = 10.00 × 120 days × 3 seats = 3600.00",
		},
	})
}

func TestChargeString_FullTerm(t *testing.T) {
	t.Parallel()
	readOut(t, map[string]readOutCase{
		"full":       {"2145.00", true, policy.RoundLine, money.HalfUp, "EUR 2145.00 × 3 seats = 6435.00"},
		"full, seat": {"2145.00", true, policy.RoundSeat, money.HalfUp, "EUR 2145.00 × 3 seats = 6435.00"},
		"full, rate": {"2145.00", true, policy.RoundDailyRate, money.HalfUp, "EUR 2145.00 × 3 seats = 6435.00"},
		"full, rounded line": {
			"0.335", true, policy.RoundLine, money.HalfUp, "EUR 0.335 × 3 seats = 1.005 → 1.01 (half up)",
		},
		"full, rounded seat": {
			"0.335", true, policy.RoundSeat, money.HalfUp, "EUR 0.335 → 0.34 × 3 seats = 1.02 (half up)",
		},
		"full, rounded rate": {
			"0.335", true, policy.RoundDailyRate, money.HalfUp, "EUR 0.335 × 3 seats = 1.005 → 1.01 (half up)",
		},
	})
}

func TestChargeString_Zero(t *testing.T) {
	line := june(t)
	line.SRP, line.Seats = euros("0.335"), 1
	charge, err := proration.FullTerm(policy.Europe2024(), line)
	if want := "EUR 0.335 × 1 seat = 0.335 → 0.34 (half up)"; err != nil || charge.String() != want {
		t.Errorf("%v, %v, want %s", charge, err, want)
	}
	if got := (proration.Charge{}).String(); got != "no charge" {
		t.Error(got)
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

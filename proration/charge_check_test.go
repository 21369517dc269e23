package proration_test

import (
	"encoding/json"
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
)

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

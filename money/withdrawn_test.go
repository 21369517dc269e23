package money_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
)

// withdrawnCurrency is what is known of a withdrawn currency, written down apart from the table.
type withdrawnCurrency struct {
	code     string
	units    int
	last     string // the last day on which something is priced in it
	first    string // the first day without it
	smallest string // one minor unit
}

var withdrawnCurrencies = []withdrawnCurrency{
	{"ANG", 2, "2025-03-30", "2025-03-31", "ANG 0.01"},
	{"BGN", 2, "2025-12-31", "2026-01-01", "BGN 0.01"},
	{"BYR", 0, "2016-12-31", "2017-01-01", "BYR 1"},
	{"CUC", 2, "2021-06-30", "2021-07-01", "CUC 0.01"},
	{"EEK", 2, "2010-12-31", "2011-01-01", "EEK 0.01"},
	{"HRK", 2, "2022-12-31", "2023-01-01", "HRK 0.01"},
	{"LTL", 2, "2014-12-31", "2015-01-01", "LTL 0.01"},
	{"LVL", 2, "2013-12-31", "2014-01-01", "LVL 0.01"},
	{"MRO", 2, "2017-12-31", "2018-01-01", "MRO 0.01"},
	{"SLL", 2, "2023-12-31", "2024-01-01", "SLL 0.01"},
	{"STD", 2, "2017-12-31", "2018-01-01", "STD 0.01"},
	{"VEF", 2, "2018-08-19", "2018-08-20", "VEF 0.01"},
	{"ZMK", 2, "2012-12-31", "2013-01-01", "ZMK 0.01"},
	{"ZWL", 2, "2024-08-31", "2024-09-01", "ZWL 0.01"},
}

func TestWithdrawn(t *testing.T) {
	t.Parallel()
	for _, tt := range withdrawnCurrencies {
		t.Run(tt.code, func(t *testing.T) {
			t.Parallel()
			c, err := money.ParseCurrency(tt.code)
			if err != nil || c.String() != tt.code || c.MinorUnits() != tt.units {
				t.Fatalf("%v with %d minor units, %v", c, c.MinorUnits(), err)
			}
			if day, ok := c.Withdrawn(); !ok || day.String() != tt.first {
				t.Errorf("withdrawn on %v, %v", day, ok)
			}
			one, err := money.FromMinor(1, c)
			if err != nil || one.String() != tt.smallest {
				t.Errorf("one minor unit is %v, %v", one, err)
			}
			for other := range money.Currencies() {
				if other == c {
					t.Error("Currencies yields it")
				}
			}
		})
	}
	_, listed := withdrawnList(t)
	same := func(r isoRow, w withdrawnCurrency) bool { return r.code == w.code }
	if !slices.EqualFunc(listed, withdrawnCurrencies, same) {
		t.Errorf("the list has other currencies: %v", listed)
	}
}

func TestWithdrawn_NotInUse(t *testing.T) {
	t.Parallel()
	if day, ok := (money.Currency{}).Withdrawn(); ok || !day.IsZero() {
		t.Errorf("no currency was withdrawn on %v", day)
	}
	n := 0
	for c := range money.Currencies() {
		n++
		if day, ok := c.Withdrawn(); ok || !day.IsZero() {
			t.Errorf("%v was withdrawn on %v", c, day)
		}
	}
	if n != 165 {
		t.Errorf("%d currencies are in use, not 165", n)
	}
}

func TestCheckOn_Withdrawn(t *testing.T) {
	t.Parallel()
	for _, tt := range withdrawnCurrencies {
		t.Run(tt.code, func(t *testing.T) {
			t.Parallel()
			c, first := money.MustParseCurrency(tt.code), calendar.MustParseDate(tt.first)
			for _, day := range []string{"0001-01-01", first.AddMonths(-12).String(), tt.last} {
				t.Run("until "+day, func(t *testing.T) {
					if err := c.CheckOn(calendar.MustParseDate(day)); err != nil {
						t.Error(err)
					}
				})
			}
			for _, day := range []string{tt.first, first.AddDays(1).String(), "9999-12-31"} {
				t.Run("from "+day, func(t *testing.T) {
					err := c.CheckOn(calendar.MustParseDate(day))
					want := "money.Currency.CheckOn: currency " + tt.code + ": was withdrawn on " + tt.first +
						": nothing new is priced in it on " + day
					if err == nil || err.Error() != want {
						t.Error(err)
					}
					if !errors.Is(err, money.ErrWithdrawn) || !errors.Is(err, input.ErrConflict) {
						t.Errorf("%v is not ErrWithdrawn and ErrConflict", err)
					}
				})
			}
		})
	}
}

func TestCheckOn(t *testing.T) {
	t.Parallel()
	eur, hrk := money.MustParseCurrency("EUR"), money.MustParseCurrency("HRK")
	for _, tt := range []struct {
		name string
		in   money.Currency
		day  string
		want error // nil where it is accepted
	}{
		{"in use on the first day of the calendar", eur, "0001-01-01", nil},
		{"in use today", eur, "2026-02-01", nil},
		{"in use on the last day of the calendar", eur, "9999-12-31", nil},
		{"in use, no day", eur, "", input.ErrMissing},
		{"withdrawn, no day", hrk, "", input.ErrMissing},
		{"no currency", money.Currency{}, "2026-02-01", input.ErrMissing},
		{"nothing at all", money.Currency{}, "", input.ErrMissing},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var day calendar.Date
			if tt.day != "" {
				day = calendar.MustParseDate(tt.day)
			}
			err := tt.in.CheckOn(day)
			if !errors.Is(err, tt.want) || errors.Is(err, money.ErrWithdrawn) {
				t.Errorf("%v, want %v", err, tt.want)
			}
		})
	}
}

// The error says in which of the caller's functions and fields the currency was given.
func TestCheckOn_InAField(t *testing.T) {
	t.Parallel()
	err := input.At(money.MustParseCurrency("BGN").CheckOn(calendar.MustParseDate("2026-01-10")), "p.F", "lines[2].srp")
	const want = "p.F: lines[2].srp BGN: was withdrawn on 2026-01-01: nothing new is priced in it on 2026-01-10"
	if err == nil || err.Error() != want || !errors.Is(err, money.ErrWithdrawn) {
		t.Error(err)
	}
}

// ErrWithdrawn is an ErrConflict, and no other kind of error.
func TestErrWithdrawn(t *testing.T) {
	t.Parallel()
	if !errors.Is(money.ErrWithdrawn, input.ErrConflict) {
		t.Error("ErrWithdrawn is no conflict")
	}
	err := money.MustParseCurrency("BGN").CheckOn(calendar.MustParseDate("2026-06-01"))
	for _, other := range []error{
		input.ErrMissing, input.ErrSyntax, input.ErrRange, input.ErrUnknown, input.ErrCurrency,
	} {
		t.Run(other.Error(), func(t *testing.T) {
			if errors.Is(err, other) {
				t.Errorf("ErrWithdrawn is %v", other)
			}
		})
	}
	if errors.Is(input.ErrConflict, money.ErrWithdrawn) {
		t.Error("every conflict is ErrWithdrawn")
	}
}

// What is stored in a withdrawn currency is read back, added, compared, taxed and split as in any other.
func TestWithdrawn_Amounts(t *testing.T) {
	t.Parallel()
	for _, tt := range withdrawnCurrencies {
		t.Run(tt.code, func(t *testing.T) {
			t.Parallel()
			net := parsed(t, tt.code+" 100")
			checkRoundTrip(t, net)
			tax, exact, err := net.MulDiv(20, 100, net.Currency().Rounding(money.HalfUp))
			if err != nil || !exact || !tax.Equal(parsed(t, tt.code+" 20")) {
				t.Fatalf("the tax is %v, %v, %v", tax, exact, err)
			}
			gross, err := net.Add(tax)
			if err != nil || !gross.Equal(parsed(t, tt.code+" 120")) {
				t.Fatalf("the gross is %v, %v", gross, err)
			}
			if owed, err := gross.Sub(gross); err != nil || owed.Sign() != 0 || owed.IsZero() {
				t.Errorf("what is left after the credit is %v, %v", owed, err)
			}
			if n, err := gross.Cmp(net); err != nil || n != 1 {
				t.Errorf("Cmp gives %d, %v", n, err)
			}
			parts, err := gross.Split(7)
			if err != nil {
				t.Fatal(err)
			}
			if sum, err := money.Sum(parts[0], parts[1:]...); err != nil || !sum.Equal(gross) {
				t.Errorf("the parts add up to %v, %v", sum, err)
			}
			if _, err := gross.Add(parsed(t, "EUR 1")); !errors.Is(err, input.ErrCurrency) {
				t.Errorf("added to EUR: %v", err)
			}
		})
	}
}

// An invoice that was issued in BGN in December is read and credited in January, on a day on which nothing new is
// priced in BGN.
func TestWithdrawn_StoredInvoice(t *testing.T) {
	t.Parallel()
	var stored struct {
		Issued, Credited calendar.Date
		Net              money.Amount
	}
	const text = `{"issued":"2025-12-15","credited":"2026-01-10","net":{"amount":"100.00","currency":"BGN"}}`
	if err := json.Unmarshal([]byte(text), &stored); err != nil {
		t.Fatal(err)
	}
	if err := stored.Net.Currency().CheckOn(stored.Issued); err != nil {
		t.Errorf("when it was issued: %v", err)
	}
	if err := stored.Net.Currency().CheckOn(stored.Credited); !errors.Is(err, money.ErrWithdrawn) {
		t.Errorf("a new price when it is credited: %v", err)
	}
	credit, err := json.Marshal(stored.Net.Neg())
	if err != nil || string(credit) != `{"amount":"-100.00","currency":"BGN"}` {
		t.Errorf("%s, %v", credit, err)
	}
}

// The check allocates nothing: every price makes it.
func TestCheckOn_Allocations(t *testing.T) {
	day := calendar.MustParseDate("2025-12-31")
	for _, code := range []string{"EUR", "BGN"} {
		t.Run(code, func(t *testing.T) {
			c := money.MustParseCurrency(code)
			if n := testing.AllocsPerRun(100, func() { _ = c.CheckOn(day) }); n != 0 {
				t.Errorf("%v allocations", n)
			}
		})
	}
}

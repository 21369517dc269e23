package proration_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"github.com/google/go-cmp/cmp"
)

// june is a good line, to be spoilt field by field.
func june(t testing.TB) proration.PriceRequest {
	t.Helper()
	s := service(t, calendar.Annual, "2025-06-10/2026-06-10")
	return proration.PriceRequest{SRP: euros("2145.00"), Seats: 3, Service: s, Bought: s.Covered()}
}

// fields lists the bad inputs in err as "field value".
func fields(err error) []string {
	var names []string
	for _, e := range billingrules.InputErrors(err) {
		names = append(names, strings.TrimSpace(e.Field+" "+e.Value))
	}
	return names
}

func TestZeroValuesAreRefused(t *testing.T) {
	t.Parallel()
	_, err := proration.Price(policy.Edition{}, proration.PriceRequest{})
	if diff := cmp.Diff([]string{"edition", "service", "bought", "srp", "seats"}, fields(err)); diff != "" {
		t.Errorf("not all bad fields of a price at once (-want +got):\n%s", diff)
	}
	_, err = proration.Days(policy.Edition{}, calendar.Service{}, calendar.Period{})
	if diff := cmp.Diff([]string{"edition", "service", "bought"}, fields(err)); diff != "" {
		t.Errorf("not all bad fields of days at once (-want +got):\n%s", diff)
	}
	_, err = proration.DailyRate(policy.Edition{}, 0, money.Amount{})
	if diff := cmp.Diff([]string{"edition", "term", "srp"}, fields(err)); diff != "" {
		t.Errorf("not all bad fields of a rate at once (-want +got):\n%s", diff)
	}
	want := "proration.DailyRate: edition: is missing\nproration.DailyRate: term: is missing\n" +
		"proration.DailyRate: srp: is missing"
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}

	ed := policy.Europe2024()
	for name, spoil := range map[string]func(*policy.Edition, *proration.PriceRequest){
		"edition": func(ed *policy.Edition, _ *proration.PriceRequest) { *ed = policy.Edition{} },
		"srp":     func(_ *policy.Edition, l *proration.PriceRequest) { l.SRP = money.Amount{} },
		"seats":   func(_ *policy.Edition, l *proration.PriceRequest) { l.Seats = 0 },
		"service": func(_ *policy.Edition, l *proration.PriceRequest) { l.Service = calendar.Service{} },
		"bought":  func(_ *policy.Edition, l *proration.PriceRequest) { l.Bought = calendar.Period{} },
	} {
		t.Run(name, func(t *testing.T) {
			ed, line := ed, june(t)
			spoil(&ed, &line)
			charge, err := proration.Price(ed, line)
			if want := "proration.Price: " + name + ": is missing"; !errors.Is(err, billingrules.ErrMissing) ||
				err.Error() != want {
				t.Errorf("%v, want %s", err, want)
			}
			if !charge.Equal(proration.Charge{}) {
				t.Errorf("an error comes with the charge %v", charge)
			}
		})
	}
}

// rangeCase is a row of the tables below.
type rangeCase struct {
	spoil func(*proration.PriceRequest)
	want  string // of the error, or empty
}

func checkRange(t *testing.T, rows []rangeCase) {
	t.Helper()
	ed := policy.Europe2024()
	for _, tt := range rows {
		t.Run(tt.want, func(t *testing.T) {
			line := june(t)
			tt.spoil(&line)
			charge, err := proration.Price(ed, line)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("%+v: %v", line, err)
			case tt.want != "" &&
				(!errors.Is(err, billingrules.ErrRange) || err.Error() != "proration.Price: "+tt.want):
				t.Errorf("%v, want %s", err, tt.want)
			case tt.want != "" && !charge.Equal(proration.Charge{}):
				t.Errorf("an error comes with the charge %v", charge)
			}
		})
	}
}

func TestPrice_SeatsAndPrices(t *testing.T) {
	t.Parallel()
	checkRange(t, []rangeCase{
		{func(l *proration.PriceRequest) { l.Seats = 1 }, ""},
		{func(l *proration.PriceRequest) { l.Seats = 1_000_000 }, ""},
		{func(l *proration.PriceRequest) { l.Seats = 1_000_001 }, "seats 1000001: must be from 1 to 1000000"},
		{func(l *proration.PriceRequest) { l.Seats = math.MaxInt32 }, "seats 2147483647: must be from 1 to 1000000"},
		{func(l *proration.PriceRequest) { l.Seats = -1 }, "seats -1: must be from 1 to 1000000"},
		{func(l *proration.PriceRequest) { l.SRP = euros("0") }, ""},
		{func(l *proration.PriceRequest) { l.SRP = euros("-0.01") }, "srp EUR -0.01: is negative"},
	})
}

func TestPrice_BoughtOutOfRange(t *testing.T) {
	t.Parallel()
	checkRange(t, []rangeCase{
		{func(l *proration.PriceRequest) { l.Bought = period(t, "2025-06-10/2025-06-11") }, ""},
		{func(l *proration.PriceRequest) { l.Bought = period(t, "2026-06-09/2026-06-10") }, ""},
		{
			func(l *proration.PriceRequest) { l.Bought = period(t, "2025-06-09/2026-06-10") },
			"bought 2025-06-09/2026-06-10: reaches beyond the covered period 2025-06-10/2026-06-10",
		},
		{
			func(l *proration.PriceRequest) { l.Bought = period(t, "2025-06-10/2026-06-11") },
			"bought 2025-06-10/2026-06-11: reaches beyond the covered period 2025-06-10/2026-06-10",
		},
		{
			func(l *proration.PriceRequest) { l.Bought = period(t, "2026-06-10/2026-06-11") },
			"bought 2026-06-10/2026-06-11: reaches beyond the covered period 2025-06-10/2026-06-10",
		},
		{
			func(l *proration.PriceRequest) { l.Bought = period(t, "2025-06-09/2025-06-10") },
			"bought 2025-06-09/2025-06-10: reaches beyond the covered period 2025-06-10/2026-06-10",
		},
		{
			func(l *proration.PriceRequest) { l.Bought = period(t, "2025-06-10/..") },
			"bought 2025-06-10/..: reaches beyond the covered period 2025-06-10/2026-06-10",
		},
		{
			func(l *proration.PriceRequest) { l.Bought = period(t, "../2026-06-10") },
			"bought ../2026-06-10: reaches beyond the covered period 2025-06-10/2026-06-10",
		},
		{
			spoil: func(l *proration.PriceRequest) { l.Bought = calendar.Always() },
			want:  "bought ../..: reaches beyond the covered period 2025-06-10/2026-06-10",
		},
	})
}

func TestPrice_TooManySeats(t *testing.T) {
	ed := policy.Europe2024()
	line := june(t)
	if line.Seats = math.MaxInt; math.MaxInt > proration.MaxSeats {
		if _, err := proration.Price(ed, line); !errors.Is(err, billingrules.ErrRange) {
			t.Errorf("%d seats: %v", line.Seats, err)
		}
	}
}

// An SRP of zero is a price: zero, in its currency.
func TestFreeOffering(t *testing.T) {
	t.Parallel()
	line := june(t)
	line.SRP = money.MustParseAmount("JPY 0")
	charge, err := proration.Price(policy.Europe2024(), line)
	if err != nil || charge.Amount.String() != "JPY 0" || charge.Rounded {
		t.Errorf("%v, %v", charge, err)
	}
}

// The bounds of money hold: the largest amount is priced, and a total beyond it is an error that names the SRP.
func TestBoundsOfMoney(t *testing.T) {
	t.Parallel()
	ed := policy.Europe2024()
	line := june(t)
	line.SRP = euros(strings.Repeat("9", 32))
	line.Seats = 1
	charge, err := proration.Price(ed, line)
	if err != nil || !charge.Amount.Equal(line.SRP) {
		t.Errorf("%v, %v", charge, err)
	}
	line.Seats = 2
	charge, err = proration.Price(ed, line)
	if diff := cmp.Diff([]string{"srp"}, cutAtSpace(fields(err))); diff != "" ||
		!errors.Is(err, billingrules.ErrRange) {
		t.Errorf("%v, %v", charge, err)
	}
	line.SRP, line.Seats = euros("0.0000000000000000000000000001"), proration.MaxSeats
	charge, err = proration.Price(ed, line)
	if err != nil || charge.Amount.Number() != "0.00" || !charge.Rounded {
		t.Errorf("%v, %v", charge, err)
	}
}

func cutAtSpace(texts []string) []string {
	for i, s := range texts {
		texts[i], _, _ = strings.Cut(s, " ")
	}
	return texts
}

func TestUnknownTermHasNoRate(t *testing.T) {
	t.Parallel()
	rate, err := proration.DailyRate(policy.Europe2024(), calendar.Term(9), euros("-1.00"))
	if diff := cmp.Diff([]string{"term 9", "srp EUR -1.00"}, fields(err)); diff != "" || rate.String() != "no rate" {
		t.Errorf("%v, %v (-want +got):\n%s", rate, err, diff)
	}
}

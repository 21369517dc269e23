package coterm_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// coterm.new-product: an estimate up to R, with the product's own price and the standard days; a partner has to quote
// it.
func TestEstimateNewProduct(t *testing.T) {
	host := bought(calendar.Annual, "2024-10-01")
	for name, tt := range map[string]struct {
		on     string
		length calendar.Term
		charge string
	}{
		"annual":        {"2025-06-03", calendar.Annual, "EUR 365.00 ÷ 365 × 120 days × 2 seats = 240.00"},
		"three-year":    {"2025-06-03", calendar.ThreeYear, "EUR 365.00 ÷ 1095 × 120 days × 2 seats = 80.00"},
		"the last day":  {"2025-09-30", calendar.Annual, "EUR 365.00 ÷ 365 × 1 day × 2 seats = 2.00"},
		"monthly":       {"2025-09-01", calendar.Monthly, "EUR 365.00 ÷ 30 × 30 days × 2 seats = 730.00"},
		"the first day": {"2024-10-01", calendar.Annual, "EUR 365.00 ÷ 365 × 365 days × 2 seats = 730.00"},
	} {
		t.Run(name, func(t *testing.T) {
			request := coterm.NewProductRequest{Length: tt.length, Seats: 2, SRP: amount("EUR 365.00")}
			e, err := coterm.EstimateNewProduct(host.On(date(tt.on)), request)
			if err != nil || e.Charge.String() != tt.charge || e.BeyondExtension ||
				outcome(e.Decision) != "yes coterm.new-product partner 2024-09-16/2025-10-01" {
				t.Errorf("%s, %s, %v", e, e.Decision, err)
			}
			if e.String() != tt.charge+", an estimate: ask a partner for a quote" {
				t.Error(e)
			}
		})
	}
}

// coterm.new-product: the window ends on the day on which the target will be Canceled, as for an extension.
func TestEstimateNewProduct_TargetLeaves(t *testing.T) {
	host := must(bought(calendar.Annual, "2024-10-01").On(date("2025-02-03")).Cancel(date("2025-08-24")))
	request := coterm.NewProductRequest{Length: calendar.Annual, Seats: 2, SRP: amount("EUR 365.00")}
	e, err := coterm.EstimateNewProduct(host.On(date("2025-08-23")), request)
	if err != nil || e.Decision.Window.String() != "2024-09-16/2025-08-24" {
		t.Errorf("on the last day: %s, %v", e.Decision, err)
	}
	if _, err := coterm.EstimateNewProduct(host.On(date("2025-08-24")), request); err == nil {
		t.Error("on the day on which it is canceled")
	}
}

// coterm.new-product: the estimate says if it is longer than an extension of that term could be: beyond T + 15 months
// and a day, or T + 39 months and a day, counted as the edition counts them; for monthly no limit is published.
func TestEstimateNewProduct_BeyondExtension(t *testing.T) {
	limitDay := func(answer policy.YesNo) policy.Edition {
		return edition(func(p *policy.Parameters) { p.Coterm.LimitDay = answer })
	}
	for name, tt := range map[string]struct {
		ed     policy.Edition
		length calendar.Term
		target string
		beyond bool
	}{
		"annual, the day before":                  {europe, calendar.Annual, "2026-09-01", false},
		"annual, at the limit":                    {europe, calendar.Annual, "2026-09-02", false},
		"annual, beyond":                          {europe, calendar.Annual, "2026-09-03", true},
		"three-year, at the limit":                {europe, calendar.ThreeYear, "2028-09-02", false},
		"three-year, beyond":                      {europe, calendar.ThreeYear, "2028-09-03", true},
		"three-year, beyond the annual":           {europe, calendar.ThreeYear, "2026-09-03", false},
		"monthly":                                 {europe, calendar.Monthly, "2028-09-03", false},
		"annual, without the day, at the limit":   {limitDay(policy.No), calendar.Annual, "2026-09-01", false},
		"annual, without the day, beyond":         {limitDay(policy.No), calendar.Annual, "2026-09-02", true},
		"three-year, without the day, the limit":  {limitDay(policy.No), calendar.ThreeYear, "2028-09-01", false},
		"three-year, without the day, and beyond": {limitDay(policy.No), calendar.ThreeYear, "2028-09-02", true},
	} {
		t.Run(name, func(t *testing.T) {
			f := factsOf(calendar.ThreeYear, date("2025-01-10"), date("2025-01-10"))
			f.Terms[0].End, f.Terms[0].AlignedTo = date(tt.target), date(tt.target)
			v := must(lifecycle.New(tt.ed, f)).On(date("2025-06-01"))
			request := coterm.NewProductRequest{Length: tt.length, Seats: 1, SRP: amount("EUR 365.00")}
			e, err := coterm.EstimateNewProduct(v, request)
			if err != nil || e.BeyondExtension != tt.beyond ||
				strings.HasSuffix(e.String(), "; longer than an extension of this term can be") != tt.beyond {
				t.Errorf("%s, %v", e, err)
			}
			text, err := json.Marshal(e)
			var read coterm.NewProductEstimate
			if err != nil || json.Unmarshal(text, &read) != nil || read.String() != e.String() ||
				read.Decision != e.Decision {
				t.Errorf("read back as %+v from %s, %v", read, text, err)
			}
		})
	}
}

func TestEstimateNewProduct_Refused(t *testing.T) {
	host := bought(calendar.Annual, "2024-10-01")
	for name, tt := range map[string]struct {
		host lifecycle.Subscription
		on   string
		want string
	}{
		"the renewal date": {host, "2025-10-01", "no coterm.new-product choose-later-target 2024-09-16/2025-10-01"},
		"not bought yet":   {host, "2024-09-30", "no coterm.new-product choose-later-target"},
		"canceled": {
			must(host.On(date("2025-06-01")).Cancel(date("2025-06-03"))), "2025-06-03",
			"no coterm.new-product choose-later-target",
		},
		"before the edition": {
			bought(calendar.Annual, "2023-10-01"), "2024-09-15", "no edition.before ask-seller 2024-09-16/2024-10-01",
		},
		"Flex tokens": {tokens(), "2025-06-03", "no coterm.new-product choose-later-target"},
		"a trial":     {trial(), "2025-08-03", "no coterm.new-product choose-later-target"},
	} {
		t.Run(name, func(t *testing.T) {
			request := coterm.NewProductRequest{Length: calendar.Annual, Seats: 2, SRP: amount("EUR 365.00")}
			e, err := coterm.EstimateNewProduct(tt.host.On(date(tt.on)), request)
			var refusal *policy.Refusal
			if !errors.As(err, &refusal) || outcome(refusal.Decision) != tt.want || e.Decision.Rule != "" {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestEstimateNewProduct_BadRequests(t *testing.T) {
	v := bought(calendar.Annual, "2024-10-01").On(date("2025-06-03"))
	good := coterm.NewProductRequest{Length: calendar.Annual, Seats: 2, SRP: amount("EUR 365.00")}
	for name, tt := range map[string]struct {
		to     lifecycle.View
		change func(*coterm.NewProductRequest)
		fields string
		is     error
	}{
		"nothing": {
			lifecycle.View{},
			func(r *coterm.NewProductRequest) { r.Length = 0 }, "view length",
			billingrules.ErrMissing,
		},
		"no day": {
			v.Subscription().On(calendar.Date{}), func(*coterm.NewProductRequest) {}, "view.day",
			billingrules.ErrMissing,
		},
		"length": {v, func(r *coterm.NewProductRequest) { r.Length = 9 }, "length", billingrules.ErrUnknown},
		"no numbers": {
			v, func(r *coterm.NewProductRequest) { *r = coterm.NewProductRequest{Length: calendar.Annual} },
			"srp seats", billingrules.ErrMissing,
		},
		"withdrawn": {v, func(r *coterm.NewProductRequest) { r.SRP = amount("HRK 1.00") }, "srp", money.ErrWithdrawn},
	} {
		t.Run(name, func(t *testing.T) {
			request := good
			tt.change(&request)
			if _, err := coterm.EstimateNewProduct(tt.to, request); !errors.Is(err, tt.is) ||
				fields(err) != tt.fields ||
				!strings.HasPrefix(err.Error(), "coterm.EstimateNewProduct: ") {
				t.Error(err)
			}
		})
	}
}

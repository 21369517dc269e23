package coterm_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/proration"
	"example.com/billingrules/rule"
)

// everyStep is a plan with a step of every kind, a member without steps, and one that stays unaligned.
func everyStep() coterm.Plan {
	const today = "2025-05-12"
	p := pair(since1990(), "2024-07-01", "2024-10-01")
	ed := p.Members[0].View.Edition()
	p.Members = append(p.Members,
		member("C", sub(ed, calendar.Annual, date("2024-05-01"), date("2024-05-01")), today, "EUR 365.00", ""),
		member("D", sub(ed, calendar.Monthly, date("2025-04-20"), date("2025-04-20")), today, "EUR 10.00", ""),
	)
	for _, plan := range must(coterm.Align(p)) {
		if plan.Renewal == date("2027-10-01") {
			return plan
		}
	}
	panic("there is no plan for that date")
}

// A plan is data: it reads back equal from JSON, with its moves, their steps, prices and refusals.
func TestPlan_ReadsBackFromJSON(t *testing.T) {
	for name, plan := range map[string]coterm.Plan{
		"every step": everyStep(), "the office": must(coterm.Align(office()))[0],
	} {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(plan)
			if err != nil {
				t.Fatal(err)
			}
			var read coterm.Plan
			if err := json.Unmarshal(text, &read); err != nil {
				t.Fatal(err)
			}
			if !read.Equal(plan) || !plan.Equal(read) || read.Explain() != plan.Explain() ||
				len(read.Moves) != len(plan.Moves) {
				t.Errorf("%s\nis read back as\n%s", plan.Explain(), read.Explain())
			}
			if again, err := json.Marshal(read); err != nil || string(again) != string(text) {
				t.Errorf("%s\nis written again as\n%s, %v", text, again, err)
			}
		})
	}
	kinds := map[coterm.StepKind]bool{}
	for _, m := range everyStep().Moves {
		for _, s := range m.Steps {
			kinds[s.Do] = true
		}
	}
	if len(kinds) != 3 {
		t.Errorf("there are steps of %d kinds", len(kinds))
	}
}

// The stored text of a plan, word for word.
func TestPlan_JSON(t *testing.T) {
	plan := must(coterm.Align(office()))[0]
	plan.Moves = []coterm.Move{plan.Moves[1], plan.Moves[3]} // B renews on that day, D renews three times
	plan.Moves[1].Steps = plan.Moves[1].Steps[:1]
	want := `{"renewal":"2025-08-20","aligned":3,"unaligned":2,` +
		`"cost":{"amount":"273.00","currency":"EUR"},"renewing":{"amount":"273.00","currency":"EUR"},` +
		`"beyond":{"amount":"0.00","currency":"EUR"},"moves":[` +
		`{"id":"B","aligned":true,"from":"2025-08-20","cost":{"amount":"0.00","currency":"EUR"},` +
		`"renewing":{"amount":"0.00","currency":"EUR"}},` +
		`{"id":"D","aligned":true,"from":"2025-05-20","steps":[` +
		`{"day":"2025-05-12","do":"renew","rule":"renewal.window","renewal":"2025-06-20",` +
		`"amount":{"amount":"30.00","currency":"EUR"},"seats":3,"srp":{"amount":"10.00","currency":"EUR"}}],` +
		`"cost":{"amount":"90.00","currency":"EUR"},"renewing":{"amount":"90.00","currency":"EUR"}}]}`
	if text, err := json.Marshal(plan); err != nil || string(text) != want {
		t.Errorf("got  %s, %v\nwant %s", text, err, want)
	}
}

func TestPlanEqual(t *testing.T) {
	day, price := date("2030-01-01"), amount("EUR 7.77")
	for name, change := range map[string]func(*coterm.Plan){
		"renewal":       func(p *coterm.Plan) { p.Renewal = day },
		"aligned":       func(p *coterm.Plan) { p.Aligned++ },
		"unaligned":     func(p *coterm.Plan) { p.Unaligned++ },
		"cost":          func(p *coterm.Plan) { p.Cost = price },
		"renewing":      func(p *coterm.Plan) { p.Renewing = price },
		"beyond":        func(p *coterm.Plan) { p.Beyond = price },
		"a move less":   func(p *coterm.Plan) { p.Moves = p.Moves[1:] },
		"its ID":        func(p *coterm.Plan) { p.Moves[0].ID = "Z" },
		"its alignment": func(p *coterm.Plan) { p.Moves[0].Aligned = false },
		"its cost":      func(p *coterm.Plan) { p.Moves[0].Cost = price },
		"its renewing":  func(p *coterm.Plan) { p.Moves[0].Renewing = price },
		"its refusal":   func(p *coterm.Plan) { p.Moves[0].Refused = policy.Decision{Rule: rule.CotermMonthly} },
		"a step less":   func(p *coterm.Plan) { p.Moves[0].Steps = p.Moves[0].Steps[1:] },
		"its day":       func(p *coterm.Plan) { p.Moves[0].Steps[0].Day = day },
		"its kind":      func(p *coterm.Plan) { p.Moves[0].Steps[0].Do = coterm.StepExtend },
		"its rule":      func(p *coterm.Plan) { p.Moves[0].Steps[0].Rule = rule.CotermMonthly },
		"its date":      func(p *coterm.Plan) { p.Moves[0].Steps[0].Renewal = day },
		"its amount":    func(p *coterm.Plan) { p.Moves[0].Steps[1].Amount = price },
		"its charge":    func(p *coterm.Plan) { p.Moves[0].Steps[1].Charge = proration.Charge{} },
		"its seats":     func(p *coterm.Plan) { p.Moves[0].Steps[0].Seats = 9 },
		"its SRP":       func(p *coterm.Plan) { p.Moves[0].Steps[0].SRP = price },
	} {
		t.Run(name, func(t *testing.T) {
			plan, other := everyStep(), everyStep()
			if !plan.Equal(other) {
				t.Fatal("two plans of one portfolio are not equal")
			}
			change(&other)
			if plan.Equal(other) || other.Equal(plan) {
				t.Error("makes no difference")
			}
		})
	}
}

// Every kind of step has a text, in JSON and in a database.
func TestStepKind(t *testing.T) {
	for kind, want := range map[coterm.StepKind]string{
		coterm.StepRenew: "renew", coterm.StepSwitchTerm: "switch-term", coterm.StepExtend: "extend",
	} {
		t.Run(want, func(t *testing.T) {
			var read, scanned coterm.StepKind
			text, err := kind.MarshalText()
			value, bad := kind.Value()
			if err != nil || bad != nil || string(text) != want || value != want || kind.String() != want ||
				!kind.IsValid() {
				t.Errorf("%s is written as %q, %v and %q, %v", kind, text, err, value, bad)
			}
			if read.UnmarshalText(text) != nil || scanned.Scan(value) != nil || read != kind || scanned != kind {
				t.Errorf("%q is read as %s and %s", text, read, scanned)
			}
		})
	}
}

// A number that is no kind of step has no text.
func TestStepKind_Unknown(t *testing.T) {
	for _, kind := range []coterm.StepKind{0, 4, math.MaxUint8} {
		t.Run(kind.String(), func(t *testing.T) {
			_, err := kind.MarshalText()
			_, bad := kind.Value()
			if err == nil || bad == nil || kind.IsValid() || !strings.HasPrefix(kind.String(), "StepKind(") {
				t.Errorf("%v, %v", err, bad)
			}
		})
	}
}

// Any other text is an error, and changes nothing.
func TestStepKind_UnknownText(t *testing.T) {
	kind := coterm.StepExtend
	for name, err := range map[string]error{
		"text": kind.UnmarshalText([]byte("wait")), "column": kind.Scan("wait"), "number": kind.Scan(1),
		"NULL": kind.Scan(nil),
	} {
		t.Run(name, func(t *testing.T) {
			if len(billingrules.InputErrors(err)) != 1 || kind != coterm.StepExtend {
				t.Errorf("%v leaves %s", err, kind)
			}
		})
	}
	if err := kind.UnmarshalText([]byte("wait")); !errors.Is(err, billingrules.ErrUnknown) {
		t.Error(err)
	}
}

// A plan shares nothing with its portfolio or other plans: what a caller changes in one leaves the others alone.
func TestPlan_SharesNothing(t *testing.T) {
	p := office()
	first := must(coterm.Align(p))
	first[0].Moves[0].Steps[0].Renewal = calendar.Date{}
	p.Members[0], p.Members[1] = p.Members[1], p.Members[0]
	again := must(coterm.Align(p))
	if again[0].Moves[0].Steps[0].Renewal.IsZero() || again[0].Moves[0].ID != "A" {
		t.Errorf("%s", again[0].Explain())
	}
	if v := p.Members[0].View; v.Subscription().IsZero() || v.Phase() != lifecycle.Active {
		t.Error("the portfolio has changed")
	}
}

// A plan is stored as JSON, and read back from text and from bytes; NULL and a misspelt key are refused.
func TestPlanColumn(t *testing.T) {
	want := everyStep()
	text, ok := must(want.Value()).(string)
	if !ok {
		t.Fatal("a plan is no text in a database")
	}
	if v, err := (coterm.Plan{}).Value(); v != nil || !strings.Contains(fields(err), "moves") {
		t.Errorf("the zero Plan: %v, %v", v, err)
	}
	for name, src := range map[string]any{"text": text, "bytes": []byte(text)} {
		t.Run(name, func(t *testing.T) {
			var back coterm.Plan
			if err := back.Scan(src); err != nil || !back.Equal(want) {
				t.Errorf("read as %s, %v", back, err)
			}
		})
	}
	for name, src := range map[string]any{
		"NULL": nil, "a number": int64(1), "misspelt": strings.Replace(text, `"aligned"`, `"alined"`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			var back coterm.Plan
			if err := back.Scan(src); len(billingrules.InputErrors(err)) == 0 || !back.Equal(coterm.Plan{}) {
				t.Errorf("read as %s, %v", back, err)
			}
		})
	}
}

// A move of several steps is written with a line for each, under the member's ID, both by itself and in its plan.
func TestMove_String(t *testing.T) {
	plan := everyStep()
	want := `2027-10-01: 3 aligned, 1 not; EUR 4621.80, EUR -493.20 beyond renewing
A: 2025-05-12 switch to three-year
A: 2025-05-12 extend to 2027-10-01: EUR 876.00 ÷ 1095 × 822 days × 3 seats = 1972.80
B: renews on that day already
C: 2025-05-12 renew until 2026-05-01: EUR 365.00 × 3 = 1095.00
C: 2026-01-31 renew until 2027-05-01: EUR 365.00 × 3 = 1095.00
C: 2027-01-31 extend to 2027-10-01: EUR 365.00 ÷ 365 × 153 days × 3 seats = 459.00
D: stays unaligned, refused on 2025-05-12 by coterm.monthly (on no day): ` +
		"renew with changes, after the renewal date by a partner's quote"
	if got := plan.Explain(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

package policy_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func TestSentence_Edition(t *testing.T) {
	ed := edition(t, func(p *policy.Parameters) {
		p.Renewal.WindowDays, p.Change.MinimumSeats, p.Order.QuoteReopening = 60, 2, 90
		p.Coterm.Limits, p.Invoice.PayersPerPayerNumber = policy.EitherLimit, 1
	})
	for id, says := range map[rule.ID]string{
		rule.RenewalWindow:           "60 days before",
		rule.ChangeSeatsDown:         "at least 2 seats",
		rule.CotermExtendAnnual:      "one of them is enough",
		rule.InvoicePayers:           "at most 1 e-mail address.",
		rule.OrderInsufficientCredit: "within 90ns of",
	} {
		t.Run(string(id), func(t *testing.T) {
			d := policy.Decision{Rule: id, Asked: day("2025-05-01"), Edition: ed.Fingerprint()}
			if got, err := ed.Sentence(d, "AutoCAD"); err != nil || !strings.Contains(got, says) {
				t.Errorf("%s, %v", got, err)
			}
		})
	}
}

func TestSentence_Refused(t *testing.T) {
	good := decided(rule.RefundLong, "2025-05-01", calendar.Period{}, 0, 0)
	with := func(change func(*policy.Decision)) policy.Decision {
		d := good
		change(&d)
		return d
	}
	for _, test := range []struct {
		name    string
		ed      policy.Edition
		d       policy.Decision
		subject string
		want    string
	}{
		{
			"another edition", policy.Europe2025(), good, "AutoCAD",
			"decision.edition " + good.Edition.String() + ": must be " + policy.Europe2025().String() +
				", the edition that was asked",
		},
		{"no edition", policy.Edition{}, good, "AutoCAD", "edition: is missing"},
		{
			"no rule", policy.Europe2024(), with(func(d *policy.Decision) { d.Rule = "" }), "AutoCAD",
			"decision.rule: is missing",
		},
		{
			"unknown rule", policy.Europe2024(), with(func(d *policy.Decision) { d.Rule = "a.b" }), "AutoCAD",
			`decision.rule "a.b": is not a rule`,
		},
		{
			"no day", policy.Europe2024(), with(func(d *policy.Decision) { d.Asked = calendar.Date{} }), "AutoCAD",
			"decision.asked: is missing",
		},
		{"no subject", policy.Europe2024(), good, "", "subject: is missing"},
		{"long subject", policy.Europe2024(), good, strings.Repeat("a", 201), "subject"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.ed.Sentence(test.d, test.subject)
			if got != "" || err == nil || !strings.HasPrefix(err.Error(), "policy.Edition.Sentence: "+test.want) {
				t.Errorf("%s, %v", got, err)
			}
			if test.subject != "AutoCAD" {
				return
			}
			got, err = test.ed.Explain(test.d)
			if got != "" || err == nil || !strings.HasPrefix(err.Error(), "policy.Edition.Explain: "+test.want) {
				t.Errorf("%s, %v", got, err)
			}
		})
	}
	_, err := policy.Language{}.Sentence(policy.Europe2024(), good, "AutoCAD")
	if !errors.Is(err, billingrules.ErrMissing) {
		t.Errorf("no language speaks: %v", err)
	}
}

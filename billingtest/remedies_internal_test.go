package billingtest

import (
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// always asks a question to which the answer is a refusal with a remedy, whatever is done.
func always(remedy policy.Remedy) question {
	q := question{action: lifecycle.ActionSwitchProduct}
	q.ask = func(v lifecycle.View) policy.Decision { return policy.Decision{Asked: v.Day(), Remedy: remedy} }
	return q
}

// owing returns a view of an annual subscription with an invoice that is overdue.
func owing(t *testing.T, day string) lifecycle.View {
	t.Helper()
	first := date(t, "2024-10-01")
	s, err := lifecycle.Buy(policy.Europe2024(), lifecycle.PurchaseRequest{
		Offering: "AutoCAD", Length: calendar.Annual, Seats: 5, Ordered: first,
	})
	if err == nil {
		s, err = s.On(first).Bill(lifecycle.BilledInvoice{Number: "I-1", Issued: first, Due: first})
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.On(date(t, day))
}

// Law 16 finds every remedy that does not help, except one that somebody else has to carry out.
func TestHelps_FindsRemediesThatDoNot(t *testing.T) {
	t.Parallel()
	others := []policy.Remedy{
		policy.AskSeller, policy.AskPartner, policy.AskReseller, policy.AskSales, policy.AskSupport,
		policy.AskNewQuote, policy.CorrectPayer, policy.RaiseCredit, policy.RemovePayer, policy.SplitOrder,
		policy.BuyOnline,
	}
	for _, on := range []string{"2024-10-05", "2026-10-01"} { // Expired, and Canceled
		v := owing(t, on)
		for remedy := policy.AskSeller; remedy.IsValid(); remedy++ {
			t.Run(on+" "+remedy.String(), func(t *testing.T) {
				q, done := always(remedy), false
				switch remedy { //nolint:exhaustive // of the others the answer stays as it is
				case policy.ChooseLaterTarget: // there is none after this one
					q = extendTo(date(t, "2040-01-01"))
				case policy.ChooseEarlierTarget: // there is none before this one
					q = extendTo(v.Renewal())
				case policy.BuyNew: // the answer is yes once it is paid, and then something is done for the renewal
					done = v.Phase() == lifecycle.Canceled
					q.ask = func(v lifecycle.View) policy.Decision {
						d := policy.Decision{Asked: v.Day(), Remedy: policy.BuyNew}
						if len(overdue(v)) == 0 && v.NextTerm().Length == calendar.ThreeYear {
							d.Window = calendar.Always()
						}
						return d
					}
				}
				want := done || slices.Contains(others, remedy)
				if got := q.helps(v, policy.Decision{Asked: v.Day(), Remedy: remedy}); got != want {
					t.Errorf("it helps: %t, want %t", got, want)
				}
			})
		}
	}
}

// Law 16 finds a refusal without a remedy where one would help.
func TestHelps_FindsARemedyThatIsNotNamed(t *testing.T) {
	t.Parallel()
	v := owing(t, "2024-10-05")
	q := question{action: lifecycle.ActionReactivate, ask: lifecycle.View.CanReactivate}
	none := policy.Decision{Asked: v.Day()}
	if q.helps(v, none) {
		t.Error("it would help to pay")
	}
	paid, err := v.Pay("I-1")
	if err != nil {
		t.Fatal(err)
	}
	if !q.helps(paid.On(v.Day()), none) {
		t.Error("it is Active: nothing need help")
	}
}

package policy_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func ExampleRemedy_Scan() {
	var r policy.Remedy
	fmt.Println(r.Scan("pay-overdue"), r)
	fmt.Println(r.Scan(int64(3)))
	// Output:
	// <nil> pay-overdue
	// policy.Remedy.Scan: remedy 3: must be text, not int64
}

func ExampleKind_Value() {
	fmt.Println(policy.FlexTokens.Value())
	fmt.Println(policy.Kind(0).Value())
	// Output:
	// flex-tokens <nil>
	// <nil> policy.Kind.Value: kind: is missing
}

// renewEarly is a decision as package lifecycle makes it.
func renewEarly(asked string) policy.Decision {
	first, end := calendar.MustParseDate("2025-03-12"), calendar.MustParseDate("2025-06-10")
	term := calendar.Since(first).Intersect(calendar.Until(end))
	d := policy.Decision{
		Rule: rule.RenewalWindow, Asked: calendar.MustParseDate(asked), Window: term,
		Edition: policy.Europe2024().Fingerprint(),
	}
	if !d.Allowed() {
		d.Remedy = policy.WaitForWindow
	}
	return d
}

func ExampleDecision_Allowed() {
	for _, asked := range []string{"2025-03-11", "2025-03-12", "2025-06-09", "2025-06-10"} {
		fmt.Println(asked, renewEarly(asked).Allowed())
	}
	// Output:
	// 2025-03-11 false
	// 2025-03-12 true
	// 2025-06-09 true
	// 2025-06-10 false
}

func ExampleDecision_Err() {
	err := renewEarly("2025-01-02").Err()
	var refusal *policy.Refusal
	if errors.As(err, &refusal) {
		fmt.Println("ask again from", refusal.Decision.Window.Start(), "on")
	}
	fmt.Println(renewEarly("2025-05-12").Err())
	// Output:
	// ask again from 2025-03-12 on
	// <nil>
}

func ExampleDecision_String() {
	fmt.Println(renewEarly("2025-05-12"))
	fmt.Println(renewEarly("2025-01-02"))
	// Output:
	// allowed on 2025-05-12 by renewal.window (2025-03-12 through 2025-06-09)
	// refused on 2025-01-02 by renewal.window (2025-03-12 through 2025-06-09): wait for the window to open
}

func ExampleDecision_Explain() {
	fmt.Println(strings.ReplaceAll(renewEarly("2025-01-02").Explain(), ", and ", ",\n  and "))
	// Output:
	// refused on 2025-01-02 by renewal.window (2025-03-12 through 2025-06-09): wait for the window to open.
	// Early renewal opens a published number of days before the renewal date, through a partner or the account,
	//   and ends at the renewal date.
	// Source (quoted, reading): Autodesk, "Hulp bij kopen" (Belgium, in Dutch), "Abonnementen verlengen".
}

// With its edition at hand the explanation has its numbers, and the page's own words if they state the same.
func ExampleEdition_Explain() {
	text, err := policy.Europe2024().Explain(renewEarly("2025-01-02"))
	breaks := strings.NewReplacer(", and ends", ",\n  and ends", " via ", "\n  via ")
	fmt.Println(breaks.Replace(text), err)
	// Output:
	// refused on 2025-01-02 by renewal.window (2025-03-12 through 2025-06-09): wait for the window to open.
	// Early renewal opens 90 days before the renewal date, through a partner or the account,
	//   and ends at the renewal date.
	// Source (quoted, reading): Autodesk, "Hulp bij kopen" (Belgium, in Dutch), "Abonnementen verlengen".
	// “Vroege verlenging is mogelijk 90 dagen voor de verlengingsdatum beschikbaar
	//   via uw partner of in uw Autodesk-account” <nil>
}

func ExampleDecision_LogValue() {
	var line strings.Builder
	logger := slog.New(slog.NewTextHandler(&line,
		&slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		}}))
	logger.Info("asked", "renew",
		policy.Decision{Rule: rule.CotermMonthly, Asked: calendar.MustParseDate("2025-05-12")})
	fmt.Println(strings.ReplaceAll(line.String(), " renew.", "\n  renew."))
	// Output:
	// level=INFO msg=asked
	//   renew.allowed=false
	//   renew.rule=coterm.monthly
	//   renew.asked=2025-05-12
	//   renew.window=never
	//   renew.edition=00000000000000000000000000000000
}

func ExampleDecision_MarshalJSON() {
	text, err := json.MarshalIndent(renewEarly("2025-05-12"), "", "  ")
	fmt.Println(string(text), err)
	// Output:
	// {
	//   "allowed": true,
	//   "rule": "renewal.window",
	//   "asked": "2025-05-12",
	//   "window": {
	//     "firstDay": "2025-03-12",
	//     "lastDay": "2025-06-09"
	//   },
	//   "edition": "b08f05981627f041a4cc82db0b953756"
	// } <nil>
}

// An answer that contradicts its own window is not read.
func ExampleDecision_UnmarshalJSON() {
	var d policy.Decision
	err := json.Unmarshal([]byte(`{"allowed":true,"rule":"renewal.window","asked":"2025-07-01",
		"window":{"firstDay":"2025-03-12","lastDay":"2025-06-09"},
		"edition":"`+policy.Europe2024().Fingerprint().String()+`"}`), &d)
	fmt.Println(strings.ReplaceAll(err.Error(), ": ", ":\n  "))
	// Output:
	// policy.Decision.UnmarshalJSON:
	//   allowed true:
	//   must be false on 2025-07-01, by the window (2025-03-12 through 2025-06-09)
}

func ExampleRefusal_Error() {
	err := fmt.Errorf("cannot renew: %w", &policy.Refusal{Decision: renewEarly("2025-06-10")})
	fmt.Println(strings.ReplaceAll(err.Error(), ": ", ":\n  "))
	// Output:
	// cannot renew:
	//   refused on 2025-06-10 by renewal.window (2025-03-12 through 2025-06-09):
	//   wait for the window to open
}

func ExampleChannel_Direct() {
	fmt.Println(policy.Quote.Direct(), policy.Reseller.Direct())
	// Output: true false
}

func ExampleChannel() {
	var c policy.Channel
	fmt.Println(c.UnmarshalText([]byte("quote")), c, c.IsValid())
	fmt.Println(c.UnmarshalText([]byte("fax")))
	// Output:
	// <nil> quote true
	// policy.Channel.UnmarshalText: channel "fax": is not known; one of: online, quote, sales, reseller, retailer
}

func ExampleKind() {
	var k policy.Kind
	fmt.Println(k.IsValid(), k.UnmarshalText([]byte("flex-tokens")), k == policy.FlexTokens)
	// Output: false <nil> true
}

func ExampleRoute() {
	fmt.Println(policy.SelfService, policy.Partner, policy.Seller)
	// Output: self-service partner seller
}

func ExampleRemedy() {
	var r policy.Remedy
	fmt.Println(r.UnmarshalText([]byte("pay-overdue")), r == policy.PayOverdue)
	// Output: <nil> true
}

func ExampleRemedy_Advice() {
	fmt.Println(policy.SwitchTermFirst, "=", policy.SwitchTermFirst.Advice())
	// Output: switch-term-first = switch to a three-year term first
}

func ExampleDayCount() {
	fmt.Println(policy.Standard, policy.Actual, policy.NoLeapDay)
	// Output: standard actual no-leap-day
}

func ExampleLimitRule() {
	fmt.Println(policy.BothLimits, policy.EitherLimit)
	// Output: both either
}

func ExampleFirstInstalment() {
	fmt.Println(policy.DueAtOrder, policy.DueAtRenewal)
	// Output: at-order at-renewal
}

func ExampleRefundStart() {
	fmt.Println(policy.FromLater, policy.FromOrder, policy.FromRenewal)
	// Output: later order renewal
}

func ExamplePaymentMethod() {
	var method policy.PaymentMethod
	err := method.UnmarshalText([]byte("pay-by-invoice"))
	fmt.Println(method == policy.PayByInvoice, err)
	// Output: true <nil>
}

func ExampleYesNo() {
	var a policy.YesNo
	_, err := a.MarshalText()
	fmt.Println(policy.No, policy.Yes, err)
	// Output: no yes policy.YesNo.MarshalText: answer: is missing
}

func ExampleEdition_Matches() {
	ed := policy.Europe2024()
	fmt.Println(ed.Matches("charge.edition", ed.Fingerprint()))
	// Output: <nil>
}

package policy_test

import (
	"errors"
	"fmt"
	"log"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

func ExampleEdition_Sentence() {
	fmt.Println(policy.Europe2024().Sentence(renewEarly("2025-01-02"), "AutoCAD"))
	fmt.Println(policy.Europe2024().Sentence(renewEarly("2025-05-12"), "AutoCAD"))
	// An edition whose numbers may be others does not speak for the one that decided.
	_, err := policy.Europe2025().Sentence(renewEarly("2025-05-12"), "AutoCAD")
	fmt.Println(errors.Is(err, billingrules.ErrConflict))
	// Output:
	// AutoCAD cannot be renewed yet: renewal opens on 12 March 2025, 90 days before the renewal date. <nil>
	// AutoCAD can be renewed from 12 March 2025 through 9 June 2025. <nil>
	// true
}

func ExampleEdition_Statement() {
	p := policy.Europe2024().Parameters()
	p.Name, p.Refund.Monthly = "Acme2026", 14
	acme, err := policy.NewEdition(p)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(strings.Replace(acme.Statement(rule.RefundMonthly), " of the ", "\n  of the ", 1))
	// Output:
	// A monthly subscription bought online from the vendor is refunded in full if the return is made within 14 days
	//   of the purchase or a renewal.
}

// A translator starts with the English texts.
func ExampleEnglish() {
	texts := policy.English().Texts()
	fmt.Println(texts["renewal.window/no"])
	fmt.Println(texts["renewal.window/opens"])
	fmt.Println(texts["remedy/buy-new"])
	// Output:
	// {subject} cannot be renewed
	// renewal opens on {first}, {renewal.windowDays days} before the renewal date
	// Buy a new subscription.
}

func ExampleNewLanguage() {
	texts := policy.English().Texts()
	texts["refused/yet"] = "{no}: {opens}.{remedy}"
	texts["renewal.window/no"] = "{subject} kan nog niet worden verlengd"
	texts["renewal.window/opens"] = "verlengen kan vanaf {first}, {renewal.windowDays days} voor de verlengingsdatum"
	texts["days/many"], texts["month/3"] = "{n} dagen", "maart" // and so on
	dutch, err := policy.NewLanguage(texts)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(dutch.Sentence(policy.Europe2024(), renewEarly("2025-01-02"), "AutoCAD"))
	// Output:
	// AutoCAD kan nog niet worden verlengd: verlengen kan vanaf 12 maart 2025, 90 dagen voor de verlengingsdatum. <nil>
}

func ExampleLanguage_Sentence() {
	fmt.Println(policy.English().Sentence(policy.Europe2024(), renewEarly("2025-05-12"), "AutoCAD"))
	// Output: AutoCAD can be renewed from 12 March 2025 through 9 June 2025. <nil>
}

func ExampleLanguage_Statement() {
	fmt.Println(policy.English().Statement(policy.Europe2024(), rule.LapseExpiredDays))
	// Output: Expired lasts 15 days for every term.
}

func ExampleLanguage_Texts() {
	fmt.Println(policy.English().Texts()["days/many"])
	// Output: {n} days
}

func ExampleLanguage_IsZero() {
	fmt.Println(policy.Language{}.IsZero(), policy.English().IsZero())
	// Output: true false
}

func ExampleEdition_ExplainedRules() {
	for _, r := range policy.Europe2024().ExplainedRules(rule.ProrationLeap) {
		fmt.Println(r.Readings[0], "from passage", r.Passages[0].Number)
		fmt.Println(r.Quote)
	}
	// Output:
	// day count: standard (proration.dayCount) from passage 192
	// We houden geen rekening met schrikkeljaren.
}

func ExampleEdition_Explanation() {
	ed := policy.Europe2024()
	x, err := ed.Explanation("renew", policy.Decision{
		Rule: rule.RenewalCanceledFinal, Asked: calendar.MustParseDate("2025-08-01"), Remedy: policy.BuyNew,
		Edition: ed.Fingerprint(),
	})
	fmt.Println(x.Asks, x.Value, err)
	fmt.Println(x.Rules[0].Rule, x.Rules[0].Passages[0].Number)
	// Output:
	// renew no <nil>
	// renewal.canceled-final 122
}

func ExampleExplanation_String() {
	x := policy.Explanation{Asks: "seats", Value: "8", Parts: []policy.Explanation{{Asks: "added", Value: "3"}}}
	fmt.Println(x)
	// Output:
	// seats: 8
	//   added: 3
}

func ExampleExplanation_HTML() {
	fmt.Println(policy.Explanation{Asks: "seats", Value: "8"}.HTML())
	// Output: <details class="figure"><summary>seats: <strong>8</strong></summary></details>
}

func ExampleChosenReading_String() {
	fmt.Println(policy.ChosenReading{Key: "proration.dayCount", Says: "day count", Value: "standard"})
	// Output: day count: standard (proration.dayCount)
}

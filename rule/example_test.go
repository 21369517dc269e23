package rule_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"example.com/billingrules/rule"
)

func ExampleAll() {
	for r := range rule.All() {
		if r.ID.Area() == "trial" {
			fmt.Println(r.ID, r.Class, r.Standing)
			fmt.Println(r.Statement)
		}
	}
	// Output:
	// trial.convert computed quoted, corroborated
	// A trial becomes paid by buying with the same account; a trial itself is neither renewed nor extended.
}

func ExampleID_Rule() {
	r, ok := rule.ProrationLeap.Rule()
	fmt.Println(ok, r.Package, r.Quote)
	// Output: true proration We houden geen rekening met schrikkeljaren.
}

func ExampleID_Area() {
	fmt.Println(rule.CotermMultiYear.Area())
	// Output: coterm
}

func ExampleClass() {
	r, _ := rule.LapsePrepay.Rule()
	fmt.Println(r.Class)
	// Output: flag
}

func ExampleStanding() {
	var s rule.Standing
	err := json.Unmarshal([]byte(`["quoted","reading"]`), &s)
	fmt.Println(s, err)
	// Output: quoted, reading <nil>
}

func ExampleStanding_IsValid() {
	fmt.Println((rule.Quoted | rule.Reading).IsValid(), rule.Standing(0).IsValid(), rule.Standing(8).IsValid())
	// Output: true false false
}

func ExampleStanding_Has() {
	r, _ := rule.ProrationPrice.Rule()
	fmt.Println(r.Standing, r.Standing.Has(rule.Quoted), r.Standing.Has(rule.Corroborated))
	// Output: quoted, reading true false
}

func ExampleExplain() {
	text := rule.Explain(rule.ProrationPreTax, rule.TrialConvert)
	fmt.Println(strings.ReplaceAll(text, "; ", ";\n  "))
	// Output:
	// proration.pre-tax: The SRP, and so every prorated price, is before tax.
	// trial.convert: A trial becomes paid by buying with the same account;
	//   a trial itself is neither renewed nor extended.
}

func ExamplePassages() {
	read, left := 0, 0
	for s := range rule.Passages() {
		if len(s.Rules) > 0 {
			read++
		} else {
			left++
		}
	}
	fmt.Println(read, "passages have rules,", left, "are out of scope")
	// Output: 162 passages have rules, 135 are out of scope
}

func ExampleID_Passages() {
	for _, s := range rule.CotermExtendAnnual.Passages() {
		fmt.Printf("passage %d, on line %d: %s…\n", s.Number, s.Line, s.First)
	}
	// Output: passage 183, on line 252: Een jaarabonnement kan worden verlengd…
}

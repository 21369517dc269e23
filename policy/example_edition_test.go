package policy_test

import (
	"encoding/json"
	"fmt"
	"log"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

func ExampleEdition_InForce() {
	ed := policy.Europe2025()
	fmt.Println(ed.FirstDay(), ed.InForce())
	// Output: 2024-09-16 2025-12-29
}

func ExampleEdition_GateRules() {
	fmt.Printf("%+v\n", policy.Europe2024().GateRules())
	// Output: {ProductSwitch:by-act TermChange:by-term AddedSeats:by-act Extension:by-term}
}

// The page's own example was bought before the European edition began, but after the North American one.
func ExampleEdition_Covers() {
	ordered := calendar.MustParseDate("2024-06-10")
	fmt.Println(policy.Europe2024().Covers(ordered), policy.NorthAmerica2024().Covers(ordered))
	// Output: false true
}

func ExampleEdition_IsExempt() {
	ed := policy.Europe2024()
	fmt.Println(ed.IsExempt("Autodesk Build 500"), ed.IsExempt("Autodesk Build 550"))
	// Output: true false
}

func ExampleEdition_NearlyExempt() {
	ed := policy.Europe2024()
	for _, name := range []string{"autodesk docs", "Build 500", "Autodesk Docs", "Autodesk Build 550"} {
		meant, near := ed.NearlyExempt(name)
		fmt.Printf("%q %v %q\n", name, near, meant)
	}
	// Output:
	// "autodesk docs" true "Autodesk Docs"
	// "Build 500" true "Autodesk Build 500"
	// "Autodesk Docs" false ""
	// "Autodesk Build 550" false ""
}

func ExampleEdition_CardCeiling() {
	p := policy.Europe2024().Parameters()
	p.Name = "Acme2026"
	p.CardCeilings = []money.Amount{money.MustParseAmount("USD 25000")}
	acme, err := policy.NewEdition(p)
	fmt.Println(err)
	usd := money.MustParseCurrency("USD")
	fmt.Println(acme.CardCeiling(usd))
	fmt.Println(policy.Europe2024().CardCeiling(usd))
	// Output:
	// <nil>
	// USD 25000.00 true
	// no amount false
}

func ExampleEdition_Parameters() {
	p := policy.Europe2024().Parameters()
	p.Renewal.WindowDays = 60 // a copy: the edition keeps its own
	fmt.Println(p.Renewal.WindowDays, policy.Europe2024().RenewalRules().WindowDays)
	// Output: 60 90
}

func ExampleEdition_ProrationRules() {
	p := policy.Europe2024().ProrationRules()
	fmt.Println(p.StandardDays.Annual, p.DayCount, p.Rounding)
	// Output: 365 standard half-up
}

func ExampleEdition_RenewalRules() {
	fmt.Printf("%+v\n", policy.Europe2024().RenewalRules())
	// Output: {WindowDays:90 AwaitedDays:1 SwitchesOnAgain:yes}
}

func ExampleEdition_LapseRules() {
	l := policy.Europe2024().LapseRules()
	fmt.Println(l.ExpiredDays, l.SuspendedDays.Monthly, l.SuspendedDays.Annual)
	// Output: 15 15 30
}

func ExampleEdition_ChangeRules() {
	fmt.Println(policy.Europe2024().ChangeRules().MinimumSeats)
	// Output: 1
}

func ExampleEdition_CotermRules() {
	c := policy.Europe2024().CotermRules()
	fmt.Printf("%+v %+v %s\n", c.Annual, c.ThreeYear, c.Limits)
	// Output: {FromTransaction:15 FromRenewal:12} {FromTransaction:39 FromRenewal:36} both
}

func ExampleEdition_InvoiceRules() {
	i := policy.Europe2024().InvoiceRules()
	fmt.Println(i.Instalments, i.EarlyFirst, i.EarlyFirstByInvoice, i.PayersPerPayerNumber)
	// Output: 3 at-order at-renewal 5
}

func ExampleEdition_OrderRules() {
	o := policy.Europe2024().OrderRules()
	fmt.Println(o.Processing, o.Confirmation, o.QuoteReopening)
	// Output: 24h0m0s 24h0m0s 15m0s
}

func ExampleEdition_RefundRules() {
	fmt.Printf("%+v\n", policy.Europe2024().RefundRules())
	// Output: {Monthly:15 Annual:30 ThreeYear:30 Maintenance:30 FlexTokens:30 MonthlyOnlineOnly:yes RenewalFrom:later}
}

func ExampleEdition_Name() {
	fmt.Println(policy.Europe2024().Name())
	// Output: Europe2024
}

func ExampleEdition_Region() {
	fmt.Println(policy.NorthAmerica2024().Region())
	// Output: North America
}

func ExampleEdition_FirstDay() {
	fmt.Println(policy.Europe2024().FirstDay())
	// Output: 2024-09-16
}

func ExampleEdition_Fingerprint() {
	fmt.Println(policy.Europe2024().Fingerprint())
	// Output: b08f05981627f041a4cc82db0b953756
}

func ExampleEdition_Equal() {
	fmt.Println(policy.Europe2024().Equal(policy.Europe2024()), policy.Europe2024().Equal(policy.NorthAmerica2024()))
	// Output: true false
}

func ExampleEdition_IsZero() {
	fmt.Println(policy.Edition{}.IsZero(), policy.Europe2024().IsZero())
	// Output: true false
}

func ExampleEdition_String() {
	fmt.Println(policy.Europe2024())
	// Output: Europe2024 (b08f05981627f041a4cc82db0b953756)
}

func ExampleEdition_MarshalJSON() {
	file, err := json.Marshal(policy.Europe2024())
	fmt.Printf("%.60s… %v\n", file, err)
	// Output: {"name":"Europe2024","region":"Europe","firstDay":"2024-09-1… <nil>
}

// A file that leaves something out is not read in this way: there is no base to take it from.
func ExampleEdition_UnmarshalJSON() {
	var config struct{ Edition policy.Edition }
	err := json.Unmarshal([]byte(`{"Edition": {"name": "Acme2026"}}`), &config)
	fmt.Println(len(billingrules.InputErrors(err)), billingrules.InputErrors(err)[0])
	// Output: 59 policy.Edition.UnmarshalJSON: region: is missing
}

func ExamplePerTerm_Of() {
	fmt.Println(policy.Europe2024().ProrationRules().StandardDays.Of(calendar.ThreeYear))
	// Output: 1095
}

func ExampleFingerprint() {
	var stored policy.Fingerprint
	err := stored.UnmarshalText([]byte("b08f05981627f041a4cc82db0b953756"))
	fmt.Println(stored == policy.Europe2024().Fingerprint(), stored.IsZero(), err)
	// Output: true false <nil>
}

func ExampleFingerprint_Scan() {
	var stored policy.Fingerprint
	err := stored.Scan([]byte("b08f05981627f041a4cc82db0b953756")) // as a driver hands a text column over
	fmt.Println(stored == policy.Europe2024().Fingerprint(), err)
	fmt.Println(stored.Scan(nil))
	// Output:
	// true <nil>
	// policy.Fingerprint.Scan: fingerprint: is missing
}

func ExampleFingerprint_Value() {
	fmt.Println(policy.Europe2024().Fingerprint().Value())
	// Output: b08f05981627f041a4cc82db0b953756 <nil>
}

func ExampleEdition_Scan() {
	column, err := policy.Europe2024().Value()
	if err != nil {
		log.Fatal(err)
	}
	var stored policy.Edition
	err = stored.Scan(column)
	fmt.Println(stored, err)
	// Output: Europe2024 (b08f05981627f041a4cc82db0b953756) <nil>
}

func ExampleEdition_Value() {
	column, err := policy.Europe2024().Value()
	fmt.Println(fmt.Sprint(column)[:41]+"…", err)
	_, err = policy.Edition{}.Value()
	fmt.Println(err)
	// Output:
	// {"name":"Europe2024","region":"Europe","f… <nil>
	// policy.Edition.Value: edition: is missing
}

// Through the end of Suspended: 15 days of Expired and 30 of Suspended, or 15 of a monthly subscription, of which the
// first is the renewal date itself.
func ExampleEdition_LateDays() {
	ed := policy.Europe2024()
	annual := ed.LateDays(policy.Subscription, calendar.Annual)
	fmt.Println(annual, ed.LateDays(policy.Subscription, calendar.Monthly))
	fmt.Println(calendar.MustParseDate("2025-10-01").AddDays(annual), "for a renewal date of 2025-10-01")
	// Output:
	// 44 29
	// 2025-11-14 for a renewal date of 2025-10-01
}

func ExampleSuspendedDays_Of() {
	days := policy.Europe2024().LapseRules().SuspendedDays
	fmt.Println(days.Of(policy.Subscription, calendar.Monthly), days.Of(policy.FlexTokens, 0))
	// Output: 15 30
}

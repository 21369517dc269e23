package policy_test

import (
	"fmt"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// A vendor takes over the published rules, and changes what differs.
func Example() {
	file := strings.NewReader(`{
		"name": "Acme2026", "firstDay": "2026-01-01",
		"proration": {"standardDays": {"annual": 360, "threeYear": 1080}},
		"refund": {"monthly": 14, "annual": 14, "threeYear": 14}
	}`)
	acme, err := policy.DecodeEdition(file, policy.Europe2024())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range policy.Diff(policy.Europe2024(), acme) {
		fmt.Println(d)
	}
	// Output:
	// name of the edition: Europe2024 → Acme2026 (edition.gate)
	// first day of the gated rules: 2024-09-16 → 2026-01-01 (edition.gate)
	// standard days of an annual term: 365 → 360 (proration.standard-days)
	// standard days of a three-year term: 1095 → 1080 (proration.standard-days)
	// days to return a monthly subscription: 15 → 14 (refund.monthly)
	// days to return an annual subscription: 30 → 14 (refund.long)
	// days to return a three-year subscription: 30 → 14 (refund.long)
}

func ExampleEurope2024() {
	ed := policy.Europe2024()
	fmt.Println(ed.Name(), "from", ed.FirstDay())
	fmt.Println(ed.RenewalRules().WindowDays, "days before the renewal date")
	// Output:
	// Europe2024 from 2024-09-16
	// 90 days before the renewal date
}

func ExampleNorthAmerica2024() {
	ed := policy.NorthAmerica2024()
	fmt.Println(ed.Name(), "in", ed.Region(), "from", ed.FirstDay())
	// Output: NorthAmerica2024 in North America from 2024-06-10
}

func ExampleEditions() {
	for ed := range policy.Editions() {
		fmt.Println(ed)
	}
	// Output:
	// NorthAmerica2024 (ab0bd81de225c02cd63bc718d81a5658)
	// Europe2024 (b08f05981627f041a4cc82db0b953756)
	// Europe2025 (6ef29baed7122dc45bfe228b04cf290e)
}

// What newer pages change, as a billing desk reads it.
func ExampleEurope2025() {
	for _, d := range policy.Diff(policy.Europe2024(), policy.Europe2025()) {
		fmt.Println(strings.NewReplacer(" → ", "\n  → ", ", or ", ",\n    or ").Replace(d.String()))
	}
	// Output:
	// name of the edition: Europe2024
	//   → Europe2025 (edition.gate)
	// day from which the edition is known to hold: 2024-09-16
	//   → 2025-12-29 (edition.gate)
	// what it takes to pay a renewal by invoice: on-file (a payer is on file)
	//   → on-file-or-other-by-invoice (a payer is on file,
	//     or another subscription is already paid by invoice) (invoice.by-renewal)
	// whether a buyer in the public sector may order by quote: yes (like any other buyer)
	//   → no (it still gets quotes from a reseller) (quote.available)
	// totals above which neither card nor PayPal is taken: none
	//   → USD 25000.00 (order.payment-methods)
}

// An edition is chosen by the day of the act.
func ExampleEditionOn() {
	for _, today := range []string{"2025-12-28", "2025-12-29"} {
		ed, err := policy.EditionOn(policy.Europe, calendar.MustParseDate(today))
		fmt.Println(today, ed.Name(), err)
	}
	// Output:
	// 2025-12-28 Europe2024 <nil>
	// 2025-12-29 Europe2025 <nil>
}

// A settings page that draws itself.
func ExampleReadings() {
	for r := range policy.Readings() {
		if r.Rule == rule.ProrationLeap || r.Rule == rule.RenewalAwaited {
			fmt.Println(r.Key, "=", r.Default)
			fmt.Println(" ", strings.ReplaceAll(r.String(), ", ", ",\n    "))
			fmt.Println("  changes", r.Changes)
		}
	}
	// Output:
	// proration.dayCount = standard
	//   day count: standard (a full service year or month counts its standard days,
	//     a part of one its real days,
	//     but no more),
	//     actual (the real days) or no-leap-day (the real days without any 29 February)
	//   changes the days that are priced, if a 29 February or a whole service year or month is among them
	// renewal.awaitedDays = 1
	//   days that count as Active while auto-renewal is being charged: from 0 to 3660
	//   changes the phase from the renewal date on, while the automatic renewal is not recorded yet
}

func ExampleReading_Of() {
	acme, err := policy.DecodeEdition(strings.NewReader(`{"name": "Acme2026", "coterm": {"limits": "either"}}`),
		policy.Europe2024())
	fmt.Println(err)
	for r := range policy.Readings() {
		if now := r.Of(acme); now != r.Default {
			fmt.Println(r.Key, "is", now, "and not", r.Default)
		}
	}
	// Output:
	// <nil>
	// coterm.limits is either and not both
}

func ExampleReading_With() {
	for r := range policy.Readings() {
		if r.Key != "coterm.limits" {
			continue
		}
		either, err := r.With(policy.Europe2024(), "either")
		for _, d := range policy.Diff(policy.Europe2024(), either) {
			fmt.Println(d.Parameter, "is", d.To, "and not", d.From, err)
		}
	}
	// Output:
	// coterm.limits is either (one of them is enough) and not both (both must hold) <nil>
}

func ExampleReading_String() {
	for r := range policy.Readings() {
		if r.Key == "order.quoteLastDay" {
			fmt.Println(strings.ReplaceAll(r.String(), ": ", ":\n  "))
		}
	}
	// Output:
	// whether the prices of a quote hold on its expiry date:
	//   no (through the day before) or yes (through the expiry date)
}

func ExampleValue_String() {
	fmt.Println(policy.ReadingValue{Name: "both", Meaning: "both must hold"})
	// Output: both (both must hold)
}

func ExampleNewEdition() {
	p := policy.Europe2024().Parameters()
	p.Name = "Acme2026"
	p.Refund.Monthly = -1
	p.Proration.StandardDays.ThreeYear = 1000
	_, err := policy.NewEdition(p)
	fmt.Println(err)
	// Output:
	// policy.NewEdition: refund.monthly -1: must be from 0 to 3660
	// policy.NewEdition: proration.standardDays.threeYear 1000: must be a multiple of 3: a service year counts a third
}

func ExampleDecodeEdition() {
	_, err := policy.DecodeEdition(strings.NewReader(`{"refund": {"mothly": 14}, "coterm": {"limits": "all"}}`),
		policy.Europe2024())
	fmt.Println(err)
	// Output:
	// policy.DecodeEdition: refund.mothly: is not a parameter of an edition
	// policy.DecodeEdition: coterm.limits "all": is not known; one of: both, either
}

func ExampleDiff() {
	p := policy.Europe2024().Parameters()
	p.Lapse.ExpiredDays = 20
	longer, err := policy.NewEdition(p)
	fmt.Println(policy.Diff(policy.Europe2024(), longer), err)
	// Output: [days in Expired: 15 → 20 (lapse.expired-days)] <nil>
}

func ExampleDifference_String() {
	d := policy.Difference{
		Parameter: "lapse.expiredDays", Rule: rule.LapseExpiredDays, Says: "days in Expired",
		From: "15", To: "20",
	}
	fmt.Println(d)
	// Output: days in Expired: 15 → 20 (lapse.expired-days)
}

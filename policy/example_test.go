package policy_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
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
	fmt.Println(ed.Renewal().WindowDays, "days before the renewal date")
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
	//   → no (it goes on getting quotes from a reseller) (quote.available)
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
	fmt.Println(policy.Value{Name: "both", Meaning: "both must hold"})
	// Output: both (both must hold)
}

func ExampleEdition_InForce() {
	ed := policy.Europe2025()
	fmt.Println(ed.FirstDay(), ed.InForce())
	// Output: 2024-09-16 2025-12-29
}

func ExampleEdition_Gate() {
	fmt.Printf("%+v\n", policy.Europe2024().Gate())
	// Output: {ProductSwitch:by-act TermChange:by-term AddedSeats:by-act Extension:by-term}
}

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
	fmt.Println(p.Renewal.WindowDays, policy.Europe2024().Renewal().WindowDays)
	// Output: 60 90
}

func ExampleEdition_Proration() {
	p := policy.Europe2024().Proration()
	fmt.Println(p.StandardDays.Annual, p.DayCount, p.Rounding)
	// Output: 365 standard half-up
}

func ExampleEdition_Renewal() {
	fmt.Printf("%+v\n", policy.Europe2024().Renewal())
	// Output: {WindowDays:90 AwaitedDays:1 SwitchesOnAgain:yes}
}

func ExampleEdition_Lapse() {
	l := policy.Europe2024().Lapse()
	fmt.Println(l.ExpiredDays, l.SuspendedDays.Monthly, l.SuspendedDays.Annual)
	// Output: 15 15 30
}

func ExampleEdition_Change() {
	fmt.Println(policy.Europe2024().Change().MinimumSeats)
	// Output: 1
}

func ExampleEdition_Coterm() {
	c := policy.Europe2024().Coterm()
	fmt.Printf("%+v %+v %s\n", c.Annual, c.ThreeYear, c.Limits)
	// Output: {FromTransaction:15 FromRenewal:12} {FromTransaction:39 FromRenewal:36} both
}

func ExampleEdition_Invoice() {
	i := policy.Europe2024().Invoice()
	fmt.Println(i.Instalments, i.EarlyFirst, i.EarlyFirstByInvoice, i.PayersPerPayerNumber)
	// Output: 3 at-order at-renewal 5
}

func ExampleEdition_Order() {
	o := policy.Europe2024().Order()
	fmt.Println(o.Processing, o.Confirmation, o.QuoteReopening)
	// Output: 24h0m0s 24h0m0s 15m0s
}

func ExampleEdition_Refund() {
	fmt.Printf("%+v\n", policy.Europe2024().Refund())
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
	fmt.Println(policy.Europe2024().Proration().StandardDays.Of(calendar.ThreeYear))
	// Output: 1095
}

func ExampleFingerprint() {
	var stored policy.Fingerprint
	err := stored.UnmarshalText([]byte("b08f05981627f041a4cc82db0b953756"))
	fmt.Println(stored == policy.Europe2024().Fingerprint(), stored.IsZero(), err)
	// Output: true false <nil>
}

// renewEarly is a decision as package lifecycle makes it.
func renewEarly(asked string) policy.Decision {
	first, end := calendar.MustParseDate("2025-03-12"), calendar.MustParseDate("2025-06-10")
	term := calendar.Since(first).Intersect(calendar.Until(end))
	return policy.Decision{
		Rule: rule.RenewalWindow, Asked: calendar.MustParseDate(asked), Window: term,
		Remedy: policy.WaitForWindow, Edition: policy.Europe2024().Fingerprint(),
	}
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
	//   "remedy": "wait-for-window",
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

func ExampleAnswer() {
	var a policy.Answer
	_, err := a.MarshalText()
	fmt.Println(policy.No, policy.Yes, err)
	// Output: no yes policy.Answer.MarshalText: answer: is missing
}

// Through the end of Suspended: 15 days of Expired and 30 of Suspended, or 15 of a monthly subscription, of which the
// first is the renewal date itself.
func ExampleEdition_LateDays() {
	ed := policy.Europe2024()
	fmt.Println(ed.LateDays(policy.Subscription, calendar.Annual), ed.LateDays(policy.Subscription, calendar.Monthly))
	// Output: 44 29
}

func ExampleSuspendedDays_Of() {
	days := policy.Europe2024().Lapse().SuspendedDays
	fmt.Println(days.Of(policy.Subscription, calendar.Monthly), days.Of(policy.FlexTokens, 0))
	// Output: 15 30
}

func ExampleEdition_Open() {
	for _, r := range policy.Europe2024().Open(rule.ProrationLeap) {
		fmt.Println(r.Readings[0], "from sentence", r.Sentences[0].Number)
		fmt.Println(r.Quote)
	}
	// Output:
	// day count: standard (proration.dayCount) from sentence 192
	// We houden geen rekening met schrikkeljaren.
}

func ExampleEdition_Explanation() {
	ed := policy.Europe2024()
	x, err := ed.Explanation("renew", policy.Decision{
		Rule: rule.RenewalCanceledFinal, Asked: calendar.MustParseDate("2025-08-01"), Remedy: policy.BuyNew,
		Edition: ed.Fingerprint(),
	})
	fmt.Println(x.Asks, x.Value, err)
	fmt.Println(x.Rules[0].Rule, x.Rules[0].Sentences[0].Number)
	// Output:
	// renew no <nil>
	// renewal.canceled-final 122
}

func ExampleEdition_Matches() {
	ed := policy.Europe2024()
	fmt.Println(ed.Matches("charge.edition", ed.Fingerprint()))
	// Output: <nil>
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

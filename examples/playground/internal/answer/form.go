package answer

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Form is what can be chosen on the page.
type Form struct {
	Editions   []string  `json:"editions"`
	Kinds      []string  `json:"kinds"`
	Terms      []string  `json:"terms"`
	Channels   []string  `json:"channels"`
	Exempt     []string  `json:"exempt"` // offerings without stages
	Currencies []string  `json:"currencies"`
	Readings   []Reading `json:"readings"`

	Steps []StepKind `json:"steps"` // what can be done after the purchase

	Passages []rule.Passage `json:"passages"` // of the page: those that rules were read from
}

// NewForm lists what can be chosen.
func NewForm() Form {
	ed := policy.Europe2024()
	f := Form{
		Kinds:    []string{policy.Subscription.String(), policy.FlexTokens.String(), policy.Trial.String()},
		Terms:    names(calendar.Monthly, calendar.ThreeYear),
		Channels: names(policy.Online, policy.Retailer),
		Exempt:   ed.Parameters().ExemptOfferings,
		Readings: readings(),
		Steps:    stepKinds(),
	}
	for s := range rule.Passages() {
		if len(s.Rules) > 0 {
			f.Passages = append(f.Passages, s)
		}
	}
	for ed := range policy.Editions() {
		f.Editions = append(f.Editions, ed.Name())
	}
	for currency := range money.Currencies() {
		f.Currencies = append(f.Currencies, currency.String())
	}
	return f
}

package answer

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// Reading is a question that the rulebook leaves to the edition, and that moves something on the page.
type Reading struct {
	Key       string   `json:"key"` // its name in an edition file
	Asks      string   `json:"asks"`
	Rule      rule.ID  `json:"rule"`
	Statement string   `json:"statement"` // what the rule says
	Published string   `json:"published"` // the choice of the published editions
	Choices   []string `json:"choices"`   // the others
}

// readings returns those that can be switched, without what is published of them.
func readings() []Reading {
	answers := names(policy.No, policy.Yes)
	return []Reading{
		{Key: "proration.dayCount", Rule: rule.ProrationLeap, Asks: "How are days counted, with leap years left out of account?", Choices: names(policy.Standard, policy.NoLeapDay)},
		{Key: "proration.rounding", Rule: rule.ProrationPrice, Asks: "How is a price rounded?", Choices: names(money.HalfUp, money.Down)},
		{Key: "renewal.awaitedDays", Rule: rule.RenewalAwaited, Asks: "How many days may an automatic renewal take?", Choices: []string{"0", "1", "2", "3"}},
		{Key: "lapse.exemptUnpaidStops", Rule: rule.LapseExempt, Asks: "Does an unpaid invoice stop an exempt offering?", Choices: answers},
		{Key: "lapse.exemptLateRenewal", Rule: rule.LapseExempt, Asks: "Can an exempt offering be renewed late?", Choices: answers},
		{Key: "lapse.stagesBeforeEdition", Rule: rule.EditionBefore, Asks: "Does what was ordered before the first day lapse in stages?", Choices: answers},
		{Key: "change.addSeatsWhileExpired", Rule: rule.ChangeSeatsUp, Asks: "Can seats be added while expired?", Choices: answers},
		{Key: "coterm.limits", Rule: rule.CotermExtendAnnual, Asks: "Must both limits of an extension hold, or either?", Choices: names(policy.BothLimits, policy.EitherLimit)},
		{Key: "coterm.limitDay", Rule: rule.CotermExtendAnnual, Asks: "Can an extension end on the day of the limit itself?", Choices: answers},
		{Key: "coterm.fromEnd", Rule: rule.CotermExtendAnnual, Asks: "Is the limit counted from the last covered day?", Choices: answers},
		{Key: "refund.monthlyOnlineOnly", Rule: rule.RefundMonthly, Asks: "Must a monthly subscription have been bought online to be returned?", Choices: answers},
		{Key: "refund.renewalFrom", Rule: rule.RefundDays, Asks: "From which day is the return of a renewal counted?", Choices: names(policy.FromLater, policy.FromRenewal)},
	}
}

// names lists the values of an enumeration.
func names[T interface {
	~uint8
	String() string
}](first, last T) []string {
	var list []string
	for v := first; v <= last; v++ {
		list = append(list, v.String())
	}
	return list
}

// edition returns a published edition with some readings switched. They are read as those of an edition file are, so
// that a value that is none is refused by the library.
func (r *reader) edition(name string, switched map[string]string) policy.Edition {
	for ed := range policy.Editions() {
		if ed.Name() != name {
			continue
		}
		if len(switched) == 0 {
			return ed
		}
		return r.switched(ed, switched)
	}
	r.mistake("edition", "%q: is not published", name)
	return policy.Edition{}
}

func (r *reader) switched(base policy.Edition, switched map[string]string) policy.Edition {
	file := map[string]any{"name": base.Name() + ", switched"}
	for _, key := range slices.Sorted(maps.Keys(switched)) {
		if !slices.ContainsFunc(readings(), func(known Reading) bool { return known.Key == key }) {
			r.mistake("readings."+key, "cannot be switched here")
			continue
		}
		group, field, _ := strings.Cut(key, ".")
		fields, ok := file[group].(map[string]any)
		if !ok {
			fields = map[string]any{}
			file[group] = fields
		}
		fields[field] = switched[key]
		if key == "renewal.awaitedDays" { // the one that is a number
			n, err := strconv.Atoi(switched[key])
			if err != nil {
				r.mistake("readings."+key, "%q: is not a whole number", switched[key])
			}
			fields[field] = n
		}
	}
	data, err := json.Marshal(file)
	if err != nil {
		r.mistake("readings", "%v", err)
		return base
	}
	ed, err := policy.DecodeEdition(strings.NewReader(string(data)), base)
	for _, e := range billingrules.InputErrors(err) {
		r.mistake("readings."+e.Field, "%s: %v", e.Value, e.Err)
	}
	return ed
}

// published returns what an edition says, by the names of an edition file.
func published(ed policy.Edition) (map[string]string, error) {
	data, err := ed.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var file map[string]any
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, err
	}
	says := map[string]string{}
	for group, fields := range file {
		fields, ok := fields.(map[string]any)
		if !ok {
			continue
		}
		for field, value := range fields {
			says[group+"."+field] = fmt.Sprint(value)
		}
	}
	return says, nil
}

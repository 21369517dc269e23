package ambiguity

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// fourYears is the number of days after which the calendar repeats itself.
const fourYears = 1461

// reachCases are annual and three-year subscriptions that start on any day of the four years from the day before the
// first day on, extended on the first and on the last day of the window.
func reachCases(ed policy.Edition) []Case {
	var list []Case
	for i := range fourYears {
		start := ed.FirstDay().AddDays(i - 1)
		for _, length := range []calendar.Term{calendar.Annual, calendar.ThreeYear} {
			end := start.AddMonths(length.Months())
			for _, day := range []calendar.Date{
				calendar.Latest(start, end.AddDays(-ed.RenewalRules().WindowDays)), end.AddDays(-1),
			} {
				list = append(list, Case{Length: length, Ordered: start, Day: day})
			}
		}
	}
	return list
}

// askReach asks whether the subscription can be extended, and to which date at most.
func askReach(ed policy.Edition, c Case) []Figure {
	v := c.view(ed, c.Day)
	list := []Figure{decided("may it be extended", v.CanExtend())}
	if reach, err := v.ExtensionReach(); err == nil {
		list = append(list, dated("latest renewal date to which it can be extended", reach.Rule, reach.Latest))
	}
	return list
}

// annualExtensions are annual subscriptions that start on the first and last days of months, aligned to a monthly one
// that was ordered on the day of the act, in the last month of the window.
func annualExtensions(ed policy.Edition) []Case {
	var list []Case
	for i := range fourYears {
		start := ed.FirstDay().AddDays(i)
		if _, _, of := start.Civil(); of > 2 && of < 27 {
			continue
		}
		end := start.AddMonths(calendar.Annual.Months())
		for before := min(ed.RenewalRules().WindowDays, mostOfMonth); before > 0; before-- {
			list = append(list, aligned(calendar.Annual, calendar.Monthly, start, end.AddDays(-before)))
		}
	}
	return list
}

// threeYearExtensions are three-year subscriptions that start on the first day, aligned on the first day of the window
// to one that was ordered on that day. Their prices are a few cents, and one cent a day, which is never rounded.
func threeYearExtensions(ed policy.Edition) []Case {
	start := ed.FirstDay()
	day := start.AddMonths(calendar.ThreeYear.Months()).AddDays(-ed.RenewalRules().WindowDays)
	var list []Case
	for _, cost := range []int64{1, 2, 3, 4, 5, int64(ed.ProrationRules().StandardDays.ThreeYear)} {
		for _, host := range lengths() {
			c := aligned(calendar.ThreeYear, host, start, day)
			c.Price = cents(cost)
			list = append(list, c)
		}
	}
	return list
}

// aligned is a subscription that is aligned on a day to one that was ordered on that day.
func aligned(length, host calendar.Term, start, day calendar.Date) Case {
	return Case{Length: length, Ordered: start, HostTerm: host, Host: day, Day: day}
}

// mostOfMonth is the number of days of the longest month: a monthly term ends within that many.
const mostOfMonth = 31

// askAnchor asks when the subscription renews for the second time after an extension.
func askAnchor(ed policy.Edition, c Case) []Figure {
	after, err := c.view(ed, c.Day).Extend(c.host(ed))
	if err != nil {
		return nil
	}
	next := after.On(c.Day).NextTerm().Period()
	return []Figure{dated("second renewal date after the extension", rule.CotermReAnchor, next.End())}
}

// askExtension asks in how many instalments an extension is charged, and how large the first one is.
func askExtension(ed policy.Edition, c Case) []Figure {
	p, err := coterm.Extend(c.view(ed, c.Day), coterm.ExtensionRequest{To: c.host(ed), SRP: c.Price})
	if err != nil {
		return nil
	}
	return []Figure{
		said("instalments of the extension", rule.CotermExtendCharge, len(p.Instalments)),
		priced("first instalment of the extension", rule.ProrationPrice, p.Instalments[0].Amount),
	}
}

// host is the subscription that another is aligned to.
func (c Case) host(ed policy.Edition) lifecycle.View {
	return Case{Length: c.HostTerm, Ordered: c.Host}.view(ed, c.Day)
}

package ambiguity

import (
	"flag"
	"slices"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/coterm"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// every makes the walk of renewals and extensions visit each day of the four years, which takes a minute.
var every = flag.Bool("every", false, "with -tags whole: walk the renewals and extensions of every day")

// bounds limit the cases of a smaller space: the largest figures among some witnesses, and the facts that they have.
type bounds struct {
	days, count int
	units       int64
	facts       Case // every fact that at least one witness has
}

func (b *bounds) widen(c Case) {
	b.days, b.count = max(b.days, c.Days()), max(b.count, c.Count)
	if !c.Price.Currency().IsZero() {
		b.units = max(b.units, testkit.Must(c.Price.Minor()))
	}
	if c.Exempt != "" {
		b.facts.Exempt = c.Exempt
	}
	if !c.Due.IsZero() {
		b.facts.Due = c.Due
	}
	b.facts.Off, b.facts.Fewer = b.facts.Off || c.Off, b.facts.Fewer || c.Fewer
	b.facts.Into, b.facts.NetTerms = max(b.facts.Into, c.Into), b.facts.NetTerms || c.NetTerms
}

// No case outside of the space is smaller either. The walk covers the four years that start on the day before the
// edition's first day: every length, every shorter stretch, lower price and smaller number, with any of the facts.
// Without the tag whole it visits a sample of the days; with it, every day, except that renewals and extensions are
// walked on every fifth day unless -every is set. Days on which nothing can have changed are skipped: those before the
// day until which the library's answers hold, under both editions.
func TestFind_NothingSmallerOnOtherDays(t *testing.T) {
	for r := range policy.Readings() {
		t.Run(r.Key, func(t *testing.T) {
			for _, f := range found()[r.Key] {
				walkSmaller(t, r, f)
			}
		})
	}
}

// walkSmaller walks the cases that are smaller than the witnesses of a finding.
func walkSmaller(t *testing.T, r policy.Reading, f Finding) {
	t.Helper()
	ed := policy.Europe2024()
	editions := []policy.Edition{testkit.Must(r.With(ed, f.One)), testkit.Must(r.With(ed, f.Other))}
	for _, q := range questions() {
		var b bounds
		of := slices.DeleteFunc(slices.Clone(f.Witnesses), func(w Witness) bool { return w.Case.Asks != q.asks })
		for _, w := range of {
			b.widen(w.Case)
		}
		space, ok := smallerSpaces()[q.asks]
		if len(of) == 0 || !ok {
			continue
		}
		space(editions, b, func(c Case) {
			c.Asks = q.asks
			if !slices.ContainsFunc(of, func(w Witness) bool { return c.Compare(w.Case) < 0 }) {
				return
			}
			differ := differing(q, editions[0], editions[1], c)
			for _, w := range of {
				if differ[w.Rule] && c.Compare(w.Case) < 0 {
					t.Errorf("%s: %s is smaller than %s", w.Rule, c, w.Case)
				}
			}
		})
	}
}

// smallerSpaces are the spaces to walk, by question. All other questions have spaces of a day or two, and walk those
// themselves.
func smallerSpaces() map[string]func([]policy.Edition, bounds, func(Case)) {
	return map[string]func([]policy.Edition, bounds, func(Case)){
		"added seats":                  smallerSeats,
		"a subscription on a day":      smallerLives,
		"how far an extension reaches": smallerReaches,
		"a renewal":                    smallerRenewals,
		"an annual extension":          smallerExtensions,
		"a three-year extension":       smallerExtensions,
		"a purchase":                   smallerPurchases,
	}
}

// everyStart calls do for each length on every step-th day of the four years: on every day with -every, and only on a
// sample of the days without the tag whole.
func everyStart(ed policy.Edition, step int, do func(Case)) {
	switch {
	case !testkit.Whole:
		step = 479
	case *every:
		step = 1
	}
	for i := -1; i < fourYears; i += step {
		for _, length := range lengths() {
			do(Case{Length: length, Ordered: ed.FirstDay().AddDays(i)})
		}
	}
}

// forms lists a case with every combination of the facts in the bounds.
func (b bounds) forms(c Case) []Case {
	list := []Case{c}
	with := func(given bool, change func(*Case)) {
		if !given {
			return
		}
		for _, c := range slices.Clone(list) {
			change(&c)
			list = append(list, c)
		}
	}
	with(b.facts.Exempt != "", func(c *Case) { c.Exempt = b.facts.Exempt })
	with(!b.facts.Due.IsZero(), func(c *Case) { c.Due = c.Ordered })
	with(b.facts.Off, func(c *Case) { c.Off = true })
	with(b.facts.Fewer, func(c *Case) { c.Fewer = true })
	with(b.facts.Into != 0, func(c *Case) { c.Into = b.facts.Into })
	with(b.facts.NetTerms, func(c *Case) { c.NetTerms = true })
	return list
}

func smallerSeats(editions []policy.Edition, b bounds, do func(Case)) {
	everyStart(editions[0], 1, func(c Case) {
		for _, c := range b.forms(c) {
			for days := 0; days <= b.days; days++ {
				c.Day = c.Ordered.AddDays(days)
				if c.Due.IsZero() && !c.Day.Before(c.Ordered.AddMonths(c.Length.Months())) {
					break
				}
				for cost := int64(1); cost <= b.units; cost++ {
					for n := 1; n <= b.count; n++ {
						c.Price, c.Count = cents(cost), n
						do(c)
					}
				}
			}
		}
	})
}

func smallerPurchases(editions []policy.Edition, b bounds, do func(Case)) {
	everyStart(editions[0], 1, func(c Case) {
		for cost := int64(1); cost <= b.units; cost++ {
			c.Price = cents(cost)
			do(c)
		}
	})
}

// next is the first day after day on which either edition can give another answer about a subscription.
func next(day calendar.Date, views ...lifecycle.View) calendar.Date {
	var until calendar.Date
	for _, v := range views {
		until = calendar.Earliest(until, v.Actions().ValidUntil())
	}
	if until.IsZero() {
		return calendar.MustParseDate("9999-12-31")
	}
	return calendar.Latest(until, day.AddDays(1))
}

func smallerLives(editions []policy.Edition, b bounds, do func(Case)) {
	everyStart(editions[0], 1, func(c Case) {
		for _, c := range b.forms(c) {
			one, other := c.view(editions[0], c.Ordered).Subscription(), c.view(editions[1], c.Ordered).Subscription()
			last := c.Ordered.AddDays(b.days)
			for day := c.Ordered; !day.After(last); day = next(day, one.On(day), other.On(day)) {
				c.Day = day
				do(c)
			}
		}
	})
}

// smallerReaches walks the days of smallerLives and also every day of the window, since the limits move with the day.
func smallerReaches(editions []policy.Edition, b bounds, do func(Case)) {
	everyStart(editions[0], 1, func(c Case) {
		one, other := c.view(editions[0], c.Ordered).Subscription(), c.view(editions[1], c.Ordered).Subscription()
		last := c.Ordered.AddDays(b.days)
		for day := c.Ordered; !day.After(last); {
			c.Day = day
			do(c)
			if v, w := one.On(day), other.On(day); v.CanExtend().Allowed() || w.CanExtend().Allowed() {
				day = day.AddDays(1)
			} else {
				day = next(day, v, w)
			}
		}
	})
}

// smallerRenewals renews on each day of the window, and asks on that day and on each later day on which an answer can
// change.
func smallerRenewals(editions []policy.Edition, b bounds, do func(Case)) {
	everyStart(editions[0], 5, func(c Case) {
		c.Price = cents(1)
		for _, c := range b.forms(c) {
			last := c.Ordered.AddDays(b.days)
			for day := c.Ordered; !day.After(last); {
				c.Renewed = day
				v := c.view(editions[0], day)
				if !v.CanRenew().Allowed() {
					day = next(day, v)
					continue
				}
				request := coterm.RenewalRequest{SRP: c.Price, Length: c.Into}
				if c.NetTerms {
					request.NetTerms = testkit.Must(invoice.Net(30))
				}
				var renewed []lifecycle.Subscription
				for _, ed := range editions {
					p, err := coterm.Renew(c.view(ed, day), request)
					if err == nil {
						renewed = append(renewed, testkit.Must(lifecycle.New(ed, p.Next)))
					}
				}
				for asked := day; len(renewed) == 2 && !asked.After(last); {
					c.Day = asked
					do(c)
					asked = next(asked, renewed[0].On(asked), renewed[1].On(asked))
				}
				day = day.AddDays(1)
			}
		}
	})
}

// smallerExtensions aligns, on each day of the window, to a subscription of each length that was ordered on that day.
func smallerExtensions(editions []policy.Edition, b bounds, do func(Case)) {
	everyStart(editions[0], 5, func(c Case) {
		last := c.Ordered.AddDays(b.days)
		for day := c.Ordered; !day.After(last); {
			v := c.view(editions[0], day)
			if !v.CanExtend().Allowed() {
				day = next(day, v, c.view(editions[1], day))
				continue
			}
			c.Host, c.Day = day, day
			for _, c.HostTerm = range lengths() {
				for cost := min(1, b.units); cost <= b.units; cost++ {
					if cost > 0 {
						c.Price = cents(cost)
					}
					do(c)
				}
			}
			day = day.AddDays(1)
		}
	})
}

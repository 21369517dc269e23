package lifecycle

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// ExtensionReach is how far an extension bought on a day can reach. Its dates are renewal dates: the last covered day
// is the day before.
type ExtensionReach struct {
	Rule            rule.ID       `json:"rule"`            // coterm.extend-annual or coterm.extend-three-year
	Length          calendar.Term `json:"length"`          // the term whose limits they are
	FromTransaction calendar.Date `json:"fromTransaction"` // the latest date by the limit from the transaction
	FromRenewal     calendar.Date `json:"fromRenewal"`     // the latest date by the limit from the renewal date

	// Latest is the latest date by both limits or by either, as the edition says, but no later than the day on which a
	// cancellation takes effect.
	Latest calendar.Date `json:"latest"`
}

// String returns the reach in one line, such as "2026-06-10 (coterm.extend-annual: 2026-06-13 from the transaction,
// 2026-06-10 from the renewal date)". The zero ExtensionReach is "no extension".
func (l ExtensionReach) String() string {
	if l == (ExtensionReach{}) {
		return "no extension"
	}
	return l.Latest.String() + " (" + string(l.Rule) + ": " + l.FromTransaction.String() + " from the transaction, " +
		l.FromRenewal.String() + " from the renewal date)"
}

// limits are the limits of a length under an edition.
type limits struct {
	length calendar.Term
	months policy.ExtensionLimit
	ways
}

// ways are how an edition reads the limits. As a type of its own it leaves limits with few enough fields for the
// compiler to keep in registers.
type ways struct {
	both    bool // both limits must hold, not just one
	lastDay bool // the limit from the transaction is the last covered day
	fromEnd bool // the other one is counted from the last covered day
}

func limitsOf(ed policy.Edition, length calendar.Term) limits {
	rules := ed.CotermRules()
	own := limits{length: length, months: rules.Annual, ways: ways{
		both:    rules.Limits == policy.BothLimits,
		lastDay: rules.LimitDay == policy.Yes,
		fromEnd: rules.FromEnd == policy.Yes,
	}}
	if length == calendar.ThreeYear {
		own.months = rules.ThreeYear
	}
	return own
}

// rule returns the rule that the limits are from.
func (l limits) rule() rule.ID { return ExtensionRule(l.length) }

// on returns the limit for an extension from a renewal date, bought on a day.
func (l limits) on(day, renewal calendar.Date) ExtensionReach {
	limit := ExtensionReach{
		Rule:            l.rule(),
		Length:          l.length,
		FromTransaction: l.fromTransaction(day),
		FromRenewal:     l.fromRenewal(renewal),
	}
	limit.Latest = limit.FromRenewal
	if limit.FromTransaction.Before(limit.FromRenewal) == l.both {
		limit.Latest = limit.FromTransaction
	}
	return limit
}

func (l limits) fromTransaction(day calendar.Date) calendar.Date {
	last := day.AddMonths(l.months.FromTransaction)
	if l.lastDay {
		return last.AddDays(1) // the limit is the last covered day, so that the day after is the renewal date
	}
	return last
}

func (l limits) fromRenewal(renewal calendar.Date) calendar.Date {
	if l.fromEnd {
		return renewal.AddDays(-1).AddMonths(l.months.FromRenewal).AddDays(1)
	}
	return renewal.AddMonths(l.months.FromRenewal)
}

// reaching returns the days on which a target can be reached from a renewal date: none, all, or all from some day on.
func (l limits) reaching(target, renewal calendar.Date) calendar.Period {
	return l.reachingFrom(target, !l.fromRenewal(renewal).Before(target))
}

// reachingFrom is reaching, given whether the target is within the limit from the renewal date.
func (l limits) reachingFrom(target calendar.Date, byRenewal bool) calendar.Period {
	if byRenewal != l.both {
		if byRenewal {
			return calendar.Always()
		}
		return calendar.Period{}
	}
	// The later the transaction, the further it reaches. The day that far back reaches it, or, if that was cut to the
	// end of a shorter month, the day after.
	last := target
	if l.lastDay {
		last = target.AddDays(-1)
	}
	day := last.AddMonths(-l.months.FromTransaction)
	if day.AddMonths(l.months.FromTransaction).Before(last) {
		day = day.AddDays(1)
	}
	if day.IsZero() {
		return calendar.Period{} // no target, or one too near an end of the calendar
	}
	return calendar.Since(day)
}

// ExtensionRule returns the rule that decides how far a term of a length can be extended: coterm.extend-annual or
// coterm.extend-three-year, or coterm.monthly for a monthly term, which cannot be extended. It is "" if the length is
// not valid.
func ExtensionRule(length calendar.Term) rule.ID {
	switch length {
	case calendar.Monthly:
		return rule.CotermMonthly
	case calendar.Annual:
		return rule.CotermExtendAnnual
	case calendar.ThreeYear:
		return rule.CotermExtendThreeYear
	}
	return ""
}

// ExtensionDays returns the days on which an extension from a renewal date to a target can be bought, and the rule that
// sets the limits. It applies only the limits for that length, so the result is no day, every day, or every day from
// some day on. It is no day if a date is missing, and also if the edition is missing or the length is neither annual
// nor three-year; then there is no rule, except that a monthly term has coterm.monthly. Implements
// coterm.extend-annual, coterm.extend-three-year and coterm.monthly.
func ExtensionDays(ed policy.Edition, length calendar.Term, renewal, target calendar.Date) (calendar.Period, rule.ID) {
	own := limitsOf(ed, length)
	switch {
	case ed.IsZero() || !length.IsValid():
		return calendar.Period{}, ""
	case length == calendar.Monthly || renewal.IsZero():
		return calendar.Period{}, own.rule()
	}
	return own.reaching(target, renewal), own.rule()
}

// ExtensionLimits returns how far an extension of a term of that length can reach if it is bought on a day and starts
// on a renewal date. It applies only the limits: what a subscription can do on the day is [View.ExtensionReach]. It is
// the zero ExtensionReach if the edition or a date is missing, or if the length is neither annual nor three-year.
// Implements coterm.extend-annual and coterm.extend-three-year.
func ExtensionLimits(ed policy.Edition, length calendar.Term, day, renewal calendar.Date) ExtensionReach {
	if ed.IsZero() || !length.IsValid() || length == calendar.Monthly || day.IsZero() || renewal.IsZero() {
		return ExtensionReach{}
	}
	own := limitsOf(ed, length)
	return own.on(day, renewal)
}

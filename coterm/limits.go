package coterm

import (
	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// limits caches [lifecycle.ExtensionDays] for one length under one edition. All that matters about the renewal date is
// whether the limit from it reaches the target, so each target has two possible answers. They are kept until another
// target is asked about, since Align looks at one target after another.
type limits struct {
	edition policy.Edition
	length  calendar.Term
	target  calendar.Date
	known   [2]bool
	answers [2]calendar.Period // for a target beyond the limit from the renewal date, and within it
}

// allLimits are the limits of a portfolio, one for each length under each edition.
type allLimits map[limitsKey]*limits

type limitsKey struct {
	edition policy.Fingerprint
	length  calendar.Term
}

func (a allLimits) of(ed policy.Edition, length calendar.Term) *limits {
	key := limitsKey{ed.Fingerprint(), length}
	if a[key] == nil {
		a[key] = &limits{edition: ed, length: length}
	}
	return a[key]
}

// fromRenewal returns how far the limit from a renewal date reaches.
func (l *limits) fromRenewal(renewal calendar.Date) calendar.Date {
	return lifecycle.ExtensionLimits(l.edition, l.length, renewal, renewal).FromRenewal
}

// days returns the days on which an extension can be bought from a renewal date to a target, given how far the limit
// from the renewal date reaches.
func (l *limits) days(renewal, reaches, target calendar.Date) calendar.Period {
	if l.target != target {
		l.target, l.known = target, [2]bool{}
	}
	i := 0
	if !reaches.Before(target) {
		i = 1
	}
	if !l.known[i] {
		l.answers[i], _ = lifecycle.ExtensionDays(l.edition, l.length, renewal, target)
		l.known[i] = true
	}
	return l.answers[i]
}

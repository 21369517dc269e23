package conformance_test

import (
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
	"example.com/billingrules/rule"
)

// moment writes an instant with the offset of its zone, as README.md has it.
func moment(t time.Time) string { return t.Format("2006-01-02T15:04:05-07:00") }

type covered struct {
	Term               calendar.Term
	Anchor, Start, End calendar.Date
}

func (c covered) service() (calendar.Service, error) {
	p, err := calendar.Between(c.Start, c.End)
	if err != nil {
		return calendar.Service{}, err
	}
	return calendar.NewService(c.Term, c.Anchor, p)
}

func dates() map[string]answer {
	return map[string]answer{
		"rule":        asked(askRule),
		"anniversary": asked(askAnniversary),
		"term":        asked(askTerm),
		"term-ends":   asked(askTermEnds),
		"day":         asked(askDay),
		"date-of":     asked(askDateOf),
		"service":     asked(askService),
	}
}

func askRule(_ policy.Edition, given struct{ ID rule.ID }) (any, error) {
	rule, _ := given.ID.Rule()
	return object{"class": rule.Class}, nil
}

func askAnniversary(_ policy.Edition, given struct {
	Anchor calendar.Date
	Months int
},
) (any, error) {
	return object{"date": given.Anchor.AddMonths(given.Months)}, nil
}

func askTerm(_ policy.Edition, given struct {
	Anchor, Start calendar.Date
	Term          calendar.Term
},
) (any, error) {
	p, err := given.Term.Period(given.Anchor, given.Start)
	return object{"end": p.End(), "lastDay": p.LastDay()}, err
}

func askTermEnds(_ policy.Edition, given struct {
	End  calendar.Date
	Zone string
},
) (any, error) {
	zone, err := time.LoadLocation(given.Zone)
	if err != nil {
		return nil, err
	}
	expires, _ := calendar.Until(given.End).Expiry(zone)
	return object{"expires": moment(expires), "renews": moment(given.End.Start(zone))}, nil
}

func askDay(_ policy.Edition, given struct {
	Date calendar.Date
	Zone string
},
) (any, error) {
	zone, err := time.LoadLocation(given.Zone)
	if err != nil {
		return nil, err
	}
	return object{"begins": moment(given.Date.Start(zone)), "ends": moment(given.Date.AddDays(1).Start(zone))}, nil
}

func askDateOf(_ policy.Edition, given struct {
	Instant time.Time
	Zone    string
},
) (any, error) {
	zone, err := time.LoadLocation(given.Zone)
	if err != nil {
		return nil, err
	}
	return object{"date": calendar.DateOf(given.Instant, zone)}, nil
}

func askService(_ policy.Edition, given covered) (any, error) {
	s, err := given.service()
	periods := [][2]calendar.Date{}
	for p := range s.All() {
		periods = append(periods, [2]calendar.Date{p.Start(), p.End()})
	}
	return object{"periods": periods}, err
}

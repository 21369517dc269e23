package calendar

import (
	"iter"

	"example.com/billingrules/internal/edge/input"
)

// Service is a covered period cut at its anniversaries: into the service years of an annual or three-year term, or the
// service months of a monthly one. The cuts are counted from the anchor, so that a three-year term from 28 February
// 2027 whose anchor is 29 February 2024 is cut on 29 February 2028 and 28 February 2029. The last stretch is shorter if
// the covered period was aligned to another date. Services are comparable with ==. The zero Service covers nothing.
//
// Implements term.service-year and term.anniversary.
type Service struct {
	covered Period
	months  Series // the month dates of the anchor
	stretches
	ends
}

// stretches are the stretches into which a service is cut.
type stretches struct {
	first int32 // the number of the month date on which the first one starts
	len   int32
}

// ends distinguishes whole stretches from others. As a type of its own it leaves a service with few enough fields for
// the compiler to keep in registers.
type ends struct {
	term   Term
	ragged bool // the last stretch is not a whole one
}

// NewService cuts a covered period of a term at the anniversaries of the anchor. The period has a start and an end. The
// start must be a month date of the anchor, which is anchor.AddMonths(k) for some k of 0 or more; for the first term of
// a subscription it is the anchor itself. The end may be any later day, since an extension can have any length, so
// NewService cannot check that the period belongs to the term; for a full term, use [Term.Service].
func NewService(term Term, anchor Date, covered Period) (Service, error) {
	const op = "calendar.NewService"
	if !term.IsValid() {
		return Service{}, term.enum().Check(op, "term", term)
	}
	if covered.IsZero() {
		return Service{}, input.Missing(op, "covered")
	}
	if _, bounded := covered.Days(); !bounded {
		return Service{}, input.Errorf(op, "covered", covered, input.ErrRange, "has no start or no end")
	}
	months, k, err := monthIndex(op, anchor, covered.Start())
	if err != nil {
		return Service{}, err
	}
	s := Service{covered, months, stretches{first: int32(k)}, ends{term: term}}
	if months.At(k+term.Months()).n == covered.end { // a full term, as most are
		s.len = int32(term.Months() / term.serviceMonths())
		return s, nil
	}
	s.len = int32(s.Index(covered.LastDay())) + 1
	s.ragged = s.cut(int(s.len)).n != covered.end
	return s, nil
}

// IsZero reports whether s is the zero Service.
func (s Service) IsZero() bool { return s.term == 0 }

// Term returns the term.
func (s Service) Term() Term { return s.term }

// Anchor returns the day whose day of the month the cuts follow.
func (s Service) Anchor() Date { return s.months.Anchor() }

// Covered returns the covered period.
func (s Service) Covered() Period { return s.covered }

// Len returns the number of stretches.
func (s Service) Len() int { return int(s.len) }

// Index returns the number of the stretch that contains d, counted from 0, or -1 if d is not covered.
func (s Service) Index(d Date) int {
	if !s.covered.Contains(d) {
		return -1
	}
	return (s.months.index(d) - int(s.first)) / s.term.serviceMonths()
}

// cut returns the start of stretch k, or of the one that would follow the last; the zero Date if that is beyond the
// calendar.
func (s Service) cut(k int) Date { return s.months.At(int(s.first) + k*s.term.serviceMonths()) }

// At returns the k-th stretch, counted from 0; the zero Period if there is no such stretch.
func (s Service) At(k int) Period {
	if k < 0 || k >= int(s.len) {
		return Period{}
	}
	start := s.cut(k)
	end := s.covered.end
	if next := s.cut(k + 1); !next.IsZero() {
		end = min(end, next.n)
	}
	return Period{start.n, end}
}

// Full reports whether the k-th stretch, counted from 0, is a whole service year or month; only the last one can be
// shorter.
func (s Service) Full(k int) bool { return k >= 0 && k < int(s.len) && (!s.ragged || k < int(s.len)-1) }

// All yields the stretches, one after the other.
func (s Service) All() iter.Seq[Period] {
	return func(yield func(Period) bool) { s.all(yield) }
}

func (s Service) all(yield func(Period) bool) {
	rest := s.covered
	for next := range s.Anniversaries() {
		if !yield(Period{rest.start, next.n}) {
			return
		}
		rest.start = next.n
	}
	if !rest.IsZero() {
		yield(rest)
	}
}

// Anniversaries yields the dates on which the stretches meet: every anniversary, or month date, after the start and
// before the renewal date. The renewal date itself is never one of them.
func (s Service) Anniversaries() iter.Seq[Date] {
	return func(yield func(Date) bool) { s.anniversaries(yield) }
}

func (s Service) anniversaries(yield func(Date) bool) {
	for k := 1; ; k++ {
		next := s.cut(k)
		if !s.covered.Contains(next) || !yield(next) {
			return
		}
	}
}

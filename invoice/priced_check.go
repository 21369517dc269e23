package invoice

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/proration"
)

// isZero reports whether p is the zero Priced.
func (p Priced) isZero() bool { return p.Equal(Priced{}) }

// isWorkedOut reports whether p has a charge.
func (p Priced) isWorkedOut() bool { return !p.Charge.Equal(proration.Charge{}) }

// isRequested reports whether p has yet to be priced: it has a request and no charge.
func (p Priced) isRequested() bool { return !p.isWorkedOut() && !isNoRequest(p.Request) }

// Equal reports whether two prices have equal requests, charges and instalments.
func (p Priced) Equal(b Priced) bool {
	return p.Request.SRP.Equal(b.Request.SRP) && p.Request.Seats == b.Request.Seats &&
		p.Request.Service == b.Request.Service && p.Request.Bought == b.Request.Bought &&
		p.FullTerm == b.FullTerm && p.Renews == b.Renews && p.Extends == b.Extends && p.Charge.Equal(b.Charge) &&
		p.NetTerms == b.NetTerms && slices.EqualFunc(p.Instalments, b.Instalments, Instalment.Equal)
}

// Check refuses a price that contradicts itself, and names every bad field: a charge that [proration.Charge.Check]
// refuses or that is not that of the request, and instalments that are not numbered in order, are not due by the net
// terms, do not cover what is bought, or do not add up to the charge. Invoices and quotes call it first; a quote also
// checks that the figures are those of the edition. Implements invoice.split.
func (p Priced) Check() error { return p.check("invoice.Priced.Check") }

func (p Priced) check(op string) error {
	if !p.isWorkedOut() {
		return input.Missing(op, "charge")
	}
	if err := within(p.Charge.Check(), op, "charge"); err != nil {
		return err
	}
	return errors.Join(p.checkRequest(op), p.checkInstalments(op))
}

// isNoRequest reports whether a request is zero.
func isNoRequest(r proration.PriceRequest) bool {
	return r.SRP.IsZero() && r.Seats == 0 && r.Service.IsZero() && r.Bought.IsZero()
}

// checkRequest refuses a request that is not the one that was priced, or is incomplete. A charge can come without a
// request.
func (p Priced) checkRequest(op string) error {
	r, c := p.Request, p.Charge
	if isNoRequest(r) && !p.FullTerm && p.Renews == 0 && !p.Extends {
		return nil
	}
	var bad []error
	differs := func(field string, value, of any) {
		bad = append(bad, input.Errorf(op, field, value, input.ErrConflict, "must be %v, as in the charge", of))
	}
	if !r.SRP.Equal(c.SRP) {
		differs("request.srp", r.SRP, c.SRP)
	}
	if r.Seats != c.Seats {
		differs("request.seats", r.Seats, c.Seats)
	}
	switch {
	case r.Bought != c.Bought:
		differs("request.bought", r.Bought, c.Bought)
	case r.Service.IsZero():
		bad = append(bad, input.Missing(op, "request.service"))
	case r.Bought.Intersect(r.Service.Covered()) != r.Bought:
		bad = append(bad,
			input.Errorf(op, "request.service", r.Service, input.ErrConflict,
				"does not cover the days bought, %s", r.Bought))
	case p.FullTerm && c.FullTerm && r.Bought != r.Service.Covered():
		bad = append(bad, input.Errorf(op, "request.service", r.Service, input.ErrConflict,
			"must cover the full term alone, %s", r.Bought))
	case r.Bought.End() != r.Service.Covered().End():
		bad = append(bad, input.Errorf(op, "request.service", r.Service, input.ErrConflict,
			"does not end with the days bought, %s", r.Bought))
	}
	if term := r.Service.Term(); term != 0 && term != c.Term() {
		differs("request.service", r.Service, c.Term())
	}
	switch {
	case p.FullTerm != c.FullTerm:
		differs("fullTerm", p.FullTerm, c.FullTerm)
	case p.Renews != 0 && !p.FullTerm:
		bad = append(bad, input.Errorf(op, "fullTerm", p.FullTerm, input.ErrConflict,
			"must be true: a renewal buys a full term"))
	}
	if p.Extends && c.FullTerm {
		bad = append(bad, input.Errorf(op, "extends", p.Extends, input.ErrConflict,
			"must not be set: a full term is bought"))
	}
	return errors.Join(bad...)
}

// checkInstalments refuses instalments that are not those of the charge. There may be none.
func (p Priced) checkInstalments(op string) error {
	n := len(p.Instalments)
	if n == 0 {
		return nil
	}
	if err := input.Length(op, "instalments", n, maxInstalments); err != nil {
		return err
	}
	var bad []error
	for i, part := range p.Instalments {
		if err := part.check(op, p); err != nil {
			bad = append(bad, input.Within(err, op, fmt.Sprintf("instalments[%d].", i)))
		}
		if i > 0 && part.Date.Before(p.Instalments[i-1].Date) {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("instalments[%d].date", i), part.Date, input.ErrConflict,
				"is before the date of the instalment before it, %s", p.Instalments[i-1].Date))
		}
		if part.Number != i+1 || part.Of != n {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("instalments[%d].number", i),
				fmt.Sprintf("%d of %d", part.Number, part.Of), input.ErrConflict, "must be %d of %d", i+1, n))
		}
	}
	if err := p.checkCovers(op, p.Charge.Bought); err != nil {
		bad = append(bad, err)
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	for i := range p.Instalments {
		if err := errors.Join(p.portion(i).checkCovers(op), p.checkYear(op, i)); err != nil {
			bad = append(bad, input.Within(err, op, fmt.Sprintf("instalments[%d].", i)))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	return p.checkSum(op)
}

// checkYear refuses a later instalment that does not begin with a service year of the request, counted from its anchor.
// Without a request the service years are not known. Implements term.service-year.
func (p Priced) checkYear(op string, i int) error {
	service, covers := p.Request.Service, p.Instalments[i].Covers
	if i == 0 || service.IsZero() || service.At(service.Index(covers.Start())).Start() == covers.Start() {
		return nil
	}
	return input.Errorf(op, "covers", covers, input.ErrConflict, "does not begin with a service year of %s", service)
}

// portion returns an instalment as a part of the charge.
func (p Priced) portion(i int) portion {
	return portion{p.Charge, i + 1, len(p.Instalments), p.Instalments[i].Covers}
}

// check refuses an instalment without a date, without an amount that can be billed, or with the wrong due date.
func (i Instalment) check(op string, p Priced) error {
	var bad error
	if i.Date.IsZero() {
		bad = input.Missing(op, "date")
	} else if due := p.NetTerms.Due(i.Date); due.IsZero() {
		bad = input.Errorf(op, "date", i.Date, input.ErrRange, "is too near the end of the calendar")
	} else if i.Due != due {
		bad = input.Errorf(op, "due", i.Due, input.ErrConflict, "must be %s, with %s", due, p.NetTerms)
	}
	return errors.Join(bad, checkPart(op, "amount", i.Amount, p.Charge.Amount))
}

// checkCovers refuses instalments that do not cover what is bought, one after the other.
func (p Priced) checkCovers(op string, bought calendar.Period) error {
	var bad []error
	next := bought.Start()
	for i, part := range p.Instalments {
		end := part.Covers.End()
		if i == len(p.Instalments)-1 {
			end = bought.End()
		}
		if part.Covers.IsZero() || part.Covers != calendar.Span(next, end) {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("instalments[%d].covers", i), part.Covers, input.ErrConflict,
				"does not cover the days bought, %s, together with the others", bought))
		}
		next = part.Covers.End()
	}
	return errors.Join(bad...)
}

// checkSum refuses instalments that are not the parts of the charge, by themselves or together.
func (p Priced) checkSum(op string) error {
	rest := p.Charge.Amount
	for i, part := range p.Instalments {
		if err := p.portion(i).checkNet(op, "amount", part.Amount, p.Charge.Amount); err != nil {
			return input.Within(err, op, fmt.Sprintf("instalments[%d].", i))
		}
		rest = less(rest, part.Amount)
	}
	if rest.Sign() != 0 {
		return input.Errorf(op, "instalments", nil, input.ErrConflict,
			"do not add up to the charge, %s", p.Charge.Amount)
	}
	return nil
}

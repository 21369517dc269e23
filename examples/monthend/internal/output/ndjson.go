package output

import (
	"strconv"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/monthend/internal/answer"
	"example.com/billingrules/examples/monthend/internal/subs"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
)

// lines writes rows of one kind as NDJSON.
type lines struct {
	kind  Kind
	out   *Aside
	line  []byte
	names phaseNames
}

// phaseNames are the texts of the phases, and of no phase.
type phaseNames [lifecycle.Canceled + 1]string

func names() (all phaseNames) {
	for phase := range all {
		all[phase] = lifecycle.Phase(phase).String()
	}
	return all
}

func (l *lines) add(id []byte, r *answer.Result) error {
	switch l.kind {
	case Phases:
		return l.write(l.appendPhase(l.begin(id), r))
	case Renewals:
		if r.Next != nil {
			return l.write(appendNext(l.begin(id), r))
		}
	case Due, Invoices:
		for i := range r.Charges {
			c := &r.Charges[i]
			if l.kind == Due && !c.IsDue || l.kind == Invoices && !c.Dated {
				continue
			}
			if err := l.write(appendCharge(l.begin(id), c)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *lines) begin(id []byte) []byte {
	return subs.AppendString(append(l.line[:0], `{"id":`...), id)
}

func (l *lines) write(line []byte) error {
	l.line = append(line, '}', '\n')
	_, err := l.out.Write(l.line)
	return err
}

func (l *lines) end() error { return nil }

func (l *lines) appendPhase(b []byte, r *answer.Result) []byte {
	b = append(append(append(b, `,"phase":"`...), l.names[r.Phase]...), '"')
	b = appendDate(b, `,"renewal":"`, r.Renewal)
	b = appendDate(b, `,"windowOpens":"`, r.Opens)
	if r.Priced {
		b = strconv.AppendInt(append(b, `,"days":`...), int64(r.Days), 10)
		b = appendMinor(append(b, `,"price":`...), r.Price, r.Currency)
	}
	return b
}

func appendNext(b []byte, r *answer.Result) []byte {
	n := r.Next
	b = appendDate(b, `,"renewal":"`, r.Renewal)
	b = strconv.AppendBool(append(b, `,"autoRenew":`...), n.AutoRenew)
	b = strconv.AppendBool(append(b, `,"allowed":`...), n.Decision.Allowed())
	b = append(append(append(b, `,"rule":"`...), n.Decision.Rule...), '"')
	b = appendDate(b, `,"windowOpens":"`, r.Opens)
	if n.Length.IsValid() {
		b = append(append(append(b, `,"length":"`...), n.Length.String()...), '"')
		b = strconv.AppendInt(append(b, `,"seats":`...), int64(n.Seats), 10)
	}
	if n.Priced {
		b = appendMinor(append(b, `,"price":`...), n.Price, r.Currency)
	}
	return b
}

func appendCharge(b []byte, c *answer.Charge) []byte {
	b = strconv.AppendInt(append(b, `,"number":`...), int64(c.Number), 10)
	b = strconv.AppendInt(append(b, `,"of":`...), int64(c.Of), 10)
	b = appendDate(b, `,"date":"`, c.Date)
	b = appendDate(b, `,"due":"`, c.Due)
	b, _ = c.Covers.AppendText(append(b, `,"covers":"`...)) // it never fails
	return appendMinor(append(b, `","amount":`...), c.Minor, c.Amount.Currency())
}

// appendDate appends a date after the text that precedes it, unless the date is zero.
func appendDate(b []byte, before string, d calendar.Date) []byte {
	if d.IsZero() {
		return b
	}
	b, _ = d.AppendText(append(b, before...)) // a date that is not zero has a text
	return append(b, '"')
}

// appendMinor appends an amount in minor units as package money writes it in JSON.
func appendMinor(b []byte, minor int64, c money.Currency) []byte {
	b = AppendDecimal(append(b, `{"amount":"`...), minor, c.MinorUnits())
	return append(append(append(b, `","currency":"`...), c.String()...), `"}`...)
}

// AppendDecimal appends a number of minor units as a decimal with so many places.
func AppendDecimal(b []byte, minor int64, places int) []byte {
	n, scale := uint64(minor), uint64(1)
	if minor < 0 {
		b, n = append(b, '-'), -n
	}
	for range places {
		scale *= 10
	}
	b = strconv.AppendUint(b, n/scale, 10)
	if places > 0 {
		b = append(b, '.')
	}
	for n %= scale; scale > 1; n %= scale {
		scale /= 10
		b = append(b, '0'+byte(n/scale))
	}
	return b
}

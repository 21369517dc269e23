package policy

import (
	"bytes"
	"database/sql/driver"
	"errors"
	"slices"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
)

// Edition is a checked and immutable set of [Parameters]: the numbers and readings from which every date, price and
// decision is worked out. It is a handle, cheap to copy and safe to share between goroutines. The zero Edition has no
// numbers, and every rule refuses it as a missing edition.
type Edition struct {
	_     [0]func() // makes == a compile error: two handles on equal parameters would differ
	state *state
}

// state is what all copies of an edition share. Nothing writes to it after seal.
type state struct {
	parameters  Parameters
	fingerprint Fingerprint
	exempt      []string // the exempt offerings, folded, in their order
	endings     endings  // of these
}

// NewEdition checks p and returns it as an edition. Every bad field is reported at once, joined in the order of the
// fields; see billingrules.InputErrors.
func NewEdition(p Parameters) (Edition, error) { return check("policy.NewEdition", p) }

func check(op string, p Parameters) (Edition, error) {
	var bad []error
	for _, f := range fields() {
		bad = append(bad, f.check(op, &p))
	}
	bad = append(bad, checkStandardDays(op, p.Proration))
	if err := errors.Join(bad...); err != nil {
		return Edition{}, err
	}
	return seal(p), nil
}

// checkStandardDays checks the standard days against the day count. A divisor that no term can reach is a mistake: no
// full term would cost its SRP.
func checkStandardDays(op string, p ProrationRules) error {
	var bad []error
	refuse := func(field string, days int, format string, args ...any) {
		field = "proration.standardDays." + field
		bad = append(bad, input.Errorf(op, field, days, input.ErrConflict, format, args...))
	}
	atMost := func(field string, days, most, bound int) {
		if days > most && days <= bound { // beyond the bound it has been refused already
			refuse(field, days, "must be at most %d if days are counted as %s: no term of this length has more days",
				most, p.DayCount)
		}
	}
	d := p.StandardDays
	switch p.DayCount {
	case Standard: // a full service year or month counts its standard days, whatever its real length
	case Actual:
		atMost("threeYear", d.ThreeYear, 3*365+1, 3*mostYear)
	case NoLeapDay:
		atMost("annual", d.Annual, 365, mostYear)
		atMost("threeYear", d.ThreeYear, 3*365, 3*mostYear)
	}
	if d.ThreeYear%3 != 0 {
		refuse("threeYear", d.ThreeYear, "must be a multiple of 3: a service year counts a third")
	}
	return errors.Join(bad...)
}

// seal makes an edition of parameters that are known to be valid.
func seal(p Parameters) Edition {
	p.ExemptOfferings = append([]string{}, p.ExemptOfferings...) // never nil: JSON writes that as null
	slices.Sort(p.ExemptOfferings)
	p.CardCeilings = ceilings(p.CardCeilings)
	exempt := make([]string, len(p.ExemptOfferings))
	for i, name := range p.ExemptOfferings {
		exempt[i] = string(appendFolded(nil, name))
	}
	return Edition{state: &state{p, fingerprint(&p), exempt, endingsOf(exempt)}}
}

// ceilings returns valid ceilings sorted by currency, each in normal form.
func ceilings(list []money.Amount) []money.Amount {
	sorted := make([]money.Amount, len(list))
	for i, a := range list {
		sorted[i] = price.Sure(money.FromMinor(price.Sure(a.Minor()), a.Currency()))
	}
	slices.SortFunc(sorted, func(a, b money.Amount) int {
		return strings.Compare(a.Currency().String(), b.Currency().String())
	})
	return sorted
}

// read returns the parameters for the methods below; those of the zero Edition are all 0.
func (e Edition) read() *Parameters {
	if e.state == nil {
		return &Parameters{}
	}
	return &e.state.parameters
}

// IsZero reports whether e is the zero Edition.
func (e Edition) IsZero() bool { return e.state == nil }

// Equal reports whether a and b have the same parameters, names included.
func (e Edition) Equal(b Edition) bool { return e.Fingerprint() == b.Fingerprint() }

// Parameters returns a copy of all parameters of e, from which to make an edition of your own.
func (e Edition) Parameters() Parameters {
	p := *e.read()
	p.ExemptOfferings = slices.Clone(p.ExemptOfferings)
	p.CardCeilings = slices.Clone(p.CardCeilings)
	return p
}

// Name returns the name of the edition, such as "Europe2024".
func (e Edition) Name() string { return e.read().Name }

// Region returns the region to which the edition applies.
func (e Edition) Region() Region { return e.read().Region }

// FirstDay returns the first day whose orders are subject to the gated rules.
func (e Edition) FirstDay() calendar.Date { return e.read().FirstDay }

// InForce returns the day from which the edition is known to apply: the day of the first acts that it decides.
// [EditionOn] chooses an edition by it.
func (e Edition) InForce() calendar.Date { return e.read().InForce }

// Covers reports whether an order of that day is subject to the gated rules; it is false for the zero Date. For a
// renewal, the day is that on which it is ordered, not that on which its term starts. Implements edition.gate.
func (e Edition) Covers(ordered calendar.Date) bool {
	return e.state != nil && calendar.Since(e.state.parameters.FirstDay).Contains(ordered)
}

// LateDays returns how many days after its renewal date a subscription of that kind and term can still be renewed: the
// last day for it is the renewal date plus that many days. That is the last day of Suspended, or the last on which an
// automatic renewal is awaited, whichever is later. The renewal date itself is not counted: 0 means that there is no
// later day, and -1, in an edition without stages, that it cannot be renewed on that date either. An offering without
// stages, and one with an unpaid invoice, has fewer days. Implements renewal.late.
func (e Edition) LateDays(kind Kind, length calendar.Term) int {
	lapse := e.read().Lapse
	return max(lapse.ExpiredDays+lapse.SuspendedDays.Of(kind, length), e.read().Renewal.AwaitedDays) - 1
}

// GateRules returns the readings of rule edition.gate.
func (e Edition) GateRules() GateRules { return e.read().Gate }

// ProrationRules returns the numbers and readings of rules proration.*.
func (e Edition) ProrationRules() ProrationRules { return e.read().Proration }

// RenewalRules returns the numbers and readings of rules renewal.*.
func (e Edition) RenewalRules() RenewalRules { return e.read().Renewal }

// LapseRules returns the numbers and readings of rules lapse.*.
func (e Edition) LapseRules() LapseRules { return e.read().Lapse }

// ChangeRules returns the numbers and readings of rules change.*.
func (e Edition) ChangeRules() ChangeRules { return e.read().Change }

// CotermRules returns the numbers and readings of rules coterm.*.
func (e Edition) CotermRules() CotermRules { return e.read().Coterm }

// InvoiceRules returns the numbers and readings of rules invoice.*.
func (e Edition) InvoiceRules() InvoiceRules { return e.read().Invoice }

// OrderRules returns the numbers and readings of rules order.* and quote.*.
func (e Edition) OrderRules() OrderRules { return e.read().Order }

// RefundRules returns the numbers of rules refund.*.
func (e Edition) RefundRules() RefundRules { return e.read().Refund }

// CardCeiling returns the total above which an order in that currency cannot be paid by card or PayPal; ok is false if
// the edition names none. A total of exactly the ceiling can still be paid that way. Implements the ceiling of
// order.payment-methods.
func (e Edition) CardCeiling(c money.Currency) (money.Amount, bool) {
	for _, a := range e.read().CardCeilings {
		if a.Currency() == c {
			return a, true
		}
	}
	return money.Amount{}, false
}

// Fingerprint identifies e by its contents. Every charge and decision carries it, so that a stored figure can be traced
// to the numbers it was worked out with. The zero Edition has the zero Fingerprint.
func (e Edition) Fingerprint() Fingerprint {
	if e.state == nil {
		return Fingerprint{}
	}
	return e.state.fingerprint
}

// String returns the name and the fingerprint, as "Europe2024 (5c0f…)".
func (e Edition) String() string {
	if e.IsZero() {
		return "no edition"
	}
	return e.Name() + " (" + e.Fingerprint().String() + ")"
}

// MarshalJSON writes the edition as [DecodeEdition] reads it, with every parameter. The zero Edition is an error.
func (e Edition) MarshalJSON() ([]byte, error) {
	if e.IsZero() {
		return nil, input.Missing("policy.Edition.MarshalJSON", "edition")
	}
	return encode(e.read()), nil
}

// UnmarshalJSON reads what MarshalJSON writes: every parameter must be stated. To change some of another edition,
// use [DecodeEdition].
func (e *Edition) UnmarshalJSON(data []byte) error {
	return e.set("policy.Edition.UnmarshalJSON", data)
}

// Scan reads what Value writes from a column of text or JSON; NULL is refused as missing. A column that may be NULL is
// scanned into a sql.Null. It implements [database/sql.Scanner].
func (e *Edition) Scan(src any) error {
	const op = "policy.Edition.Scan"
	text, err := column(op, "edition", src)
	if err != nil {
		return err
	}
	return e.set(op, text)
}

// Value returns the edition for a database, as the JSON text that MarshalJSON writes; the zero Edition is an error. It
// implements [driver.Valuer].
func (e Edition) Value() (driver.Value, error) {
	if e.IsZero() {
		return nil, input.Missing("policy.Edition.Value", "edition")
	}
	return string(encode(e.read())), nil
}

// set reads an edition in which every parameter is stated. An error leaves e as it was.
func (e *Edition) set(op string, text []byte) error {
	read, err := readEdition(op, bytes.NewReader(text), Edition{})
	if err != nil {
		return err
	}
	*e = read
	return nil
}

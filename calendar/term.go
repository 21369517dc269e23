package calendar

import (
	"database/sql/driver"

	"example.com/billingrules/internal/edge/enum"
	"example.com/billingrules/internal/edge/input"
)

// Term is the length of a subscription's terms. The zero Term is not a term. Its text is "monthly", "annual" or
// "three-year".
type Term uint8

// The terms.
const (
	Monthly   Term = iota + 1 // "monthly": 1 calendar month
	Annual                    // "annual": 12 calendar months
	ThreeYear                 // "three-year": 36 calendar months
)

// text is the table of the terms.
func (t Term) text() string {
	return enum.At([]string{
		Monthly:   "monthly",
		Annual:    "annual",
		ThreeYear: "three-year",
	}, t)
}

func (Term) enum() enum.Type[Term] { return enum.Of("calendar.Term", "term", Term.text) }

// ParseTerm reads the name of a term.
func ParseTerm(text string) (Term, error) {
	return Term(0).enum().Parse("calendar.ParseTerm", "term", text)
}

// IsValid reports whether t is one of the terms.
func (t Term) IsValid() bool { return t.Months() != 0 }

// Months returns the length of the term in calendar months: 1, 12 or 36; 0 if t is not a term. Implements term.length.
func (t Term) Months() int {
	switch t {
	case Monthly:
		return 1
	case Annual:
		return 12
	case ThreeYear:
		return 36
	}
	return 0
}

// serviceMonths returns the length of the stretches into which a term is cut: service months of a monthly term,
// service years of the others.
func (t Term) serviceMonths() int {
	if t == Monthly {
		return 1
	}
	return 12
}

// Period returns the days covered by a full term that starts on the given day, in the series of an anchor: from start
// up to, not including, the renewal date. The first term of a subscription starts on its anchor; later ones start on a
// month date of it, anchor.AddMonths(k), so that monthly terms anchored on 31 January start on 28 February, 31 March,
// 30 April. A start that is not a month date of the anchor is an error, and so is an end beyond the calendar.
// Implements term.length.
func (t Term) Period(anchor, start Date) (Period, error) {
	const op = "calendar.Term.Period"
	if !t.IsValid() {
		return Period{}, t.enum().Check(op, "term", t)
	}
	_, _, end, err := t.months(op, anchor, start)
	if err != nil {
		return Period{}, err
	}
	return Period{start.n, end.n}, nil
}

// Service returns one full term, as [Term.Period] does, cut into its service years or months. It is the safe way to
// make a [Service]: term and period cannot disagree.
func (t Term) Service(anchor, start Date) (Service, error) {
	const op = "calendar.Term.Service"
	if !t.IsValid() {
		return Service{}, t.enum().Check(op, "term", t)
	}
	months, k, end, err := t.months(op, anchor, start)
	if err != nil {
		return Service{}, err
	}
	whole := stretches{first: int32(k), len: int32(t.Months() / t.serviceMonths())}
	return Service{Period{start.n, end.n}, months, whole, ends{term: t}}, nil
}

// months returns the month dates of the anchor, the index of start among them, and the end of a full term from start.
func (t Term) months(op string, anchor, start Date) (months Series, k int, end Date, err error) {
	if months, k, err = monthIndex(op, anchor, start); err != nil {
		return Series{}, 0, Date{}, err
	}
	if end = months.At(k + t.Months()); end.IsZero() {
		err = input.Errorf(op, "start", start, input.ErrRange, "is too late: the term would end beyond the calendar")
	}
	return months, k, end, err
}

// monthIndex returns the month dates of the anchor, and the index of start among them. It refuses a start before the
// anchor.
func monthIndex(op string, anchor, start Date) (months Series, k int, err error) {
	switch {
	case anchor.IsZero():
		return Series{}, 0, input.Missing(op, "anchor")
	case start.IsZero():
		return Series{}, 0, input.Missing(op, "start")
	}
	months = monthly(anchor, 1)
	if start == anchor {
		return months, 0, nil
	}
	year, month, day := civil(start.n)
	k = 12*year + month - 1 - int(months.origin)
	if k < 0 || day != int(months.day) && day != min(int(months.day), daysIn(year, month)) {
		return Series{}, 0, input.Errorf(op, "start", start, input.ErrConflict,
			"is not a whole number of months after the anchor %s",
			anchor)
	}
	return months, k, nil
}

// String returns the name of the term, such as "three-year".
func (t Term) String() string { return t.enum().String(t) }

// AppendText appends the name of the term; a value that is not a term is an error.
func (t Term) AppendText(b []byte) ([]byte, error) { return t.enum().AppendText(b, t) }

// MarshalText returns the name of the term; a value that is not a term is an error.
func (t Term) MarshalText() ([]byte, error) { return t.enum().MarshalText(t) }

// UnmarshalText reads the name of a term; anything else, even an empty text, is an error.
func (t *Term) UnmarshalText(text []byte) error { return t.enum().UnmarshalText(t, text) }

// Scan reads the name of a term from a database, and NULL as the zero Term, for rows without a term, such as Flex
// tokens. It implements [database/sql.Scanner].
func (t *Term) Scan(src any) error {
	if src == nil {
		*t = 0
		return nil
	}
	return t.enum().Scan(t, src)
}

// Value stores a term as its name, and the zero Term as NULL. It implements [driver.Valuer].
func (t Term) Value() (driver.Value, error) {
	if t == 0 {
		return nil, nil
	}
	return t.enum().Value(t)
}

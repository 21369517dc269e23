package calendar

import (
	"database/sql/driver"
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// openSide is how the text of a period writes an open side.
const openSide = ".."

// ParsePeriod reads a period as an ISO 8601 interval: "2025-06-10/2026-06-10", "2025-06-10/..", "../2025-06-10" or
// "../..". The second date is the end, which is not part of the period. An end that leaves no day is an error.
func ParsePeriod(text string) (Period, error) { return parsePeriod("calendar.ParsePeriod", text) }

func parsePeriod(op, text string) (Period, error) {
	if text == "" {
		return Period{}, input.Missing(op, "period")
	}
	from, to, ok := strings.Cut(text, "/")
	if !ok {
		return Period{}, input.Errorf(op, "period", text, input.ErrSyntax, "is not of the form start/end")
	}
	p := Always()
	if from != openSide {
		start, err := parseDate(op, "start", from)
		if err != nil {
			return Period{}, err
		}
		p.start = start.n
	}
	if to != openSide {
		end, err := parseDate(op, "end", to)
		if err != nil {
			return Period{}, err
		}
		p.end = end.n
	}
	if p.start >= p.end || p.end == firstDay {
		return Period{}, input.Errorf(op, "period", text, input.ErrConflict, "has no day")
	}
	return p, nil
}

// String returns the period as an ISO 8601 interval, "2025-06-10/2026-06-10", with ".." for a side that is open,
// and "never" for the zero Period. The second date is not part of the period.
func (p Period) String() string {
	if p.IsZero() {
		return "never"
	}
	return string(p.append(nil))
}

func (p Period) append(b []byte) []byte {
	b = appendSide(b, p.Start())
	b = append(b, '/')
	return appendSide(b, p.End())
}

func appendSide(b []byte, d Date) []byte {
	if d.IsZero() {
		return append(b, openSide...)
	}
	return d.append(b)
}

// AppendText appends the period as an ISO 8601 interval, and nothing for the zero Period. It never fails.
func (p Period) AppendText(b []byte) ([]byte, error) {
	if p.IsZero() {
		return b, nil
	}
	return p.append(b), nil
}

// MarshalText returns the period as an ISO 8601 interval, and no text for the zero Period. It never fails.
func (p Period) MarshalText() ([]byte, error) {
	return p.AppendText(make([]byte, 0, len(dateLayout+"/"+dateLayout)))
}

// UnmarshalText reads a period as [ParsePeriod] does; no text is the zero Period.
func (p *Period) UnmarshalText(text []byte) error {
	return p.read("calendar.Period.UnmarshalText", string(text))
}

func (p *Period) read(op, text string) error {
	var read Period
	if text != "" {
		var err error
		if read, err = parsePeriod(op, text); err != nil {
			return err
		}
	}
	*p = read
	return nil
}

// UnmarshalJSON reads a string as [Period.UnmarshalText] does; a null is the zero Period. Anything else is an error.
func (p *Period) UnmarshalJSON(data []byte) error {
	text, err := jsonText("calendar.Period.UnmarshalJSON", "period", data)
	if err != nil {
		return err
	}
	return p.read("calendar.Period.UnmarshalJSON", text)
}

// Scan reads a period from a database: text as [ParsePeriod] does, and NULL as the zero Period. It implements
// [database/sql.Scanner].
func (p *Period) Scan(src any) error {
	text, err := input.Column("calendar.Period.Scan", "period", src)
	if err != nil {
		return err
	}
	return p.read("calendar.Period.Scan", text)
}

// Value stores a period as text, and the zero Period as NULL. It implements [driver.Valuer].
func (p Period) Value() (driver.Value, error) {
	if p.IsZero() {
		return nil, nil
	}
	return p.String(), nil
}

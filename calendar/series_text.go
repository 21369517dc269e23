package calendar

import (
	"database/sql/driver"
	"strconv"
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// unitLetters stand for the units in the text of a series, in their order.
const unitLetters = "DWM"

// ParseSeries reads a series as ISO 8601 writes a repeating interval: "R/2025-01-31/P3M" is every three months from 31
// January 2025, and D and W stand for days and weeks. The errors are those of [NewSeries].
func ParseSeries(text string) (Series, error) { return parseSeries("calendar.ParseSeries", text) }

func parseSeries(op, text string) (Series, error) {
	if text == "" {
		return Series{}, input.Missing(op, "series")
	}
	anchorText, stepText, _ := strings.Cut(strings.TrimPrefix(text, "R/"), "/P")
	number := strings.TrimRight(stepText, unitLetters)
	step, err := strconv.Atoi(number)
	isShort := len(number)+1 == len(stepText) && strconv.Itoa(step) == number
	if err != nil || !isShort || !strings.HasPrefix(text, "R/") {
		return Series{}, input.Errorf(op, "series", text, input.ErrSyntax, "is not of the form R/YYYY-MM-DD/P3M")
	}
	anchor, err := parseDate(op, "anchor", anchorText)
	if err != nil {
		return Series{}, err
	}
	unit := Unit(strings.IndexByte(unitLetters, stepText[len(number)]) + 1)
	s, err := NewSeries(anchor, step, unit)
	return s, input.At(err, op, "step") // all that can still be wrong
}

// String returns the series as ISO 8601 writes a repeating interval, "R/2025-01-31/P3M", and "no series" for the zero
// Series.
func (s Series) String() string {
	if s.IsZero() {
		return "no series"
	}
	return string(s.append(nil))
}

func (s Series) append(b []byte) []byte {
	b = s.Anchor().append(append(b, "R/"...))
	b = strconv.AppendInt(append(b, "/P"...), int64(s.step), 10)
	return append(b, unitLetters[s.unit-1])
}

// AppendText appends the series as [ParseSeries] reads it, and nothing for the zero Series. It never fails.
func (s Series) AppendText(b []byte) ([]byte, error) {
	if s.IsZero() {
		return b, nil
	}
	return s.append(b), nil
}

// MarshalText returns the series as [ParseSeries] reads it, and no text for the zero Series. It never fails.
func (s Series) MarshalText() ([]byte, error) {
	return s.AppendText(make([]byte, 0, len("R/"+dateLayout+"/P120000M")))
}

// UnmarshalText reads a series as [ParseSeries] does; no text is the zero Series.
func (s *Series) UnmarshalText(text []byte) error {
	return s.read("calendar.Series.UnmarshalText", string(text))
}

func (s *Series) read(op, text string) error {
	var read Series
	if text != "" {
		var err error
		if read, err = parseSeries(op, text); err != nil {
			return err
		}
	}
	*s = read
	return nil
}

// UnmarshalJSON reads a string as [Series.UnmarshalText] does; a null is the zero Series. Anything else is an error.
func (s *Series) UnmarshalJSON(data []byte) error {
	const op = "calendar.Series.UnmarshalJSON"
	text, err := jsonText(op, "series", data)
	if err != nil {
		return err
	}
	return s.read(op, text)
}

// Scan reads a series from a database: text as [ParseSeries] does, and NULL as the zero Series. It implements
// [database/sql.Scanner].
func (s *Series) Scan(src any) error {
	const op = "calendar.Series.Scan"
	text, err := input.Column(op, "series", src)
	if err != nil {
		return err
	}
	return s.read(op, text)
}

// Value stores a series as text, and the zero Series as NULL. It implements [driver.Valuer].
func (s Series) Value() (driver.Value, error) {
	if s.IsZero() {
		return nil, nil
	}
	return s.String(), nil
}

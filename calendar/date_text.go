package calendar

import (
	"database/sql/driver"
	"time"

	"example.com/billingrules/internal/edge/input"
)

// ParseDate reads a date as ISO 8601 writes it: ten bytes, "2025-06-09".
func ParseDate(text string) (Date, error) { return parseDate("calendar.ParseDate", "date", text) }

// MustParseDate is [ParseDate] for constants in source code: it panics if the text is not a date.
func MustParseDate(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// dateLayout shows the form of a date: digits stand for digits.
const dateLayout = "0000-00-00"

func parseDate[T string | []byte](op, field string, text T) (Date, error) {
	if len(text) != len(dateLayout) || text[4] != '-' || text[7] != '-' {
		return Date{}, notADate(op, field, string(text))
	}
	century, yearOfCentury := twoDigits(text[0], text[1]), twoDigits(text[2], text[3])
	month, day := twoDigits(text[5], text[6]), twoDigits(text[8], text[9])
	if century|yearOfCentury|month|day < 0 {
		return Date{}, notADate(op, field, string(text))
	}
	year := 100*century + yearOfCentury
	if year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{}, input.Errorf(op, field, string(text), input.ErrRange, "there is no such day")
	}
	return Date{dayNumber(year, month, day)}, nil
}

// twoDigits returns the number that two digits make, or a negative number if either is not a digit.
func twoDigits(tens, units byte) int {
	t, u := tens-'0', units-'0'
	if t > 9 || u > 9 {
		return -1
	}
	return 10*int(t) + int(u)
}

func notADate(op, field, text string) error {
	if text == "" {
		return input.Missing(op, field)
	}
	return input.Errorf(op, field, text, input.ErrSyntax, "is not of the form YYYY-MM-DD")
}

// String returns the date as ISO 8601 writes it, "2025-06-09", and "no date" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return "no date"
	}
	return string(d.append(make([]byte, 0, len(dateLayout))))
}

func (d Date) append(b []byte) []byte {
	year, month, day := civil(d.n)
	y1, y2 := digits(year / 100)
	y3, y4 := digits(year % 100)
	m1, m2 := digits(month)
	d1, d2 := digits(day)
	return append(b, y1, y2, y3, y4, '-', m1, m2, '-', d1, d2)
}

// digits returns the two digits of a number below 100.
func digits(n int) (tens, units byte) {
	u := uint8(n)
	return '0' + u/10, '0' + u%10
}

// AppendText appends the date as ISO 8601 writes it, and nothing for the zero Date. It never fails.
func (d Date) AppendText(b []byte) ([]byte, error) {
	if d.IsZero() {
		return b, nil
	}
	return d.append(b), nil
}

// MarshalText returns the date as ISO 8601 writes it, and no text for the zero Date. It never fails.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(make([]byte, 0, len(dateLayout))) }

// UnmarshalText reads a date as [ParseDate] does; no text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	return readDate("calendar.Date.UnmarshalText", d, text)
}

// readDate reads a date as parseDate does; no text is the zero Date.
func readDate[T string | []byte](op string, d *Date, text T) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	read, err := parseDate(op, "date", text)
	if err != nil {
		return err
	}
	*d = read
	return nil
}

// UnmarshalJSON reads a string as [Date.UnmarshalText] does. A null sets the zero Date; it does not keep the old value.
// Anything else is an error.
func (d *Date) UnmarshalJSON(data []byte) error {
	text, err := jsonText("calendar.Date.UnmarshalJSON", "date", data)
	if err != nil {
		return err
	}
	return readDate("calendar.Date.UnmarshalJSON", d, text)
}

// Scan reads a date from a database: text as [ParseDate] does, and NULL as the zero Date. Drivers return a DATE as a
// time.Time at midnight, so a time.Time is read if its clock shows midnight, or if it is the first instant of a day in
// its own location, as [Date.Start] gives it. Any other time is an instant whose day depends on a zone, and is refused:
// use [DateOf]. The zero Time, which some drivers return for an empty date, is refused as missing. It implements
// [database/sql.Scanner].
func (d *Date) Scan(src any) error {
	const op = "calendar.Date.Scan"
	if t, ok := src.(time.Time); ok {
		return d.scanTime(op, t)
	}
	text, err := input.Column(op, "date", src)
	if err != nil {
		return err
	}
	return readDate(op, d, text)
}

func (d *Date) scanTime(op string, t time.Time) error {
	if t.IsZero() {
		return input.Missing(op, "date")
	}
	hour, minute, second := t.Clock()
	midnight := hour|minute|second|t.Nanosecond() == 0
	if !midnight && !DateOf(t, t.Location()).Start(t.Location()).Equal(t) {
		return input.Errorf(op, "date", t, input.ErrSyntax, "is an instant, not a date: use DateOf")
	}
	read, err := NewDate(t.Date())
	if err != nil {
		return input.At(err, op, "date")
	}
	*d = read
	return nil
}

// Value stores a date as text, "2025-06-09", and the zero Date as NULL. It implements [driver.Valuer].
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

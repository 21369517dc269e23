package desk

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/refund"
)

// CalendarWriter writes the days of a portfolio as a calendar. Previous is what was written before, or nothing.
type CalendarWriter func(c Calendar, previous []byte) ([]byte, error)

// Calendar is whose days are written, and as of which day.
type Calendar struct {
	Name    string
	Zone    *time.Location
	On      calendar.Date
	Members []Member
}

// Member is a subscription of a calendar.
type Member struct {
	ID      string
	View    lifecycle.View
	Returns []refund.Return
	Charges []invoice.Instalment
}

// errNoCalendar answers -ics in a program without a CalendarWriter.
var errNoCalendar = errors.New("-ics: this program needs nothing but the library, and writes no calendar: " +
	"go -C examples/ics run ./quickstart -ics FILE does")

// writeCalendar writes the days of a portfolio as a calendar, continuing the one that is in the file.
func writeCalendar(name string, owned portfolio, r Report, zone *time.Location, write CalendarWriter) error {
	previous, err := readFile(name, nil)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	c := Calendar{Name: r.Company, Zone: zone, On: r.On}
	for i, s := range owned.owned {
		l := r.Subscriptions[i]
		m := Member{ID: s.ID, View: s.life.On(r.On), Charges: l.Charges}
		if !returned(m.View) {
			m.Returns = []refund.Return{l.Return}
		}
		c.Members = append(c.Members, m)
	}
	data, err := write(c, previous)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return replaceFile(name, data)
}

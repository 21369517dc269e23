// Package rival does what a program without the library would do: lines of package json with plain strings, dates of
// package time, and prices in decimals. It knows only what a plain row needs, one term and nothing that happened since,
// and gets that right, as a test checks. It exists for comparison.
package rival

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"github.com/shopspring/decimal"
)

// line is a line of NDJSON.
type line struct {
	ID  string `json:"id"`
	SRP map[string]struct {
		Amount   string `json:"amount"`
		Currency string `json:"currency"`
	} `json:"srp"`
	Facts struct {
		Seats int64 `json:"seats"`
		Terms []struct {
			Ordered string `json:"ordered"`
			Start   string `json:"start"`
			End     string `json:"end"`
			Length  string `json:"length"`
		} `json:"terms"`
	} `json:"facts"`
}

// answer is a line of the results.
type answer struct {
	ID          string `json:"id"`
	Phase       string `json:"phase"`
	Renewal     string `json:"renewal"`
	WindowOpens string `json:"windowOpens"`
	Days        int    `json:"days,omitempty"`
	Price       *price `json:"price,omitempty"`
}

type price struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

// Run reads lines and writes answers for a day.
func Run(in io.Reader, out io.Writer, on string) (int, error) {
	day, err := time.Parse(time.DateOnly, on)
	if err != nil {
		return 0, err
	}
	lines := bufio.NewScanner(in)
	w := bufio.NewWriter(out)
	encoder := json.NewEncoder(w)
	n := 0
	for lines.Scan() {
		var l line
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return n, err
		}
		a, err := l.answer(day)
		if err != nil {
			return n, fmt.Errorf("%s: %w", l.ID, err)
		}
		if err := encoder.Encode(a); err != nil {
			return n, err
		}
		n++
	}
	if err := lines.Err(); err != nil {
		return n, err
	}
	return n, w.Flush()
}

func (l *line) answer(day time.Time) (*answer, error) {
	term := l.Facts.Terms[0]
	var dates [3]time.Time
	for i, text := range []string{term.Ordered, term.Start, term.End} {
		var err error
		if dates[i], err = time.Parse(time.DateOnly, text); err != nil {
			return nil, err
		}
	}
	ordered, start, end := dates[0], dates[1], dates[2]
	opens := end.AddDate(0, 0, -90)
	if opens.Before(ordered) {
		opens = ordered
	}
	a := &answer{
		ID: l.ID, Phase: phase(day, start, end, term.Length),
		Renewal: end.Format(time.DateOnly), WindowOpens: opens.Format(time.DateOnly),
	}
	if day.Before(start) || !day.Before(end) {
		return a, nil
	}
	srp, err := decimal.NewFromString(l.SRP[term.Length].Amount)
	if err != nil {
		return nil, err
	}
	divisor := map[string]int64{"monthly": 30, "annual": 365, "three-year": 1095}[term.Length]
	a.Days = days(day, start, end, term.Length)
	amount := srp.Mul(decimal.NewFromInt(int64(a.Days))).Mul(decimal.NewFromInt(l.Facts.Seats)).
		Div(decimal.NewFromInt(divisor)).Round(2)
	a.Price = &price{amount.StringFixed(2), l.SRP[term.Length].Currency}
	return a, nil
}

// phase is the phase of a subscription with auto-renew and nothing unpaid.
func phase(day, start, end time.Time, length string) string {
	suspended := 30
	if length == "monthly" {
		suspended = 15
	}
	last := end.AddDate(0, 0, -1)
	switch {
	case day.Before(start):
		return "not started"
	case !day.After(end): // on the renewal date itself the renewal is being charged
		return "active"
	case !day.After(last.AddDate(0, 0, 15)):
		return "expired"
	case !day.After(last.AddDate(0, 0, 15+suspended)):
		return "suspended"
	}
	return "canceled"
}

// days are the charged days from a day up to the end: a service year counts at most 365, a month 30.
func days(day, start, end time.Time, length string) int {
	step, most := 12, 365
	if length == "monthly" {
		step, most = 1, 30
	}
	total := 0
	for n := 0; ; n += step {
		from, to := after(start, n), after(start, n+step)
		if !from.Before(end) {
			return total
		}
		switch {
		case !day.Before(to):
		case !day.After(from):
			total += most
		default:
			total += min(int(to.Sub(day).Hours()/24), most)
		}
	}
}

// after returns the day the given number of months later, or the last day of that month if it is shorter.
func after(t time.Time, months int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, min(t.Day(), first.AddDate(0, 1, -1).Day())-1)
}

package invoice

import (
	"strconv"
	"strings"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/input"
)

// NetTerms is the number of days from the date of an invoice to its due date, as a buyer has agreed with the vendor.
// Only net 30 is published. The zero NetTerms means that there are none: the price is due on the day of the purchase.
// Net 0 is different: the price is paid by invoice, and due on the date of that invoice. NetTerms are comparable with
// ==.
type NetTerms struct{ days int16 } // the days plus one, so that 0 means no net terms

const maxNetDays = 365

// Net returns net terms of a number of days, from 0 to 365.
func Net(days int) (NetTerms, error) { return net("invoice.Net", days) }

func net(op string, days int) (NetTerms, error) {
	if days < 0 || days > maxNetDays {
		return NetTerms{}, input.Errorf(op, "days", days, input.ErrRange, "must be from 0 to %d", maxNetDays)
	}
	return NetTerms{int16(days + 1)}, nil
}

// IsZero reports whether there are no net terms.
func (n NetTerms) IsZero() bool { return n.days == 0 }

// Days returns the number of days, and true; for the zero NetTerms, ok is false.
func (n NetTerms) Days() (days int, ok bool) {
	if n.IsZero() {
		return 0, false
	}
	return int(n.days) - 1, true
}

// Due returns the day on which an invoice of that date is due: the net days later, or the same day without net terms.
// It returns the zero Date if the date is zero or the result is beyond the calendar. Implements invoice.net-terms.
func (n NetTerms) Due(dated calendar.Date) calendar.Date {
	days, _ := n.Days()
	return dated.AddDays(days)
}

// String returns the terms as "net 30", and "no net terms" for the zero NetTerms.
func (n NetTerms) String() string {
	days, ok := n.Days()
	if !ok {
		return "no net terms"
	}
	return "net " + strconv.Itoa(days)
}

// MarshalText returns the terms as "net 30", and no text for the zero NetTerms.
func (n NetTerms) MarshalText() ([]byte, error) {
	if n.IsZero() {
		return []byte{}, nil
	}
	return []byte(n.String()), nil
}

// UnmarshalText reads what MarshalText writes; on an error n keeps what it held.
func (n *NetTerms) UnmarshalText(text []byte) error {
	return n.read("invoice.NetTerms.UnmarshalText", string(text))
}

func (n *NetTerms) read(op, text string) error {
	if text == "" {
		*n = NetTerms{}
		return nil
	}
	digits, ok := strings.CutPrefix(text, "net ")
	days, err := strconv.Atoi(digits)
	if !ok || err != nil || strconv.Itoa(days) != digits { // no sign, no leading zeros
		return input.Errorf(op, "terms", text, input.ErrSyntax, `is not of the form "net 30"`)
	}
	read, err := net(op, days)
	if err != nil {
		return err
	}
	*n = read
	return nil
}

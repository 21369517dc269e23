package invoice_test

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/invoice"
)

var date = calendar.MustParseDate

func net(t testing.TB, days int) invoice.NetTerms {
	t.Helper()
	n, err := invoice.Net(days)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// invoice.net-terms: every number of days, and the due date counted day by day.
func TestNetTerms(t *testing.T) {
	dated := date("2024-02-10")
	due := dated
	for days := range 366 {
		n := net(t, days)
		got, ok := n.Days()
		if n.IsZero() || !ok || got != days || n.Due(dated) != due || n.String() != "net "+strconv.Itoa(days) {
			t.Errorf("net %d: %s, %d, %v, due %s", days, n, got, ok, n.Due(dated))
		}
		text, err := n.MarshalText()
		var read invoice.NetTerms
		if err != nil || read.UnmarshalText(text) != nil || read != n {
			t.Errorf("%q is read as %s, %v", text, read, err)
		}
		due = due.AddDays(1)
	}
	for _, days := range []int{-1, 366, math.MinInt, math.MaxInt} {
		t.Run(strconv.Itoa(days), func(t *testing.T) {
			if n, err := invoice.Net(days); !errors.Is(err, billingrules.ErrRange) || !n.IsZero() {
				t.Errorf("net %d: %s, %v", days, n, err)
			}
		})
	}
}

func TestNoNetTerms(t *testing.T) {
	var none invoice.NetTerms
	if _, ok := none.Days(); ok || !none.IsZero() || none.String() != "no net terms" ||
		none.Due(date("2025-01-31")) != date("2025-01-31") {
		t.Errorf("no net terms are %s", none)
	}
	if text, err := none.MarshalText(); err != nil || len(text) != 0 {
		t.Errorf("no net terms are written as %q, %v", text, err)
	}
	n := net(t, 30)
	if err := n.UnmarshalText(nil); err != nil || !n.IsZero() {
		t.Errorf("no text is read as %s, %v", n, err)
	}
	if net(t, 0) == none {
		t.Error("net 0 is none")
	}
	if !net(t, 30).Due(date("9999-12-31")).IsZero() || !net(t, 30).Due(calendar.Date{}).IsZero() {
		t.Error("there is a due date beyond the calendar")
	}
	n = net(t, 30)
	for text, want := range map[string]error{
		"30": billingrules.ErrSyntax, "net": billingrules.ErrSyntax, "net ": billingrules.ErrSyntax,
		"net 030": billingrules.ErrSyntax, "net +30": billingrules.ErrSyntax, "Net 30": billingrules.ErrSyntax,
		"net 30 ": billingrules.ErrSyntax, "net -1": billingrules.ErrRange, "net 366": billingrules.ErrRange,
		"net 99999999999999999999": billingrules.ErrSyntax, "\x00": billingrules.ErrSyntax,
	} {
		t.Run(text, func(t *testing.T) {
			if err := n.UnmarshalText([]byte(text)); !errors.Is(err, want) || n != net(t, 30) {
				t.Errorf("%q: %v, read %s", text, err, n)
			}
		})
	}
	type row struct {
		Terms invoice.NetTerms `json:"terms,omitzero"`
	}
	if text, err := json.Marshal(row{}); err != nil || string(text) != "{}" {
		t.Errorf("%s, %v", text, err)
	}
}

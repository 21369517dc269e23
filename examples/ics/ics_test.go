package ics_test

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	second "github.com/emersion/go-ical"

	"example.com/billingrules/calendar"
	"example.com/billingrules/examples/ics"
	"example.com/billingrules/invoice"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
	"example.com/billingrules/refund"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// desk is five subscriptions on 2025-05-12, with a name and an ID that have to be escaped.
func desk(t *testing.T, change func(id string, f *lifecycle.Facts)) []ics.Event {
	t.Helper()
	ed := policy.Europe2024()
	date := calendar.MustParseDate
	on := date("2025-05-12")
	var events []ics.Event
	for _, f := range []struct {
		id, offering, ordered string
		length                calendar.Term
		change                func(f *lifecycle.Facts)
	}{
		{"S-01", "AutoCAD", "2025-04-30", calendar.Annual, func(*lifecycle.Facts) {}},
		{
			"S 2;é", "Architecture, Engineering & Construction Collection; “AEC”", "2024-10-01", calendar.ThreeYear,
			func(*lifecycle.Facts) {},
		},
		{"S-03", "Civil 3D", "2024-11-18", calendar.Annual, func(f *lifecycle.Facts) {
			f.Invoices = []lifecycle.BilledInvoice{
				{
					Number: "2024-311", Issued: date("2024-11-18"), Due: date("2024-12-18"), Paid: date("2024-12-10"),
					NetTerms: true,
				},
				{Number: "2025-118", Issued: date("2025-05-05"), Due: date("2025-06-04"), NetTerms: true},
			}
		}},
		{"S-04", "Maya", "2024-09-30", calendar.Annual, func(f *lifecycle.Facts) {
			f.Changes = []lifecycle.Change{{What: lifecycle.AutoRenewSwitched, Asked: f.Anchor, Effective: f.Anchor}}
		}},
		{"S-05", "Revit", "2024-12-01", calendar.Annual, func(f *lifecycle.Facts) {
			f.Cancellation = lifecycle.Cancellation{Asked: date("2025-05-10"), Effective: date("2025-06-30")}
		}},
	} {
		sub := must(lifecycle.Buy(ed, lifecycle.PurchaseRequest{
			Offering: f.offering, Length: f.length, Seats: 3, Ordered: date(f.ordered),
		}))
		facts := sub.Facts()
		f.change(&facts)
		if change != nil {
			change(f.id, &facts)
		}
		s := ics.Subscription{ID: f.id, View: must(lifecycle.New(ed, facts)).On(on)}
		s.Returns = []refund.Return{must(refund.Check(ed, refund.Purchase{
			Kind: policy.Subscription, Term: f.length, Channel: policy.Online, Event: refund.Bought,
			Ordered: date(f.ordered),
		}, on))}
		s.Charges = must(invoice.PriceTerm(ed, invoice.TermRequest{
			SRP: money.MustParseAmount("EUR 1000.00"), Seats: 3, Ordered: date(f.ordered),
			Service: must(f.length.Service(facts.Anchor, facts.Anchor)),
		})).Instalments
		events = append(events, ics.Events(s)...)
	}
	return events
}

// The days are those of the rulebook, worked out by hand.
func TestEvents(t *testing.T) {
	t.Parallel()
	got := readBack(t, write(t, desk(t, nil), nil))
	aec := "Architecture, Engineering & Construction Collection; “AEC” × 3"
	week, start := []string{"-P6DT15H", "-PT15H"}, []string{"PT9H"}
	want := map[string]event{
		"S-01.window.1":             {"20260130/20260614", "AutoCAD × 3 can be renewed", "", "1", start},
		"S-01.renewal.1":            {"20260430/20260501", "AutoCAD × 3 renews itself", "", "1", week},
		"S-01.return.1":             {"20250530/20250531", "Last day to return AutoCAD × 3", "", "1", week},
		"S%202%3B%C3%A9.window.1":   {"20270703/20271115", aec + " can be renewed", "", "1", start},
		"S%202%3B%C3%A9.renewal.1":  {"20271001/20271002", aec + " renews itself", "", "1", week},
		"S%202%3B%C3%A9.charge.1.2": {"20251001/20251002", "EUR 1000.00 is due: " + aec, "", "1", []string{"-P6DT15H"}},
		"S%202%3B%C3%A9.charge.1.3": {"20261001/20261002", "EUR 1000.00 is due: " + aec, "", "1", []string{"-P6DT15H"}},
		"S-03.window.1":             {"20250820/20260102", "Civil 3D × 3 can be renewed", "", "4", start},
		"S-03.renewal.1":            {"20251118/20251119", "Civil 3D × 3 renews itself", "", "4", week},
		"S-03.invoice.2025-118": {
			"20250604/20250605", "Invoice 2025-118 is due: Civil 3D × 3", "", "4", []string{"-P6DT15H", "PT9H"},
		},
		"S-04.window.1":       {"20250702/20251114", "Maya × 3 can be renewed", "", "2", start},
		"S-04.renewal.1":      {"20250929/20250930", "Maya × 3 ends", "", "2", week},
		"S-05.cancellation.1": {"20250630/20250701", "Revit × 3 is canceled", "", "2", week},
	}
	for key, w := range want {
		t.Run(key, func(t *testing.T) {
			w.status = "CONFIRMED"
			if g := got[key]; fmt.Sprint(g) != fmt.Sprint(w) {
				t.Errorf("got %v, want %v", g, w)
			}
		})
	}
	if len(got) != len(want) {
		t.Errorf("%d events, want %d: %q", len(got), len(want), slices.Sorted(maps.Keys(got)))
	}
}

// Written again as it was, it is the same byte for byte.
func TestUnchanged(t *testing.T) {
	t.Parallel()
	first := write(t, desk(t, nil), nil)
	c := ics.Calendar{
		Name: "Atelier Lambrecht, Gent", Zone: must(time.LoadLocation("Europe/Brussels")),
		On: calendar.MustParseDate("2025-05-13"), Events: desk(t, nil),
	}
	if again := must(c.Bytes(first)); !bytes.Equal(again, first) {
		t.Errorf("got\n%s\nwant\n%s", again, first)
	}
}

// A changed day moves the event: the identity stays, and the sequence number grows. What is gone is cancelled.
func TestMoved(t *testing.T) {
	t.Parallel()
	first := write(t, desk(t, nil), nil)
	changed := desk(t, func(id string, f *lifecycle.Facts) {
		switch id {
		case "S-03": // is paid
			f.Invoices[1].Paid = calendar.MustParseDate("2025-05-12")
		case "S-04": // is switched on, so that it renews on the day after its last
			f.Changes[0].AutoRenew = true
		}
	})
	second := write(t, changed, first)
	before, after := readBack(t, first), readBack(t, second)
	for uid, e := range after {
		t.Run(uid, func(t *testing.T) {
			old := before[uid]
			switch uid {
			case "S-03.invoice.2025-118":
				if e.status != "CANCELLED" || e.sequence != "5" || e.days != old.days || len(e.alarms) > 0 {
					t.Errorf("it is %v", e)
				}
			case "S-04.renewal.1":
				if e.days != "20250930/20251001" || e.sequence != "3" || e.status != "CONFIRMED" {
					t.Errorf("it is %v", e)
				}
			default:
				if fmt.Sprint(e) != fmt.Sprint(old) {
					t.Errorf("it is %v, was %v", e, old)
				}
			}
		})
	}
	if len(after) != len(before) {
		t.Errorf("%d events, and there were %d", len(after), len(before))
	}
	third := readBack(t, write(t, desk(t, nil), second)) // the payment was a mistake
	if e := third["S-03.invoice.2025-118"]; e.status != "CONFIRMED" || e.sequence != "6" {
		t.Errorf("back again it is %v", e)
	}
}

// Lines end as they must, and have 75 bytes at most.
func TestLines(t *testing.T) {
	t.Parallel()
	data := string(write(t, desk(t, nil), nil))
	for line := range strings.SplitSeq(strings.TrimSuffix(data, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("%d bytes: %q", len(line), line)
		}
		if strings.Count(line, ";VALUE=") > 1 {
			t.Errorf("a parameter is a duplicate: %q", line)
		}
	}
}

// A file of somebody else's is not replaced, and neither is one that is not a calendar.
func TestPrevious(t *testing.T) {
	t.Parallel()
	foreign := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\n" +
		"DTSTAMP:20250101T000000Z\r\nDTSTART;VALUE=DATE:20250101\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	empty := "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"
	mixed := strings.Replace(foreign, "PRODID:x", "PRODID:-//billingrules//calendar//EN", 1)
	unnamed := strings.Replace(empty, "PRODID:x\r\n", "", 1)
	ours := strings.Replace(empty, "PRODID:x", "PRODID:-//billingrules//calendar//EN", 1)
	c := ics.Calendar{Name: "x", Zone: time.UTC, On: calendar.MustParseDate("2025-05-12")}
	if _, err := c.Bytes([]byte(ours)); err != nil {
		t.Error(err)
	}
	for name, previous := range map[string]string{
		"foreign": foreign, "foreign without events": empty, "of no program": unnamed, "a foreign event": mixed,
		"none": "hello\r\n", "cut off": foreign[:80],
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := c.Bytes([]byte(previous)); err == nil {
				t.Error("no error")
			}
		})
	}
	//nolint:errorlint // as it is returned
	if _, err := second.NewDecoder(strings.NewReader("")).Decode(); err != io.EOF {
		t.Error(err)
	}
}

// Two events of one key would be one to a calendar program.
func TestDuplicate(t *testing.T) {
	t.Parallel()
	events := desk(t, nil)
	c := ics.Calendar{Name: "x", Zone: time.UTC, On: calendar.MustParseDate("2025-05-12")}
	c.Events = append(events, events[0])
	if _, err := c.Bytes(nil); err == nil {
		t.Error("no error")
	}
}

// What is known by one aligned term, as an import knows it, has the keys of what is known by a full term and its
// extension: the event moves.
func TestAligned(t *testing.T) {
	t.Parallel()
	ed := policy.Europe2024()
	date := calendar.MustParseDate
	facts := lifecycle.Facts{
		Kind: policy.Subscription, Offering: "Revit", Seats: 2, Anchor: date("2024-09-30"),
		Terms: []lifecycle.BoughtTerm{{
			Ordered: date("2024-09-30"), Start: date("2024-09-30"), End: date("2025-09-30"), Length: calendar.Annual,
		}},
	}
	write := func(previous []byte) []byte {
		c := ics.Calendar{Name: "x", Zone: time.UTC, On: date("2025-05-12")}
		c.Events = ics.Events(ics.Subscription{ID: "S-01", View: must(lifecycle.New(ed, facts)).On(c.On)})
		return must(c.Bytes(previous))
	}
	first := write(nil)
	facts.Terms[0].End, facts.Terms[0].AlignedTo = date("2025-12-01"), date("2025-12-01")
	second := write(first)
	for name, test := range map[string]struct {
		data []byte
		want string
	}{"full": {first, "20250930"}, "aligned": {second, "20251201"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := string(test.data)
			if strings.Count(text, ".renewal.") != 1 || strings.Count(text, ".window.") != 1 ||
				!strings.Contains(text, "UID:S-01.renewal.1@") ||
				!strings.Contains(text, "DTSTART;VALUE=DATE:"+test.want) {
				t.Errorf("not one renewal .1 on %s:\n%s", test.want, text)
			}
		})
	}
}

package lifecycle_test

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/checks/testkit"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

// part is a value that a caller stores by itself, with its text.
type part struct {
	value any // a pointer, which reads the JSON
	text  string
}

// parts has one value of each type, with every field set.
func parts() map[string]part {
	all := partsOfFacts()
	maps.Copy(all, partsOfAnswers())
	return all
}

// partsOfFacts has the parts of facts, and the requests of acts.
func partsOfFacts() map[string]part {
	return map[string]part{
		"term": {
			&lifecycle.BoughtTerm{
				Ordered: day("2024-09-20"), Start: day("2024-10-01"), End: day("2025-03-01"),
				Length: calendar.Annual, AlignedTo: day("2024-03-01"),
			},
			`{"ordered":"2024-09-20","start":"2024-10-01","end":"2025-03-01","length":"annual",` +
				`"alignedTo":"2024-03-01"}`,
		},
		"invoice": {
			&lifecycle.BilledInvoice{
				Number: "2025-077", Issued: day("2025-03-21"), Due: day("2025-04-20"), Paid: day("2025-04-02"),
				NetTerms: true,
			},
			`{"number":"2025-077","issued":"2025-03-21","due":"2025-04-20","paid":"2025-04-02","netTerms":true}`,
		},
		"change": {
			&lifecycle.Change{
				What: lifecycle.SeatsChanged, Asked: day("2025-01-15"), Effective: day("2025-10-01"), Seats: 5,
			},
			`{"what":"seats","asked":"2025-01-15","effective":"2025-10-01","seats":5}`,
		},
		"cancellation": {
			&lifecycle.Cancellation{Asked: day("2025-01-15"), Effective: day("2025-10-01")},
			`{"asked":"2025-01-15","effective":"2025-10-01"}`,
		},
		"changes of a renewal": {
			&lifecycle.RenewalChanges{Seats: 4, Length: calendar.ThreeYear, Offering: "Maya"},
			`{"seats":4,"length":"three-year","offering":"Maya"}`,
		},
		"purchase": {
			&lifecycle.PurchaseRequest{
				Kind: policy.Subscription, Offering: "AutoCAD", Length: calendar.Annual, Seats: 3,
				Ordered: day("2025-01-10"), Start: day("2025-02-01"),
			},
			`{"kind":"subscription","offering":"AutoCAD","length":"annual","seats":3,"ordered":"2025-01-10",` +
				`"start":"2025-02-01"}`,
		},
		"return": {
			&lifecycle.ReturnedPurchase{
				Day: day("2025-01-20"), Added: day("2025-01-10"), Seats: 2, Until: day("2025-10-01"), Note: "C-8",
			},
			`{"day":"2025-01-20","added":"2025-01-10","seats":2,"until":"2025-10-01","note":"C-8"}`,
		},
	}
}

// partsOfAnswers has the answers.
func partsOfAnswers() map[string]part {
	return map[string]part{
		"event": {
			&lifecycle.Event{
				Day: day("2025-10-01"), What: lifecycle.PhaseStarts, Rule: "lapse.expired-days",
				Phase: lifecycle.Expired, Projected: true,
			},
			`{"day":"2025-10-01","what":"phase-starts","rule":"lapse.expired-days","phase":"expired",` +
				`"projected":true}`,
		},
		"reach": {
			&lifecycle.ExtensionReach{
				Rule: "coterm.extend-annual", Length: calendar.Annual, FromTransaction: day("2026-10-04"),
				FromRenewal: day("2026-10-01"), Latest: day("2026-10-01"),
			},
			`{"rule":"coterm.extend-annual","length":"annual","fromTransaction":"2026-10-04",` +
				`"fromRenewal":"2026-10-01","latest":"2026-10-01"}`,
		},
	}
}

// fresh returns a zero value of the type of a part.
func (p part) fresh() any { return reflect.New(reflect.TypeOf(p.value).Elem()).Interface() }

// Each part is written with its documented keys, and reads back equal by itself.
func TestParts_JSON(t *testing.T) {
	for name, p := range parts() {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(p.value)
			if err != nil || string(text) != p.text {
				t.Errorf("written as %s, %v\nwant       %s", text, err, p.text)
			}
			read := p.fresh()
			if err := json.Unmarshal([]byte(p.text), read); err != nil || !reflect.DeepEqual(read, p.value) {
				t.Errorf("read as %+v, %v", read, err)
			}
		})
	}
}

// A misspelt key, a duplicate key and a value of the wrong type are refused by name, and the value read into stays as
// it is.
func TestParts_RefusedJSON(t *testing.T) {
	for name, p := range parts() {
		key := strings.Split(p.text, `"`)[1] // the first key
		for fault, tt := range map[string]struct {
			text  string
			field string
			is    error
		}{
			"misspelt":    {strings.Replace(p.text, `"`+key+`"`, `"`+key+`s"`, 1), key + "s", billingrules.ErrUnknown},
			"a duplicate": {`{"` + key + `":null,` + p.text[1:], key, billingrules.ErrConflict},
			"a duplicate in upper case": {
				`{"` + strings.ToUpper(key) + `":null,` + p.text[1:], key, billingrules.ErrConflict,
			},
			"of a list": {`{"` + key + `":[]}`, key, billingrules.ErrSyntax},
		} {
			t.Run(name+", "+fault, func(t *testing.T) {
				err := json.Unmarshal([]byte(tt.text), p.value)
				if testkit.Fields(err) != tt.field || !errors.Is(err, tt.is) {
					t.Errorf("%s: %v, want %s", tt.text, err, tt.field)
				}
				if text, err := json.Marshal(p.value); err != nil || string(text) != p.text {
					t.Errorf("changed to %s, %v", text, err)
				}
			})
		}
	}
}

// The rule of a reach must be that of its length.
func TestExtensionReach_UnmarshalJSON(t *testing.T) {
	text := parts()["reach"].text
	for name, tt := range map[string]struct {
		by   string
		want error
	}{
		"without a rule": {`""`, billingrules.ErrMissing}, "of no rule": {`"coterm.extend"`, billingrules.ErrUnknown},
		"of another": {`"coterm.monthly"`, billingrules.ErrConflict},
	} {
		t.Run(name, func(t *testing.T) {
			var read lifecycle.ExtensionReach
			err := json.Unmarshal([]byte(strings.Replace(text, `"coterm.extend-annual"`, tt.by, 1)), &read)
			if !errors.Is(err, tt.want) || testkit.Fields(err) != "rule" || read != (lifecycle.ExtensionReach{}) {
				t.Errorf("%+v, %v", read, err)
			}
		})
	}
}

// Facts are stored as JSON, and read back from text and from bytes.
func TestFactsColumn(t *testing.T) {
	want := rich(t)
	value, err := want.Value()
	text, isText := value.(string)
	if err != nil || !isText {
		t.Fatalf("stored as %T, %v", value, err)
	}
	for name, src := range map[string]any{"text": text, "bytes": []byte(text)} {
		t.Run(name, func(t *testing.T) {
			var read lifecycle.Facts
			if err := read.Scan(src); err != nil || !reflect.DeepEqual(read, want) {
				t.Errorf("read as %+v, %v", read, err)
			}
		})
	}
}

// Values that are not facts are refused, and what they are read into stays as it is.
func TestFactsColumn_Refused(t *testing.T) {
	want := rich(t)
	text := string(testkit.Must(json.Marshal(want)))
	for name, tt := range map[string]struct {
		src any
		is  error
	}{
		"NULL":           {nil, billingrules.ErrMissing},
		"no text":        {"", billingrules.ErrMissing},
		"a number":       {int64(3), billingrules.ErrSyntax},
		"cut off":        {text[:len(text)-1], billingrules.ErrSyntax},
		"misspelt":       {strings.Replace(text, `"seats"`, `"seat"`, 1), billingrules.ErrUnknown},
		"a day too many": {strings.Replace(text, "2024-10-15", "2024-10-32", 1), billingrules.ErrRange},
	} {
		t.Run(name, func(t *testing.T) {
			read := rich(t)
			if err := read.Scan(tt.src); !errors.Is(err, tt.is) || !reflect.DeepEqual(read, want) {
				t.Errorf("%v, read as %+v", err, read)
			}
		})
	}
}

// Values that were never filled in say so.
func TestZeroValues_String(t *testing.T) {
	for want, got := range map[string]string{
		"no event": lifecycle.Event{}.String(), "no extension": lifecycle.ExtensionReach{}.String(),
	} {
		t.Run(want, func(t *testing.T) {
			if got != want {
				t.Errorf("got %q", got)
			}
		})
	}
}

// The text of an extension's reach has both limits.
func TestExtensionReach_String(t *testing.T) {
	const want = "2026-10-01 (coterm.extend-annual: 2026-10-04 from the transaction, 2026-10-01 from the renewal date)"
	reach, err := annual(t, "2024-10-01").On(day("2025-07-03")).ExtensionReach()
	if err != nil || reach.String() != want {
		t.Errorf("got  %s, %v\nwant %s", reach, err, want)
	}
}

// A reach or a status that contradicts itself is not read.
func TestParts_Contradictions(t *testing.T) {
	v := annual(t, "2024-10-01").On(day("2025-08-01"))
	reach, err := v.ExtensionReach()
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		part        any
		into        json.Unmarshaler
		path, value string
		field       string
	}{
		"a reach beyond both limits": {reach, new(lifecycle.ExtensionReach), "latest", "2026-11-03", "latest"},
		"a reach of another length":  {reach, new(lifecycle.ExtensionReach), "length", "three-year", "rule"},
		"a reach of a month":         {reach, new(lifecycle.ExtensionReach), "length", "monthly", "rule"},
		"a reach by another rule":    {reach, new(lifecycle.ExtensionReach), "rule", "coterm.monthly", "rule"},
		"a reach without a limit":    {reach, new(lifecycle.ExtensionReach), "fromRenewal", "", "fromRenewal"},
		"a reach without a length":   {reach, new(lifecycle.ExtensionReach), "length", "", "length"},
		"a phase that ends before":   {v.Status(), new(lifecycle.Status), "until", "2024-09-30", "until"},
		"a phase of no days":         {v.Status(), new(lifecycle.Status), "until", "2024-10-01", "until"},
	} {
		t.Run(name, func(t *testing.T) {
			stored, err := json.Marshal(tt.part)
			if err != nil || tt.into.UnmarshalJSON(stored) != nil {
				t.Fatalf("%s: %v, %v", stored, err, tt.into.UnmarshalJSON(stored))
			}
			text, err := testkit.Tamper(stored, tt.path, tt.value)
			if err != nil {
				t.Fatal(err)
			}
			if err := tt.into.UnmarshalJSON(text); testkit.Fields(err) != tt.field {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), tt.field, err)
			}
		})
	}
	var furthest lifecycle.ExtensionReach
	stored, err := json.Marshal(reach)
	if err != nil {
		t.Fatal(err)
	}
	text, err := testkit.Tamper(stored, "latest", reach.FromTransaction.String())
	if err != nil || furthest.UnmarshalJSON(text) != nil {
		t.Errorf("as far as one of the limits: %v, %v", err, furthest.UnmarshalJSON(text))
	}
}

// An event without its day, its kind or a known rule is not read.
func TestEvent_Incomplete(t *testing.T) {
	const text = `{"day":"2025-10-01","what":"term-starts","rule":"term.length"}`
	for name, tt := range map[string]struct{ old, field string }{
		"whole":          {"", ""},
		"without a day":  {`"day":"2025-10-01",`, "day"},
		"without a kind": {`"what":"term-starts",`, "what"},
		"without a rule": {`,"rule":"term.length"`, "rule"},
	} {
		t.Run(name, func(t *testing.T) {
			var e lifecycle.Event
			if err := e.UnmarshalJSON([]byte(strings.Replace(text, tt.old, "", 1))); testkit.Fields(err) != tt.field {
				t.Errorf("refused in %q, want %q: %v", testkit.Fields(err), tt.field, err)
			}
		})
	}
}

// An event that has what its kind cannot have, or lacks what it must have, is not read.
func TestEvent_Contradictions(t *testing.T) {
	gone, on := testkit.Absent{}, day("2025-10-01")
	for _, tt := range []struct {
		event lifecycle.Event
		rows  []tampered
	}{
		{lifecycle.Event{Day: on, What: lifecycle.TermStarts, Rule: "term.length"}, []tampered{
			{"phase", "active", "phase"},
			{"change", "seats", "change"},
			{"rule", "term.expiry", "rule"},
			{"projected", true, ""},
			{"what", "phase-starts", "phase"},
			{"what", "change-takes-effect", "change"},
		}},
		{lifecycle.Event{Day: on, What: lifecycle.Anniversary, Rule: "invoice.annual-instalments"}, []tampered{
			{"phase", "active", "phase"}, {"rule", "term.length", "rule"},
		}},
		{lifecycle.Event{Day: on, What: lifecycle.WindowOpens, Rule: "renewal.window"}, []tampered{
			{"change", "term", "change"}, {"rule", "renewal.late", "rule"}, {"what", "last-day", "rule"},
		}},
		{
			lifecycle.Event{
				Day: on, What: lifecycle.ChangeTakesEffect, Rule: "change.term", Change: lifecycle.TermChanged,
			},
			[]tampered{{"change", "seats", "rule"}, {"change", gone, "change"}, {"phase", "active", "phase"}},
		},
		{lifecycle.Event{Day: on, What: lifecycle.LastDay, Rule: "term.expiry"}, []tampered{
			{"phase", "expired", "phase"}, {"what", "term-starts", "rule"},
		}},
		{lifecycle.Event{Day: on, What: lifecycle.PurchaseReturned, Rule: "refund.effect"}, []tampered{
			{"projected", true, "projected"}, {"rule", "refund.long", "rule"},
		}},
		{
			lifecycle.Event{
				Day: on, What: lifecycle.PhaseStarts, Rule: "lapse.suspended-days", Phase: lifecycle.Suspended,
			},
			[]tampered{
				{"phase", gone, "phase"},
				{"phase", "active", "rule"},
				{"what", "term-starts", "phase"},
				{"change", "seats", "change"},
			},
		},
	} {
		t.Run(tt.event.What.String(), func(t *testing.T) { holdTampered(t, tt.event, tt.rows) })
	}
}

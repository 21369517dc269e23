package policy_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"example.com/billingrules"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// A vendor with 14 days to return and a 360-day year is one file.
const acme = `{
  "name": "Acme2026", "region": "Europe", "firstDay": "2026-01-01",
  "proration": {"standardDays": {"annual": 360, "threeYear": 1080}},
  "refund": {"monthly": 14, "annual": 14, "threeYear": 14}
}`

func decode(file string) (policy.Edition, error) {
	return policy.DecodeEdition(strings.NewReader(file), policy.Europe2024())
}

func TestDecodeEdition_AnotherVendor(t *testing.T) {
	base := policy.Europe2024()
	before := base.Fingerprint()
	ed, err := policy.DecodeEdition(strings.NewReader(acme), base)
	if err != nil {
		t.Fatal(err)
	}
	var moved []string
	for _, d := range policy.Diff(base, ed) {
		moved = append(moved, d.Parameter+" "+d.From+" "+d.To)
	}
	want := []string{
		"name Europe2024 Acme2026", "firstDay 2024-09-16 2026-01-01",
		"proration.standardDays.annual 365 360", "proration.standardDays.threeYear 1095 1080",
		"refund.monthly 15 14", "refund.annual 30 14", "refund.threeYear 30 14",
	}
	if got := strings.Join(moved, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("moved:\n%s", got)
	}
	if base.Fingerprint() != before || base.ProrationRules().StandardDays.Annual != 365 {
		t.Error("the base has changed")
	}
}

func TestReadingsInAFile(t *testing.T) {
	ed, err := decode(`{"proration": {"dayCount": "no-leap-day", "rounding": "half-even"},
		"coterm": {"limits": "either", "reAnchor": "no"}, "invoice": {"earlyFirst": "at-renewal"},
		"order": {"processing": "36h"}, "lapse": {"exemptOfferings": ["AutoCAD"]}}`)
	if _, ok := policy.Europe2024().CardCeiling(money.MustParseCurrency("USD")); ok {
		t.Error("Europe2024 has a ceiling")
	}
	if err != nil {
		t.Fatal(err)
	}
	if ed.ProrationRules().DayCount != policy.NoLeapDay || ed.CotermRules().Limits != policy.EitherLimit ||
		ed.CotermRules().ReAnchor != policy.No ||
		ed.InvoiceRules().EarlyFirst != policy.DueAtRenewal || ed.OrderRules().Processing != 36*time.Hour ||
		!ed.IsExempt("AutoCAD") || ed.IsExempt("Autodesk Docs") || !policy.Europe2024().IsExempt("Autodesk Docs") {
		t.Errorf("got %v", policy.Diff(policy.Europe2024(), ed))
	}
}

func TestDecodeEdition_Reading(t *testing.T) {
	t.Run("without a base", func(t *testing.T) {
		_, err := policy.DecodeEdition(strings.NewReader(acme), policy.Edition{})
		said := map[string]int{}
		for _, e := range billingrules.InputErrors(err) {
			if said[e.Field]++; !errors.Is(e, billingrules.ErrMissing) {
				t.Error(e)
			}
		}
		for _, l := range leaves() {
			if l.name == "inForce" {
				continue // the only one outside the groups that acme does not state
			}
			stated := strings.HasPrefix(l.name, "refund.") &&
				!slices.Contains([]string{
					"refund.maintenance", "refund.flexTokens", "refund.monthlyOnlineOnly",
					"refund.renewalFrom",
				}, l.name) ||
				l.name == "proration.standardDays.annual" || l.name == "proration.standardDays.threeYear" ||
				!strings.Contains(l.name, ".")
			if want := map[bool]int{true: 0, false: 1}[stated]; said[l.name] != want {
				t.Errorf("%s is called missing %d times, want %d", l.name, said[l.name], want)
			}
		}
	})
	t.Run("no reader", func(t *testing.T) {
		if _, err := policy.DecodeEdition(nil, policy.Europe2024()); !errors.Is(err, billingrules.ErrMissing) {
			t.Error(err)
		}
	})
	t.Run("a reader that fails", func(t *testing.T) {
		_, err := policy.DecodeEdition(iotest.ErrReader(errors.New("disk on fire")), policy.Europe2024())
		if !errors.Is(err, billingrules.ErrSyntax) || !strings.Contains(err.Error(), "disk on fire") {
			t.Error(err)
		}
	})
}

func TestFileOfTheLargestSize(t *testing.T) {
	file := acme + strings.Repeat(" ", 1<<20-len(acme))
	if _, err := decode(file); err != nil {
		t.Errorf("%d bytes: %v", len(file), err)
	}
}

// What MarshalJSON writes is valid JSON that states everything, in one form.
func TestEditionsAreWrittenAsTheyAreRead(t *testing.T) {
	for ed := range policy.Editions() {
		file, err := json.Marshal(ed)
		if err != nil {
			t.Fatal(err)
		}
		again, err := policy.DecodeEdition(bytes.NewReader(file), policy.Edition{})
		if err != nil || !again.Equal(ed) {
			t.Errorf("%s is read back as %s, %v", ed, again, err)
		}
		var read struct{ Edition policy.Edition }
		if err := json.Unmarshal([]byte(`{"Edition":`+string(file)+`}`), &read); err != nil || !read.Edition.Equal(ed) {
			t.Errorf("%s is decoded as %s, %v", ed, read.Edition, err)
		}
		if err := json.Unmarshal([]byte(acme), &read.Edition); !errors.Is(err, billingrules.ErrMissing) ||
			!read.Edition.Equal(ed) {
			t.Errorf("a file that does not state everything: %v", err)
		}
		for _, l := range leaves() {
			name := l.name[strings.LastIndex(l.name, ".")+1:]
			if !bytes.Contains(file, []byte(`"`+name+`":`)) {
				t.Errorf("%s is not written", l.name)
			}
		}
	}
}

func FuzzDecodeEdition(f *testing.F) {
	f.Add([]byte(acme))
	f.Add([]byte(`{"proration": {"dayCount": "actual"}, "order": {"processing": "1m"}}`))
	f.Add([]byte(`{"lapse": {"exemptOfferings": []}}`))
	f.Add([]byte(`{"refund": {"annual": 3, "annual": "x"}, "x": [{}]} `))
	if file, err := policy.Europe2024().MarshalJSON(); err == nil {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		base := policy.Europe2024()
		ed, err := policy.DecodeEdition(bytes.NewReader(file), base)
		if !base.Equal(policy.Europe2024()) {
			t.Fatal("the base has changed")
		}
		if err != nil {
			if !ed.IsZero() || len(billingrules.InputErrors(err)) == 0 {
				t.Fatalf("%s, %v", ed, err)
			}
			return
		}
		written, err := ed.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		again, err := policy.DecodeEdition(bytes.NewReader(written), policy.Edition{})
		if err != nil || !again.Equal(ed) {
			t.Fatalf("%s is read back as %s, %v", written, again, err)
		}
	})
}

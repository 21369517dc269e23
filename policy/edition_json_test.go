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
	if base.Fingerprint() != before || base.Proration().StandardDays.Annual != 365 {
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
	if ed.Proration().DayCount != policy.NoLeapDay || ed.Coterm().Limits != policy.EitherLimit ||
		ed.Coterm().ReAnchor != policy.No ||
		ed.Invoice().EarlyFirst != policy.DueAtRenewal || ed.Order().Processing != 36*time.Hour ||
		!ed.IsExempt("AutoCAD") || ed.IsExempt("Autodesk Docs") || !policy.Europe2024().IsExempt("Autodesk Docs") {
		t.Errorf("got %v", policy.Diff(policy.Europe2024(), ed))
	}
}

// badFile is a row of the tables below.
type badFile struct {
	name, file string
	want       []string // the end of each error, after "policy.DecodeEdition: "
	sentinel   error
}

func refuseFile(t *testing.T, rows []badFile) {
	t.Helper()
	for _, test := range rows {
		t.Run(test.name, func(t *testing.T) {
			ed, err := decode(test.file)
			if !errors.Is(err, test.sentinel) || !ed.IsZero() {
				t.Fatalf("got %s, %v; want %v", ed, err, test.sentinel)
			}
			bad := billingrules.InputErrors(err)
			if len(bad) != len(test.want) {
				t.Fatalf("%d errors, want %d:\n%v", len(bad), len(test.want), err)
			}
			for i, want := range test.want {
				if got := bad[i].Error(); !strings.HasPrefix(got, "policy.DecodeEdition: "+want) {
					t.Errorf("got  %s\nwant policy.DecodeEdition: %s", got, want)
				}
			}
		})
	}
}

func TestDecodeEdition_BadKeys(t *testing.T) {
	refuseFile(t, []badFile{
		{
			"unknown key", `{"refunds": {}}`,
			[]string{"refunds: is not a parameter of an edition"},
			billingrules.ErrUnknown,
		},
		{
			"unknown key in a group", `{"refund": {"month": 3}}`,
			[]string{"refund.month: is not a parameter of an edition"},
			billingrules.ErrUnknown,
		},
		{
			"key in another case", `{"Name": "x"}`,
			[]string{"Name: is not a parameter of an edition"},
			billingrules.ErrUnknown,
		},
		{"doubled key", `{"name": "a", "name": "b"}`, []string{"name: is a duplicate"}, billingrules.ErrConflict},
		{"doubled group", `{"refund": {}, "refund": {}}`, []string{"refund: is a duplicate"}, billingrules.ErrConflict},
		{
			"doubled key in a group", `{"refund": {"annual": 3, "annual": 3}}`,
			[]string{"refund.annual: is a duplicate"},
			billingrules.ErrConflict,
		},
	})
}

func TestDecodeEdition_BadTypes(t *testing.T) {
	refuseFile(t, []badFile{
		{
			"text for a number", `{"refund": {"annual": "30"}}`,
			[]string{`refund.annual "30": is not a whole number`},
			billingrules.ErrSyntax,
		},
		{
			"half a day", `{"refund": {"annual": 0.5}}`,
			[]string{`refund.annual 0.5: is not a whole number`},
			billingrules.ErrSyntax,
		},
		{
			"number beyond any", `{"refund": {"annual": 1e99}}`,
			[]string{`refund.annual 1e99: is not a whole number`},
			billingrules.ErrSyntax,
		},
		{
			"null", `{"refund": {"annual": null}}`,
			[]string{`refund.annual null: is not a whole number`},
			billingrules.ErrSyntax,
		},
		{"null date", `{"firstDay": null}`, []string{`firstDay null: is not text`}, billingrules.ErrSyntax},
		{
			"null list", `{"lapse": {"exemptOfferings": null}}`,
			[]string{`lapse.exemptOfferings null: is not a list of texts`},
			billingrules.ErrSyntax,
		},
		{
			"list of numbers", `{"lapse": {"exemptOfferings": [1]}}`,
			[]string{`lapse.exemptOfferings [1]: is not a list of texts`},
			billingrules.ErrSyntax,
		},
		{"number for text", `{"name": 3}`, []string{`name 3: is not text`}, billingrules.ErrSyntax},
		{
			"number for a name", `{"coterm": {"limits": 1}}`,
			[]string{`coterm.limits 1: is not text`},
			billingrules.ErrSyntax,
		},
	})
}

func TestDecodeEdition_BadNames(t *testing.T) {
	refuseFile(t, []badFile{
		{
			"ceiling that is no list", `{"order": {"cardCeilings": "USD 1"}}`,
			[]string{`order.cardCeilings "USD 1": is not a list of amounts such as "USD 25000.00"`},
			billingrules.ErrSyntax,
		},
		{
			"ceiling in no currency", `{"order": {"cardCeilings": ["USD 1", "XXY 1"]}}`,
			[]string{`order.cardCeilings[1] "XXY": `},
			billingrules.ErrUnknown,
		},
		{
			"two ceilings", `{"order": {"cardCeilings": ["USD 1", "USD 2"]}}`,
			[]string{`order.cardCeilings[1] USD 2.00: `},
			billingrules.ErrConflict,
		},
		{
			"two ceilings of nothing", `{"order": {"cardCeilings": ["USD 0", "USD 0"]}}`,
			[]string{`order.cardCeilings[1] USD 0.00: `},
			billingrules.ErrConflict,
		},
		{
			"unknown name", `{"coterm": {"limits": "all"}}`,
			[]string{`coterm.limits "all": is not known; one of: both, either`},
			billingrules.ErrUnknown,
		},
		{"empty name", `{"coterm": {"limits": ""}}`, []string{`coterm.limits: is missing`}, billingrules.ErrMissing},
	})
}

func TestDecodeEdition_BadTimes(t *testing.T) {
	refuseFile(t, []badFile{
		{"no such day", `{"firstDay": "2026-02-30"}`, []string{`firstDay "2026-02-30": `}, billingrules.ErrRange},
		{"no day", `{"firstDay": ""}`, []string{`firstDay: is missing`}, billingrules.ErrMissing},
		{
			"seconds", `{"order": {"processing": 24}}`,
			[]string{`order.processing 24: is not a duration such as "24h"`},
			billingrules.ErrSyntax,
		},
		{
			"no unit", `{"order": {"processing": "24"}}`,
			[]string{`order.processing "24": is not a duration such as "24h"`},
			billingrules.ErrSyntax,
		},
		{
			"a plus", `{"order": {"processing": "+24h"}}`,
			[]string{`order.processing "+24h": is not a duration such as "24h"`},
			billingrules.ErrSyntax,
		},
		{
			"a zero in front", `{"order": {"processing": "1h024m"}}`,
			[]string{`order.processing "1h024m": is not a duration such as "24h"`},
			billingrules.ErrSyntax,
		},
		{
			"no digit before the point", `{"order": {"processing": "1h.5m"}}`,
			[]string{`order.processing "1h.5m": is not a duration such as "24h"`},
			billingrules.ErrSyntax,
		},
		{
			"no digit behind the point", `{"order": {"processing": "24.h"}}`,
			[]string{`order.processing "24.h": is not a duration such as "24h"`},
			billingrules.ErrSyntax,
		},
		{
			"no time", `{"order": {"processing": "0s"}}`,
			[]string{`order.processing 0s: must be more than 0`},
			billingrules.ErrRange,
		},
	})
}

func TestDecodeEdition_OutOfBounds(t *testing.T) {
	refuseFile(t, []badFile{
		{
			"out of bounds", `{"refund": {"annual": 3661}}`,
			[]string{`refund.annual 3661: must be from 0 to 3660`},
			billingrules.ErrRange,
		},
		{"group is no object", `{"refund": 5}`, []string{`refund 5: is not an object`}, billingrules.ErrSyntax},
		{
			"object for a number", `{"refund": {"annual": {"days": 3}}}`,
			[]string{`refund.annual {"days": 3}: is not a whole number`},
			billingrules.ErrSyntax,
		},
		{
			"no third", `{"proration": {"standardDays": {"threeYear": 1081}}}`,
			[]string{`proration.standardDays.threeYear 1081: must be a multiple of 3`},
			billingrules.ErrConflict,
		},
		{
			name: "several at once",
			file: `{"nam": "x", "refund": {"annual": "x", "monthly": -1, "threeYear": -1}, "lapse": 7, "name": ""}`,
			want: []string{
				`nam: is no`, `refund.annual "x": is not a whole`, `lapse 7: is not an object`,
				`name: is missing`, `refund.monthly -1: `, `refund.threeYear -1: `,
			},
			sentinel: billingrules.ErrUnknown,
		},
	})
}

func TestDecodeEdition_BadJSON(t *testing.T) {
	refuseFile(t, []badFile{
		{"nothing", ``, []string{`edition: is not JSON at byte 0: EOF`}, billingrules.ErrSyntax},
		{"a comma too many", `{"name":"a",}`, []string{`edition: is not JSON at byte 13: `}, billingrules.ErrSyntax},
		{
			"text that turns around", `{"name": "a\u202eb"}`,
			[]string{`name "a\u202eb": has characters that cannot be printed`},
			billingrules.ErrSyntax,
		},
		{"truncated", acme[:100], []string{`edition: is not JSON`}, billingrules.ErrSyntax},
		{"one brace short", strings.TrimSuffix(acme, "}"), []string{`edition: is not JSON`}, billingrules.ErrSyntax},
		{"no object", `[]`, []string{`edition []: is not an object`}, billingrules.ErrSyntax},
		{"null edition", `null`, []string{`edition null: is not an object`}, billingrules.ErrSyntax},
		{"something after", `{} {}`, []string{`edition: goes on after its end, at byte`}, billingrules.ErrSyntax},
		{"a comment after", `{} // later`, []string{`edition: goes on after its end`}, billingrules.ErrSyntax},
		{"byte order mark", "\ufeff{}", []string{`edition: starts with a byte order mark`}, billingrules.ErrSyntax},
		{"not UTF-8", "{\"name\": \"\xff\"}", []string{`edition: is not UTF-8`}, billingrules.ErrSyntax},
		{
			"NUL", `{"name": "a\u0000b"}`,
			[]string{`name "a\x00b": has characters that cannot be printed or is not UTF-8`},
			billingrules.ErrSyntax,
		},
		{
			"deep", strings.Repeat(`{"refund":`, 20_000) + "1" + strings.Repeat("}", 20_000),
			[]string{`edition: is not JSON`},
			billingrules.ErrSyntax,
		},
		{
			"too large", `{"name": "` + strings.Repeat("x", 1<<20) + `"}`,
			[]string{`edition: is longer than 1048576 bytes`},
			billingrules.ErrRange,
		},
	})
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

package policy_test

import (
	"errors"
	"strings"
	"testing"

	"example.com/billingrules"
)

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

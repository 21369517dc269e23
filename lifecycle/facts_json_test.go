package lifecycle_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/lifecycle"
	"pgregory.net/rapid"
)

// slowly reads facts by reflection, as UnmarshalJSON does where its fast path does not apply.
func slowly(data []byte) (lifecycle.Facts, error) {
	type plain lifecycle.Facts
	var read plain
	err := strict.Decode("lifecycle.Facts.UnmarshalJSON", "facts", data, &read)
	if err != nil {
		return lifecycle.Facts{}, err
	}
	return lifecycle.Facts(read), nil
}

// readsAsSlowly checks UnmarshalJSON against reflection: the same facts, or the same error.
func readsAsSlowly(t rapid.TB, data []byte) {
	t.Helper()
	want, wantErr := slowly(data)
	var got lifecycle.Facts
	err := got.UnmarshalJSON(data)
	if fmt.Sprint(err) != fmt.Sprint(wantErr) || !reflect.DeepEqual(got, want) {
		t.Fatalf("%s\nis read as\n%+v, %v\nand by reflection as\n%+v, %v", data, got, err, want, wantErr)
	}
}

// forms are different ways to write what facts can contain.
var forms = []string{
	`{}`, `null`, ` null `, `[]`, `3`, `"text"`, `true`, ``, ` `, `{`, `{"kind"`, `{"kind":`, `{"kind":"trial"`,
	`{"kind":"trial"} `, `{"kind":"trial"}x`, `{"kind":"trial"}{}`, `{"kind":"trial",}`, `{,"kind":"trial"}`,
	`{"kind":"trial" "seats":3}`, `{"kind" "trial"}`, `{"kind":"trial","kind":"trial"}`,
	`{"kind":"trial","Kind":"trial"}`,
	`{"Kind":"trial"}`, `{"ſeats":3}`, `{"\u006bind":"trial"}`, `{"kind":"\u0074rial"}`, `{"kind":null}`,
	`{"kind":"rental"}`, `{"kind":""}`, `{"kind":3}`, `{"":3}`, `{"unknown":3}`, `{"unknown":}`, `{"unknown"}`,
	`{"unknown":{"deep":[[[[{}]]]]}}`, `{"offering":"3ds Max \"2025\""}`, `{"offering":"\u00e9\ud83d\ude00\n\/"}`,
	`{"offering":"é"}`, "{\"offering\":\"\xff\"}", "{\"offering\":\"\\n\xff\"}", "{\"offering\":\"a\nb\"}",
	`{"offering":"\ud800"}`, `{"offering":"\x"}`, `{"offering":"\`, `{"offering":"a\"}`, `{"offering":null}`,
	`{"offering":true}`, `{"offering":`, `{"offering":"`, `{"offering":"a`, `{"offering":nul}`, `{"offering":nullx}`,
	`{"anchor":null}`, `{"anchor":""}`, `{"anchor":"2024-10-01"}`, `{"anchor":"2024-02-30"}`, `{"anchor":20241001}`,
	`{"seats":0}`, `{"seats":-0}`, `{"seats":-3}`, `{"seats":-}`, `{"seats":03}`, `{"seats":3.0}`, `{"seats":3e0}`,
	`{"seats":+3}`, `{"seats":"3"}`, `{"seats":null}`, `{"seats":999999999999999999}`, `{"seats":9223372036854775807}`,
	`{"seats":9223372036854775808}`, `{"seats":-9223372036854775808}`, `{"seats":10000000000000000000000000}`,
	`{"seats":3}}`, `{"seats":`, `{"seats":-`, `{"terms":null}`, `{"terms":[]}`, `{"terms":[ ]}`, `{"terms":[null]}`,
	`{"terms":[null,{}]}`, `{"terms":[{},]}`, `{"terms":[,{}]}`, `{"terms":[{}{}]}`, `{"terms":{}}`, `{"terms":[3]}`,
	`{"terms":[[]]}`, `{"terms":[`, `{"terms":[{`, `{"terms":[{}`, `{"terms":[{"end":"x"},{"start":"y"}]}`,
	`{"terms":[{"start":"2024-10-01","start":"2024-10-01"}]}`, `{"invoices":[{"netTerms":true,"nothingOwed":false}]}`,
	`{"invoices":[{"netTerms":null,"number":null}]}`, `{"invoices":[{"netTerms":tru}]}`,
	`{"invoices":[{"netTerms":1}]}`,
	`{"failedCharges":["2024-10-01",null,""]}`, `{"failedCharges":[3]}`, `{"cancellation":null}`, `{"cancellation":{}}`,
	`{"cancellation":{"asked":null,"effective":"2024-10-01"}}`, `{"cancellation":[]}`, "\ufeff{}", "{}\x00", "\x00",
	strings.Repeat(`[`, 20_000), `{"terms":` + strings.Repeat(`[`, 20_000),
	"\t{\r\n \"seats\" : 3 ,\n\"terms\" : [ { } , { } ] } \n",
}

func TestFacts_ReadAsByReflection(t *testing.T) {
	for _, text := range forms {
		name := text[:min(len(text), 60)]
		t.Run(name, func(t *testing.T) { readsAsSlowly(t, []byte(text)) })
	}
	for name, f := range subjects(t) {
		t.Run(name, func(t *testing.T) {
			text, err := json.MarshalIndent(f, "", "\t")
			if err != nil {
				t.Fatal(err)
			}
			readsAsSlowly(t, text)
			for i := range text { // every prefix of the text, and the text without each of its bytes
				readsAsSlowly(t, text[:i])
				readsAsSlowly(t, slices.Concat(text[:i], text[i+1:]))
			}
		})
	}
}

// The parts of facts by key, each with the values that it can have.
var (
	someDates   = []string{`"2024-10-01"`, `"2025-10-01"`, `null`, `""`, `"2025-02-30"`, `"\u0032024-10-01"`}
	someNumbers = []string{`3`, `0`, `-1`, `null`, `1.5`, `03`, `1e3`, `123456789012345678`, `1234567890123456789012`}
	someNames   = []string{`"AutoCAD"`, `"I-1"`, `""`, `null`, `"é"`, `"\u00e9"`, `"\""`, "\"\xff\"", `"<&>"`, `3`}
	someFlags   = []string{`true`, `false`, `null`, `1`}
	someLengths = []string{`"annual"`, `"monthly"`, `"three-year"`, `null`, `""`, `"yearly"`}
	someOdd     = []string{`{}`, `[]`, `[{}]`, `{"a":{"b":1}}`, ``, `nul`, `x`}
)

type shape map[string]any // []string: one of these values; shape: an object; a list of one shape: a list of them

var factsShape = shape{
	"kind":     []string{`"subscription"`, `"trial"`, `"flex-tokens"`, `null`, `"rental"`, `""`, `1`},
	"offering": someNames, "anchor": someDates, "seats": someNumbers,
	"terms": []any{shape{
		"ordered": someDates, "start": someDates, "end": someDates, "length": someLengths, "alignedTo": someDates,
	}},
	"invoices": []any{shape{
		"number": someNames, "issued": someDates, "due": someDates, "paid": someDates, "netTerms": someFlags,
		"nothingOwed": someFlags, "returned": someDates,
	}},
	"changes": []any{shape{
		"what":  []string{`"seats"`, `"product"`, `"term"`, `"auto-renew"`, `null`, `"price"`},
		"asked": someDates, "effective": someDates, "seats": someNumbers, "offering": someNames, "length": someLengths,
		"autoRenew": someFlags,
	}},
	"failedCharges": []any{someDates},
	"cancellation":  shape{"asked": someDates, "effective": someDates},
	"returns": []any{shape{
		"day": someDates, "term": someDates, "added": someDates, "seats": someNumbers, "until": someDates,
		"note": someNames,
	}},
}

// draw writes a value of a shape, usually a valid one.
func draw(t *rapid.T, of any) string {
	odd := func(label string) bool { return rapid.IntRange(0, 60).Draw(t, label) == 60 }
	space := rapid.SampledFrom([]string{"", "", "", " ", "\n\t", "\r"}).Draw(t, "space")
	if odd("odd value") {
		return rapid.SampledFrom(someOdd).Draw(t, "odd")
	}
	switch of := of.(type) {
	case []string:
		return space + of[max(0, rapid.IntRange(-9, len(of)-1).Draw(t, "value"))] // usually the first, which is valid
	case []any:
		var entries []string
		for range rapid.IntRange(0, 3).Draw(t, "entries") {
			entries = append(entries, draw(t, of[0]))
		}
		return space + "[" + strings.Join(entries, ",") + "]"
	case shape:
		var members []string
		keys := rapid.Permutation(slices.Sorted(maps.Keys(of))).Draw(t, "keys")
		for _, key := range keys[:rapid.IntRange(0, len(keys)).Draw(t, "number of keys")] {
			written := key
			if odd("odd key") {
				written = rapid.SampledFrom([]string{
					strings.ToUpper(key), strings.Replace(key, "s", "ſ", 1),
					`\u00` + fmt.Sprintf("%02x", key[0]) + key[1:],
					"unknown", "", keys[0],
				}).Draw(t, "key")
			}
			members = append(members, space+`"`+written+`"`+space+":"+draw(t, of[key]))
		}
		return space + "{" + strings.Join(members, ",") + space + "}"
	}
	panic("no shape")
}

func propReads(t *rapid.T) {
	text := []byte(draw(t, factsShape))
	if len(text) > 0 && rapid.IntRange(0, 9).Draw(t, "slip") == 0 {
		text[rapid.IntRange(0, len(text)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
	}
	readsAsSlowly(t, text)
}

func TestFacts_AnyTextReadsAsByReflection(t *testing.T) { rapid.Check(t, propReads) }

func FuzzFacts_ReadAsByReflection(f *testing.F) {
	for _, text := range forms {
		f.Add([]byte(text))
	}
	if text, err := json.Marshal(full()); err == nil {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, data []byte) { readsAsSlowly(t, data) })
}

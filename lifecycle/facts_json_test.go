package lifecycle_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/internal/edge/strict"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
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

// full are facts in which every field of every part is set. They need not be possible.
func full() lifecycle.Facts {
	d := day("2024-10-01")
	return lifecycle.Facts{
		Kind: policy.Trial, Offering: "AutoCAD", Anchor: d, Seats: 3,
		Terms: []lifecycle.BoughtTerm{{Ordered: d, Start: d, End: d, Length: 3, AlignedTo: d}},
		Invoices: []lifecycle.BilledInvoice{
			{Number: "I-1", Issued: d, Due: d, Paid: d, NetTerms: true, NothingOwed: true, Returned: d},
		},
		Changes: []lifecycle.Change{
			{
				What: 1, Asked: d, Effective: d, Seats: 5, Offering: "Revit", Length: 2, AutoRenew: true,
				Withdrawn: true, WithTerm: true,
			},
		},
		FailedCharges: []calendar.Date{d}, Cancellation: lifecycle.Cancellation{Asked: d, Effective: d},
		Returns: []lifecycle.ReturnedPurchase{{Day: d, Term: d, Added: d, Seats: 2, Until: d, Note: "C-8"}},
	}
}

// lacking returns the first field of a value, or of one of its parts, that is zero or empty.
func lacking(path string, v reflect.Value) string {
	switch {
	case v.Kind() == reflect.Slice && v.Len() > 0:
		return lacking(path+"[0]", v.Index(0))
	case v.IsZero():
		return path
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[calendar.Date]():
		for i := range v.NumField() {
			if name := lacking(path+"."+v.Type().Field(i).Name, v.Field(i)); name != "" {
				return name
			}
		}
	}
	return ""
}

// Every field is read without reflection, which would allocate hundreds of times.
func TestFacts_EveryFieldIsReadAtOnce(t *testing.T) {
	want := full()
	if field := lacking("Facts", reflect.ValueOf(want)); field != "" {
		t.Fatalf("%s has no value here", field)
	}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got lifecycle.Facts
	if err := json.Unmarshal(data, &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%s is read as\n%+v, %v", data, got, err)
	}
	n := testing.AllocsPerRun(10, func() { _ = new(lifecycle.Facts).UnmarshalJSON(data) })
	if n > 12 {
		t.Errorf("reading them allocates %v times", n)
	}
}

// Reading an annual subscription with one term takes at most ten allocations, including those of package json, and one
// more for each further invoice: its number.
func TestFacts_JSONAllocations(t *testing.T) {
	one := []byte(oneTerm)
	if n := testing.AllocsPerRun(100, func() { _ = json.Unmarshal(one, new(lifecycle.Facts)) }); n > 10 {
		t.Errorf("reading one term allocates %v times", n)
	}
	facts := read(t, oneTerm)
	for k := range 1000 {
		facts.Invoices = append(facts.Invoices, unpaid("I-"+itoa(k), "2024-10-01", "2024-10-31"))
	}
	buffer, err := facts.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := testing.AllocsPerRun(10, func() { _ = new(lifecycle.Facts).UnmarshalJSON(buffer) }); n > 1030 {
		t.Errorf("reading a thousand invoices allocates %v times", n)
	}
	if n := testing.AllocsPerRun(10, func() { buffer, _ = facts.AppendJSON(buffer[:0]) }); n > 2 {
		t.Errorf("writing allocates %v times", n)
	}
}

// unescaped returns the JSON of a value without the escapes for HTML.
func unescaped(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

func TestFacts_AppendJSON(t *testing.T) {
	all := subjects(t)
	all["rich"], all["full"], all["lists that are empty"] = rich(t), full(), full()
	empty := full()
	empty.Terms, empty.Invoices, empty.Changes = empty.Terms[:0], empty.Invoices[:0], empty.Changes[:0]
	empty.FailedCharges, empty.Cancellation = empty.FailedCharges[:0], lifecycle.Cancellation{}
	all["lists that are empty"] = empty
	all["a kind alone"] = lifecycle.Facts{Kind: policy.Trial}
	zero := full()
	zero.Terms[0], zero.Invoices[0] = lifecycle.BoughtTerm{}, lifecycle.BilledInvoice{}
	zero.Changes[0], zero.FailedCharges[0] = lifecycle.Change{What: 1}, calendar.Date{}
	all["parts that are zero"] = zero
	for _, name := range []string{"é", "\xff", "\"", `\`, "<&>", "a\nb\x01\u2028\u2029\x7f", "😀"} {
		odd := full()
		odd.Offering, odd.Invoices[0].Number, odd.Changes[0].Offering = name, name, name
		all["the name "+name] = odd
	}
	for name, f := range all {
		t.Run(name, func(t *testing.T) {
			want, wantErr := unescaped(f)
			got, err := f.AppendJSON([]byte("x,"))
			if err != nil || wantErr != nil || string(got) != "x,"+want {
				t.Errorf("got %s, %v, want %s, %v", got, err, want, wantErr)
			}
		})
	}
}

func TestFacts_AppendJSONRefuses(t *testing.T) {
	for name, change := range map[string]func(*lifecycle.Facts){
		"a kind":   func(f *lifecycle.Facts) { f.Kind = 0 },
		"a length": func(f *lifecycle.Facts) { f.Terms[0].Length = 9 },
		"a change": func(f *lifecycle.Facts) { f.Changes[0].What = 0 },
	} {
		t.Run(name, func(t *testing.T) {
			f := full()
			change(&f)
			got, err := f.AppendJSON([]byte("x"))
			if _, wantErr := unescaped(f); err == nil || !strings.Contains(wantErr.Error(), err.Error()) ||
				string(got) != "x" {
				t.Errorf("got %s, %v, want %v", got, err, wantErr)
			}
		})
	}
}

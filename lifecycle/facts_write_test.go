package lifecycle_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"example.com/billingrules/calendar"
	"example.com/billingrules/lifecycle"
	"example.com/billingrules/policy"
)

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

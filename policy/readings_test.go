package policy_test

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"example.com/billingrules/policy"
)

// numbers are the readings that are numbers; every other number is a published fact.
var numbers = []string{"renewal.awaitedDays", "invoice.instalmentsBefore"}

func reading(t *testing.T, key string) policy.Reading {
	t.Helper()
	var found []policy.Reading
	for r := range policy.Readings() {
		if r.Key == key {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%s is listed %d times", key, len(found))
	}
	return found[0]
}

// Every parameter that is not a number, text, day or list is a reading, and so are two of the numbers.
func TestReadings_EveryParameter(t *testing.T) {
	listed := 0
	for range policy.Readings() {
		listed++
	}
	for _, l := range leaves() {
		value := l.value(new(policy.Parameters))
		enum, number := value.Kind() == reflect.Uint8, slices.Contains(numbers, l.name)
		if !enum && !number {
			continue
		}
		listed--
		t.Run(l.name, func(t *testing.T) {
			r := reading(t, l.name)
			if _, ok := r.Rule.Rule(); !ok || r.Says == "" || r.Changes == "" {
				t.Errorf("%+v", r)
			}
			if number {
				if len(r.Values) != 0 || r.Least >= r.Most ||
					!strings.Contains(r.String(), fmt.Sprint("from ", r.Least, " to ", r.Most)) {
					t.Errorf("%+v", r)
				}
				return
			}
			if r.Least != 0 || r.Most != 0 {
				t.Errorf("%+v", r)
			}
			checkValues(t, l, r)
		})
	}
	if listed != 0 {
		t.Errorf("%d readings are no parameter", listed)
	}
	for range policy.Readings() {
		break // a caller may stop
	}
}

// checkValues sets the parameter to each of its values, through a file.
func checkValues(t *testing.T, l leaf, r policy.Reading) {
	t.Helper()
	var all []string
	for i, v := range r.Values {
		p := europe2024()
		l.value(&p).SetUint(uint64(i + 1))
		want, err := policy.NewEdition(p)
		if err != nil || v.Meaning == "" || r.Of(want) != v.Name || !strings.Contains(r.String(), v.String()) {
			t.Errorf("%+v: %q, %v", v, r.Of(want), err)
		}
		group, key, _ := strings.Cut(l.name, ".")
		got, err := decode(fmt.Sprintf(`{%q: {%q: %q}}`, group, key, v.Name))
		if err != nil || !got.Equal(want) {
			t.Errorf("%s in a file: %v", v, err)
		}
		if moved := policy.Diff(policy.Europe2024(), want); v.Name != r.Default &&
			(len(moved) != 1 || moved[0].To != v.String()) {
			t.Errorf("%s moves %v", v, moved)
		}
		all = append(all, v.Name)
	}
	if slices.Sort(all); len(all) < 2 || len(slices.Compact(all)) != len(r.Values) || !slices.Contains(all, r.Default) {
		t.Errorf("values %v, default %q", r.Values, r.Default)
	}
	p := europe2024()
	l.value(&p).SetUint(uint64(len(r.Values) + 1))
	if _, err := policy.NewEdition(p); err == nil {
		t.Error("there are more values than are listed")
	}
}

func TestReadingOf(t *testing.T) {
	r := reading(t, "renewal.awaitedDays")
	for name, tt := range map[string]struct{ got, want string }{
		"a reading":               {r.Of(policy.Europe2024()), "1"},
		"of the zero Edition":     {r.Of(policy.Edition{}), ""},
		"a published fact":        {(policy.Reading{Key: "renewal.windowDays"}).Of(policy.Europe2024()), ""},
		"a key that is not known": {(policy.Reading{Key: "renewal.window"}).Of(policy.Europe2024()), ""},
		"the zero Reading":        {(policy.Reading{}).Of(policy.Europe2024()), ""},
	} {
		t.Run(name, func(t *testing.T) {
			if tt.got != tt.want {
				t.Errorf("got %q, want %q", tt.got, tt.want)
			}
		})
	}
}

// The list in the documentation of the package is that of Readings.
func TestReadings_Documentation(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(doc), "// # Readings\n")
	var got []string
	for line := range strings.Lines(list) {
		if row, ok := strings.CutPrefix(line, "//\t"); ok {
			got = append(got, strings.Join(strings.Fields(row), " "))
		}
	}
	var want []string
	for r := range policy.Readings() {
		want = append(want, strings.Join([]string{r.Key, inDocumentation(r), string(r.Rule)}, " "))
	}
	if !slices.Equal(got, want) {
		t.Errorf("doc.go lists\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// The table in the documentation is that of Readings.
func TestReadings_Docs(t *testing.T) {
	page, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	want.WriteString("| what is read | values, the default first | key | rule |\n|---|---|---|---|\n")
	for r := range policy.Readings() {
		fmt.Fprintf(&want, "| %s | %s | `%s` | %s |\n", r.Says, inDocumentation(r), r.Key, r.Rule)
	}
	if !strings.Contains(string(page), "\n"+want.String()+"\n") {
		t.Errorf("docs/rules.md does not have this table:\n%s", &want)
	}
}

// inDocumentation lists the values of a reading, the default first.
func inDocumentation(r policy.Reading) string {
	if len(r.Values) == 0 {
		return fmt.Sprintf("%s (%d to %d)", r.Default, r.Least, r.Most)
	}
	names := []string{r.Default}
	for _, v := range r.Values {
		if v.Name != r.Default {
			names = append(names, v.Name)
		}
	}
	return strings.Join(names, ", ")
}

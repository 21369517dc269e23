package testkit_test

import (
	"testing"

	"example.com/billingrules/internal/checks/testkit"
)

func TestTamper(t *testing.T) {
	t.Parallel()
	const document = `{"n":1.50,"list":[{"a":"x"},{"a":"y"}]}`
	for name, tt := range map[string]struct {
		document, path string
		value          any
		want           string // empty for an error
	}{
		"a value":     {document, "n", 2, `{"list":[{"a":"x"},{"a":"y"}],"n":2}`},
		"in a list":   {document, "list[1].a", "z", `{"list":[{"a":"x"},{"a":"z"}],"n":1.50}`},
		"taken away":  {document, "list[0].a", testkit.Absent{}, `{"list":[{},{"a":"y"}],"n":1.50}`},
		"added":       {document, "list[0].b", nil, `{"list":[{"a":"x","b":null},{"a":"y"}],"n":1.50}`},
		"past a list": {document, "list[2].a", "z", ""},
		"no entry":    {document, "list[x].a", "z", ""},
		"in a number": {document, "n.a", "z", ""},
		"no document": {"", "n", 2, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := testkit.Tamper([]byte(tt.document), tt.path, tt.value)
			if string(got) != tt.want || (err == nil) != (tt.want != "") {
				t.Errorf("%s, %v", got, err)
			}
		})
	}
}

package strict_test

import (
	"errors"
	"testing"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
)

// stored reads itself strictly.
type stored struct{ Seats int }

func (s *stored) UnmarshalJSON(data []byte) error {
	type plain stored
	return strict.Into("p.F", "stored", data, (*plain)(s))
}

func TestScan(t *testing.T) {
	const text = `{"seats":3}`
	for name, tt := range map[string]struct {
		src  any
		want string
	}{
		"text":         {text, ""},
		"bytes":        {[]byte(text), ""},
		"NULL":         {nil, "p.Scan: stored: is missing"},
		"no text":      {"", "p.Scan: stored: is missing"},
		"null":         {"null", "p.Scan: stored: is missing"},
		"a number":     {int64(3), "p.Scan: stored 3: must be text, not int64"},
		"no JSON":      {"{", `p.Scan: stored "{": is not JSON`},
		"a mark":       {"\ufeff" + text, "p.Scan: stored: starts with a byte order mark"},
		"a bad key":    {`{"seat":3}`, "p.Scan: seat 3: is not a known key"},
		"another type": {`[]`, "p.Scan: stored []: is not an object"},
	} {
		t.Run(name, func(t *testing.T) {
			var got stored
			err := strict.Scan("p.Scan", "stored", tt.src, &got)
			switch {
			case tt.want == "":
				if err != nil || got.Seats != 3 {
					t.Errorf("%v, %v", got, err)
				}
			case err == nil || err.Error() != tt.want || got != (stored{}):
				t.Errorf("%v, %v, want %s", got, err, tt.want)
			}
		})
	}
}

// unwritable cannot be written.
type unwritable struct{}

func (unwritable) MarshalJSON() ([]byte, error) { return nil, input.Missing("p.G", "kind") }

func TestValue(t *testing.T) {
	if got, err := strict.Value("p.Value", struct{ A int }{3}); got != `{"A":3}` || err != nil {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := strict.Value("p.Value", func() {}); got != nil || err == nil {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := strict.Value("p.Value", unwritable{}); got != nil || !errors.Is(err, input.ErrMissing) ||
		err.Error() != "p.Value: kind: is missing" {
		t.Errorf("%v, %v", got, err)
	}
}

package input_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"example.com/billingrules/internal/edge/input"
)

func TestAll(t *testing.T) {
	first, second, third := input.Missing("p.F", "x"), input.Missing("p.F", "y"), input.Missing("p.G", "z")
	other := errors.New("something else")
	for name, test := range map[string]struct {
		err  error
		want []*input.Error
	}{
		"nothing":                  {nil, nil},
		"an error of another kind": {other, nil},
		"one":                      {first, []*input.Error{first}},
		"wrapped":                  {fmt.Errorf("read: %w", first), []*input.Error{first}},
		"joined": {
			err:  errors.Join(second, other, errors.Join(third, fmt.Errorf("read: %w", first))),
			want: []*input.Error{second, third, first},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := input.All(test.err); !slices.Equal(got, test.want) {
				t.Errorf("%s: %v", name, got)
			}
		})
	}
}

func TestWithin(t *testing.T) {
	t.Parallel()
	found := errors.Join(input.Missing("a.F", "seats"), errors.New("a refusal"), input.Missing("a.G", "srp"))
	want := "b.H: items[2].seats: is missing\nb.H: items[2].srp: is missing"
	if got := input.Within(found, "b.H", "items[2]."); got == nil || got.Error() != want {
		t.Errorf("got %v", got)
	}
	for _, err := range []error{nil, errors.New("a refusal")} {
		if got := input.Within(err, "b.H", ""); got != nil {
			t.Errorf("of %v: %v", err, got)
		}
	}
}

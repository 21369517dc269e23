package input_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"example.com/billingrules/internal/edge/input"
)

func TestErrorText(t *testing.T) {
	tests := []struct {
		err  error
		want string
	}{
		{
			input.Errorf("p.F", "seats", 0, input.ErrRange, "must be from %d to %d", 1, 9),
			"p.F: seats 0: must be from 1 to 9",
		},
		{
			input.Errorf("p.F", "name", "a\nb", input.ErrSyntax, "has a line break"),
			`p.F: name "a\nb": has a line break`,
		},
		{input.Errorf("p.F", "name", []byte("ab"), input.ErrSyntax, "is bad"), `p.F: name "ab": is bad`},
		{input.Errorf("p.F", "name", input.Raw(`"ab"`), input.ErrSyntax, "is bad"), `p.F: name "ab": is bad`},
		{input.Errorf("p.F", "file", nil, input.ErrSyntax, "is bad"), `p.F: file: is bad`},
		{input.Errorf("p.F", "", "x", input.ErrSyntax, "is bad"), `p.F: "x": is bad`},
		{input.Missing("p.F", "term"), "p.F: term: is missing"},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			if got := test.err.Error(); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestErrorIsItsSentinel(t *testing.T) {
	all := []error{
		input.ErrMissing, input.ErrSyntax, input.ErrRange, input.ErrUnknown, input.ErrCurrency,
		input.ErrConflict,
	}
	for i, sentinel := range all {
		t.Run(sentinel.Error(), func(t *testing.T) {
			err := fmt.Errorf("wrapped: %w", input.Errorf("p.F", "x", 1, sentinel, "is bad"))
			for j, other := range all {
				if errors.Is(err, other) != (i == j) {
					t.Errorf("%v is %v: %v", err, other, i != j)
				}
			}
		})
	}
	if !errors.Is(input.Missing("p.F", "x"), input.ErrMissing) {
		t.Error("Missing is not ErrMissing")
	}
}

func TestAtMovesAnErrorToItsField(t *testing.T) {
	inner := input.Errorf("low.F", "date", "x", input.ErrSyntax, "is bad")
	err := input.At(fmt.Errorf("wrapped: %w", inner), "high.G", "terms[2].start")
	if err.Error() != `high.G: terms[2].start "x": is bad` || !errors.Is(err, input.ErrSyntax) {
		t.Error(err)
	}
	other := errors.New("something else")
	if got := input.At(other, "high.G", "x"); !errors.Is(got, other) || got.Error() != other.Error() {
		t.Error(got)
	}
	if input.At(nil, "high.G", "x") != nil {
		t.Error("nothing wrong became an error")
	}
}

func TestLongValuesAreCut(t *testing.T) {
	long := strings.Repeat("é", 1<<20)
	for _, value := range []any{long, []byte(long), input.Raw(long), errors.New(long), input.Raw("x" + long)} {
		t.Run(fmt.Sprintf("%T", value), func(t *testing.T) {
			got := input.Show(value)
			if len(got) > 100 || !strings.HasSuffix(got, "…") || !utf8.ValidString(got) {
				t.Errorf("%T is shown in %d bytes: %.200s", value, len(got), got)
			}
		})
	}
	exact := strings.Repeat("x", 64)
	if got := input.Show(exact); got != `"`+exact+`"` {
		t.Error(got)
	}
	if got := input.Show([]byte(exact + "x")); got != `"`+exact+`"…` {
		t.Error(got)
	}
	if got := input.Show(input.Raw(exact)); got != exact {
		t.Error(got)
	}
}

// id stands for rule.ID, which tests of this package cannot import either.
type id string

func (i id) Rule() (text string, known bool) { return "its rule", i == "known" }

func TestOnePhrasing(t *testing.T) {
	tests := []struct {
		name     string
		err      error
		want     string
		sentinel error
	}{
		{"missing", input.Missing("p.F", "x"), "p.F: x: is missing", input.ErrMissing},
		{"needed", input.Need("p.F", "x", true), "p.F: x: is missing", input.ErrMissing},
		{"needed and there", input.Need("p.F", "x", false), "", nil},
		{"no count", input.Count("p.F", "x", 0, 9), "p.F: x: is missing", input.ErrMissing},
		{"negative count", input.Count("p.F", "x", -1, 9), "p.F: x -1: must be from 1 to 9", input.ErrRange},
		{"least count", input.Count("p.F", "x", 1, 9), "", nil},
		{"largest count", input.Count("p.F", "x", 9, 9), "", nil},
		{"count too large", input.Count("p.F", "x", 10, 9), "p.F: x 10: must be from 1 to 9", input.ErrRange},
		{"below", input.Range("p.F", "x", 2, 3, 5), "p.F: x 2: must be from 3 to 5", input.ErrRange},
		{"least", input.Range("p.F", "x", 3, 3, 5), "", nil},
		{"most", input.Range("p.F", "x", 5, 3, 5), "", nil},
		{"above", input.Range("p.F", "x", 6, 3, 5), "p.F: x 6: must be from 3 to 5", input.ErrRange},
		{"full", input.Length("p.F", "x", 1000, 1000), "", nil},
		{
			name: "overfull", err: input.Length("p.F", "x", 1001, 1000),
			want: "p.F: x: has 1001 entries, at most 1000 are allowed", sentinel: input.ErrRange,
		},
		{"long", input.Bytes("p.F", "x", "abc", 3), "", nil},
		{
			"too long", input.Bytes("p.F", "x", []byte("abcd"), 3), `p.F: x "abcd": is longer than 3 bytes`,
			input.ErrRange,
		},
		{"duplicate", input.Duplicate("p.F", "x[1]", "a"), `p.F: x[1] "a": is a duplicate`, input.ErrConflict},
		{"duplicate key", input.Duplicate("p.F", "x", nil), `p.F: x: is a duplicate`, input.ErrConflict},
		{"a rule", input.Rule("p.F", "rule", id("known")), "", nil},
		{"no rule", input.Rule("p.F", "rule", id("")), "p.F: rule: is missing", input.ErrMissing},
		{"unknown rule", input.Rule("p.F", "rule", id("x")), `p.F: rule "x": is not a rule`, input.ErrUnknown},
		{"unknown", input.Enum("p.F", "x", "c", "a", "b"), `p.F: x "c": is not known; one of: a, b`, input.ErrUnknown},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			switch {
			case test.want == "" && test.err == nil:
			case test.err == nil || test.err.Error() != test.want || !errors.Is(test.err, test.sentinel):
				t.Errorf("got  %v\nwant %s", test.err, test.want)
			}
		})
	}
}

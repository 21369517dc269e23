package money_test

import (
	"errors"
	"fmt"
	"testing"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
)

// A mode is stored under its name, never its number.
func TestModeColumn(t *testing.T) {
	t.Parallel()
	for _, m := range []money.Mode{money.HalfUp, money.HalfEven, money.Up, money.Down} {
		t.Run(m.String(), func(t *testing.T) {
			v, err := m.Value()
			if err != nil || v != m.String() {
				t.Fatalf("stored as %v, %v", v, err)
			}
			for _, src := range []any{v, []byte(m.String())} {
				t.Run(fmt.Sprintf("%T", src), func(t *testing.T) {
					var back money.Mode
					if err := back.Scan(src); err != nil || back != m {
						t.Errorf("%v is read as %v, %v", src, back, err)
					}
				})
			}
		})
	}
	if v, err := money.Mode(0).Value(); v != nil || !errors.Is(err, input.ErrMissing) {
		t.Errorf("none is stored as %v, %v", v, err)
	}
	for name, tt := range map[string]struct {
		src  any
		want error
	}{
		"NULL": {nil, input.ErrMissing}, "a number": {int64(1), input.ErrSyntax},
		"no name": {"half-down", input.ErrUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			m := money.Up
			if err := m.Scan(tt.src); !errors.Is(err, tt.want) || m != money.Up {
				t.Errorf("%v is read as %v, %v", tt.src, m, err)
			}
		})
	}
}

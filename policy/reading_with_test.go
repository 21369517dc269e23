package policy_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/policy"
)

func TestReadingWith(t *testing.T) {
	base := policy.Europe2024()
	for r := range policy.Readings() {
		t.Run(r.Key, func(t *testing.T) {
			for _, v := range r.Values {
				ed, err := r.With(base, v.Name)
				if err != nil || r.Of(ed) != v.Name || ed.Name() != base.Name() {
					t.Errorf("%s: %s, %v", v.Name, r.Of(ed), err)
				}
				if moved := policy.Diff(base, ed); len(moved) > 1 || (len(moved) == 0) != (v.Name == r.Of(base)) {
					t.Errorf("%s moves %v", v.Name, moved)
				}
			}
			if len(r.Values) > 0 {
				return
			}
			if ed, err := r.With(base, "2"); err != nil || r.Of(ed) != "2" {
				t.Errorf("2: %s, %v", r.Of(ed), err)
			}
		})
	}
}

func TestReadingWith_Refused(t *testing.T) {
	count, awaited := reading(t, "proration.dayCount"), reading(t, "renewal.awaitedDays")
	long := edition(t, func(p *policy.Parameters) { p.Proration.StandardDays.Annual = 366 })
	for name, tt := range map[string]struct {
		reading policy.Reading
		of      policy.Edition
		value   string
		want    error
	}{
		"the zero Edition": {count, policy.Edition{}, "actual", billingrules.ErrMissing},
		"the zero Reading": {policy.Reading{}, policy.Europe2024(), "actual", billingrules.ErrMissing},
		"a published fact": {
			policy.Reading{Key: "refund.monthly"}, policy.Europe2024(), "1", billingrules.ErrUnknown,
		},
		"a value that it does not have":   {count, policy.Europe2024(), "julian", billingrules.ErrUnknown},
		"no value":                        {count, policy.Europe2024(), "", billingrules.ErrMissing},
		"no number":                       {awaited, policy.Europe2024(), "yes", billingrules.ErrSyntax},
		"a number out of bounds":          {awaited, policy.Europe2024(), "3661", billingrules.ErrRange},
		"what contradicts another number": {count, long, "no-leap-day", billingrules.ErrConflict},
	} {
		t.Run(name, func(t *testing.T) {
			ed, err := tt.reading.With(tt.of, tt.value)
			if !errors.Is(err, tt.want) || !ed.IsZero() {
				t.Errorf("%v, %v", ed, err)
			}
		})
	}
}

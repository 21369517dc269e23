package subs

import (
	"errors"
	"strings"

	"example.com/billingrules"
	"example.com/billingrules/policy"
)

// Fault is one thing that is wrong with a line.
type Fault struct {
	Field  string `json:"field,omitempty"`  // such as facts.terms[0].end; empty if it is the whole line
	Value  string `json:"value,omitempty"`  // as it was given, cut if it is long
	Reason string `json:"reason,omitempty"` // such as "must be from 1 to 1000000"
}

// Faults are what is wrong with a line; never empty. They are an error.
type Faults []Fault

// Error returns all of them in one line.
func (f Faults) Error() string {
	var b strings.Builder
	for i, one := range f {
		if i > 0 {
			b.WriteString("; ")
		}
		for _, part := range []string{one.Field, one.Value} {
			if part != "" {
				b.WriteString(part + " ")
			}
		}
		b.WriteString(one.Reason)
	}
	return b.String()
}

// fault is an error with a single fault.
func fault(field, value, reason string) error { return Faults{{field, shorten(value), reason}} }

// shown is how many bytes of a value a fault repeats.
const shown = 64

func shorten(value string) string {
	if len(value) > shown {
		value = strings.ToValidUTF8(value[:shown], "") + "…"
	}
	return value
}

// FaultsOf returns what is wrong with a part of a line by an error of the library: its fields are put under the name of
// the part. A refusal by a rule is a fault of the part as a whole.
func FaultsOf(part string, err error) Faults {
	var already Faults
	var refusal *policy.Refusal
	switch inputs := billingrules.InputErrors(err); {
	case errors.As(err, &already):
		return already
	case len(inputs) > 0:
		faults := make(Faults, len(inputs))
		for i, e := range inputs {
			faults[i] = Fault{Field: under(part, e.Field), Value: e.Value, Reason: e.Err.Error()}
		}
		return faults
	case errors.As(err, &refusal):
		return Faults{{Field: part, Reason: refusal.Error()}}
	}
	return Faults{{Field: part, Reason: err.Error()}}
}

// Under returns the faults of an error of the library under the name of a part.
func under(part, field string) string {
	if part == "" || field == "" || strings.HasPrefix(field, "[") {
		return part + field
	}
	return part + "." + field
}

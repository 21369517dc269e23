package policy

import (
	"errors"
	"fmt"
	"slices"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/internal/edge/strict"
)

// UnmarshalJSON reads an explanation strictly: an unknown or duplicate key is an error that names the path of the key,
// and leaves the value as it was. It does not work out the figures again.
func (x *Explanation) UnmarshalJSON(data []byte) error {
	type plain Explanation // without this method
	return strict.Into("policy.Explanation.UnmarshalJSON", "explanation", data, (*plain)(x))
}

// UnmarshalJSON reads a rule strictly, as [Explanation.UnmarshalJSON] does. The rule must be one that package rule
// knows. What it says, its standing and its source are required, and its passages must be of that rule.
func (r *ExplainedRule) UnmarshalJSON(data []byte) error {
	const op = "policy.ExplainedRule.UnmarshalJSON"
	type plain ExplainedRule // without this method
	var read plain
	if err := strict.Decode(op, "rule", data, &read); err != nil {
		return err
	}
	bad := []error{
		input.Rule(op, "rule", read.Rule), input.Need(op, "says", read.Says == ""),
		input.Need(op, "standing", read.Standing == 0), input.Need(op, "source", read.Source == ""),
	}
	for i, p := range read.Passages {
		if !slices.Contains(p.Rules, read.Rule) {
			bad = append(bad, input.Errorf(op, fmt.Sprintf("passages[%d].rules", i), nil, input.ErrConflict,
				"must contain %q", read.Rule))
		}
	}
	if err := errors.Join(bad...); err != nil {
		return err
	}
	*r = ExplainedRule(read)
	return nil
}

// UnmarshalJSON reads a reading strictly, as [Explanation.UnmarshalJSON] does. Everything but Meaning is required.
func (c *ChosenReading) UnmarshalJSON(data []byte) error {
	const op = "policy.ChosenReading.UnmarshalJSON"
	type plain ChosenReading // without this method
	var read plain
	if err := strict.Decode(op, "reading", data, &read); err != nil {
		return err
	}
	err := errors.Join(input.Need(op, "key", read.Key == ""), input.Need(op, "says", read.Says == ""),
		input.Need(op, "value", read.Value == ""), input.Need(op, "changes", read.Changes == ""))
	if err != nil {
		return err
	}
	*c = ChosenReading(read)
	return nil
}

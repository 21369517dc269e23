package rule

import "example.com/billingrules/internal/edge/strict"

// UnmarshalJSON reads a rule strictly: a key that is not known or is a duplicate is an error, by its path, and leaves
// the value as it was.
func (r *Rule) UnmarshalJSON(data []byte) error {
	type plain Rule // without this method
	return strict.Into("rule.Rule.UnmarshalJSON", "rule", data, (*plain)(r))
}

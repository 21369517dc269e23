package rule

import "example.com/billingrules/internal/edge/strict"

// UnmarshalJSON reads a rule strictly: an unknown or duplicate key is an error with its path, and leaves the value as
// it was.
func (r *Rule) UnmarshalJSON(data []byte) error {
	type plain Rule // without this method
	return strict.Into("rule.Rule.UnmarshalJSON", "rule", data, (*plain)(r))
}

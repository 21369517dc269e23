package policy

// Refusal is the error that a function returns which must produce a value (a quote, the next facts) and was
// refused. It is matched with [errors.As]; the [Decision] says why, and when the answer would be yes.
type Refusal struct{ Decision Decision }

// Error returns the text of the decision.
func (r *Refusal) Error() string { return r.Decision.String() }

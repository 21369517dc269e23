package policy

// Refusal is the error of a function that would have produced a value (a quote, the next facts) but was refused by a
// rule. Match it with [errors.As]; the [Decision] says why, and on which days the answer is yes.
type Refusal struct{ Decision Decision }

// Error returns the text of the decision.
func (r *Refusal) Error() string { return r.Decision.String() }

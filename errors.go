package billingrules

import "example.com/billingrules/internal/edge/input"

// The six sentinels, matched with [errors.Is]. Every [InputError] of this library, from whichever package, unwraps to
// exactly one of them.
var (
	ErrMissing  = input.ErrMissing  // a zero value where a value is needed
	ErrSyntax   = input.ErrSyntax   // text that cannot be read
	ErrRange    = input.ErrRange    // a number, date or amount outside its bounds
	ErrUnknown  = input.ErrUnknown  // a name, code or enumeration value that does not exist
	ErrCurrency = input.ErrCurrency // amounts of different currencies in one sum
	ErrConflict = input.ErrConflict // values that are possible alone but not together
)

// InputError is the error for malformed input, in every package of this library. A refusal by a rule is a different
// error: policy.Refusal. Its fields are
//
//	Op    string // the function that refused, such as "calendar.ParseDate"
//	Field string // the field, such as "terms[2].start"; empty if the input is a single value
//	Value string // the value as given: quoted if it is text, cut if it is long
//	Err   error  // why; unwraps to one of the six sentinels
//
// and its text reads "package.Func: field value: what is wrong". Several bad inputs are joined by [errors.Join];
// [InputErrors] lists them.
type InputError = input.Error

// InputErrors lists every [InputError] in err, however joined or wrapped, in the order in which they were found. It is
// nil if there is none.
func InputErrors(err error) []*InputError {
	return input.All(err)
}

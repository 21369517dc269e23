package input

import "errors"

// All returns every bad input that an error is made of, in their order.
func All(err error) []*Error {
	switch e := err.(type) { //nolint:errorlint // it walks the tree itself, to find all of them and not the first
	case nil:
		return nil
	case *Error:
		return []*Error{e}
	case interface{ Unwrap() []error }:
		var all []*Error
		for _, one := range e.Unwrap() {
			all = append(all, All(one)...)
		}
		return all
	case interface{ Unwrap() error }:
		return All(e.Unwrap())
	}
	return nil
}

// Within says of every bad input in err, in which operation it was found, and in which part of what that was given,
// such as "items[2]."; "" for the whole. It is nil if there is none.
func Within(err error, op, part string) error {
	var bad []error
	for _, e := range All(err) {
		bad = append(bad, At(e, op, part+e.Field))
	}
	return errors.Join(bad...)
}

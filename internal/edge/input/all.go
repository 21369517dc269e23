package input

import "errors"

// All returns every bad input in an error, in order.
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

// Within sets the operation of every bad input in err, and puts a prefix such as "items[2]." before its field; "" for
// none. It returns nil if there is no bad input.
func Within(err error, op, part string) error {
	var bad []error
	for _, e := range All(err) {
		bad = append(bad, At(e, op, part+e.Field))
	}
	return errors.Join(bad...)
}

package input

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

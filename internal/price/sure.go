package price

// Sure returns the result of an operation that cannot fail because its input was checked: amounts of one currency that
// are parts of a whole, a day within checked facts. It panics if it fails all the same.
func Sure[T any](result T, err error) T {
	if err != nil {
		panic("unreachable: this was checked before: " + err.Error())
	}
	return result
}

// SureExact is [Sure] for an operation that also says whether its result is exact, as a division does.
func SureExact[T any](result T, exact bool, err error) (T, bool) { return Sure(result, err), exact }

//go:build !whole

package testkit

// Whole reports whether the tests run over their spaces whole, which takes minutes: go test -tags whole ./...
// Without the tag they take a sample of each, as Sample has it.
const Whole = false

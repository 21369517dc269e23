//go:build !whole

package testkit

// Whole reports whether tests try every case of their spaces, which takes minutes: go test -tags whole ./... Without
// the tag they try a [Sample].
const Whole = false

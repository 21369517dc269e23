// Package conformance holds no code, only the test that runs the cases of this folder against the library. The cases
// are for implementations in any language; see README.md.
package conformance

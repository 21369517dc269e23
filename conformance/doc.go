// Package conformance holds no code, only the test that puts the cases of this folder to the library. The cases are for
// implementations in any language; see README.md.
package conformance

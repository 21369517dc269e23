// Package browser holds the test of the playground in a real browser. It is a module of its own, so that what drives
// the browser is no dependency of the library.
package browser

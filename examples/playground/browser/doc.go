// Package browser holds the tests of the playground in a real browser. It is a module of its own, so that the library
// does not depend on what drives the browser.
package browser

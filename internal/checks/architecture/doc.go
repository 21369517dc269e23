// Package architecture holds no code, only the tests that keep the walls between the packages of this module: who may
// import whom, what may be imported from outside, and which parts of the standard library a library without a clock,
// a store or a log has no business with.
package architecture

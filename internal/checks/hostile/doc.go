// Package hostile holds no code, only the tests that hand the whole library what it should never be handed: every
// reader what is no text of its, every function numbers from both ends of their ranges, every struct in its zero value.
// Nothing panics, hangs, or takes memory in proportion to what a number says.
package hostile

// Package hostile holds no code, only the tests that give the whole library what it should never be given: every reader
// gets malformed text, every function gets numbers from both ends of their ranges, and every struct is used in its zero
// value. Nothing may panic, hang, or take memory in proportion to a number in its input.
package hostile

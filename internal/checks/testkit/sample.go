// Package testkit is what the tests of several packages share. Nothing but tests imports it.
//
// Some tests exhaust a large space, such as every day of some years in every phase. With the build tag whole they
// exhaust it; without, go test ./... takes a sample that is the same every time, is spread over the whole space, and
// has all of its edges:
//
//	for day := range testkit.Spread(testkit.Days(first, last), 23, testkit.MonthEdge, testkit.ClockChange) {
//		… // every 23rd day, the first and the last, the edges of months, and the days on which clocks change
//	}
//
// Where loops are nested, a Sample counts what comes in the innermost:
//
//	sample := testkit.NewSample(23)
//	for day := range testkit.Days(first, last) {
//		for _, action := range actions {
//			if !sample.Takes(testkit.MonthEdge(day)) {
//				continue
//			}
//			… // every 23rd pair, and those on the edges of months
//		}
//	}
package testkit

import (
	"fmt"
	"iter"
)

// Sample tells which elements of a space to look at. With the build tag whole that is all of them.
type Sample struct {
	step int // every step-th element is taken
	seen int // the number of elements so far
}

// NewSample returns a Sample of the first element and every step-th after it, and of the edges. It panics if step has a
// common factor with 7 days, 12 months, 360 days or 365 days: such a sample would always land on the same weekdays or
// the same days of the month. Primes from 11 to 71 are good.
func NewSample(step int) *Sample {
	if step < 1 {
		panic(fmt.Sprintf("testkit: a sample of every %d-th", step))
	}
	for _, cycle := range []int{2, 3, 5, 7, 73} { // 360 = 2³·3²·5, 365 = 5·73
		if step%cycle == 0 {
			panic(fmt.Sprintf("testkit: a step of %d is in time with one of %d", step, cycle))
		}
	}
	return &Sample{step: step}
}

// Takes counts one more element of the space, and reports whether to look at it.
func (s *Sample) Takes(isEdge bool) bool {
	takes := Whole || isEdge || s.seen%s.step == 0
	s.seen++
	return takes
}

// Spread yields a Sample of a space, in its order: the first element and every step-th after it, the last, and those
// that are an edge in any of the given ways.
func Spread[T any](space iter.Seq[T], step int, edges ...func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		sample := NewSample(step)
		var last T
		owed := false // whether last has not been yielded
		for last = range space {
			isEdge := false
			for _, edge := range edges {
				isEdge = isEdge || edge(last)
			}
			owed = !sample.Takes(isEdge)
			if !owed && !yield(last) {
				return
			}
		}
		if owed {
			yield(last)
		}
	}
}

// Ints yields the whole numbers from first to last, both included.
func Ints[I ~int | ~int64](first, last I) iter.Seq[I] {
	return func(yield func(I) bool) {
		for n := first; n <= last; n++ {
			if !yield(n) {
				return
			}
		}
	}
}

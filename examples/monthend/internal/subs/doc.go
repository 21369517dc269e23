// Package subs reads subscriptions: a line of NDJSON, a row of CSV. What cannot be read, or cannot be, is a list of
// faults, each with its field, its value and a reason in plain words.
package subs

// Package subs reads subscriptions: a line of NDJSON, or a row of CSV. If one cannot be read, or is impossible, the
// result is a list of faults, each with its field, its value and a reason in plain words.
package subs

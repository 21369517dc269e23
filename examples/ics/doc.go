// Package ics writes the days of subscriptions as a calendar (RFC 5545) that a calendar program can import or subscribe
// to: renewal windows, renewal dates, last days to return, invoices due, cancellations.
package ics

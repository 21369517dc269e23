// Quickstart is the desk of somebody who looks after a company's subscriptions, on the portfolio of a company with
// twelve of them: what needs attention, what is due, where each stands and what can be done with it, and the best day
// on which all could renew together. It needs nothing but the library:
//
//	go run ./examples/quickstart
//	go run ./examples/quickstart -on 2025-05-12 -portfolio FILE -zone Europe/Brussels -json -svg FILE -ubl DIR
//
// The program is package desk. With the same flags, and a calendar, it runs in the module of the calendars:
//
//	go -C examples/ics run ./quickstart -ics FILE
package main

import (
	"os"
	_ "time/tzdata" // a machine without a zone database must print the same

	"example.com/billingrules/examples/quickstart/desk"
)

func main() {
	os.Exit(desk.Run(os.Args[1:], os.Stdout, os.Stderr, nil))
}

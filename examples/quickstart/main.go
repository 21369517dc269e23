// Quickstart is the desk of somebody who looks after a company's subscriptions. It needs nothing but the library, and
// package desk is all of it:
//
//	go run ./examples/quickstart -h
package main

import (
	"os"
	_ "time/tzdata" // a machine without a zone database must print the same

	"example.com/billingrules/examples/quickstart/desk"
)

func main() {
	os.Exit(desk.Run(os.Args[1:], os.Stdout, os.Stderr, nil))
}

// Quickstart is examples/quickstart with the calendar that its -ics FILE writes:
//
//	go -C examples/ics run ./quickstart -ics FILE
package main

import (
	"os"
	_ "time/tzdata" // a machine without a zone database must print the same

	"example.com/billingrules/examples/ics"
	"example.com/billingrules/examples/quickstart/desk"
)

func main() {
	os.Exit(desk.Run(os.Args[1:], os.Stdout, os.Stderr, write))
}

func write(c desk.Calendar, previous []byte) ([]byte, error) {
	cal := ics.Calendar{Name: c.Name, Zone: c.Zone, On: c.On}
	for _, m := range c.Members {
		cal.Events = append(cal.Events, ics.Events(ics.Subscription(m))...)
	}
	return cal.Bytes(previous)
}

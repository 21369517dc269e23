module example.com/billingrules/examples/quickstart

go 1.25.0

require (
	example.com/billingrules v0.0.0
	example.com/billingrules/examples/ics v0.0.0
	github.com/emersion/go-ical v0.0.0-20250329121855-f41e73efc392
)

require (
	github.com/arran4/golang-ical v0.3.4 // indirect
	github.com/shopspring/decimal v1.6.0 // indirect
	github.com/teambition/rrule-go v1.8.2 // indirect
)

replace (
	example.com/billingrules => ../..
	example.com/billingrules/examples/ics => ../ics
)

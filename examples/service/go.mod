module example.com/billingrules/examples/service

go 1.25.0

require (
	example.com/billingrules v0.0.0
	example.com/billingrules/examples/ics v0.0.0
	github.com/elnormous/contenttype v1.0.4
	github.com/hashicorp/golang-lru/v2 v2.0.7
	github.com/jackc/pgx/v5 v5.13.0
	github.com/ncruces/go-sqlite3 v0.35.3
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.2
)

require (
	github.com/arran4/golang-ical v0.3.4 // indirect
	github.com/dlclark/regexp2 v1.11.5 // indirect
	github.com/emersion/go-ical v0.0.0-20250329121855-f41e73efc392 // indirect
	github.com/jackc/pgpassfile v1.0.0 // indirect
	github.com/jackc/pgservicefile v0.0.0-20240606120523-5a60cdf6a761 // indirect
	github.com/jackc/puddle/v2 v2.2.3 // indirect
	github.com/ncruces/go-sqlite3-wasm/v3 v3.2.35304 // indirect
	github.com/ncruces/julianday v1.0.0 // indirect
	github.com/shopspring/decimal v1.6.0 // indirect
	github.com/teambition/rrule-go v1.8.2 // indirect
	golang.org/x/sync v0.22.0 // indirect
	golang.org/x/sys v0.47.0 // indirect
	golang.org/x/text v0.41.0 // indirect
)

replace (
	example.com/billingrules => ../..
	example.com/billingrules/examples/ics => ../ics
)

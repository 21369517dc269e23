module example.com/billingrules/internal/checks/schema/validate

go 1.26.0

replace example.com/billingrules => ../../../..

require (
	example.com/billingrules v0.0.0
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	pgregory.net/rapid v1.3.0
)

require (
	github.com/google/go-cmp v0.7.0 // indirect
	github.com/shopspring/decimal v1.6.0 // indirect
	golang.org/x/text v0.14.0 // indirect
)

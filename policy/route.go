package policy

import "example.com/billingrules/internal/enum"

// Route is where an allowed request goes. The zero Route says nothing, as in a refusal.
type Route uint8

// The routes.
const (
	SelfService Route = iota + 1 // the buyer does it in the account
	Partner                      // a partner does it, by quote
	Seller                       // whoever sold it does it
)

const routeNames enum.Names = "self-service,partner,seller"

// String returns the name, such as "self-service".
func (v Route) String() string { return routeNames.String("Route", uint8(v)) }

// MarshalText returns the name; the zero value and any other that has none is an error.
func (v Route) MarshalText() ([]byte, error) {
	return routeNames.Append(nil, "policy.Route.MarshalText", "route", uint8(v))
}

// UnmarshalText reads a name; unknown text is an error and leaves the value as it was.
func (v *Route) UnmarshalText(text []byte) error {
	return enum.Unmarshal(routeNames, v, "policy.Route.UnmarshalText", "route", text)
}

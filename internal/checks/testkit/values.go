package testkit

import (
	"math/big"
	"strings"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
	"example.com/billingrules/policy"
)

// Must returns v, and panics if there is an error.
func Must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Exact returns the number of an amount as a fraction. It panics for the zero Amount, which has none.
func Exact(a money.Amount) *big.Rat {
	r, ok := new(big.Rat).SetString(a.Number())
	if !ok {
		panic("the number " + a.Number() + " is no fraction")
	}
	return r
}

// Edition returns Europe2024 with a change to its parameters. It panics if the change is refused.
func Edition(change func(*policy.Parameters)) policy.Edition {
	p := policy.Europe2024().Parameters()
	change(&p)
	return Must(policy.NewEdition(p))
}

// Fields lists the fields that an error names, in its order: "seats srp".
func Fields(err error) string {
	var names []string
	for _, e := range input.All(err) {
		names = append(names, e.Field)
	}
	return strings.Join(names, " ")
}

// Euros returns an amount in EUR in the form that it has in JSON, for [Tamper].
func Euros(number string) map[string]string {
	return map[string]string{"amount": number, "currency": "EUR"}
}

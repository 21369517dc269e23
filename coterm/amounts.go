package coterm

import "example.com/billingrules/money"

// plus adds two amounts of one currency.
func plus(a, b money.Amount) money.Amount { return sure(a.Add(b)) }

// minus subtracts two amounts of one currency.
func minus(a, b money.Amount) money.Amount { return sure(a.Sub(b)) }

// compare compares two amounts of one currency.
func compare(a, b money.Amount) int { return sure(a.Cmp(b)) }

// sure returns the result of an operation that cannot fail: a view has facts that were checked, and what is done with
// them was decided before; amounts are of one currency, and small enough to add up, since those of a portfolio are
// bounded and the parts of a charge are no larger than it.
func sure[T any](result T, err error) T {
	if err != nil {
		panic("unreachable: facts were checked, and amounts add up: " + err.Error())
	}
	return result
}

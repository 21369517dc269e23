package order

import "example.com/billingrules/money"

// compared returns −1, 0 or 1 if a is less than, equal to or more than b. Both are known to be in the same currency.
func compared(a, b money.Amount) int {
	order, err := a.Cmp(b)
	if err != nil {
		panic("unreachable: what was checked is bad: " + err.Error())
	}
	return order
}

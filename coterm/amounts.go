package coterm

import (
	"example.com/billingrules/internal/price"
	"example.com/billingrules/money"
)

// Amounts of a portfolio are of one currency, and bounded so that they add up; the parts of a charge are of its
// currency, and no larger than it.

// plus adds two amounts.
func plus(a, b money.Amount) money.Amount { return price.Sure(a.Add(b)) }

// minus subtracts two amounts.
func minus(a, b money.Amount) money.Amount { return price.Sure(a.Sub(b)) }

// compare compares two amounts.
func compare(a, b money.Amount) int { return price.Sure(a.Cmp(b)) }

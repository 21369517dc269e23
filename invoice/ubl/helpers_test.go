package ubl_test

import "example.com/billingrules/money"

func amount(text string) money.Amount { return money.MustParseAmount(text) }

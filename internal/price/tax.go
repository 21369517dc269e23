package price

import (
	"strconv"
	"strings"

	"example.com/billingrules/internal/edge/input"
	"example.com/billingrules/money"
)

const (
	// Percent is one percent of a rate of tax.
	Percent = 10_000
	// WholeRate is a rate of 100%.
	WholeRate   = 100 * Percent
	longestRate = 8 // bytes of "100.0000"
	ratePlaces  = 4 // of a rate in percent
	notARate    = "is not a percentage from 0%% to 100%% with at most %d places, such as \"21%%\""
)

// ParseRate reads a rate of tax such as "21%" or "9.975%".
func ParseRate(op, field, text string) (rate int, err error) {
	if text == "" {
		return 0, input.Missing(op, field)
	}
	number, ok := strings.CutSuffix(text, "%")
	whole, places, point := strings.Cut(number, ".")
	if !ok || len(number) > longestRate || whole == "" || len(places) > ratePlaces || point && places == "" ||
		len(whole) > 1 && whole[0] == '0' || strings.Trim(whole+places, "0123456789") != "" {
		return 0, input.Errorf(op, field, text, input.ErrSyntax, notARate, ratePlaces)
	}
	rate, _ = strconv.Atoi(whole + places + strings.Repeat("0", ratePlaces-len(places))) // digits, and few of them
	if rate > WholeRate {
		return 0, input.Errorf(op, field, text, input.ErrRange, "is more than 100%%")
	}
	return rate, nil
}

// SplitTax splits a tax such as "GST 5%" into its name and its rate. The tax "21%" has no name.
func SplitTax(text string) (name, rate string) {
	if i := strings.LastIndexByte(text, ' '); i >= 0 {
		return text[:i], text[i+1:]
	}
	return "", text
}

// CheckTaxName refuses a name of a tax that reads like several: "GST 5%, QST 9.975%" is not one tax of 9.975%.
func CheckTaxName(op, field, name string) error {
	if strings.ContainsAny(name, "+%") {
		return input.Errorf(op, field, name, input.ErrSyntax,
			`has a "+" or "%%": several taxes are "GST 5%% + QST 9.975%%"`)
	}
	return nil
}

// IsTaxOfPart reports whether a tax can be that of a net price that is part of a line. Such a tax is the difference of
// two taxes, each rounded up or down, so it is less than two minor units from rate × net. Implements invoice.tax.
func IsTaxOfPart(tax, net money.Amount, rate int) bool {
	if tax.Currency() != net.Currency() {
		return false
	}
	cut, _ := SureExact(net.MulDiv(int64(rate), WholeRate, net.Currency().Rounding(money.Down)))
	unit := Sure(money.FromMinor(1, net.Currency()))
	off := Sure(tax.Sub(cut))
	return Sure(off.Cmp(unit.Neg())) >= 0 && Sure(off.Cmp(Sure(unit.Add(unit)))) <= 0
}

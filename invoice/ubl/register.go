package ubl

import (
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// checkRegister refuses a malformed number of the registers of Norway, Denmark, Sweden and Australia, for which Peppol
// requires a form and check digits. Numbers of other schemes are not checked.
func checkRegister(op, field, text, scheme, id string) error {
	var form, what string
	right := func(string) bool { return true }
	switch scheme {
	case "0192":
		form, what, right = "#########", "a Norwegian organization number of 9 digits", isNorwegian
	case "0184":
		form, what, id = "########", "a Danish CVR number: 8 digits, with or without DK", strings.TrimPrefix(id, "DK")
	case "0007":
		form, what, right = "##########", "a Swedish organization number of 10 digits", isSwedish
	case "0151":
		form, what, right = "###########", "an Australian ABN of 11 digits", isAustralian
	default:
		return nil
	}
	switch {
	case !matches(form, id):
		return input.Errorf(op, field, text, input.ErrSyntax, "is not %s", what)
	case !right(id):
		return input.Errorf(op, field, text, input.ErrConflict, "has wrong check digits")
	}
	return nil
}

// weighted returns the sum of the digits of a number, each by its weight.
func weighted(id string, weights ...int) int {
	sum := 0
	for i, weight := range weights {
		sum += int(id[i]-'0') * weight
	}
	return sum
}

// isNorwegian reports whether eleven divides the weighted sum of nine digits, which are not all zero. A number whose
// check digit would be ten is not valid.
func isNorwegian(id string) bool {
	sum := weighted(id, 3, 2, 7, 6, 5, 4, 3, 2, 1)
	return sum > 0 && sum%11 == 0
}

// isSwedish reports whether ten divides the sum of ten digits (Luhn): the first, third, fifth and so on are doubled,
// and a doubled digit above 9 counts as the sum of its two digits.
func isSwedish(id string) bool {
	sum := 0
	for i := range len(id) {
		digit := int(id[i]-'0') * (2 - i%2)
		sum += digit/10 + digit%10
	}
	return sum%10 == 0
}

// isAustralian reports whether 89 divides the weighted sum of eleven digits, with 1 subtracted from the first.
func isAustralian(id string) bool {
	return (weighted(id, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)-10)%89 == 0
}

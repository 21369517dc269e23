package billingrules_test

import (
	"errors"
	"fmt"

	"example.com/billingrules"
	"example.com/billingrules/calendar"
	"example.com/billingrules/policy"
)

// Everything that is wrong with an edition is reported at once.
func ExampleInputErrors() {
	p := policy.Europe2024().Parameters()
	p.FirstDay, p.Refund.Annual = calendar.Date{}, -30
	_, err := policy.NewEdition(p)
	for _, bad := range billingrules.InputErrors(err) {
		fmt.Println(bad.Field, bad.Value, errors.Is(bad, billingrules.ErrMissing),
			errors.Is(bad, billingrules.ErrRange))
	}
	// Output:
	// firstDay  true false
	// refund.annual -30 false true
}

// One bad input names the function, the field and the value.
func ExampleInputError() {
	_, err := calendar.ParseDate("2025-02-30")
	var bad *billingrules.InputError
	fmt.Println(errors.As(err, &bad), bad.Op, bad.Field, bad.Value)
	// Output: true calendar.ParseDate date "2025-02-30"
}

// A row that was imported twice, once with a blank at the end of its ID, is not billed twice.
func ExampleCheckName() {
	for _, id := range []string{"S-1", "S-1 ", "S  1", "S\u00a01", "Caf\u00e9", "Cafe\u0301"} {
		fmt.Println(billingrules.CheckName("id", id))
	}
	// Output:
	// <nil>
	// billingrules.CheckName: id "S-1 ": begins or ends in a blank
	// billingrules.CheckName: id "S  1": has two blanks in a row
	// billingrules.CheckName: id "S\u00a01": has a blank other than the plain space, such as a no-break space
	// <nil>
	// billingrules.CheckName: id "Cafe\u0301": has an accent apart from its letter: write it in composed form (NFC)
}

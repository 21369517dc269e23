package invoice_test

import "fmt"

func ExampleInvoice_PaidLines() {
	for _, line := range tokens().PaidLines() {
		fmt.Println(line.Description, line.Net, "and", line.Tax)
	}
	// Output: Flex tokens EUR 1500.00 and EUR 315.00
}

func ExampleInvoice_Check() {
	inv := tokens()
	fmt.Println(inv.Check())
	inv.Lines[0].Quantity = 400
	fmt.Println(inv.Check())
	// Output:
	// <nil>
	// invoice.Invoice.Check: lines[0].gross EUR 1500.00: is not 400 × EUR 3.00
}

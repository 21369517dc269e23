package invoice_test

import "fmt"

func ExampleInvoice_PaidLines() {
	for _, line := range tokens().PaidLines() {
		fmt.Println(line.Description, line.Net, "and", line.Tax)
	}
	// Output: Flex tokens EUR 1500.00 and EUR 315.00
}

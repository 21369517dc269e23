package ubl_test

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// amounts are the elements that hold an amount of at most two decimals. A price may have more.
var amounts = []string{
	"LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount", "TaxableAmount", "TaxAmount",
	"Amount",
}

var decimals = regexp.MustCompile(`^\d+(\.\d{1,2})?$`)

// codes are the rules about forms and lists of codes. A few countries and schemes are enough for what is drawn.
var codes = []ruleOf{
	{"BR-DEC", "at most two decimals of each amount", func(d node) bool {
		good := true
		d.every(func(e node) {
			good = good && (!slices.Contains(amounts, e.XMLName.Local) || decimals.MatchString(e.Text))
		})
		return good
	}},
	{"BR-CL-04", "a currency of ISO 4217", func(d node) bool {
		return slices.Contains([]string{"EUR", "USD", "JPY"}, d.text("DocumentCurrencyCode"))
	}},
	{"BR-CL-14", "a country of ISO 3166", func(d node) bool {
		return isCountry(d.text(seller+"/PostalAddress/Country/IdentificationCode")) &&
			isCountry(d.text(buyer+"/PostalAddress/Country/IdentificationCode"))
	}},
	{"BR-CL-16", "a means of payment of UNCL 4461", func(d node) bool {
		return of(d.all("PaymentMeans"), func(m node) bool {
			return slices.Contains([]string{"30", "48", "49", "58", "59", "68"}, m.text("PaymentMeansCode"))
		})
	}},
	{"BR-CL-17", "a category of UNCL 5305", func(d node) bool {
		return of(d.all("TaxTotal/TaxSubtotal"), func(s node) bool {
			return slices.Contains([]string{"S", "Z", "E", "AE"}, s.text("TaxCategory/ID"))
		})
	}},
	{"BR-CL-23", "a unit of UN/ECE 20", func(d node) bool {
		return of(lines(d), func(l node) bool { return quantity(l).attr("unitCode") == "C62" })
	}},
	{"BR-CL-25", "a scheme of the list of electronic addresses", func(d node) bool {
		return of(append(d.all(seller+"/EndpointID"), d.all(buyer+"/EndpointID")...), func(e node) bool {
			return slices.Contains([]string{"0208", "0088", "9925"}, e.attr("schemeID"))
		})
	}},
}

func isCountry(code string) bool { return slices.Contains([]string{"BE", "FR"}, code) }

// peppol are the rules that Peppol BIS Billing 3.0 adds.
var peppol = []ruleOf{
	{"PEPPOL-R001", "a process, of the form that Peppol has (R007)", func(d node) bool {
		return regexp.MustCompile(`^urn:fdc:peppol\.eu:2017:poacc:billing:\d\d:1\.0$`).MatchString(d.text("ProfileID"))
	}},
	{"PEPPOL-R002", "at most one note", func(d node) bool { return len(d.all("Note")) <= 1 }},
	{"PEPPOL-R003", "a reference of the buyer's, or an order", func(d node) bool {
		return d.has("BuyerReference") || d.text("OrderReference/ID") != ""
	}},
	{"PEPPOL-R004", "the specification of Peppol", func(d node) bool {
		return d.text("CustomizationID") == "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
	}},
	{"PEPPOL-R008", "no empty element", func(d node) bool {
		good := true
		d.every(func(e node) { good = good && (len(e.Kids) > 0 || strings.TrimSpace(e.Text) != "") })
		return good
	}},
	{"PEPPOL-R010", "a buyer's address in the network", has(buyer + "/EndpointID")},
	{"PEPPOL-R020", "a seller's address in the network", has(seller + "/EndpointID")},
	{"PEPPOL-R043", "true or false of each discount and charge", func(d node) bool {
		return of(discounts(d), func(a node) bool {
			return slices.Contains([]string{"true", "false"}, a.text("ChargeIndicator"))
		})
	}},
	{"PEPPOL-R051", "one currency", func(d node) bool {
		good := true
		d.every(func(e node) {
			c := e.attr("currencyID")
			isAmount := slices.Contains(amounts, e.XMLName.Local) || e.XMLName.Local == "PriceAmount"
			good = good && (isAmount == (c != "")) && (c == "" || c == d.text("DocumentCurrencyCode"))
		})
		return good
	}},
	{"PEPPOL-R053", "one breakdown of tax", func(d node) bool { return len(d.all("TaxTotal")) == 1 }},
	{"PEPPOL-R061", "a mandate of each direct debit", func(d node) bool {
		debit := slices.Contains([]string{"49", "59"}, d.text("PaymentMeans/PaymentMeansCode"))
		return !debit || d.text("PaymentMeans/PaymentMandate/ID") != ""
	}},
	{"PEPPOL-R110", "a line's period starts within that of the document", func(d node) bool {
		return of(lines(d), func(l node) bool {
			return !l.has("InvoicePeriod/StartDate") || !d.has("InvoicePeriod/StartDate") ||
				l.text("InvoicePeriod/StartDate") >= d.text("InvoicePeriod/StartDate")
		})
	}},
	{"PEPPOL-R111", "and ends within it", func(d node) bool {
		return of(lines(d), func(l node) bool {
			return !l.has("InvoicePeriod/EndDate") || !d.has("InvoicePeriod/EndDate") ||
				l.text("InvoicePeriod/EndDate") <= d.text("InvoicePeriod/EndDate")
		})
	}},
	{"PEPPOL-R120", "quantity × price less discounts is the line, exactly: Peppol allows for 0.02", func(d node) bool {
		return of(lines(d), func(l node) bool {
			net := new(big.Rat).Mul(rat(quantity(l).Text), l.number("Price/PriceAmount"))
			if base := l.number("Price/BaseQuantity"); base.Sign() > 0 {
				net.Quo(net, base)
			}
			return same(minus(net, l.sum("AllowanceCharge/Amount")), l.number("LineExtensionAmount"))
		})
	}},
	{"PEPPOL-R121", "a base quantity above zero, in the unit of the line (R130)", func(d node) bool {
		return of(lines(d), func(l node) bool {
			return of(l.all("Price/BaseQuantity"), func(b node) bool {
				return rat(b.Text).Sign() > 0 && b.attr("unitCode") == quantity(l).attr("unitCode")
			})
		})
	}},
	{"PEPPOL-COMMON-R040", "the check digit of each GLN", numbersOf("0088", func(id string) bool {
		sum := 0
		for i, c := range id {
			sum += int(c-'0') * []int{1, 3}[i%2]
		}
		return len(id) == 13 && sum%10 == 0
	})},
	{
		"PEPPOL-COMMON-R043", "the check digits of each Belgian enterprise number",
		numbersOf("0208", func(id string) bool {
			head, err := strconv.Atoi(id[:len(id)-2])
			tail, err2 := strconv.Atoi(id[len(id)-2:])
			return err == nil && err2 == nil && len(id) == 10 && head%97+tail == 97
		}),
	},
}

// numbersOf reports whether all identifiers of a scheme are good.
func numbersOf(scheme string, good func(string) bool) func(node) bool {
	return func(d node) bool {
		all := true
		d.every(func(e node) { all = all && (e.attr("schemeID") != scheme || len(e.Text) > 2 && good(e.Text)) })
		return all
	}
}

package ubl_test

import "math/big"

// categories are the rules of each category of tax: S standard, Z zero rate, E exempt, AE reverse charge. The same
// number means the same in each. The rules about discounts on a whole document (03, 06) and charges on it (04, 07) are
// left out, since documents have neither.
func categories() []ruleOf {
	var all []ruleOf
	for _, code := range []string{"S", "Z", "E", "AE"} {
		inLines := func(d node) []node { return where(lines(d), "Item/ClassifiedTaxCategory/ID", code) }
		inTotal := func(d node) []node { return where(d.all("TaxTotal/TaxSubtotal"), "TaxCategory/ID", code) }
		all = append(
			all,
			ruleOf{"BR-" + code + "-01", "broken down if a line has it; once, but for S", func(d node) bool {
				n := len(inTotal(d))
				return (n > 0) == (len(inLines(d)) > 0) && (code == "S" || n <= 1)
			}},
			ruleOf{
				"BR-" + code + "-02", "a VAT number of the seller, and of a buyer who pays the tax",
				func(d node) bool {
					if len(inLines(d)) == 0 {
						return true
					}
					buyers := d.has(buyer+"/PartyTaxScheme/CompanyID") || d.has(buyer+"/PartyLegalEntity/CompanyID")
					return d.has(seller+"/PartyTaxScheme/CompanyID") && (code != "AE" || buyers)
				},
			},
			ruleOf{
				"BR-" + code + "-05", "the rate of a line: more than 0% if it is standard, 0% if not",
				func(d node) bool {
					return of(inLines(d), func(l node) bool {
						return (l.number("Item/ClassifiedTaxCategory/Percent").Sign() > 0) == (code == "S")
					})
				},
			},
			ruleOf{"BR-" + code + "-08", "what is taxed is the sum of its lines, of each rate", func(d node) bool {
				return of(inTotal(d), func(s node) bool {
					sum := new(big.Rat)
					for _, l := range inLines(d) {
						if same(l.number("Item/ClassifiedTaxCategory/Percent"), s.number("TaxCategory/Percent")) {
							sum.Add(sum, l.number("LineExtensionAmount"))
						}
					}
					return same(sum, s.number("TaxableAmount"))
				})
			}},
			ruleOf{"BR-" + code + "-09", "the tax: its rate if it is standard, nothing if not", func(d node) bool {
				return of(inTotal(d), func(s node) bool {
					if code == "S" {
						return rated(d)(s)
					}
					return s.number("TaxAmount").Sign() == 0
				})
			}},
			ruleOf{"BR-" + code + "-10", "a reason why there is no tax, if that needs one", func(d node) bool {
				return of(inTotal(d), func(s node) bool {
					why := s.has("TaxCategory/TaxExemptionReason") || s.has("TaxCategory/TaxExemptionReasonCode")
					return why == (code == "E" || code == "AE")
				})
			}},
		)
	}
	return all
}

// where returns the elements that have a text at a path.
func where(list []node, path, text string) (some []node) {
	for _, e := range list {
		if e.text(path) == text {
			some = append(some, e)
		}
	}
	return some
}

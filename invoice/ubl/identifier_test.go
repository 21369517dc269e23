package ubl_test

import (
	"errors"
	"testing"

	"example.com/billingrules"
	"example.com/billingrules/invoice/ubl"
)

// refusal returns what Encode says of a document whose details are changed; "" if it is written.
func refusal(t *testing.T, change func(*ubl.Details)) string {
	t.Helper()
	d := every()
	change(&d.Details)
	data, err := ubl.Encode(d)
	if err == nil {
		return ""
	}
	if data != nil || len(billingrules.InputErrors(err)) == 0 {
		t.Fatalf("%s, %v", data, err)
	}
	return err.Error()
}

// identifierCase is a row of the tables below.
type identifierCase struct {
	set               func(*ubl.Details, string)
	field, text, want string // what is wrong; "" for nothing
}

func checkIdentifiers(t *testing.T, rows []identifierCase) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.field+" "+tt.text, func(t *testing.T) {
			d := every()
			tt.set(&d.Details, tt.text)
			_, err := ubl.Encode(d)
			if tt.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var bad *billingrules.InputError
			if !errors.As(err, &bad) || bad.Field != tt.field || bad.Err.Error() != tt.want || bad.Op != "ubl.Encode" {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

// Each form of an identifier on both sides of what is right.
func TestEndpoint_Belgium(t *testing.T) {
	endpoint := func(d *ubl.Details, text string) { d.Buyer.Endpoint = text }
	const (
		wrongDigits  = "has wrong check digits"
		noEnterprise = "is not a Belgian enterprise number: ten digits, the first 0 or 1"
		noVAT        = "is not two letters of a country and 2 to 20 digits and capital letters"
		noIBAN       = `is not of the form of an IBAN, such as "BE68539007547034", without blanks`
		noBIC        = `is not of the form of a BIC, such as "KREDBEBB"`
	)
	checkIdentifiers(t, []identifierCase{
		{endpoint, "buyer.endpoint", "0208:0203201340", ""},
		{endpoint, "buyer.endpoint", "0208:0403170701", ""},
		{endpoint, "buyer.endpoint", "0208:1000000021", ""},
		{endpoint, "buyer.endpoint", "0208:0000009797", ""}, // 97 divides the rest
		{endpoint, "buyer.endpoint", "0208:0000009700", "has wrong check digits, which should be 97"},
		{endpoint, "buyer.endpoint", "0208:0203201341", "has wrong check digits, which should be 40"},
		{endpoint, "buyer.endpoint", "0208:0000009603", "has wrong check digits, which should be 01"},
		{endpoint, "buyer.endpoint", "0208:2203201340", noEnterprise},
		{endpoint, "buyer.endpoint", "0208:203201340", noEnterprise},
		{endpoint, "buyer.endpoint", "0208:BE0203201340", noEnterprise},
		{endpoint, "buyer.endpoint", "0208:0203.201.340", noEnterprise},
		{endpoint, "buyer.endpoint", "9925:BE0203201340", ""},
		{endpoint, "buyer.endpoint", "9925:0203201340", `is not a Belgian VAT number, such as "9925:BE0203201340"`},
	})
}

func TestEndpoint_OtherSchemes(t *testing.T) {
	endpoint := func(d *ubl.Details, text string) { d.Buyer.Endpoint = text }
	company := func(d *ubl.Details, text string) { d.Buyer.Company = text }
	const (
		wrongDigits  = "has wrong check digits"
		noEnterprise = "is not a Belgian enterprise number: ten digits, the first 0 or 1"
		noVAT        = "is not two letters of a country and 2 to 20 digits and capital letters"
		noIBAN       = `is not of the form of an IBAN, such as "BE68539007547034", without blanks`
		noBIC        = `is not of the form of a BIC, such as "KREDBEBB"`
	)
	checkIdentifiers(t, []identifierCase{
		{endpoint, "buyer.endpoint", "0088:5412345000013", ""},
		{endpoint, "buyer.endpoint", "0088:4006381333931", ""},
		{endpoint, "buyer.endpoint", "0088:0000000000000", ""},
		{endpoint, "buyer.endpoint", "0088:5412345000014", "has a wrong check digit, which should be 3"},
		{endpoint, "buyer.endpoint", "0088:541234500001", "is not a GLN of 13 digits"},
		{endpoint, "buyer.endpoint", "9925:FR12345678901", `is not a Belgian VAT number, such as "9925:BE0203201340"`},
		{endpoint, "buyer.endpoint", "0192:974760673", ""},
		{endpoint, "buyer.endpoint", "0192:974760674", wrongDigits},
		{endpoint, "buyer.endpoint", "0192:000000000", wrongDigits},
		{endpoint, "buyer.endpoint", "0192:97476067", "is not a Norwegian organization number of 9 digits"},
		{endpoint, "buyer.endpoint", "0192:9747606730", "is not a Norwegian organization number of 9 digits"},
		{endpoint, "buyer.endpoint", "0192:97476067A", "is not a Norwegian organization number of 9 digits"},
		{endpoint, "buyer.endpoint", "0184:DK13585628", ""},
		{endpoint, "buyer.endpoint", "0184:13585628", ""},
		{endpoint, "buyer.endpoint", "0184:DK1358562", "is not a Danish CVR number: 8 digits, with or without DK"},
		{endpoint, "buyer.endpoint", "0184:135856280", "is not a Danish CVR number: 8 digits, with or without DK"},
		{endpoint, "buyer.endpoint", "0184:DKDK13585628", "is not a Danish CVR number: 8 digits, with or without DK"},
		{endpoint, "buyer.endpoint", "0007:2021005489", ""},
		{endpoint, "buyer.endpoint", "0007:2021005480", wrongDigits},
		{endpoint, "buyer.endpoint", "0007:2021050489", wrongDigits},
		{endpoint, "buyer.endpoint", "0007:202100548", "is not a Swedish organization number of 10 digits"},
		{endpoint, "buyer.endpoint", "0007:202100-5489", "is not a Swedish organization number of 10 digits"},
		{endpoint, "buyer.endpoint", "0151:51824753556", ""},
		{endpoint, "buyer.endpoint", "0151:51824753557", wrongDigits},
		{endpoint, "buyer.endpoint", "0151:00000000000", wrongDigits},
		{endpoint, "buyer.endpoint", "0151:5182475355", "is not an Australian ABN of 11 digits"},
		{company, "buyer.company", "0192:974760674", wrongDigits},
	})
}

func TestEndpoint_Form(t *testing.T) {
	endpoint := func(d *ubl.Details, text string) { d.Buyer.Endpoint = text }
	company := func(d *ubl.Details, text string) { d.Buyer.Company = text }
	checkIdentifiers(t, []identifierCase{
		{endpoint, "buyer.endpoint", "0242:12345678", ""},
		{endpoint, "buyer.endpoint", "0244:12345678", ""},
		{endpoint, "buyer.endpoint", "0245:1234567890", ""},
		{endpoint, "buyer.endpoint", "0246:DE123456789", ""},
		{endpoint, "buyer.endpoint", "0248:12345678", ""},
		{endpoint, "buyer.endpoint", "0243:12345678", "has a scheme that is not known here"},
		{endpoint, "buyer.endpoint", "0106:12345678", ""},
		{endpoint, "buyer.endpoint", "0106:", "is missing"},
		{endpoint, "buyer.endpoint", "0106: 1", "begins or ends in a blank"},
		{endpoint, "buyer.endpoint", "0203201340", `is not of the form "0208:0203201340"`},
		{endpoint, "buyer.endpoint", "1234:0203201340", "has a scheme that is not known here"},
		{endpoint, "buyer.endpoint", ":0203201340", "has a scheme that is not known here"},
		{endpoint, "buyer.endpoint", "0208 0209:0203201340", "has a scheme that is not known here"},
		{endpoint, "buyer.endpoint", "", "is missing"},
		{company, "buyer.company", "0208:0403170701", ""},
		{company, "buyer.company", "", ""},
		{company, "buyer.company", "9925:BE0403170701", "has a scheme that is not known here"},
	})
}

func TestVAT(t *testing.T) {
	vat := func(d *ubl.Details, text string) { d.Buyer.VAT = text }
	const (
		wrongDigits  = "has wrong check digits"
		noEnterprise = "is not a Belgian enterprise number: ten digits, the first 0 or 1"
		noVAT        = "is not two letters of a country and 2 to 20 digits and capital letters"
		noIBAN       = `is not of the form of an IBAN, such as "BE68539007547034", without blanks`
		noBIC        = `is not of the form of a BIC, such as "KREDBEBB"`
	)
	checkIdentifiers(t, []identifierCase{
		{vat, "buyer.vat", "BE0403170701", ""},
		{vat, "buyer.vat", "BE0403170702", "has wrong check digits, which should be 01"},
		{vat, "buyer.vat", "BE403170701", "is not of the form of a VAT number of BE: ##########"},
		{vat, "buyer.vat", "BE2403170701", noEnterprise},
		{vat, "buyer.vat", "ATU12345678", ""},
		{vat, "buyer.vat", "AT123456789", "is not of the form of a VAT number of AT: U########"},
		{vat, "buyer.vat", "BG123456789", ""},
		{vat, "buyer.vat", "BG1234567890", ""},
		{vat, "buyer.vat", "BG12345678", "is not of the form of a VAT number of BG: ######### or ##########"},
		{vat, "buyer.vat", "CY12345678X", ""},
		{vat, "buyer.vat", "CY123456789", "is not of the form of a VAT number of CY: ########@"},
		{vat, "buyer.vat", "FRX0123456789", ""},
		{vat, "buyer.vat", "NL123456789B01", ""},
		{vat, "buyer.vat", "NL12345678901", "is not of the form of a VAT number of NL: #########B##"},
		{vat, "buyer.vat", "EL123456789", ""},
		{vat, "buyer.vat", "GR123456789", noVAT},
		{vat, "buyer.vat", "XI123456789", ""},
		{vat, "buyer.vat", "GBGD123", ""},
		{vat, "buyer.vat", "SK1234567890", ""},
		{vat, "buyer.vat", "NO123456789MVA", ""},
		{vat, "buyer.vat", "CHE123456789", ""}, // the form is not known here
		{vat, "buyer.vat", "US12", ""},
		{vat, "buyer.vat", "US1", noVAT},
		{vat, "buyer.vat", "US12345678901234567890", ""},
		{vat, "buyer.vat", "US123456789012345678901", noVAT},
		{vat, "buyer.vat", "ZZ123456789", noVAT},
		{vat, "buyer.vat", "be0403170701", noVAT},
		{vat, "buyer.vat", "", "is missing"}, // since the charge of a line is reversed
	})
}

func TestAccounts(t *testing.T) {
	country := func(d *ubl.Details, text string) { d.Buyer.Address.Country = text }
	iban := func(d *ubl.Details, text string) { d.Means.IBAN = text }
	bic := func(d *ubl.Details, text string) { d.Means.BIC = text }
	const (
		wrongDigits  = "has wrong check digits"
		noEnterprise = "is not a Belgian enterprise number: ten digits, the first 0 or 1"
		noVAT        = "is not two letters of a country and 2 to 20 digits and capital letters"
		noIBAN       = `is not of the form of an IBAN, such as "BE68539007547034", without blanks`
		noBIC        = `is not of the form of a BIC, such as "KREDBEBB"`
	)
	checkIdentifiers(t, []identifierCase{
		{country, "buyer.address.country", "FR", ""},
		{country, "buyer.address.country", "EL", `is not a country code of ISO 3166, such as "BE"`},
		{country, "buyer.address.country", "BE FR", `is not a country code of ISO 3166, such as "BE"`},
		{country, "buyer.address.country", "", "is missing"},
		{iban, "means.iban", "BE68539007547034", ""},
		{iban, "means.iban", "GB82WEST12345698765432", ""},
		{iban, "means.iban", "NO9386011117947", ""},
		{iban, "means.iban", "MT84MALT011000012345MTLCAST001S", ""},
		{iban, "means.iban", "BE68539007547035", "has wrong check digits"},
		{iban, "means.iban", "BE68 5390 0754 7034", noIBAN},
		{iban, "means.iban", "BE685390075470", noIBAN},
		{iban, "means.iban", "BE68539007547034539007547034539007547", noIBAN},
		{iban, "means.iban", "GB06WEST12345698765432123456987654", ""}, // 34 characters, the most there can be
		{iban, "means.iban", "GB06WEST123456987654321234569876540", noIBAN},
		{iban, "means.iban", "B668539007547034", noIBAN},
		{iban, "means.iban", "", "is missing"},
		{bic, "means.bic", "KREDBEBB", ""},
		{bic, "means.bic", "KREDBEBBXXX", ""},
		{bic, "means.bic", "", ""},
		{bic, "means.bic", "KREDBEB", noBIC},
		{bic, "means.bic", "KREDBEBBX", noBIC},
		{bic, "means.bic", "KRED1EBB", noBIC},
		{bic, "means.bic", "KREDBEB-", noBIC},
	})
}

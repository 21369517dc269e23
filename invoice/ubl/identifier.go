package ubl

import (
	"fmt"
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// endpointSchemes are the codes of the list of electronic address schemes (EAS) that Peppol uses.
const endpointSchemes = " 0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177" +
	" 0183 0184 0188 0190 0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210" +
	" 0211 0212 0213 0215 0216 0217 0218 0221 0225 0230 0235 0240 0242 0244 0245 0246 0248 9910 9913 9914 9915" +
	" 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939" +
	" 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959 "

// companySchemes are the schemes, codes of ISO 6523, under which company registers assign numbers.
const companySchemes = " 0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 " +
	"0183 0184 0188 0190 0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 " +
	"0212 0213 0215 0216 0217 0218 0221 0225 0230 0235 0240 "

// countries are the codes of ISO 3166.
const countries = " AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS " +
	"BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET " +
	"FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO " +
	"IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH " +
	"MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM " +
	"PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG " +
	"TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "

// vatForms has a line for each country whose form of VAT numbers is known here: # is a digit, @ a letter, and * either.
// Greece is EL, and Northern Ireland XI.
const vatForms = `
AT U########
BE ##########
BG ######### ##########
CY ########@
CZ ######## ######### ##########
DE #########
DK ########
EE #########
EL #########
ES *#######*
FI ########
FR **#########
GB ######### ############ GD### HA###
HR ###########
HU ########
IE #*#####@ #*#####@@
IT ###########
LT ######### ############
LU ########
LV ###########
MT ########
NL #########B##
NO #########MVA
PL ##########
PT #########
RO ## ### #### ##### ###### ####### ######## ######### ##########
SE ############
SI ########
SK ##########
XI ######### ############ GD### HA###
`

const (
	digits   = "0123456789"
	letters  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	maxID    = 50
	otherVAT = "is not two letters of a country and 2 to 20 digits and capital letters"
)

// listed reports whether a code is in a list of codes between blanks.
func listed(list, code string) bool {
	return code != "" && !strings.Contains(code, " ") && strings.Contains(list, " "+code+" ")
}

func checkCountry(op, field, code string) error {
	switch {
	case code == "":
		return input.Missing(op, field)
	case !listed(countries, code):
		return input.Errorf(op, field, code, input.ErrUnknown, "is not a country code of ISO 3166, such as \"BE\"")
	}
	return nil
}

// checkScheme refuses an identifier that does not begin with one of the listed schemes, or is malformed for its scheme.
func checkScheme(op, field, text, schemes string) error {
	if text == "" {
		return input.Missing(op, field)
	}
	scheme, id, ok := strings.Cut(text, ":")
	switch {
	case !ok:
		return input.Errorf(op, field, text, input.ErrSyntax, `is not of the form "0208:0203201340"`)
	case !listed(schemes, scheme):
		return input.Errorf(op, field, text, input.ErrUnknown, "has a scheme that is not known here")
	}
	if err := input.Name(op, field, id, maxID); err != nil {
		return err
	}
	switch scheme {
	case "0208":
		return checkEnterprise(op, field, text, id)
	case "0088":
		return checkGLN(op, field, text, id)
	case "9925":
		if !strings.HasPrefix(id, "BE") {
			return input.Errorf(op, field, text, input.ErrSyntax,
				`is not a Belgian VAT number, such as "9925:BE0203201340"`)
		}
		return checkVAT(op, field, id)
	}
	return checkRegister(op, field, text, scheme, id)
}

// checkEnterprise refuses anything but the number of a Belgian enterprise: ten digits, of which the first is 0 or 1,
// and the last two are 97 less the remainder of the others divided by 97.
func checkEnterprise(op, field, text, id string) error {
	if !matches("##########", id) || id[0] > '1' {
		return input.Errorf(op, field, text, input.ErrSyntax,
			"is not a Belgian enterprise number: ten digits, the first 0 or 1")
	}
	if want := fmt.Sprintf("%02d", 97-remainder(id[:8])); id[8:] != want {
		return input.Errorf(op, field, text, input.ErrConflict, "has wrong check digits, which should be %s", want)
	}
	return nil
}

// checkGLN refuses anything but a global location number: 13 digits, the last of which makes the sum of all digits,
// every second one counted three times, a multiple of ten.
func checkGLN(op, field, text, id string) error {
	if !matches("#############", id) {
		return input.Errorf(op, field, text, input.ErrSyntax, "is not a GLN of 13 digits")
	}
	sum := 0
	for i := range len(id) - 1 {
		sum += int(id[i]-'0') * (1 + i%2*2)
	}
	if want := (10 - sum%10) % 10; int(id[12]-'0') != want {
		return input.Errorf(op, field, text, input.ErrConflict, "has a wrong check digit, which should be %d", want)
	}
	return nil
}

// checkVAT refuses a number that does not have the form of the VAT numbers of its country.
func checkVAT(op, field, text string) error {
	if len(text) < 4 || len(text) > 22 || strings.Trim(text, digits+letters) != "" ||
		!listed(countries+" EL XI ", text[:2]) || text[:2] == "GR" {
		return input.Errorf(op, field, text, input.ErrSyntax, otherVAT)
	}
	country, number := text[:2], text[2:]
	_, forms, known := strings.Cut(vatForms, "\n"+country+" ")
	if !known {
		return nil
	}
	forms, _, _ = strings.Cut(forms, "\n")
	for _, form := range strings.Fields(forms) {
		if matches(form, number) {
			if country == "BE" {
				return checkEnterprise(op, field, text, number)
			}
			return nil
		}
	}
	return input.Errorf(op, field, text, input.ErrSyntax, "is not of the form of a VAT number of %s: %s", country,
		strings.ReplaceAll(forms, " ", " or "))
}

// matches reports whether a text has a form of vatForms.
func matches(form, text string) bool {
	if len(form) != len(text) {
		return false
	}
	for i := range len(form) {
		accepted := form[i : i+1]
		switch accepted {
		case "#":
			accepted = digits
		case "@":
			accepted = letters
		case "*":
			accepted = digits + letters
		}
		if strings.IndexByte(accepted, text[i]) < 0 {
			return false
		}
	}
	return true
}

// remainder returns the remainder, divided by 97, of a number in digits and letters, where A is 10 and Z is 35.
func remainder(text string) int {
	n := 0
	for i := range len(text) {
		if c := text[i]; c >= 'A' {
			n = (n*100 + int(c-'A') + 10) % 97
		} else {
			n = (n*10 + int(c-'0')) % 97
		}
	}
	return n
}

// checkIBAN refuses anything but an international bank account number.
func checkIBAN(op, field, text string) error {
	if text == "" {
		return input.Missing(op, field)
	}
	if len(text) < 15 || len(text) > 34 || !matches("@@##", text[:4]) || strings.Trim(text[4:], digits+letters) != "" {
		return input.Errorf(op, field, text, input.ErrSyntax,
			`is not of the form of an IBAN, such as "BE68539007547034", without blanks`)
	}
	if remainder(text[4:]+text[:4]) != 1 {
		return input.Errorf(op, field, text, input.ErrConflict, "has wrong check digits")
	}
	return nil
}

// checkBIC refuses anything but the code of a bank; it may be missing.
func checkBIC(op, field, text string) error {
	if text != "" && !matches("@@@@@@**", text) && !matches("@@@@@@*****", text) {
		return input.Errorf(op, field, text, input.ErrSyntax, `is not of the form of a BIC, such as "KREDBEBB"`)
	}
	return nil
}

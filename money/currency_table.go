// Code generated from the lists in testdata by go test -run TestCurrencyTable -update. DO NOT EDIT.

package money

// ISO 4217 list one, active codes: alphabetic, numeric, minor units ("-" = none).
// Facts from the public list as of 2026-02-01.
const (
	// currencyCodes are the codes with a minor unit, sorted, three letters each.
	currencyCodes = "" +
		"AEDAFNALLAMDAOAARSAUDAWGAZNBAMBBDBDTBHDBIFBMDBNDBOBBOVBRLBSD" +
		"BTNBWPBYNBZDCADCDFCHECHFCHWCLFCLPCNYCOPCOUCRCCUPCVECZKDJFDKK" +
		"DOPDZDEGPERNETBEURFJDFKPGBPGELGHSGIPGMDGNFGTQGYDHKDHNLHTGHUF" +
		"IDRILSINRIQDIRRISKJMDJODJPYKESKGSKHRKMFKPWKRWKWDKYDKZTLAKLBP" +
		"LKRLRDLSLLYDMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXNMXVMYRMZNNAD" +
		"NGNNIONOKNPRNZDOMRPABPENPGKPHPPKRPLNPYGQARRONRSDRUBRWFSARSBD" +
		"SCRSDGSEKSGDSHPSLESOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTNDTOPTRYTTD" +
		"TWDTZSUAHUGXUSDUSNUYIUYUUYWUZSVEDVESVNDVUVWSTXADXAFXCDXCGXOF" +
		"XPFYERZARZMWZWG"
	// currencyUnits are their minor units, one digit each.
	currencyUnits = "" +
		"22222222222230222222" +
		"22222222240222222202" +
		"22222222222220222222" +
		"22232023022202032222" +
		"22232222222222222222" +
		"22222322222202222022" +
		"22222222222222223222" +
		"22202202422200220220" +
		"02222"
	// unitlessCodes are the codes without one, sorted.
	unitlessCodes = "" +
		"XAGXAUXBAXBBXBCXBDXDRXPDXPTXSUXTSXUAXXX"
)

// ISO 4217 list three, currencies withdrawn since 2010, and the first day without each.
// Facts as of 2026-02-01.
const (
	// withdrawnCodes are the codes, sorted, three letters each.
	withdrawnCodes = "" +
		"ANGBGNBYRCUCEEKHRKLTLLVLMROSLLSTDVEFZMKZWL"
	// withdrawnUnits are their minor units, one digit each.
	withdrawnUnits = "" +
		"22022222222222"
	// withdrawnDays are the first days without them, ten bytes each.
	withdrawnDays = "" +
		"2025-03-312026-01-012017-01-012021-07-012011-01-012023-01-01" +
		"2015-01-012014-01-012018-01-012024-01-012018-01-012018-08-20" +
		"2013-01-012024-09-01"
)

package ubl

import (
	"errors"
	"strings"

	"example.com/billingrules/internal/edge/input"
)

// Party is the seller or the buyer of a document.
type Party struct {
	Name string `json:"name"` // as it is registered; at most 200 bytes
	// Endpoint is the address in the e-invoicing network, preceded by its scheme: "0208:0203201340" is that of a
	// Belgian enterprise by its number, "9925:BE0203201340" by its VAT number, "0088:5412345000013" by a GLN.
	Endpoint string `json:"endpoint"`
	// Company is the number in a register of companies, preceded by its scheme, such as "0208:0203201340" in the
	// Belgian one; empty if there is none.
	Company string `json:"company,omitempty"`
	// VAT is the VAT number, preceded by its country, such as "BE0203201340". The seller needs one, and so does the
	// buyer for a reverse charge.
	VAT     string  `json:"vat,omitempty"`
	Address Address `json:"address"`
}

// Address is a postal address. Each line has at most 200 bytes.
type Address struct {
	Street     string `json:"street"`
	City       string `json:"city"`
	PostalCode string `json:"postalCode,omitempty"` // empty in a country without postal codes
	Country    string `json:"country"`              // its two letters in ISO 3166, such as "BE"
}

func (p Party) check(op, at string) error {
	bad := []error{
		input.Name(op, at+"name", p.Name, maxText),
		checkScheme(op, at+"endpoint", p.Endpoint, endpointSchemes),
		input.Name(op, at+"address.street", p.Address.Street, maxText),
		input.Name(op, at+"address.city", p.Address.City, maxText),
		name(op, at+"address.postalCode", p.Address.PostalCode, maxText),
		checkCountry(op, at+"address.country", p.Address.Country),
	}
	if p.Company != "" {
		bad = append(bad, checkScheme(op, at+"company", p.Company, companySchemes))
	}
	if p.VAT != "" {
		bad = append(bad, checkVAT(op, at+"vat", p.VAT))
	}
	return errors.Join(bad...)
}

// element returns the party as an element.
func (p Party) element() element {
	scheme, id, _ := strings.Cut(p.Endpoint, ":")
	party := []element{
		leaf("EndpointID", id, attribute{"schemeID", scheme}),
		group("PartyName", leaf("Name", p.Name)),
		group("PostalAddress", leaf("StreetName", p.Address.Street), leaf("CityName", p.Address.City),
			optional("PostalZone", p.Address.PostalCode),
			group("Country", leaf("IdentificationCode", p.Address.Country))),
	}
	if p.VAT != "" {
		party = append(party, group("PartyTaxScheme", leaf("CompanyID", p.VAT), vat()))
	}
	scheme, id, _ = strings.Cut(p.Company, ":")
	party = append(party, group("PartyLegalEntity", leaf("RegistrationName", p.Name),
		optional("CompanyID", id, attribute{"schemeID", scheme})))
	return group("Party", party...)
}

// readParty returns the party that an element describes.
func readParty(e element) Party {
	address := e.at("PostalAddress")
	return Party{
		Name:     e.at("PartyLegalEntity", "RegistrationName").text,
		Endpoint: schemed(e.at("EndpointID")),
		Company:  schemed(e.at("PartyLegalEntity", "CompanyID")),
		VAT:      e.at("PartyTaxScheme", "CompanyID").text,
		Address: Address{
			Street: address.at("StreetName").text, City: address.at("CityName").text,
			PostalCode: address.at("PostalZone").text, Country: address.at("Country", "IdentificationCode").text,
		},
	}
}

// schemed returns an identifier with its scheme in front; "" if there is no element.
func schemed(e element) string {
	if e.name == "" {
		return ""
	}
	return e.attr("schemeID") + ":" + e.text
}

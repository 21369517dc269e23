package rule

import "slices"

// The sources of the rules. The page is "Hulp bij kopen", the vendor's purchasing help for Belgium, in Dutch. What was
// read from other public pages of the vendor has no section on it.
const (
	onPage     = `Autodesk, "Hulp bij kopen" (Belgium, in Dutch)`
	otherPages = "other public help pages of the same vendor"

	secConfirmation = onPage + `, "Bevestiging van bestelling en communicatie"`
	secOrderErrors  = onPage + `, "Problemen met fouten bij het bestellen oplossen"`
	secTrial        = onPage + `, "Bestellen na een gratis testversie"`
	secPayment      = onPage + `, "Betalingsopties"`
	secProcessing   = onPage + `, "Online betalingen verwerken"`
	secTax          = onPage + `, "Belastingen en kosten betalen"`
	secExperience   = onPage + `, "De nieuwe koopervaring"`
	secBuy          = onPage + `, "Nieuwe abonnementen aanschaffen"`
	secRenew        = onPage + `, "Abonnementen verlengen"`
	secLapse        = onPage + `, "Nieuw verloopproces"`
	secYearly       = onPage + `, "Meerdere jaren jaarlijks factureren"`
	secSwitch       = onPage + `, "Wisselen van product"`
	secTerm         = onPage + `, "Termijn wijzigen"`
	secCoterm       = onPage + `, "Co-terming"`
	secExtend       = onPage + `, "Verlenging om bestaande abonnementen af te stemmen"`
	secProration    = onPage + `, "Berekeningen naar rato"`
	secStoreZone    = onPage + `, "Tijdzone van de winkel en van de klant"`
	secDates        = onPage + `, "Verlengen en vervaldatums op basis van tijdzone"`
	secQuoteBuy     = onPage + `, "Kopen via een offerte"`
	secQuoteMake    = onPage + `, "Hoe u een offerte kunt genereren"`
	secNetTerms     = onPage + `, "Betalen via factuur"`
	secNetErrors    = onPage + `, "Fouten bij probleemoplossing"`
	secPayInvoice   = onPage + `, "Hoe kan ik facturen betalen?"`
	secPayers       = onPage + `, "Betalers beheren"`
	secReturns      = onPage + `, "Retourbeleid van Autodesk"`
)

// rulebook returns every rule. It is a function, not a variable, so that nobody can change the rulebook for others.
func rulebook() []Rule {
	return slices.Concat(
		termRules(), editionRules(), renewalRules(), lapseRules(), changeRules(), prorationRules(),
		cotermRules(), invoiceRules(), orderRules(), refundRules(),
	)
}

func termRules() []Rule {
	return []Rule{
		{
			ID: TermLength, Class: Computed, Standing: Quoted | Reading, Note: "quoted for annual, by the page's " +
				"example; monthly and three-year are readings",
			Statement: "An annual term is twelve calendar months, a monthly term one and a three-year term " +
				"thirty-six, and a term covers the days from its start up to, not including, its renewal date.",
			Source: secDates, Quote: "u koopt een jaarabonnement op 10-6-2024", Package: "calendar",
		},
		{
			ID: TermExpiry, Class: Computed, Standing: Quoted,
			Statement: "With auto-renew off a subscription expires at the last second of its last covered day, on " +
				"the wall clock of the place where it was bought.",
			Source: secDates, Quote: "zijn uw vervaldatum en -tijd 9-6-2025 om 23.59:59 CET", Package: "calendar",
		},
		{
			ID: TermRenewal, Class: Computed, Standing: Quoted,
			Statement: "With auto-renew on a subscription renews when the day after its last covered day begins.",
			Source:    secDates, Quote: "is de verlengingsdatum de dag na de vervaldatum", Package: "calendar",
		},
		{
			ID: TermAnniversary, Class: Computed, Standing: Reading,
			Statement: "Every anniversary and every monthly date is counted from the anchor, never from the date " +
				"before it, and falls on the last day of a month that is too short.",
			Source: onPage + ", silent", Package: "calendar",
		},
		{
			ID: TermServiceYear, Class: Computed, Standing: Reading,
			Statement: "The service years or months of a term are the stretches between its consecutive " +
				"anniversaries; the renewal date itself is never an anniversary on which something is invoiced.",
			Source: onPage + ", silent", Package: "calendar",
		},
		{
			ID: TermZone, Class: Computed, Standing: Reading,
			Statement: "The hours that the vendor prints are those of the wall clock where the subscription was " +
				"bought, and a day lasts from its first instant to the first instant of the next, also where " +
				"midnight is skipped or happens twice.",
			Source: secDates, Quote: "de vervaldatum gebaseerd op de tijdzone waarin het abonnement is " +
				"aangeschaft", Package: "calendar",
		},
	}
}

func editionRules() []Rule {
	return []Rule{
		{
			ID: EditionGate, Class: Computed, Standing: Quoted | Reading, Note: "which day counts is a reading",
			Statement: "The gated rules hold for what was bought or renewed on or after the first day of the " +
				"edition: by the day of the act, or by the day on which the current term was ordered, as the " +
				"edition says for each act.",
			Source: secExperience, Quote: "Dit beleid wordt van kracht op abonnementen die vanaf 16 september " +
				"2024 in Europa zijn aangeschaft of verlengd.", Package: "policy",
		},
		{
			ID: EditionBefore, Class: Computed, Standing: Reading,
			Statement: "What was ordered before the first day of the edition comes under it with its first " +
				"renewal from that day on; until then gated decisions are left to the seller, and " +
				"access ends with the last covered day or goes through the stages, as the edition " +
				"reads it.",
			Source: secRenew, Quote: "Voor 16 september 2024 kunt u bestaande abonnementen net als nu verlengen.",
			Package: "lifecycle",
		},
	}
}

func renewalRules() []Rule {
	return []Rule{
		{
			ID: RenewalAutoDefault, Class: Computed, Gated: true, Standing: Quoted | Corroborated, Note: "that a " +
				"renewal switches it on again is corroborated",
			Statement: "Whatever is bought renews automatically unless that is switched off; a renewal " +
				"switches it on again or leaves it as it was, as the edition reads it.",
			Source: secRenew, Quote: "worden alle vernieuwde en nieuw aangeschafte abonnementen automatisch " +
				"verlengd, tenzij u automatische verlenging uitschakelt", Package: "lifecycle",
		},
		{
			ID: RenewalAutoToggle, Class: Computed, Standing: Corroborated,
			Statement: "Auto-renew can be switched on and off until the end of Suspended.",
			Source:    otherPages, Package: "lifecycle",
		},
		{
			ID: RenewalWindow, Class: Computed, Standing: Quoted | Reading,
			Note: "that early renewal ends at the " +
				"renewal date, where late renewal takes over, is a reading",
			Statement: "Early renewal opens a published number of days before the renewal date, through a partner " +
				"or the account, and ends at the renewal date.",
			Source: secRenew, Quote: "Vroege verlenging is mogelijk 90 dagen voor de verlengingsdatum " +
				"beschikbaar via uw partner of in uw Autodesk-account", Package: "lifecycle",
		},
		{
			ID: RenewalLate, Class: Computed, Standing: Quoted | Corroborated,
			Note:      "the day counts are corroborated",
			Statement: "After its last covered day a subscription can still be renewed through Expired and Suspended.",
			Source:    secLapse, Quote: "u kunt uw abonnement nog steeds verlengen of opnieuw activeren in de fase " +
				"Opgeschort", Package: "lifecycle",
		},
		{
			ID: RenewalNextTerm, Class: Computed, Standing: Corroborated | Reading, Note: "that a late monthly " +
				"renewal can buy days already over is a reading",
			Statement: "Whenever the renewal is made, early or late, the next term starts on the old renewal date " +
				"and the new renewal date is one length later.",
			Source: otherPages, Package: "lifecycle",
		},
		{
			ID: RenewalAwaited, Class: Computed, Standing: Reading,
			Statement: "With auto-renew on and the renewal not recorded yet, the days on which it is being " +
				"charged, as the edition reads them, count as Active, and the status says that it is " +
				"provisional.",
			Source: secProcessing, Quote: "De verwerking duurt meestal enkele minuten, maar het kan tot 24 uur " +
				"duren.", Package: "lifecycle",
		},
		{
			ID: RenewalWithChanges, Class: Computed, Standing: Corroborated | Reading, Note: "that all three may " +
				"go together is a reading",
			Statement: "A renewal, early or late, may carry another number of seats, another term and another " +
				"product for the next term; after the renewal date this is the only way to change them, by a " +
				"partner's quote until the end of Suspended.",
			Source: otherPages, Package: "lifecycle",
		},
		{
			ID: RenewalChargeFailed, Class: Computed, Standing: Reading,
			Statement: "From the day on which the charge of an automatic renewal failed the renewal is no longer " +
				"awaited, and the stages count from the last covered day as always.",
			Source: onPage + ", silent", Package: "lifecycle",
		},
		{
			ID: RenewalCanceledFinal, Class: Computed, Standing: Quoted,
			Statement: "A canceled subscription can be neither renewed nor reactivated; a new one must be bought.",
			Source:    secLapse, Quote: "Geannuleerde abonnementen kunnen niet worden verlengd of opnieuw worden " +
				"geactiveerd.", Package: "lifecycle",
		},
		{
			ID: RenewalDigitalDirect, Class: Advice, Standing: Quoted,
			Statement: "Auto-renewing subscriptions bought in the vendor's own shop keep renewing as before; there " +
				"is nothing to do.",
			Source: secRenew, Quote: "Er is geen actie nodig.", Package: "rule",
		},
	}
}

func lapseRules() []Rule {
	return []Rule{
		{
			ID: LapseStart, Class: Computed, Gated: true, Standing: Quoted | Reading, Note: "that the day itself " +
				"is Active to its end, and that an invoice for nothing is never unpaid, are readings",
			Statement: "The lapse starts at the end of the last covered day or of the due date of the earliest " +
				"unpaid invoice, whichever comes first; an invoice for nothing is never unpaid, renewing does not " +
				"pay an invoice, and paying does not renew.",
			Source: secLapse, Quote: "Deze procedure begint op de einddatum van het abonnement of op de " +
				"vervaldatum van de factuur, afhankelijk van wat zich het eerst voordoet.", Package: "lifecycle",
		},
		{
			ID: LapseExpiredDays, Class: Computed, Standing: Corroborated, Note: "the page omits the number",
			Statement: "Expired lasts the same number of days for every term.",
			Source:    otherPages, Package: "lifecycle",
		},
		{
			ID: LapseSuspendedDays, Class: Computed, Standing: Quoted | Corroborated, Note: "that the page's " +
				"numbers belong to Suspended, and Flex tokens like annual, are corroborated",
			Statement: "Suspended follows Expired and lasts longer for annual and three-year subscriptions and " +
				"Flex tokens than for monthly ones.",
			Source: secLapse, Quote: "Dit duurt 30 dagen voor een abonnement van één of meerdere jaren of 15 " +
				"dagen voor een maandabonnement.", Package: "lifecycle",
		},
		{
			ID: LapseCanceled, Class: Computed, Standing: Corroborated,
			Statement: "After the last day of Suspended the subscription is Canceled.",
			Source:    otherPages, Package: "lifecycle",
		},
		{
			ID: LapseCapabilities, Class: Computed, Standing: Quoted,
			Note:      `the cell "Upgrades niet toegestaan" may be a slip for uploads; it is kept literally`,
			Statement: "What can still be done with a subscription in each phase is the page's own table.",
			Source:    secLapse, Quote: "Functionaliteit in elke fase", Package: "lifecycle",
		},
		{
			ID: LapseExempt, Class: Computed, Standing: Quoted | Reading, Note: "that an unpaid invoice takes no " +
				"access, that there is no late renewal, and the refusal of names that are nearly on the list, are " +
				"readings",
			Statement: "The listed offerings have no stages: access stops when the offering ends; whether an unpaid " +
				"invoice takes away access too, and whether there is a late renewal, is as the edition reads it.",
			Source: secLapse, Quote: "het afsluitingsproces niet van toepassing is op de volgende aanbiedingen " +
				"en dat de producttoegang stopt wanneer de aanbieding verloopt", Package: "lifecycle",
		},
		{
			ID: LapseReactivate, Class: Computed, Standing: Quoted | Reading, Note: "the details are readings",
			Statement: "In Expired or Suspended, clearing the last open cause restores Active from that day; " +
				"paying leaves the renewal date where it is, and what reached Canceled stays Canceled.",
			Source: secLapse, Quote: "u kunt uw abonnement nog steeds verlengen of opnieuw activeren in de fase " +
				"Opgeschort en toegang tot uw product krijgen", Package: "lifecycle",
		},
		{
			ID: LapsePrepay, Class: Flag, Standing: Quoted,
			Statement: "After a cancellation for unpaid net terms the buyer may need another payment method, and " +
				"prepayment, for the next order.",
			Source: secLapse, Quote: "is het mogelijk dat betaling vooraf is vereist voor toekomstige " +
				"bestellingen", Package: "lifecycle",
		},
	}
}

func changeRules() []Rule {
	return []Rule{
		{
			ID: ChangeSeatsUp, Class: Computed, Standing: Quoted | Corroborated | Reading, Note: "at once is " +
				"corroborated; only while Active, and pending numbers, are readings",
			Statement: "Seats can be added at once while the subscription is Active, or Expired as well, as " +
				"the edition reads it, and last through the whole stretch that they are charged for: " +
				"a pending number of seats that takes effect inside it is raised by them.",
			Source: secCoterm, Quote: "extra seats aan bestaande abonnementen toegevoegd met dezelfde " +
				"geldigheidsduur", Package: "lifecycle",
		},
		{
			ID: ChangeSeatsDown, Class: Computed, Standing: Quoted | Corroborated,
			Note: "the minimum and the late " +
				"way are corroborated",
			Statement: "A reduction of seats takes effect with the renewal and leaves at least the minimum; after " +
				"the renewal date it is only possible together with a late renewal.",
			Source: secCoterm, Quote: "Het verminderde aantal seats wordt van kracht na de verlenging.",
			Package: "lifecycle",
		},
		{
			ID: ChangeProductSwitch, Class: Computed, Gated: true, Standing: Quoted | Reading, Note: "which day " +
				"the gate goes by, and the full price on the renewal date, are readings",
			Statement: "A switch to another product is asked for inside the renewal window and takes effect on the " +
				"renewal date.",
			Source: secSwitch, Quote: "De overstap wordt van kracht op de verlengingsdatum.", Package: "lifecycle",
		},
		{
			ID: ChangeTerm, Class: Computed, Gated: true, Standing: Quoted | Corroborated,
			Note: "charged in full " +
				"then, and changeable before, are corroborated",
			Statement: "A change of term can be asked for at any time before the renewal date, takes effect and is " +
				"charged in full then, and may be changed again before.",
			Source: secTerm, Quote: "Eventuele termijnwijzigingen worden van kracht op de verlengingsdatum.",
			Package: "lifecycle",
		},
		{
			ID: ChangeEffectiveFixed, Class: Computed, Standing: Reading,
			Statement: "A pending change keeps the effective date it had when it was asked for, or moves " +
				"with an early renewal, as the edition reads it.",
			Source: onPage + ", silent", Package: "lifecycle",
		},
		{
			ID: ChangePending, Class: Computed, Standing: Reading,
			Statement: "A pending change belongs to the term that follows: it may be replaced or withdrawn until it " +
				"takes effect, a late renewal carries it out from the renewal date on, and if no term follows it " +
				"never takes effect.",
			Source: onPage + ", silent", Package: "lifecycle",
		},
		{
			ID: TrialConvert, Class: Computed, Standing: Quoted | Corroborated,
			Note: "that a trial is not renewed " +
				"or extended is corroborated",
			Statement: "A trial becomes paid by buying with the same account; a trial itself is neither renewed " +
				"nor extended.",
			Source: secTrial, Quote: "Voer dezelfde combinatie van Autodesk-ID/e-mailadres en wachtwoord in als " +
				"waarmee u zich hebt aangemeld bij de testversie", Package: "lifecycle",
		},
	}
}

func prorationRules() []Rule {
	return []Rule{
		{
			ID: ProrationStandardDays, Class: Computed, Standing: Quoted,
			Statement: "Each term has a published number of days by which its price is divided, and leap years " +
				"never change it.",
			Source: secProration, Quote: "gebaseerd op het standaardaantal dagen per termijn", Package: "proration",
		},
		{
			ID: ProrationDailyRate, Class: Computed, Standing: Quoted | Reading, Note: "that the SRP is that of " +
				"one seat is a reading",
			Statement: "The daily rate is the SRP, the list price of one seat for one full term before tax, " +
				"divided by the standard days of the term.",
			Source: secProration, Quote: "Het Subscription Rate Plan (SRP) gedeeld door het standaardaantal " +
				"dagen van de termijn, is gelijk aan de dagelijkse prijs van het abonnement.", Package: "proration",
		},
		{
			ID: ProrationPrice, Class: Computed, Standing: Quoted | Reading,
			Note: "seats, rounding and its place " +
				"are readings",
			Statement: "A prorated price is the daily rate times the days bought times the seats, divided once and " +
				"rounded once to the minor unit of the currency, at the place that the edition says.",
			Source: secProration, Quote: "kunt u de totale evenredige prijs bepalen door het dagtarief te " +
				"vermenigvuldigen met het aantal dagen dat wordt gekocht", Package: "proration",
		},
		{
			ID: ProrationDays, Class: Computed, Standing: Reading,
			Statement: "Added seats buy the days from the day of the transaction through the last covered day, " +
				"both counted; an extension buys those from the old renewal date up to the new one.",
			Source: secProration, Package: "proration",
		},
		{
			ID: ProrationLeap, Class: Computed, Standing: Reading,
			Statement: "Leap years are not taken into account, in the way that the edition's day count says.",
			Source:    secProration, Quote: "We houden geen rekening met schrikkeljaren.", Package: "proration",
		},
		{
			ID: ProrationPreTax, Class: Flag, Standing: Quoted,
			Statement: "The SRP, and so every prorated price, is before tax.",
			Source:    secProration, Quote: "Houd er rekening mee dat de adviesprijs geen toepasselijke " +
				"belastingen bevat.", Package: "proration",
		},
	}
}

func cotermRules() []Rule {
	return []Rule{
		{
			ID: CotermSameProduct, Class: Computed, Gated: true, Standing: Quoted | Reading,
			Note: "the refusal is a reading",
			Statement: "Seats added to a subscription take its term and its renewal date and are prorated to that " +
				"date with its own SRP and standard days; a stretch with two lengths of term or two products has " +
				"no one SRP and is refused.",
			Source: secCoterm, Quote: "extra seats aan bestaande abonnementen toegevoegd met dezelfde " +
				"geldigheidsduur", Package: "coterm",
		},
		{
			ID: CotermMultiYear, Class: Computed, Gated: true, Standing: Quoted | Reading, Note: "the edges and " +
				"the split are readings",
			Statement: "Seats added to a three-year subscription are invoiced first up to the next anniversary and " +
				"then on each remaining one; each later service year is invoiced at its own price, and the first " +
				"invoice is the rounded total less those.",
			Source: secCoterm, Quote: "wordt uw eerste factuur afgestemd op de jubileumdatum van het meerjarige " +
				"abonnement", Package: "coterm",
		},
		{
			ID: CotermNewProduct, Class: Computed, Gated: true, Standing: Quoted | Reading,
			Note: "that our figure " +
				"is an estimate, and its flag, are readings",
			Statement: "Aligning a new product with an existing subscription goes through a partner's quote; a " +
				"figure worked out here is an estimate, which says so if it goes beyond what an extension of that " +
				"term could reach.",
			Source: secCoterm, Quote: "neemt u contact op met uw partner (Engels) voor een offerte", Package: "coterm",
		},
		{
			ID: CotermExtendCharge, Class: Computed, Gated: true, Standing: Reading,
			Statement: "An extension is charged at once, or a three-year one yearly on the anniversaries of the " +
				"old renewal date, as the edition says.",
			Source: secYearly, Package: "coterm",
		},
		{
			ID: CotermExtendPartner, Class: Flag, Gated: true, Standing: Quoted,
			Statement: "Aligning existing subscriptions goes through a partner.",
			Source:    secExtend, Quote: "neemt u contact op met uw partner", Package: "coterm",
		},
		{
			ID: CotermExtendWindow, Class: Computed, Gated: true, Standing: Quoted | Reading,
			Note:      "of which subscription is a reading",
			Statement: "An extension is bought inside the renewal window of the subscription that is extended.",
			Source:    secExtend, Quote: "Verlengingen om abonnementen op elkaar af te stemmen kunnen worden " +
				"uitgevoerd in het verlengingsvenster.", Package: "coterm",
		},
		{
			ID: CotermExtendFuture, Class: Computed, Gated: true, Standing: Quoted | Reading, Note: "later than " +
				"the own renewal date is a reading",
			Statement: "The target of an extension is the renewal date of another subscription, later than the day " +
				"of the transaction and later than the subscription's own renewal date; there is no backdating.",
			Source: secExtend, Quote: "Terugdateren is niet toegestaan en er worden geen terugbetalingen gedaan.",
			Package: "coterm",
		},
		{
			ID: CotermNoRefund, Class: Flag, Gated: true, Standing: Quoted | Corroborated, Note: "that a fresh " +
				"alignment charge can be returned is corroborated",
			Statement: "Aligning never refunds time already bought.",
			Source:    secExtend, Quote: "Terugdateren is niet toegestaan en er worden geen terugbetalingen gedaan.",
			Package: "coterm",
		},
		{
			ID: CotermExtendAnnual, Class: Computed, Gated: true, Standing: Quoted | Reading,
			Note: `"or" and the exact days are readings`,
			Statement: "An annual subscription can be extended up to a published number of months from the " +
				"day of the transaction or from its renewal date; whether both limits must hold, and " +
				"where they lie to the day, is as the edition reads it.",
			Source: secExtend, Quote: "Een jaarabonnement kan worden verlengd tot 15 maanden vanaf de " +
				"transactiedatum of tot 12 maanden vanaf de einddatum van het abonnement.", Package: "coterm",
		},
		{
			ID: CotermExtendThreeYear, Class: Computed, Gated: true, Standing: Quoted | Reading,
			Note:      `"or" and the exact days are readings`,
			Statement: "A three-year subscription has the same two limits, with its own numbers of months.",
			Source:    secExtend, Quote: "Een 3-jarig abonnement kan worden verlengd tot 39 maanden na de " +
				"transactiedatum of 36 maanden vanaf de einddatum van het abonnement.", Package: "coterm",
		},
		{
			ID: CotermSwitchTermFirst, Class: Computed, Gated: true, Standing: Quoted | Reading,
			Note: "limits and " +
				"price while the switch is pending are readings",
			Statement: "An annual subscription that must be extended beyond the annual limits switches to " +
				"three-year first; while that switch is pending, the three-year limits and price hold.",
			Source: secExtend, Quote: "schakelt u de termijn allereerst over op een 3-jarige termijn tijdens de " +
				"verlengingsperiode", Package: "coterm",
		},
		{
			ID: CotermReAnchor, Class: Computed, Gated: true, Standing: Reading,
			Statement: "An extended subscription follows the anchor of its target from then on, or keeps its" +
				" own, as the edition reads it.",
			Source: onPage + ", silent", Package: "coterm",
		},
		{
			ID: CotermMonthly, Class: Computed, Gated: true, Standing: Reading,
			Statement: "No limit is published for monthly subscriptions, so they are not extended.",
			Source:    onPage + ", silent", Package: "coterm",
		},
	}
}

func invoiceRules() []Rule {
	return []Rule{
		{
			ID: InvoiceAnnualInstalments, Class: Computed, Gated: true, Standing: Quoted | Reading, Note: "early " +
				"renewal, and what was ordered before the first day, are readings",
			Statement: "A three-year subscription is charged in yearly instalments, due at the transaction " +
				"or renewal, as the edition reads it, and on each anniversary.",
			Source: secYearly, Quote: "De eerste betaling is verschuldigd op het moment van de transactie of " +
				"verlenging", Package: "invoice",
		},
		{
			ID: InvoiceSplit, Class: Computed, Standing: Reading,
			Statement: "Instalments are equal parts in whole minor units; spare units go one each to the first, " +
				"and the sum is exact.",
			Source: onPage + ", silent", Package: "invoice",
		},
		{
			ID: InvoiceNetTerms, Class: Computed, Gated: true, Standing: Quoted | Reading, Note: "the page gives " +
				"no number of days; the formula is a reading",
			Statement: "Paid by invoice, an amount is due the agreed number of net days after the invoice date; " +
				"without net terms it is due that day.",
			Source: secNetTerms, Quote: "Betalen voor abonnementsbestellingen met behulp van de " +
				"nettobetalingsvoorwaarden", Package: "invoice",
		},
		{
			ID: InvoicePayers, Class: Computed, Standing: Quoted | Reading, Note: "per payer number, and the " +
				"comparison, are readings",
			Statement: "Each payer number of net terms has a published maximum of payer e-mail addresses, which " +
				"receive the invoices and are responsible for paying.",
			Source: secPayers, Quote: "U kunt maximaal vijf e-mailadressen van betalers opslaan voor elke " +
				"factuur met een nettobetalingstermijn.", Package: "invoice",
		},
		{
			ID: InvoicePay, Class: Computed, Standing: Quoted,
			Statement: "One invoice or several are paid at once, by card, PayPal, direct debit, bank transfer, " +
				"credit note or cash balance.",
			Source: secPayInvoice, Quote: "U kunt één factuur betalen of meerdere facturen selecteren om te " +
				"betalen.", Package: "invoice",
		},
		{
			ID: InvoiceTax, Class: Computed, Standing: Quoted | Reading, Note: "per line is a reading",
			Statement: "Tax may be due depending on the order and the buyer's place; its rates are an input, and it " +
				"is worked out per line, or per rate over the lines of a document, as the edition reads it, and " +
				"shown separately.",
			Source: secTax, Quote: "De btw-tarieven worden berekend op basis van uw locatie", Package: "invoice",
		},
		{
			ID: InvoiceByRenewal, Class: Computed, Gated: true, Standing: Quoted | Reading,
			Note: "that the window " +
				"ends at the renewal date is a reading",
			Statement: "Inside the renewal window a renewal can be switched to pay by invoice if there is a " +
				"payer, on file or otherwise as the edition reads it; without one it is renewed by " +
				"quote.",
			Source: secNetTerms, Quote: "Als u geen informatie over de betaler hebt toegevoegd, kunt u " +
				"Verlengen via offerte kiezen.", Package: "lifecycle",
		},
	}
}

func orderRules() []Rule {
	return []Rule{
		{
			ID: OrderOneKind, Class: Computed, Standing: Quoted, Note: "the page says that a mixed order can fail",
			Statement: "Lines of different licence types or subscription periods belong in separate orders.",
			Source:    secOrderErrors, Quote: "Plaats afzonderlijke bestellingen voor elk producttype of elke " +
				"abonnementsperiode.", Package: "order",
		},
		{
			ID: OrderPaymentMethods, Class: Computed, Standing: Quoted | Reading,
			Note: "which channel takes what " +
				"is a reading",
			Statement: "Orders are paid by card, PayPal or direct debit; through sales also by purchase order; by " +
				"quote, and for a renewal, also by invoice.",
			Source: secPayment, Quote: "U kunt betalen met creditcards, PayPal of automatische incasso.",
			Package: "order",
		},
		{
			ID: OrderTaxExempt, Class: Computed, Standing: Quoted | Reading, Note: "whether a quote counts as " +
				"online is a reading",
			Statement: "A tax-exempt buyer cannot order online and goes to a reseller.",
			Source:    secTax, Quote: "we kunnen op dit moment geen belastingvrije bestellingen online verwerken",
			Package: "order",
		},
		{
			ID: OrderVendorSetup, Class: Flag, Standing: Quoted,
			Statement: "Most customers must set the vendor up as a supplier before they can buy this way.",
			Source:    secBuy, Quote: "De meeste klanten moeten Autodesk als leverancier instellen om te " +
				"profiteren van deze nieuwe manier van kopen.", Package: "order",
		},
		{
			ID: OrderChargeWhenReady, Class: Computed, Standing: Quoted,
			Statement: "An order is charged as soon as it can be completed and delivered, within a published time.",
			Source:    secProcessing, Quote: "We verwerken de kosten voor uw bestelling zodra onze systemen de " +
				"bestelling kunnen voltooien", Package: "order",
		},
		{
			ID: OrderConfirmation, Class: Advice, Standing: Quoted,
			Statement: "A buyer who has no confirmation after the published time checks the spam folder and then " +
				"contacts support.",
			Source: secConfirmation, Quote: "controleert u uw spammap of neemt u contact op met de ondersteuning",
			Package: "rule",
		},
		{
			ID: PriceZone, Class: Advice, Standing: Quoted,
			Statement: "The price at checkout is the one in force on that day in the customer's zone.",
			Source:    secStoreZone, Quote: "Raadpleeg de uiteindelijke prijzen bij het afrekenen met de meest " +
				"recente prijzen op basis van uw tijdzone.", Package: "rule",
		},
		{
			ID: QuoteAvailable, Class: Computed, Gated: true, Standing: Quoted,
			Note: "for Flex tokens also before " +
				"the first day",
			Statement: "Subscriptions are bought and renewed by a partner's quote.",
			Source:    secQuoteBuy, Quote: "Het aanschaffen van Flex via een offerte van een partner is momenteel " +
				"beschikbaar.", Package: "order",
		},
		{
			ID: QuoteDirectSale, Class: Computed, Standing: Quoted | Reading, Note: "the consequence for returns " +
				"is a reading",
			Statement: "The partner quotes, but the sale is between vendor and buyer, so an order by quote counts " +
				"as placed directly.",
			Source: secBuy, Quote: "Uw partner geeft een offerte, maar de feitelijke transactie vindt " +
				"rechtstreeks plaats tussen Autodesk en u, de klant.", Package: "policy",
		},
		{
			ID: QuoteContents, Class: Computed, Standing: Quoted,
			Statement: "A quote carries its number, its expiry date and the total with discounts and estimated tax.",
			Source:    secQuoteMake, Quote: "Het bevat het offertenummer, de vervaldatum van de offerte en de " +
				"totale prijs, inclusief de geschatte van toepassing zijnde belastingen en kortingen.",
			Package: "order",
		},
		{
			ID: QuoteValid, Class: Computed, Standing: Quoted | Reading,
			Note: "that the expiry date itself counts " +
				"is a reading",
			Statement: "The prices of a quote hold until its expiry date, that day included or not, as the " +
				"edition reads it.",
			Source: secQuoteMake, Quote: "De prijzen in de offerte zijn geldig tot de weergegeven vervaldatum.",
			Package: "order",
		},
		{
			ID: OrderInsufficientCredit, Class: Computed, Standing: Quoted | Reading, Note: "that an order of " +
				"exactly what is left passes is a reading",
			Statement: "An order beyond what is left of the net-terms credit, or with too many invoices open, " +
				"waits until invoices are paid or the credit is raised.",
			Source: secNetErrors, Quote: "Uw nettobetalingstermijn dekt uw bestelling niet of u hebt te veel " +
				"openstaande facturen.", Package: "order",
		},
		{
			ID: OrderOverdueBalance, Class: Computed, Standing: Quoted,
			Statement: "Any invoice past its due date blocks paying by invoice.",
			Source:    secNetErrors, Quote: "Betaal achterstallige facturen in uw account", Package: "order",
		},
		{
			ID: OrderPayerMismatch, Class: Computed, Standing: Quoted,
			Statement: "The customer number and the payer's e-mail address must match what is on file.",
			Source:    secNetErrors, Quote: "Controleer of u het juiste klantnummer en het juiste e-mailadres van " +
				"de betaler hebt verkregen", Package: "order",
		},
		{
			ID: OrderCheckOrder, Class: Computed, Standing: Reading,
			Statement: "When several checks of net terms fail, all are reported: mismatch, then overdue balance, " +
				"then credit.",
			Source: onPage + ", silent", Package: "order",
		},
	}
}

func refundRules() []Rule {
	return []Rule{
		{
			ID: RefundMonthly, Class: Computed, Standing: Quoted,
			Statement: "A monthly subscription bought from the vendor, online only or in any way, as the edition " +
				"reads it, is refunded in full if the return is made within a published number of days of the " +
				"purchase or a renewal.",
			Source: secReturns, Quote: "moet u dit binnen 15 dagen na de oorspronkelijke aankoop of verlenging " +
				"retourneren", Package: "refund",
		},
		{
			ID: RefundLong, Class: Computed, Standing: Quoted,
			Statement: "An annual or three-year subscription is refunded if the return is started within a " +
				"published number of days of the purchase or a renewal.",
			Source: secReturns, Quote: "moet u de retour binnen 30 dagen na de aankoop- of verlengingsdatum " +
				"starten", Package: "refund",
		},
		{
			ID: RefundMaintenance, Class: Computed, Standing: Quoted,
			Statement: "A maintenance plan is returned as an annual subscription is.",
			Source:    secReturns, Quote: "Als u restitutie wilt ontvangen voor onderhoudsplannen",
			Package: "refund",
		},
		{
			ID: RefundFlex, Class: Computed, Standing: Quoted,
			Statement: "Flex tokens are refunded if the return is started within a published number of days of the " +
				"purchase; a renewal opens no window.",
			Source: secReturns, Quote: "moet u het retourneren binnen 30 dagen na de aankoopdatum starten",
			Package: "refund",
		},
		{
			ID: RefundDirectOnly, Class: Computed, Standing: Quoted,
			Statement: "Only orders placed directly with the vendor are returned to it; otherwise the retailer's " +
				"or reseller's own policy applies.",
			Source: secReturns, Quote: "Neem rechtstreeks contact op met uw verkoper voor informatie over het " +
				"retourbeleid.", Package: "refund",
		},
		{
			ID: RefundExcluded, Class: Computed, Standing: Quoted | Reading,
			Note: `"abonnementskosten" read as membership fees is a reading`,
			Statement: "Other products and services are not returned, among them consulting, platform " +
				"subscriptions, extra-territory rights, cloud credits, membership and similar fees.",
			Source: secReturns, Quote: "Dit beleid is niet van toepassing op andere producten, services en " +
				"aanbiedingen.", Package: "refund",
		},
		{
			ID: RefundScope, Class: Computed, Standing: Corroborated,
			Statement: "Added seats and alignment charges are purchases of their own, with a window from their own " +
				"date.",
			Source: otherPages, Package: "refund",
		},
		{
			ID: RefundAmount, Class: Computed, Standing: Quoted | Reading,
			Note: `quoted ("full") for monthly, a reading for the rest`,
			Statement: "What was paid for the purchase is refunded, per line with its tax, less what was already " +
				"returned; instalments not yet due fall away.",
			Source: secReturns, Quote: "Als u een volledige restitutie wilt ontvangen voor een maandabonnement",
			Package: "refund",
		},
		{
			ID: RefundEffect, Class: Computed, Standing: Reading,
			Statement: "From its day on what was returned counts as not bought and its invoice falls away; what was " +
				"true before stays true, and if nothing covers the day any more the subscription is Canceled at " +
				"once.",
			Source: onPage + ", silent", Package: "lifecycle",
		},
		{
			ID: RefundDays, Class: Computed, Standing: Reading,
			Statement: "The day of the purchase is day zero, the window opens with the order and closes at " +
				"the end of its last day; a renewal counts from its renewal date or its order, as the" +
				" edition reads it.",
			Source: onPage + ", silent", Package: "refund",
		},
	}
}

package main

import "fmt"

// invoice has labels with a colon left of their values, in two columns, an
// address of several lines, and sums at the right.
func invoice(s *sheet) {
	s.text(50, 70, 20, bold, "Pikestaff & Daughters")
	s.text(50, 88, 9.5, plain, "Stationers and bookbinders, 14 Quay Street, Port Ellery")
	s.text(430, 70, 16, bold, "INVOICE")
	s.beside(330, 125, 445, "Invoice number:", "PD-20417")
	s.beside(330, 145, 445, "Invoice date:", "2026-03-09")
	s.beside(330, 165, 445, "Due date:", "2026-04-08")
	s.beside(330, 185, 445, "Customer number:", "88120")
	s.beside(50, 125, 115, "Bill to:", "Hollin Surveyors Ltd", "3 Cutter Lane", "Port Ellery PE4 2QT")
	s.beside(50, 205, 160, "Purchase order:", "HS/771")
	s.beside(330, 205, 445, "Contact:", "Maud Brackley")
	s.items(260)
	s.beside(370, 400, 470, "Subtotal:", "329.50")
	s.beside(370, 420, 470, "Tax 20 %:", "65.90")
	s.beside(370, 440, 470, "Amount due:", "395.40")
	s.beside(50, 500, 165, "Account holder:", "Pikestaff & Daughters")
	s.beside(50, 520, 165, "Account number:", "4471 9082")
	s.beside(50, 540, 165, "Payment terms:", "30 days net")
	s.text(50, 600, 9.5, plain, "Please quote the invoice number with your payment. Goods stay ours until they are paid.")
}

// items draws the table of what was sold; it has no pairs.
func (s *sheet) items(y float64) {
	columns := []float64{55, 300, 390, 475}
	rows := [][]string{
		{"Description", "Quantity", "Price", "Amount"},
		{"Ledger, bound in green cloth", "12", "14.50", "174.00"},
		{"Ink, iron gall, 50 ml", "20", "6.20", "124.00"},
		{"Blotting paper, 100 sheets", "3", "10.50", "31.50"},
	}
	for i, row := range rows {
		face := plain
		if i == 0 {
			face = bold
		}
		for j, text := range row {
			s.text(columns[j], y+float64(i)*22, 10, face, text)
		}
		s.line(50, y+float64(i)*22+7, 540, y+float64(i)*22+7, 0.8)
	}
}

// application is a printed form: frames with small labels, typed values, boxes
// to tick, and one frame that was left empty.
func application(s *sheet) {
	s.text(50, 70, 18, bold, "Application for a reader's card")
	s.text(50, 90, 9.5, plain, "Port Ellery Public Library. Please type, or write in capital letters.")
	s.framed(50, 115, 240, "Family name", "OKONJO")
	s.framed(300, 115, 240, "First name", "Adaeze Ruth")
	s.framed(50, 159, 150, "Date of birth", "1988-11-23")
	s.framed(210, 159, 330, "Street and number", "27 Lantern Row")
	s.framed(50, 203, 110, "Postal code", "PE1 7AB")
	s.framed(170, 203, 180, "Town", "Port Ellery")
	s.framed(360, 203, 180, "Telephone", "0555 713 204")
	s.framed(50, 247, 300, "Electronic mail", "a.okonjo@example.org")
	s.framed(360, 247, 180, "Former card number", "")
	s.text(50, 312, 11, bold, "Kind of card")
	s.tick(50, 335, true, "Adult")
	s.tick(180, 335, false, "Child under 14")
	s.tick(340, 335, false, "Student")
	s.text(50, 370, 11, bold, "Agreement")
	s.tick(50, 393, true, "I have read the rules of the house")
	s.tick(50, 415, false, "Send me news by mail")
	s.beside(50, 470, 110, "Date:", "2026-05-02")
	s.beside(300, 470, 370, "Signed:", "A. R. Okonjo")
}

// deliveryNote mixes small labels above their values with dotted leaders.
func deliveryNote(s *sheet) {
	s.text(50, 70, 20, bold, "DELIVERY NOTE")
	s.text(50, 88, 9.5, plain, "Marram Haulage, Dock 7, Port Ellery")
	s.line(50, 100, 545, 100, 1)
	s.above(50, 122, "Note number", "MH 55310")
	s.above(220, 122, "Date of delivery", "2026-06-17")
	s.above(400, 122, "Driver", "T. Oduya")
	s.above(50, 165, "Sender", "Greywell Timber")
	s.above(220, 165, "Receiver", "Cobb Boatyard")
	s.above(400, 165, "Vehicle", "LKT 482")
	s.line(50, 195, 545, 195, 1)
	s.beside(50, 225, 160, "Packages:", "14 crates")
	s.beside(50, 245, 160, "Gross weight:", "1,260 kg")
	s.beside(300, 225, 410, "Temperature:", "8 C")
	s.beside(300, 245, 410, "Seal number:", "A-90177")
	s.leader(50, 300, "Received by", "W. Cobb")
	s.leader(50, 325, "Place", "Port Ellery")
	s.leader(50, 350, "Remarks", "two crates damp")
	s.text(50, 400, 10, plain, "Damage must be told within three working days.")
	s.tick(50, 430, true, "Complete")
	s.tick(180, 430, false, "Goods refused")
}

// leader writes a label, a value on a dotted line, and the dots around it.
func (s *sheet) leader(x, y float64, key, value string) {
	s.text(x, y, 10, plain, key+" ......")
	s.text(x+120, y-1, 10.5, typed, value)
	s.text(x+270, y, 10, plain, "............................")
	s.expect(key, value)
}

// claimPerson is the first of three pages.
func claimPerson(s *sheet) {
	s.heading("Notice of damage", 1)
	s.beside(60, 140, 200, "Policy number:", "SM-3302-118")
	s.beside(60, 165, 200, "Insured person:", "Joseph Tarrant")
	s.beside(60, 190, 200, "Address:", "Old Signal House", "Cliff Road 2", "Port Ellery PE9 1ST")
	s.beside(60, 245, 200, "Telephone:", "0555 620 818")
	s.beside(60, 270, 200, "Insured since:", "2019-08-01")
	s.text(60, 310, 10, bold, "Are you insured elsewhere?")
	s.tick(60, 332, false, "Yes")
	s.tick(140, 332, true, "No")
}

// claimDamage is the second page, of frames.
func claimDamage(s *sheet) {
	s.heading("The damage", 2)
	s.framed(60, 125, 230, "Date of damage", "2026-01-30")
	s.framed(300, 125, 235, "Time of day", "05:40")
	s.framed(60, 169, 475, "Place of damage", "Harbour wall, berth 9")
	s.framed(60, 213, 475, "What was damaged", "Hull of the boat Petrel")
	s.framed(60, 257, 230, "Cause", "Storm")
	s.framed(300, 257, 235, "Estimated cost", "7,850.00")
	s.text(60, 320, 10, bold, "Was the police told?")
	s.tick(60, 342, true, "Yes, on the same day")
	s.tick(240, 342, false, "No, not yet")
}

// claimSigned is the last page.
func claimSigned(s *sheet) {
	s.heading("Payment and signature", 3)
	s.beside(60, 140, 200, "Pay to:", "Joseph Tarrant")
	s.beside(60, 165, 200, "Bank:", "Ellery Savings")
	s.beside(60, 190, 200, "Account number:", "2290 4716")
	s.text(60, 230, 10, plain, "All that I have stated is true and complete to the best of my knowledge.")
	s.beside(60, 270, 130, "Place:", "Port Ellery")
	s.beside(320, 270, 380, "Date:", "2026-02-03")
	s.beside(60, 310, 130, "Signature:", "J. Tarrant")
}

// heading opens a page of the claim.
func (s *sheet) heading(title string, page int) {
	s.text(60, 70, 9.5, plain, "Seamark Mutual, Port Ellery")
	s.text(480, 70, 9.5, plain, fmt.Sprintf("Page %d of 3", page))
	s.text(60, 105, 17, bold, title)
}

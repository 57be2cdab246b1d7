-- Why a line of the booking's ledger is not written yet: nobody can say its VAT (lib/payments/rules-vat.ts).
ALTER TABLE bookings ADD COLUMN vat_undecided TEXT;
CREATE INDEX bookings_vat_undecided_idx ON bookings (created_at) WHERE vat_undecided IS NOT NULL;

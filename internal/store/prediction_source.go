package store

import (
	"context"
	"database/sql"
	"errors"

	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/prediction"
	"foureyes/internal/predictor"
)

const predictionSourceColumns = `id, account_id, region, service, kind, address, settings, sealed_secret, created_at`

func scanPredictionSource(row scanner) (predictor.Source, error) {
	var o predictor.Source
	var created sql.NullInt64
	err := row.Scan(&o.ID, &o.Account, &o.Region, &o.Service, &o.Kind, &o.Address, &o.Settings, &o.SealedSecret, &created)
	o.CreatedAt = moment(created)
	return o, err
}

// SetPredictionSource saves a source in the place of the one that there was.
func (s *Store) SetPredictionSource(ctx context.Context, o predictor.Source) error {
	return s.write(ctx, func(t *tx) error {
		_, err := t.exec(`INSERT INTO prediction_source (`+predictionSourceColumns+`)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (account_id, region, service) DO UPDATE SET id = excluded.id, kind = excluded.kind, address = excluded.address,
				settings = excluded.settings, sealed_secret = excluded.sealed_secret, created_at = excluded.created_at`,
			o.ID, o.Account, o.Region, o.Service, o.Kind, o.Address, o.Settings, o.SealedSecret, millis(o.CreatedAt))
		return err
	})
}

// PredictionSource finds the source that was set for exactly this region.
func (s *Store) PredictionSource(ctx context.Context, account, region, service string) (predictor.Source, error) {
	o, err := one(s.read(ctx), scanPredictionSource, `SELECT `+predictionSourceColumns+` FROM prediction_source
		WHERE account_id = $1 AND region = $2 AND service = $3`, account, region, service)
	return o, missingPredictionSource(err, account, region, service)
}

// PredictionSourceFor finds the source that answers in a region. No region is called
// *, which sorts before all of them.
func (s *Store) PredictionSourceFor(ctx context.Context, account, region, service string) (predictor.Source, error) {
	o, err := one(s.read(ctx), scanPredictionSource, `SELECT `+predictionSourceColumns+` FROM prediction_source
		WHERE account_id = $1 AND region IN ($2, $3) AND service = $4 ORDER BY region DESC LIMIT 1`,
		account, region, predictor.EveryRegion, service)
	return o, missingPredictionSource(err, account, region, service)
}

// ListPredictionSources lists a page of all sources.
func (s *Store) ListPredictionSources(ctx context.Context, q page.Query) ([]predictor.Source, error) {
	where, args := listClause("", q)
	return many(s.read(ctx), scanPredictionSource, `SELECT `+predictionSourceColumns+` FROM prediction_source
		WHERE created_at IS NOT NULL`+where, args...)
}

// DeletePredictionSource removes a source.
func (s *Store) DeletePredictionSource(ctx context.Context, account, region, service string) error {
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(`DELETE FROM prediction_source WHERE account_id = $1 AND region = $2 AND service = $3`, account, region, service)
		if err == nil && n == 0 {
			err = errNoRow
		}
		return missingPredictionSource(err, account, region, service)
	})
}

func missingPredictionSource(err error, account, region, service string) error {
	if errors.Is(err, errNoRow) {
		return fault.New(fault.NotFound, prediction.Source, "There is no prediction source for %s in account %s and region %s.", service, account, region)
	}
	return err
}

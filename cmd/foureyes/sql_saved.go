package main

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// savedQuery is a saved query as the API tells of it; lists leave its text out.
type savedQuery struct {
	ID, Name, Query, Owner string
	Own                    bool
}

// saved runs a saved query.
func (d *sqlDesk) saved(ctx context.Context, name string) error {
	all, err := d.savedQueries(ctx, name)
	if err != nil {
		return err
	}
	chosen, err := chooseSaved(all, name)
	if err != nil {
		return err
	}
	var q savedQuery
	if _, err := d.directory(ctx, "/sql/queries/"+url.PathEscape(chosen.ID), &q); err != nil {
		return err
	}
	return d.script(ctx, q.Query)
}

// savedQueries lists those that the key sees with a name that holds part.
func (d *sqlDesk) savedQueries(ctx context.Context, part string) ([]savedQuery, error) {
	var all []savedQuery
	for token := ""; ; {
		var page struct {
			SavedQueries []savedQuery
			NextToken    string
		}
		query := url.Values{"nameContains": {part}, "nextToken": {token}}
		if _, err := d.directory(ctx, "/sql/queries?"+query.Encode(), &page); err != nil {
			return nil, err
		}
		all, token = append(all, page.SavedQueries...), page.NextToken
		if token == "" {
			return all, nil
		}
	}
}

// chooseSaved finds the query of exactly this name: the key's own, or else the only one
// that others share.
func chooseSaved(all []savedQuery, name string) (savedQuery, error) {
	named := slices.DeleteFunc(slices.Clone(all), func(q savedQuery) bool { return q.Name != name })
	if own := slices.IndexFunc(named, func(q savedQuery) bool { return q.Own }); own >= 0 {
		return named[own], nil
	}
	switch len(named) {
	case 0:
		return savedQuery{}, fmt.Errorf("there is no saved query %q that this key sees; those of others must be shared", name)
	case 1:
		return named[0], nil
	}
	owners := make([]string, 0, len(named))
	for _, q := range named {
		owners = append(owners, q.Owner)
	}
	return savedQuery{}, fmt.Errorf("several share a query %q (%s); ask one of them to give theirs another name", name, strings.Join(owners, ", "))
}
